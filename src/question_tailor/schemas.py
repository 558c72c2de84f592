"""The shape of an answer: what all categories share, each category's own fields, and the schema on the wire.

Adding a category is one class of own fields and one row of `_OWN_FIELDS` (and its name in `vocabulary`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Final, cast

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, create_model

from question_tailor.vocabulary import CATEGORIES, Category, Horizon, PeopleScope, Scale, Source

Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=240)]
Long = Annotated[str, StringConstraints(strip_whitespace=True, min_length=12, max_length=480)]


class Shape(BaseModel):
    """Base of all that a model answers: strict, closed, frozen."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Quote(Shape):
    """Words taken from an input, to the letter."""

    source: Source = Field(description="job: the posting; company: the company text")
    quote: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=300)] = Field(
        description="copied word for word from that source, one unbroken passage"
    )


class Anchors(Shape):
    """What an answer to this question sounds like at each of the four ratings."""

    poor: Long = Field(description="rating 1")
    mixed: Long = Field(description="rating 2")
    good: Long = Field(description="rating 3")
    excellent: Long = Field(description="rating 4")


class Answer(Shape):
    """What a model answers for one slot; each category adds its own fields."""

    slot: Annotated[str, StringConstraints(min_length=1, max_length=20)] = Field(description="id of the slot")
    evidence: Annotated[list[Quote], Field(min_length=1, max_length=3)] = Field(
        description="1 to 3 quotes that the question rests on"
    )
    why: Long = Field(description="what the question tests, and why for this role at this company")
    text: Long = Field(description="the question as the interviewer says it aloud")
    probes: Annotated[list[Short], Field(min_length=2, max_length=4)] = Field(description="2 to 4 follow-up questions")
    anchors: Anchors
    red_flags: Annotated[list[Short], Field(min_length=1, max_length=3)] = Field(
        description="1 to 3 signs in the answer that speak against the candidate"
    )


class OwnFields(Shape):
    """Base of the fields that one category has and the others have not."""


class Behavioral(OwnFields):
    """Asks for one past event."""

    past_event: Short = Field(description="the past event that the question asks for")
    situation: Short = Field(description="what about the situation the probes must bring out")
    action: Short = Field(description="what about the candidate's own action the probes must bring out")
    result: Short = Field(description="what about the result the probes must bring out")


class Technical(OwnFields):
    """Names a method, data or tool that the inputs or the bank name."""

    subject: Short = Field(description="the method, data or tool in question, as the inputs or the bank name it")
    depth_markers: Annotated[list[Short], Field(min_length=1, max_length=3)] = Field(
        description="1 to 3 signs of real depth at this level"
    )


class Strategic(OwnFields):
    """Has a horizon that fits the level, and a trade-off."""

    horizon: Horizon = Field(description="how far ahead the question looks")
    trade_off: Short = Field(description="what stands against what")


class CulturalFit(OwnFields):
    """Is about a value that the company context names, seen as behaviour."""

    value: Short = Field(description="the company's value, as its text names it")
    observable_behaviour: Short = Field(description="what one would see this person do")


class OperationalAcumen(OwnFields):
    """Is about an operating mechanism at a scale that fits the level."""

    mechanism: Short = Field(description="the operating mechanism in question")
    scale: Scale = Field(description="the organisational scale")


class Leadership(OwnFields):
    """Is about an act of leading, at a people scope that fits the level."""

    people_scope: PeopleScope = Field(description="whom the candidate leads in this question")
    leadership_act: Short = Field(description="the act of leading that is asked about")


_OWN_FIELDS: Final[dict[Category, type[OwnFields]]] = {
    "Behavioral": Behavioral,
    "Technical": Technical,
    "Strategic": Strategic,
    "Cultural Fit": CulturalFit,
    "Operational Acumen": OperationalAcumen,
    "Leadership": Leadership,
}


@dataclass(frozen=True, slots=True)
class CategorySchema:
    """All that the library knows of the shape of one category.

    Attributes:
        category: Its name.
        key: Its name as a JSON key and file name: `cultural_fit`.
        own: The model of its own fields.
        answer: The model of a whole answer: the common fields and its own.
        adapter: Checks decoded JSON against `answer`; built once per process.
    """

    category: Category
    key: str
    own: type[OwnFields]
    answer: type[Answer]
    adapter: TypeAdapter[Answer]


def key_of(category: Category) -> str:
    """A category's name as a JSON key and file name."""
    return category.lower().replace(" ", "_")


@cache
def schema_of(category: Category) -> CategorySchema:
    """The schema of a category, built when it is first asked for and kept."""
    own = _OWN_FIELDS[category]
    answer = cast("type[Answer]", create_model(f"{own.__name__}Answer", __base__=(own, Answer), __doc__=own.__doc__))
    return CategorySchema(category, key_of(category), own, answer, TypeAdapter(answer))


@cache
def wire_schema(categories: tuple[Category, ...]) -> dict[str, Any]:
    """The JSON Schema of the answer to one request, in the form that every endpoint takes.

    Args:
        categories: The categories that the request asks for, each once.

    Returns:
        For one category `{"questions": [...]}`, for more one array per category, by its key. To be read only.
    """
    if len(categories) == 1:
        arrays = {"questions": _questions(categories[0])}
    else:
        arrays = {key_of(category): _questions(category) for category in CATEGORIES if category in categories}
    return {"type": "object", "properties": arrays, "required": list(arrays), "additionalProperties": False}


def _questions(category: Category) -> dict[str, Any]:
    return {"type": "array", "items": portable(schema_of(category).answer.model_json_schema())}


@cache
def bounded_schema(category: Category) -> dict[str, Any]:
    """The schema of one answer with its bounds on lengths and counts, to describe it in words. To be read only."""
    return portable(schema_of(category).answer.model_json_schema(), keep=(*_KEPT, *_BOUNDS))


_KEPT: Final = ("type", "enum", "description")
_BOUNDS: Final = ("minLength", "maxLength", "minItems", "maxItems")


def portable(schema: dict[str, Any], keep: tuple[str, ...] = _KEPT) -> dict[str, Any]:
    """Bring a JSON Schema of pydantic's to the subset that all engines accept.

    References are put in place, `const` becomes `enum`, `oneOf` becomes `anyOf`, every property is required and no
    other is allowed; lengths, counts and defaults go, since several engines refuse them: they are checked after
    decoding.
    """
    return cast("dict[str, Any]", _portable(schema, schema.get("$defs", {}), keep))


def _portable(node: Any, definitions: dict[str, Any], keep: tuple[str, ...]) -> Any:  # noqa: ANN401 - JSON
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        referred = definitions[node["$ref"].rsplit("/", 1)[-1]]
        beside = {key: value for key, value in node.items() if key != "$ref"}
        return _portable({**referred, **beside}, definitions, keep)
    out: dict[str, Any] = {key: node[key] for key in keep if key in node}
    if "const" in node:
        out["enum"] = [node["const"]]
    if options := node.get("anyOf") or node.get("oneOf"):
        out["anyOf"] = [_portable(option, definitions, keep) for option in options]
    if "items" in node:
        out["items"] = _portable(node["items"], definitions, keep)
    if "properties" in node:
        out["properties"] = {name: _portable(value, definitions, keep) for name, value in node["properties"].items()}
        out["required"] = list(out["properties"])
        out["additionalProperties"] = False
        out.pop("description", None)
    return out
