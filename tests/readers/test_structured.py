import pytest

from question_tailor import read_company, read_posting
from question_tailor.errors import InputError
from question_tailor.readers.structured import from_json, from_toml, from_yaml

YAML = """
# notes on the company
name: Ferrowick
about: We keep regional trains in service.
products:
  - Partsline: orders of parts
  - Bayplan
figures:
  people: 310
  founded: 2011
  code: 012
  version: 1.10
  country: NO
  on sale: yes
  since: 2011-05-01
values: ["Grease before slides", 'Say the date']
confidential: |
  Deltarail will leave.
"""
TOML = """
name = "Ferrowick"
about = "We keep regional trains in service."
products = [{ Partsline = "orders of parts" }, "Bayplan"]
values = ["Grease before slides", "Say the date"]
confidential = "Deltarail will leave."
[figures]
people = 310
version = 1.10
"""
JSON = """{"name": "Ferrowick", "about": "We keep regional trains in service.", "products": [{"Partsline": "orders of
 parts"}, "Bayplan"], "figures": {"people": 310, "version": 1.10}, "values": ["Grease before slides", "Say the date"],
 "confidential": "Deltarail will leave."}"""


@pytest.mark.parametrize(("suffix", "text"), [("yaml", YAML), ("yml", YAML), ("toml", TOML), ("json", JSON)])
def test_a_company_context_has_named_parts_in_every_form(suffix, text, tmp_path):
    path = tmp_path / f"company.{suffix}"
    path.write_text(text, encoding="utf-8")
    firm = read_company(path)

    assert firm.name == "Ferrowick"
    assert "## About\n\nWe keep regional trains in service." in firm.text
    assert "## Values\n\n- Grease before slides\n- Say the date" in firm.text
    assert "- version: 1.10" in firm.text
    assert "- people: 310" in firm.text
    assert firm.confidential == "Deltarail will leave."
    assert "Deltarail" not in firm.text


def test_scalars_of_yaml_stay_what_was_written():
    figures = from_yaml(YAML, "x")["figures"]

    assert figures == {
        "people": "310",
        "founded": "2011",
        "code": "012",
        "version": "1.10",
        "country": "NO",
        "on sale": "yes",
        "since": "2011-05-01",
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: &x [1]\nb: *x", "line 2: an alias"),
        ("a: 1\nb: !!python/object/apply:os.system ['x']", "line 2: a tag"),
        ("a: !x 1", "line 1: a tag"),
        ("a: 1\na: 2", "line 2: this key stands twice"),
        ("a: 1\n---\nb: 2", "second document"),
        ("? [a, b]\n: 1", "a key has to be a text"),
        ("a: [1,", "no YAML: line"),
        ("a:\n\tb: 1", "no YAML: line 2"),
        ("[" * 200, "nested too deep"),
        ("- a\n" * 400_001, "too large"),
    ],
)
def test_yaml_that_could_mean_something_else_is_refused_with_its_line(text, told):
    with pytest.raises(InputError, match=told):
        from_yaml(text, "The file")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "no JSON: line 1"),
        ("[" * 100_000, "nested too deep"),
        ('{"a":' * 200 + "1" + "}" * 200, "nested more than"),
        ("[" + "1," * 400_001 + "1]", "too many values"),
    ],
)
def test_json_that_cannot_be_read_is_refused(text, told):
    with pytest.raises(InputError, match=told):
        from_json(text, "The file")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a = x\nb = 1", "no TOML.*line 1"),
        ("a = " + "[" * 100_000, "nested too deep"),
        (".".join("a" * 60) + " = 1", "more than 50 parts"),
    ],
)
def test_toml_that_cannot_be_read_is_refused(text, told):
    with pytest.raises(InputError, match=told):
        from_toml(text, "The file")


def test_figures_of_json_stay_what_was_written():
    assert from_json("[1.10, 1e999, NaN, 12, 123456789012345678901]", "x") == [
        "1.10",
        "1e999",
        "NaN",
        12,
        "123456789012345678901",
    ]


@pytest.mark.parametrize("reader", [read_posting, read_company])
def test_a_dictionary_that_holds_itself_is_refused(reader):
    given = {"title": "VP", "text": "x"}
    given["about"] = [given, given]

    with pytest.raises(InputError, match="too many values"):
        reader(given)


@pytest.mark.parametrize("text", ["just a text", "- a\n- b", "", "~"])
def test_a_company_file_without_named_parts_is_refused(text, tmp_path):
    path = tmp_path / "company.yaml"
    path.write_text(text)

    with pytest.raises(InputError, match=r"named parts|empty"):
        read_company(path)
