"""A kit as Markdown: a time plan, then one section for each interviewer.

All text of questions, inputs and models is escaped, so that it stays text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from question_tailor._resources import data, toml
from question_tailor.levels import profile_of

if TYPE_CHECKING:
    from jinja2 import Template

    from question_tailor.kit import InterviewKit

_SPECIAL: Final = re.compile(r"([\\`*_\[\]()<>|~#!&])")
_LINE_START: Final = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)


def to_markdown(kit: InterviewKit) -> str:
    """A kit as Markdown for the panel: GitHub tables, no HTML, headings and lists that paste well."""
    by_interviewer = {
        name: [question for question in kit.questions if question.interviewer == name]
        for name in kit.plan.panel
        if name in kit.coverage.interviewers
    }
    slots = {slot.id: slot for slot in kit.plan.slots}
    return _template().render(
        kit=kit,
        slots=slots,
        profile=profile_of(kit.level),
        names=toml("panel.toml")["names"],
        by_interviewer=by_interviewer,
        fields_of=_fields_of,
    )


def _fields_of(question: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - any category's question
    """The fields of a question's category, with their names as a person says them."""
    return [
        (name.replace("_", " ").capitalize(), "; ".join(value) if isinstance(value, list) else str(value))
        for name, value in question.own.model_dump().items()
    ]


def escaped(text: str) -> str:
    """Text in which no character means anything to Markdown, on one line."""
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", " ".join(text.split())))


@cache
def _template() -> Template:
    from jinja2 import StrictUndefined  # noqa: PLC0415 - loaded when a kit is first rendered
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        finalize=lambda value: escaped(value) if isinstance(value, str) else value,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    source = data("templates/kit.md.j2").read_text(encoding="utf-8")
    return environment.from_string(source)
