"""A kit as Markdown: a time plan, then one section for each interviewer.

All text of questions, inputs and models is escaped, so that it stays text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from question_tailor._resources import data
from question_tailor.rendering.plain import visible

if TYPE_CHECKING:
    from jinja2 import Template

    from question_tailor.rendering.view import KitView, QuestionView

_SPECIAL: Final = re.compile(r"([\\`*_\[\]()<>|~#!&])")
_LINE_START: Final = re.compile(r"^(\s*\d*)([-+=]|(?<=\d)[.)])", re.MULTILINE)


def to_markdown(kit: KitView) -> str:
    """A kit as Markdown for whom the view is: GitHub tables, no HTML, headings and lists that paste well."""
    return _template().render(kit=kit, say=_owned(kit.words), categories_of=_categories_of)


class _Own(str):
    """Text of ours, which may hold Markdown."""

    __slots__ = ()


def _owned(value: Any) -> Any:  # noqa: ANN401 - a table of texts, or one of them
    return {key: _owned(part) for key, part in value.items()} if isinstance(value, dict) else _Own(value)


def _filled(text: str, **parameters: object) -> _Own:
    """A text of ours with what belongs into its braces, which is escaped unless it is ours too."""
    return _Own(text.format(**{name: _shown(value) for name, value in parameters.items()}))


def _shown(value: object) -> object:
    return escaped(value) if isinstance(value, str) and not isinstance(value, _Own) else value


def _categories_of(questions: tuple[QuestionView, ...]) -> str:
    return ", ".join(dict.fromkeys(question.category_name for question in questions))


def escaped(text: str) -> str:
    """Text in which no character means anything to Markdown or to a terminal, on one line."""
    return visible(_LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", " ".join(text.split()))))


@cache
def _template() -> Template:
    from jinja2 import StrictUndefined  # noqa: PLC0415 - loaded when a kit is first rendered
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        finalize=_shown,
        autoescape=False,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["fill"] = _filled
    source = data("templates/kit.md.j2").read_text(encoding="utf-8")
    return environment.from_string(source)
