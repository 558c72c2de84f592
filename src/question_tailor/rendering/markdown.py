"""A kit as Markdown: a time plan, then one section for each interviewer.

All text of questions, inputs and models is escaped, so that it stays text.
"""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final

from question_tailor._resources import data, toml, toml_in
from question_tailor.levels import profile_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Template

    from question_tailor.kit import InterviewKit, TailoredQuestion

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
    say = _words(kit.language)
    return _template().render(
        kit=kit,
        slots=slots,
        profile=profile_of(kit.level, kit.language),
        names=toml_in("panel.toml", kit.language)["names"],
        by_interviewer=by_interviewer,
        fields_of=partial(_fields_of, say=say),
        categories_of=partial(_categories_of, say=say),
        say=say,
    )


class _Own(str):
    """Text of ours, which may hold Markdown."""

    __slots__ = ()


@cache
def _words(language: str) -> dict[str, Any]:
    """The words around a kit's content in its language; in English where there are no others."""
    known = toml("words.toml")
    words: dict[str, Any] = _owned(known.get(language, known["en"]))
    return words


def _owned(value: Any) -> Any:  # noqa: ANN401 - a table of texts, or one of them
    return {key: _owned(part) for key, part in value.items()} if isinstance(value, dict) else _Own(value)


def _filled(text: str, **parameters: object) -> _Own:
    """A text of ours with what belongs into its braces, which is escaped unless it is ours too."""
    return _Own(text.format(**{name: _shown(value) for name, value in parameters.items()}))


def _shown(value: object) -> object:
    return escaped(value) if isinstance(value, str) and not isinstance(value, _Own) else value


def _fields_of(question: Any, say: dict[str, Any]) -> list[tuple[str, str]]:  # noqa: ANN401 - any category's question
    """The fields of a question's category, with names and closed values as a person says them."""
    return [
        (say["fields"][name], "; ".join(value) if isinstance(value, list) else say["closed_values"].get(value, value))
        for name, value in question.own.model_dump().items()
    ]


def _categories_of(questions: Sequence[TailoredQuestion], say: dict[str, Any]) -> _Own:
    return _Own(", ".join(dict.fromkeys(say["categories"][question.category] for question in questions)))


def escaped(text: str) -> str:
    """Text in which no character means anything to Markdown, on one line."""
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", " ".join(text.split())))


@cache
def _template() -> Template:
    from jinja2 import StrictUndefined  # noqa: PLC0415 - loaded when a kit is first rendered
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        finalize=_shown,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["fill"] = _filled
    source = data("templates/kit.md.j2").read_text(encoding="utf-8")
    return environment.from_string(source)
