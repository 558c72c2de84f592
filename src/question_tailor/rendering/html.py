"""A kit as one self-contained HTML page: to read, to print a pack of for each interviewer, to score and take notes in.

Nothing of the page comes from elsewhere, and no text of a kit can act in it: all of it is escaped, the page's policy
admits only the one style and the one script that are shipped with the package, by their hashes, and what the script
needs of the kit it reads out of a block of JSON.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from question_tailor._resources import data, toml_in
from question_tailor.rendering.plain import visible
from question_tailor.schemas import key_of
from question_tailor.vocabulary import CATEGORIES

if TYPE_CHECKING:
    from jinja2 import Template

    from question_tailor.rendering.view import KitView

_STYLES: Final = ("kit.css", "kit_print.css")
_SCRIPTS: Final = ("kit_sheet.js", "kit.js")
_SHORT: Final = 12
"""Digits of the kit's hash that are shown where the whole would be in the way."""


def to_html(kit: KitView) -> str:
    """A kit as an HTML page for whom the view is. A candidate's page has no script and no room for notes."""
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2, which is loaded when a kit is first rendered

    page = toml_in("page.toml", kit.language)
    style = _joined(_STYLES) + _page_footer(kit)
    shown = {question.category: question.category_name for question in kit.questions}
    categories = {category: shown[category] for category in CATEGORIES if category in shown}
    script = "" if kit.audience == "candidate" else _joined(_SCRIPTS)
    return _template().render(
        kit=kit,
        say=kit.words,
        page=page,
        parts=_numbered(kit),
        categories=categories,
        rows=list(zip(categories, kit.grid, strict=True)) if kit.grid else [],
        key_of=key_of,
        longest=max(kit.spare_minutes, *(part.minutes for part in kit.parts)),
        short_hash=kit.sha256[:_SHORT],
        policy=_policy(style, script),
        # Both are files of this package with nothing of the kit in them but its hash.
        style=Markup(style),  # noqa: S704 - see above
        script=Markup(script),  # noqa: S704 - see above
        for_script=_for_script(kit, page),
    )


def _numbered(kit: KitView) -> list[tuple[Any, list[tuple[int, Any]]]]:
    """Each part with its questions, which are numbered through: ids in the page are ours, not the kit's."""
    numbers = iter(range(1, len(kit.questions) + 1))
    return [(part, [(next(numbers), question) for question in part.questions]) for part in kit.parts]


def _for_script(kit: KitView, page: dict[str, Any]) -> dict[str, Any]:
    """What the page's script needs to know, in the order of the questions' numbers."""
    return {
        "sha256": kit.sha256,
        "heading": kit.heading,
        "words": page["script"],
        "ratings": [kit.words["ratings"][name] for name in ("poor", "mixed", "good", "excellent")],
        "questions": [
            {
                "slot": question.slot,
                "interviewer": part.name,
                "category": question.category_name,
                "question": question.text,
            }
            for part in kit.parts
            for question in part.questions
        ],
    }


def _page_footer(kit: KitView) -> str:
    """The rule that shows at the bottom of each printed page of which kit it is; a hash needs no escape."""
    return f'@page {{ @bottom-left {{ content: "{kit.sha256[:_SHORT]}"; }} }}\n'


def _policy(style: str, script: str) -> str:
    """The page's Content-Security-Policy: nothing but this style and this script; data: is the empty icon."""
    rules = [
        "default-src 'none'",
        f"style-src '{_hash_of(style)}'",
        *([f"script-src '{_hash_of(script)}'"] if script else []),
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ]
    return "; ".join(rules)


def _hash_of(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _joined(names: tuple[str, ...]) -> str:
    """Files of data/templates, one after the other."""
    return "\n".join(data(f"templates/{name}").read_text(encoding="utf-8") for name in names)


def _shown(value: object) -> object:
    from markupsafe import Markup  # noqa: PLC0415 - see above

    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _template() -> Template:
    from jinja2 import StrictUndefined  # noqa: PLC0415 - see above
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        finalize=_shown,
        autoescape=True,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.from_string(data("templates/kit.html.j2").read_text(encoding="utf-8"))
