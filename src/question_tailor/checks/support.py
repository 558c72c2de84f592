"""The figures and names of a text, and whether other texts hold them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from question_tailor._resources import toml
from question_tailor.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIGURE: Final = re.compile(
    r"(?<![\w.])[$€£]?\d[\d.,'\u2019]*(?:\s?(?:%|percent|per cent|million|billion|thousand|bn|[kKmM])\b|%)?(?!\w)"
)
_TOKEN: Final = re.compile(r"[^\W\d_][\w&'/-]*", re.UNICODE)
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?:;\u2026]\s+|[\"“„«(]\s*|\n\s*)$")
_INNER_CAPITAL: Final = re.compile(r"[a-z][A-Z]|^[A-Z]{2,}|[A-Z].*\d")


def figures(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The figures of a text as bare digits, with their spans."""
    for match in _FIGURE.finditer(text):
        yield bare(match.group()), match.span()


def bare(figure: str) -> str:
    """A figure's digits: `$1,200` and `1'200` are `1200`; a decimal point stays."""
    digits = re.sub(r"[^\d.,]", "", figure.replace("'", "").replace("\u2019", "")).strip(".,")
    return re.sub(r"[.,](?=\d{3}(?:\D|$))", "", digits)


def names(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The words of a text that look like names, with their spans.

    A capitalised word within a sentence is one, and so is any word with a capital inside. The first word of a sentence
    counts only in that second form, and words that everybody capitalises do not count at all.
    """
    free = _free_names()
    for match in _TOKEN.finditer(text):
        word = match.group().rstrip("'-/&")
        plain = re.sub(r"['\u2019]s$", "", word)
        if not plain[:1].isupper() and not _INNER_CAPITAL.search(plain):
            continue
        inner = _INNER_CAPITAL.search(plain) is not None
        starts = _SENTENCE_START.search(text, max(0, match.start() - 4), match.start()) is not None
        if (
            plain in free
            or (starts and not inner)
            or all(part in free or part.islower() for part in re.split(r"[-/]", plain))
        ):
            continue
        yield plain, (match.start(), match.start() + len(plain))


@lru_cache(maxsize=64)
def words_held(text: str) -> frozenset[str]:
    """Every word of a text in lower case, without possessives and the parts of compounds apart."""
    held: set[str] = set()
    for match in _TOKEN.finditer(fold(text).text):
        word = re.sub(r"'s$", "", match.group().lower())
        held.update({word, *re.split(r"[-/&']", word)})
    return frozenset(held)


@lru_cache(maxsize=64)
def figures_held(text: str) -> frozenset[str]:
    """Every figure of a text as bare digits."""
    return frozenset(
        re.sub(r"\D", "", part)
        for match in re.finditer(r"\d[\d.,'\u2019]*", text)
        for part in (bare(match.group()), match.group())
    )


def holds_name(name: str, text: str) -> bool:
    """Whether a text holds a name, in any case, as plural or in a compound."""
    held = words_held(text)
    said = fold(name).text.lower()
    forms = {said, said.removesuffix("s"), said.removesuffix("es"), said + "s", said + "es"}
    return bool(forms & held) or all(part in held for part in re.split(r"[-/&']", said) if part)


@cache
def _free_names() -> frozenset[str]:
    return frozenset(toml("hygiene.toml")["free_names"].split())
