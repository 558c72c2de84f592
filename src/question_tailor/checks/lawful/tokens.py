"""Text as a line of plain words, each knowing where it stood.

Rules look at words, not at writing: case, accents, hyphens, contractions, inclusive endings, letters set apart and
invisible characters are gone from the line, and sharp s is `ss`. Words for other people, for things and for the
making of things carry a mark, so that a rule can see whether something is said of the candidate or of somebody else.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from question_tailor._resources import toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PEOPLE: Final = "@"
THINGS: Final = "~"
CRAFT: Final = "^"
MARKS: Final = PEOPLE + THINGS + CRAFT
ENDS: Final = ".?!;"
STOPS: Final = ENDS + ",:()=-"

_APOSTROPHES: Final = "'\u2019\u2018\u02bc\u00b4`\u2032"
_INNER: Final = "\\w\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
_TOKEN: Final = re.compile(
    rf"(?<![{_INNER}])[^\W\d_](?:[ .*_-][^\W\d_]){{3,}}(?![{_INNER}])"  # letters set apart
    r"|\d+(?:[.,]\d+)+"
    rf"|[{_INNER}]+(?:[{_APOSTROPHES}][{_INNER}]+)*"
    r"(?:[:*_\u00b7\u2022./](?:innen|in|euse|rice|trice|ne|es|e|r|n)(?!\w)|\((?:innen|in|ne|es|e|s|r|n|ren)\))*"
    r"|\n[ \t\n]*|[^\w\s]"
)
_POLITE: Final = re.compile(r"\b(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?)\b")
_THEM: Final = frozenset(["ihnen"])
_HERS: Final = _THEM | frozenset(["ihr", "ihre", "ihrem", "ihren", "ihrer", "ihres"])
"""Where a German text addresses somebody politely, what is written small is `her` or `their` and not `your`; `ihnen` is
`them` wherever a text has capitals at all."""
_SET_APART: Final = re.compile(r"^[^\W\d_](?:[ .*_-][^\W\d_])+$")
_NOT_PLAIN: Final = re.compile(r"[^a-z0-9]+")
_BULLETS: Final = "-*\u2022\u00b7"
_STANDS_FOR: Final = {"\u2026": ".", "\u2013": "-", "\u2014": "-", "\u2012": "-", "\u2212": "-", "&": "and"}
_ABBREVIATED: Final = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "prof",
        "m",
        "mme",
        "mlle",
        "z",
        "b",
        "d",
        "h",
        "ca",
        "bzw",
        "e",
        "g",
        "i",
        "vs",
        "nr",
        "inkl",
        "evtl",
        "ggf",
    ]
)
_IS: Final = frozenset(
    ["what", "who", "where", "when", "how", "why", "that", "there", "here", "it", "he", "she", "which", "this"]
)
_SHORTENED: Final = {"re": "are", "ve": "have", "m": "am", "ll": "will", "d": "would"}
_NEGATED: Final = {"can": "can", "won": "will", "ain": "is", "shan": "shall"}
_SHORTEST_MENDED: Final = 5
_LONGEST_PART: Final = 20
_SHORTEST_PART: Final = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A text's words.

    Attributes:
        text: The words and stops, a space before and after each.
        words: The same, one by one.
        starts: Where each begins in `text`; one more entry for the end.
        spans: Start and end of each in the text that was read.
    """

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


def line_of(text: str, *, line_ends: bool = False) -> Line:
    """Read a text as a line of words.

    Args:
        text: Any text.
        line_ends: Whether each line end ends a sentence, as in a posting; otherwise a blank line or list item does.
    """
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    hers = _HERS if _POLITE.search(text) else _THEM if text[1:] != text[1:].lower() else frozenset()
    for match in _TOKEN.finditer(text):
        said, (start, end) = match.group(), match.span()
        if said[0].isalnum():
            read: Iterable[str] = (said + PEOPLE,) if said in hers else _plain(said)
        elif said[0] == "\n":
            ends = line_ends or said.count("\n") > 1 or text[end : end + 1] in _BULLETS
            read = (";",) if ends and end < len(text) else ()
        else:
            read = _stop(said, text, start, end, words[-1] if words else "")
        for word in read:
            words.append(word)
            spans.append((start, end))
    starts = [1]
    for word in words:
        starts.append(starts[-1] + len(word) + 1)
    return Line(f" {' '.join(words)} ", tuple(words), tuple(starts), tuple(spans))


def _stop(char: str, text: str, start: int, end: int, before: str) -> tuple[str, ...]:
    char = _STANDS_FOR.get(char, char)
    if char == "and":
        return (char,)
    if char not in STOPS or (char == "." and before in _ABBREVIATED):
        return ()
    within = start > 0 and end < len(text) and not text[start - 1].isspace() and not text[end].isspace()
    return () if within and char in ".-" else (char,)


@lru_cache(maxsize=16_384)
def _plain(said: str) -> tuple[str, ...]:
    """The plain words of what stands between two spaces: `Don't` is `do not`, `l'\u00e2ge` is `l age`."""
    if _SET_APART.match(said):
        said = re.sub(r"[ .*_-]", "", said)
    parts = [_letters(part) for part in re.split(f"[{_APOSTROPHES}]", said)]
    words = [parts[0]]
    for part in parts[1:]:
        words[-1:] = _joined(words[-1], part)
    return tuple(marked(word) for whole in words for word in _mended(whole).split())


def _letters(part: str) -> str:
    return _NOT_PLAIN.sub("", unicodedata.normalize("NFKD", part.casefold().replace("\u0153", "oe")))


def _mended(word: str) -> str:
    """The word that was meant, or the words that were run together; a letter more at the end is an ending."""
    known, real, short = _spelling()
    if word in short:
        return short[word]
    if len(word) < _SHORTEST_MENDED or word in real or known.get(word) == word:
        return word
    for form in (word, *_without_one(word)):
        meant = known.get(form)
        if meant and not word.startswith(meant) and _one_off(word, meant):
            return meant
    return word


def _one_off(word: str, meant: str) -> bool:
    """Whether two words that share a form without one letter differ in one letter, or in two that are swapped."""
    if word[0] != meant[0] or len(word) != len(meant):
        return word[0] == meant[0]
    apart = [place for place, (one, other) in enumerate(zip(word, meant, strict=True)) if one != other]
    first, last = apart[0], apart[-1]
    return first == last or (last == first + 1 and word[first] == meant[last] and word[last] == meant[first])


def _without_one(word: str) -> Iterator[str]:
    """A word with each of its letters but the first left out in turn."""
    return (word[:place] + word[place + 1 :] for place in range(1, len(word)))


@cache
def _spelling() -> tuple[dict[str, str], frozenset[str], dict[str, str]]:
    """Words and what they are with one letter left out, words of their own, and spellings of quick messages."""
    listed = toml("lawful/typos.toml")
    keys = [spelling for key in listed["keys"].split() for spelling in spellings(key)]
    known = {form: key for key in keys for form in _without_one(key)} | {key: key for key in keys}
    return known, frozenset(listed["real"].split()), listed["short"]


def _joined(word: str, ending: str) -> list[str]:
    if ending == "t" and word.endswith("n"):
        return [_NEGATED.get(word, word[:-1]), "not"]
    if ending == "s":
        return [word, "is" if word in _IS else "'s"]
    return [word, _SHORTENED.get(ending, ending)]


def marked(word: str) -> str:
    """A plain word with its mark, where it has one."""
    exact, starting, ending = _marks()
    if word in exact:
        return word + exact[word]
    for length in range(_SHORTEST_PART, min(len(word), _LONGEST_PART) + 1):
        if mark := starting.get(word[:length]) or (ending.get(word[-length:]) if length < len(word) else None):
            return word + mark
    return word


@cache
def _marks() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Marks by word, by beginning and by ending of a word."""
    exact: dict[str, str] = {}
    starting: dict[str, str] = {}
    ending: dict[str, str] = {}
    listed = toml("lawful/others.toml")
    for name, mark in (("people", PEOPLE), ("things", THINGS), ("craft", CRAFT)):
        for written in " ".join(listed[name].values()).split():
            for word in spellings(written):
                where = starting if word.endswith("*") else ending if word.startswith("*") else exact
                where[word.strip("*")] = mark
    for word in " ".join(listed["never"].values()).split():
        exact.update(dict.fromkeys(spellings(word), ""))
    return exact, starting, ending


def spellings(word: str) -> tuple[str, ...]:
    """How a word of the data may stand in a line: `\u00e4` as `a` and as `ae`, other accents gone."""
    if word.isascii():
        return (word.casefold(),)
    forms = [""]
    for char in word.casefold():
        plain = "".join(c for c in unicodedata.normalize("NFKD", char.replace("\u0153", "oe")) if c.isascii())
        ways = (plain, f"{plain}e") if char in "\u00e4\u00f6\u00fc" else (plain,)
        forms = [form + way for form in forms for way in ways]
    return tuple(forms)
