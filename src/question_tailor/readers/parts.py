"""A posting put together from the fields of a structured format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from question_tailor.cleaning import Removal
from question_tailor.readers.extracted import Extracted, Fields
from question_tailor.readers.fragments import is_markup, text_of_markup

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_FIELD: Final = 200
_MOST_PLACES: Final = 3
_FEWEST_WORDS: Final = 4


def composed(title: str, parts: Iterable[tuple[str, Any]], fields: Fields, about: Any = None) -> Extracted:  # noqa: ANN401 - whatever a field holds
    """Put a posting together.

    Args:
        title: The role's title; it becomes the heading of the text.
        parts: Headings, empty for none, and what stands under them: plain text, HTML, or lists and tables of these.
        fields: The other fields.
        about: What is said of the company, as a part.

    Raises:
        InputError: A part is too large, or nested too deep.
    """
    text = f"# {title}" if title else ""
    hidden: list[Removal] = []
    for heading, given in parts:
        said, removed = _text(given)
        if not said or _is_in(said, text):
            continue
        head = f"## {heading}\n\n" if heading else ""
        start = len(text) + 2 * bool(text) + len(head)
        hidden += [Removal(one.channel, start + one.start, one.count) for one in removed]
        text = f"{text}\n\n{head}{said}" if text else head + said
    about_company, removed = _text(about)
    hidden += [Removal(one.channel, len(text), one.count) for one in removed]
    known = replace(fields, title=title or None, about_company=about_company or None)
    return Extracted(text, known, tuple(hidden))


def _text(given: Any) -> tuple[str, tuple[Removal, ...]]:  # noqa: ANN401 - whatever a field holds
    if isinstance(given, list | tuple):
        return "\n".join(f"- {said}" for item in given if (said := _text(item)[0])), ()
    if isinstance(given, Mapping):
        return _text(next((given[key] for key in ("text", "description", "name", "value") if given.get(key)), ""))
    if not isinstance(given, str):
        return "", ()
    return text_of_markup(given) if is_markup(given) else (given.strip(), ())


def _is_in(said: str, text: str) -> bool:
    """Whether a part only says again what stands in the text already."""
    words = said.split()
    return len(words) >= _FEWEST_WORDS and " ".join(words) in " ".join(text.split())


def phrase(given: Any) -> str | None:  # noqa: ANN401 - whatever a field holds
    """A short field: a text, or the name, label or title of an object, or the first few of a list."""
    if isinstance(given, list | tuple):
        found = dict.fromkeys(said for item in given if (said := phrase(item)))
        return ", ".join(list(found)[:_MOST_PLACES])[:_LONGEST_FIELD] or None
    if isinstance(given, Mapping):
        return next((said for key in ("name", "label", "title", "text") if (said := phrase(given.get(key)))), None)
    if not isinstance(given, str):
        return None
    said = " ".join(text_of_markup(given[: 10 * _LONGEST_FIELD])[0].split())
    return said[:_LONGEST_FIELD].strip() or None


def joined(*given: Any, by: str = ", ") -> str | None:  # noqa: ANN401 - whatever fields hold
    """Several short fields in one, each said once; None where all are empty."""
    found = dict.fromkeys(said for one in given if (said := phrase(one)))
    return by.join(found)[:_LONGEST_FIELD] or None


def pay_of(low: Any, high: Any, currency: Any, period: Any) -> str | None:  # noqa: ANN401 - whatever fields hold
    """Pay as a phrase: `180000 to 220000 EUR per year`; None where no figure is named."""
    figures = dict.fromkeys(figure for one in (low, high) if (figure := _figure(one)))
    if not figures:
        return None
    unit = f"per {said.lower().removeprefix('per-').removesuffix('-salary')}" if (said := phrase(period)) else ""
    return " ".join(part for part in (" to ".join(figures), phrase(currency) or "", unit) if part)[:_LONGEST_FIELD]


def _figure(given: Any) -> str:  # noqa: ANN401 - whatever a field holds
    if isinstance(given, bool) or not isinstance(given, int | float | str) or given in {0, "0", ""}:
        return ""
    whole = isinstance(given, float) and given.is_integer()
    return f"{given:.0f}"[:20] if whole else " ".join(str(given).split())[:20]
