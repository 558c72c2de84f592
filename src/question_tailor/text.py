"""Text folded for comparison, cut into sentences and words, and the language that it is in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Final

from question_tailor._resources import toml


@dataclass(frozen=True, slots=True)
class Folded:
    """Text with its writing variants folded together, and for each character where it came from.

    Attributes:
        text: The folded text.
        origin: For each folded character the position in the original; one more entry for the end.
    """

    text: str
    origin: tuple[int, ...]


_DASHES: Final = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d")
_SINGLE_QUOTES: Final = frozenset("\u2018\u2019\u201a\u201b\u2032\u2039\u203a`\u00b4")
_DOUBLE_QUOTES: Final = frozenset("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb")


def fold(text: str) -> Folded:
    """Fold white space, quotation marks, dashes and the ellipsis character; letters and figures stay as they are."""
    out: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(text):
        folded = _fold_char(char)
        if folded == " " and (not out or out[-1] == " "):
            continue
        out.extend(folded)
        origin.extend([index] * len(folded))
    if out and out[-1] == " ":
        out.pop()
        origin.pop()
    return Folded("".join(out), (*origin, origin[-1] + 1 if origin else 0))


def _fold_char(char: str) -> str:
    if char.isspace():
        return " "
    if char in _DASHES:
        return "-"
    if char in _SINGLE_QUOTES:
        return "'"
    if char in _DOUBLE_QUOTES:
        return '"'
    return "..." if char == "\u2026" else char


_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_ABBREVIATIONS: Final = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|approx|incl|z\.B|d\.h|bzw|ca|Nr|Dr|Mr|Ms|St|No|Inc|Ltd|Co)\.)$"
)
_SENTENCE_END: Final = re.compile(
    r"[.!?\u2026]+[)\"'\u201d\u2019\u00bb]*(?=\s|$)|\n\s*(?:\n|(?=[-*\u2022\u00b7o]\s))|\n(?=#)|(?<=:)\n"
)


def words(text: str) -> list[str]:
    """The words of a text, lower case, without figures."""
    return [match.group().lower().replace("\u2019", "'") for match in _WORD.finditer(text)]


_LEANING: Final = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'")


def bare_words(text: str, language: str) -> list[str]:
    """The words of a text as `words` gives them, in French without an article or the like that leans on them."""
    said = words(text)
    return [_LEANING.sub("", word) for word in said] if language == "fr" else said


_SHORTEST_STEM: Final = 4


_ENDINGS: Final = {
    "en": ("ing", "ies", "ed", "es", "s", "e"),
    "de": ("erinnen", "innen", "ern", "em", "en", "er", "es", "e", "n", "s"),
    "fr": ("issements", "issement", "ations", "ation", "ées", "ée", "és", "é", "er", "ez", "ir", "es", "e", "s", "x"),
}


def stem(word: str, language: str = "en") -> str:
    """A word without the endings that most often keep two forms of it apart; for comparing, not for showing.

    Args:
        word: The word, in lower case.
        language: `en`, `de` or `fr`; what is done for English is done for others.
    """
    word = word.removesuffix("'s")
    for ending in _ENDINGS.get(language, _ENDINGS["en"]):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    return word if language == "en" else "".join(c for c in unicodedata.normalize("NFD", word) if c.isalnum())


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, list item or heading of a text, without the white space around it."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if _ABBREVIATIONS.search(text, start, match.end()):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    trimmed = [_trim(text, begin, end) for begin, end in spans]
    return [(begin, end) for begin, end in trimmed if end > begin]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return _word_lists("function_words")


@cache
def _word_lists(name: str) -> dict[str, frozenset[str]]:
    listed: dict[str, str] = toml("languages.toml")[name]
    return {code: frozenset(line.split()) for code, line in listed.items()}


_FEWEST_OF_OTHERS: Final = 2
"""How many different words of more than one letter tell a language that the checks were not measured in."""


def language(text: str, *, least: int = 3) -> str | None:
    """The language of a text as a two-letter code, or None where its words do not tell.

    Args:
        text: The text.
        least: How many function words of the language it has to hold at least.

    Returns:
        One of `en de fr es it nl pt pl`, or `other` where most letters are not of the Latin script. Single letters
        and one word said over and over tell none of the last five: notes in English hold `w/` and `i` too.
    """
    letters = [char for char in text if char.isalpha()]
    if letters:
        foreign = sum(not unicodedata.name(char, "LATIN").startswith("LATIN") for char in letters)
        if foreign / len(letters) > 0.3:  # noqa: PLR2004 - product names may be in another script
            return "other"
    counts = Counter(words(text))
    scores = {code: _score(counts, code, listed) for code, listed in _function_words().items()}
    return _best(scores, least)


def likely_language(text: str) -> str | None:
    """The language of a text as `language` tells it; of a short one also by words that notes and messages are full of.

    Returns:
        As `language`; a language that only the further words tell is `en`, `de` or `fr`.
    """
    if found := language(text):
        return found
    counts = Counter(words(text))
    more = _word_lists("words_of_notes")
    scores = {code: sum(counts[word] for word in _function_words()[code] | listed) for code, listed in more.items()}
    return _best(scores, least=2)


def _score(counts: Counter[str], code: str, listed: frozenset[str]) -> int:
    held = {word for word in listed if word in counts}
    if code not in _word_lists("words_of_notes") and sum(len(word) > 1 for word in held) < _FEWEST_OF_OTHERS:
        return 0
    return sum(counts[word] for word in held)


def _best(scores: dict[str, int], least: int) -> str | None:
    (best, score), (_, second) = sorted(scores.items(), key=lambda item: -item[1])[:2]
    return best if score >= least and score > second else None
