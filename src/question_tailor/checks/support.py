"""The figures and names of a text, and whether other texts hold them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from question_tailor._resources import data, toml, toml_in
from question_tailor.facts.german_nouns import gender_of
from question_tailor.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIGURE: Final = re.compile(
    r"(?<![\w.])[$€£]?\d[\d.,'\u2019]*(?:\s?(?:%|percent|per cent|million|billion|thousand|bn|[kKmM])\b|%)?(?!\w)"
)
_TOKEN: Final = re.compile(r"[^\W\d_][\w&'/-]*", re.UNICODE)
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?:;\u2026]\s+|[\"“„«(]\s*|\n\s*)$")
_INTRODUCES: Final = re.compile(
    r"\b(?:namens|genannt|Firma|Konzern|Marke|Herrn?|Frau|Dr\.|Prof\.|Konkurrent(?:en|in)?|Wettbewerbers?|Anbieters?"
    r"|Kunden?|Beratung|Start-up|Plattform|App|Software)\s+[\"\u201e\u00bb]?$"
)
_LONGEST_INTRODUCTION: Final = 20
_INNER_CAPITAL: Final = re.compile(r"[a-z][A-Z]|^[A-Z]{2,}|[A-Z].*\d")


def figures(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The figures of a text as bare digits, with their spans."""
    for match in _FIGURE.finditer(text):
        yield bare(match.group()), match.span()


def bare(figure: str) -> str:
    """A figure's digits: `$1,200` and `1'200` are `1200`; a decimal point stays."""
    digits = re.sub(r"[^\d.,]", "", figure.replace("'", "").replace("\u2019", "")).strip(".,")
    return re.sub(r"[.,](?=\d{3}(?:\D|$))", "", digits)


def names(text: str, language: str = "en") -> Iterator[tuple[str, tuple[int, int]]]:
    """The words of a text that look like names, with their spans.

    A capitalised word within a sentence is one, and so is any word with a capital inside. The first word of a sentence
    counts only in that second form, and words that everybody capitalises do not count at all. In German, where every
    noun has a capital, a word counts in that second form or behind one that introduces a name ("Firma", "namens").
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
            or (language == "de" and not inner and not _is_introduced(text, match.start(), plain))
        ):
            continue
        yield plain, (match.start(), match.start() + len(plain))


def looks_like_a_name(word: str) -> bool:
    """Whether a word has a capital inside, or is a row of capitals, which no language's nouns have."""
    return _INNER_CAPITAL.search(word) is not None


def _is_introduced(text: str, start: int, word: str) -> bool:
    before = _INTRODUCES.search(text, max(0, start - _LONGEST_INTRODUCTION), start)
    return before is not None and not _is_german_noun(word)


def _is_german_noun(word: str) -> bool:
    return gender_of(word) is not None or all(part.lower() in _german_nouns() for part in word.split("-") if part)


@cache
def _german_nouns() -> frozenset[str]:
    """The words with a capital in the package's own German texts."""
    bank = data("bank/de")
    files = bank.iterdir() if bank.is_dir() else ()
    texts = [file.read_text(encoding="utf-8") for file in files if file.name.endswith(".toml")]
    texts += [str(toml_in(name, "de")) for name in ("drafting.toml", "levels.toml", "words.toml", "panel.toml")]
    return frozenset(word.lower() for text in texts for word in _TOKEN.findall(text) if word[:1].isupper())


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
