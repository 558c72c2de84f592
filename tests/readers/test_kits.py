import json

import pytest

from question_tailor import Tailor, load_kit, save_kit
from question_tailor.errors import InputError
from question_tailor.kit import kit_schema
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


@pytest.mark.parametrize("given", ["nowhere.json", "{", b"\xff\xfe{", b"[]"])
def test_what_cannot_be_read_is_refused(given):
    with pytest.raises(InputError, match="kit"):
        load_kit(given)
