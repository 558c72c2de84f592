import json
from collections.abc import Iterator

import llguidance
import pytest
from outlines_core import json_schema

from question_tailor.schemas import bounded_schema, key_of, portable, schema_of, wire_schema
from question_tailor.vocabulary import CATEGORIES

ALL = tuple(CATEGORIES)
REQUESTS = [*[(category,) for category in CATEGORIES], ALL]
ALLOWED = {"type", "properties", "required", "additionalProperties", "items", "anyOf", "enum", "description"}


def nodes(schema: dict, depth: int = 1) -> Iterator[tuple[dict, int]]:
    yield schema, depth
    for part in schema.get("properties", {}).values():
        yield from nodes(part, depth + 1)
    if "items" in schema:
        yield from nodes(schema["items"], depth + 1)


@pytest.mark.parametrize("categories", REQUESTS, ids=lambda names: key_of(names[0]) if len(names) == 1 else "kit")
def test_a_wire_schema_compiles_in_the_grammar_engines(categories):
    schema = json.dumps(wire_schema(categories))

    assert llguidance.LLMatcher.validate_grammar(llguidance.LLMatcher.grammar_from_json_schema(schema)) == ""
    assert json_schema.build_regex_from_schema(schema)


@pytest.mark.parametrize("categories", REQUESTS, ids=lambda names: key_of(names[0]) if len(names) == 1 else "kit")
def test_a_wire_schema_keeps_to_the_portable_subset(categories):
    found = list(nodes(wire_schema(categories)))

    assert all(set(node) <= ALLOWED for node, _ in found)
    objects = [node for node, _ in found if node.get("type") == "object"]
    assert all(node["additionalProperties"] is False for node in objects)
    assert all(node["required"] == list(node["properties"]) for node in objects)
    containers = [depth for node, depth in found if node.get("type") in {"object", "array"}]
    assert max(containers) <= 5
    assert sum(len(node.get("properties", ())) for node, _ in found) <= 100


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_field_of_an_answer_is_required_bounded_and_described(category):
    answer = schema_of(category).answer
    bounded = bounded_schema(category)["properties"]

    assert all(field.is_required() for field in answer.model_fields.values())
    assert all(field.description or name == "anchors" for name, field in answer.model_fields.items())
    for name, part in bounded.items():
        inner = part.get("items", part)
        assert "enum" in inner or "properties" in inner or "maxLength" in inner, name
        assert part["type"] != "array" or {"minItems", "maxItems"} <= set(part), name


def test_references_constants_and_unions_are_brought_to_the_subset():
    schema = {
        "$defs": {"A": {"type": "string", "minLength": 2, "title": "A"}},
        "type": "object",
        "properties": {
            "a": {"$ref": "#/$defs/A", "description": "d"},
            "b": {"const": 1},
            "c": {"oneOf": [{"type": "null"}]},
        },
    }

    assert portable(schema) == {
        "type": "object",
        "properties": {
            "a": {"type": "string", "description": "d"},
            "b": {"enum": [1]},
            "c": {"anyOf": [{"type": "null"}]},
        },
        "required": ["a", "b", "c"],
        "additionalProperties": False,
    }
