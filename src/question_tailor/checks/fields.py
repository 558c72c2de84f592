"""The texts of a question, by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from question_tailor.schemas import schema_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from question_tailor.schemas import Answer
    from question_tailor.vocabulary import Category

CLOSED_FIELDS: Final = frozenset({"horizon", "scale", "people_scope"})
"""Own fields whose values come from a closed set."""


def candidate_facing(question: Answer) -> Iterator[tuple[str, str]]:
    """What a candidate hears: the question and its probes, each with the name of its field."""
    yield "text", question.text
    for number, probe in enumerate(question.probes):
        yield f"probes[{number}]", probe


def generated(question: Answer, category: Category) -> Iterator[tuple[str, str]]:
    """Every text of a question but its quotes, each with the name of its field."""
    yield from candidate_facing(question)
    yield "why", question.why
    for rating, text in question.anchors.model_dump().items():
        yield f"anchors.{rating}", text
    for number, flag in enumerate(question.red_flags):
        yield f"red_flags[{number}]", flag
    for name in schema_of(category).own.model_fields:
        if name in CLOSED_FIELDS:
            continue
        value = getattr(question, name)
        for number, text in enumerate(value if isinstance(value, list) else [value]):
            yield f"{name}[{number}]" if isinstance(value, list) else name, text
