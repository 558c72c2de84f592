import json

import pytest

from question_tailor import Tailor, load_kit, save_kit
from question_tailor.errors import InputError
from question_tailor.kit import Signature, content_sha256_of, kit_schema
from samples import COMPANY, POSTING


@pytest.fixture(scope="module")
def kit():
    return Tailor.offline().tailor(POSTING, COMPANY)


def test_a_kit_survives_its_file(kit, tmp_path):
    save_kit(kit, tmp_path / "kit.json")

    assert load_kit(tmp_path / "kit.json") == kit
    assert load_kit(kit.model_dump_json()) == kit
    assert load_kit(kit.model_dump_json().encode()) == kit


def test_a_kit_holds_what_the_published_shape_says(kit):
    document = json.loads(kit.model_dump_json())
    schema = kit_schema()

    assert list(document) == list(schema["properties"])
    for question in document["questions"]:
        name = next(
            option["$ref"].rpartition("/")[2]
            for option in schema["properties"]["questions"]["items"]["oneOf"]
            if schema["$defs"][option["$ref"].rpartition("/")[2]]["properties"]["category"]["const"]
            == question["category"]
        )
        assert set(question) == set(schema["$defs"][name]["properties"])


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda kit: kit | {"schema_version": "9.0"}, "schema_version"),
        (lambda kit: kit | {"secret": 1}, "secret"),
        (lambda kit: {key: value for key, value in kit.items() if key != "plan"}, "plan"),
        (lambda kit: kit | {"level": "ceo"}, "level"),
    ],
)
def test_what_is_no_kit_is_refused_by_field(kit, spoil, told):
    document = json.loads(kit.model_dump_json())

    with pytest.raises(InputError, match=told):
        load_kit(json.dumps(spoil(document)))


@pytest.mark.parametrize(
    "given",
    [
        "nowhere.json",
        "{",
        b"\xff\xfe{",
        b"[]",
        '{"a": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"a": ' + "1" * 5000 + "}",
        b'{"a": "' + b" " * 4_000_000 + b'"}',
    ],
)
def test_what_cannot_be_read_is_refused(given):
    with pytest.raises(InputError, match="kit"):
        load_kit(given)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"a": 1, "a": 2}', "the key 'a' stands twice"),
        ('{"a": NaN}', "NaN is no number"),
        ('{"a": 1e999}', "too large"),
        ('{"a": ' + "[" * 30 + "]" * 30 + "}", "levels deep"),
    ],
)
def test_json_that_another_reader_would_take_differently_is_refused(text, told):
    with pytest.raises(InputError, match=told):
        load_kit(text)


def test_a_kit_of_an_older_schema_version_loads(kit):
    document = json.loads(kit.model_dump_json())
    document["schema_version"] = "1.0"
    del document["signature"], document["run"]["jurisdictions"]
    for question in document["questions"]:
        del question["pinned"]

    assert load_kit(json.dumps(document)) == kit


def test_a_kit_of_a_newer_schema_version_says_what_to_do(kit):
    document = json.loads(kit.model_dump_json()) | {"schema_version": "1.7"}

    with pytest.raises(InputError, match=r"1\.7.*later version"):
        load_kit(json.dumps(document))


@pytest.mark.parametrize("version", [None, 1.1, ["1.0"], {}, ""])
def test_what_is_no_schema_version_is_refused(kit, version):
    document = json.loads(kit.model_dump_json()) | {"schema_version": version}

    with pytest.raises(InputError, match="schema_version"):
        load_kit(json.dumps(document))


def test_a_signed_kit_loads_and_a_changed_one_says_that_it_was_changed(kit):
    signature = Signature(by="A. Panel", at=kit.run.created_at, sha256=kit.content_sha256)
    signed = kit.model_copy(update={"signature": signature})
    document = json.loads(signed.model_dump_json())

    assert load_kit(json.dumps(document, indent=4)) == signed
    for change in ({"findings": [{"rule": "x.y", "severity": "warn", "why": "Because."}]}, {"minutes": 99}):
        document["questions"][3] |= change
        with pytest.raises(InputError, match=r"changed after A\. Panel signed it"):
            load_kit(json.dumps(document))


@pytest.mark.parametrize("by", ["A\x1b[31m Panel", "A\u202e Panel", "A\nPanel", "", " "])
def test_a_name_that_would_steer_a_terminal_signs_nothing(kit, by):
    document = json.loads(kit.model_dump_json())
    document["signature"] = {"by": by, "at": "2026-01-01T00:00:00Z", "sha256": kit.content_sha256}

    with pytest.raises(InputError, match="signature"):
        load_kit(json.dumps(document))


def test_a_signed_kit_of_an_earlier_shape_stays_signed(kit):
    document = json.loads(kit.model_dump_json())
    del document["run"]["jurisdictions"], document["questions"][0]["pinned"]
    document["signature"] = {"by": "A. Panel", "at": "2026-01-01T00:00:00Z", "sha256": content_sha256_of(document)}

    loaded = load_kit(json.dumps(document))

    assert load_kit(loaded.model_dump_json()) == loaded
    assert loaded.signature.by == "A. Panel"


@pytest.mark.parametrize("place", ["text", "slot", "canonical_id"])
def test_a_text_that_is_no_text_is_refused(kit, place):
    document = json.loads(kit.model_dump_json())
    document["questions"][0][place] = "What did you \ud800 decide?"

    with pytest.raises(InputError, match="half a character"):
        load_kit(json.dumps(document))
