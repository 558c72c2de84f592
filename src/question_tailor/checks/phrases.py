"""Phrases of a data file, heard in a text: word by word, without regular expressions, in time linear in the text.

A phrase is a row of words in lower case. `word*`, `*word` and `*word*` stand for every word that begins, ends or goes
on like that, `a|b` for either, `(a)` for a word that may be missing, `#` for a number in figures or words, and `...`
for up to three words that do not matter. Apostrophes split words, and what they cut off says nothing: `l'ensemble` is
heard as `ensemble` and `company's` as `company`. Hyphens and slashes split words too. No phrase runs over the end of a
sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from question_tailor.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_TOKEN: Final = re.compile(r"\d+(?:[.,' ]\d{3}(?!\d))*(?:[.,]\d+)?|[^\W\d_]+(?:&[^\W\d_]+)*|[.?!;:]")
_ENDINGS: Final = frozenset({"s", "t", "re", "ve", "ll", "d", "m"})
_ELIDED: Final = frozenset({"l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu"})
_CUT_OFF: Final = re.compile(r"\b(?:[ldjmtscn]|qu)'|'(?:s|t|re|ve|ll|d|m)?\b|'(?=\s|$)")
_SENTENCE_ENDS: Final = frozenset(".?!;:")
_LONGEST_GAP: Final = 3
_SHORTEST_STEM: Final = 2
_OFTEN_ENOUGH: Final = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that was heard.

    Attributes:
        key: What the phrase stands for.
        start: First character in the text.
        end: One past the last character.
        number: The number at its `#`; None where it has none.
        places: Which words of the text the phrase named, by position; words of a gap are not among them.
    """

    key: str
    start: int
    end: int
    number: float | None
    places: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Word:
    said: str
    start: int
    end: int
    number: float | None


@dataclass(frozen=True, slots=True)
class _Phrase:
    key: str
    parts: tuple[str, ...]
    needs: frozenset[str]


def _phrase(key: str, written: str) -> _Phrase:
    """A phrase with the words that it cannot do without, by which most phrases are ruled out at once."""
    parts = tuple(_CUT_OFF.sub("", written).split())
    return _Phrase(key, parts, frozenset(part for part in parts if part.isalpha()))


@dataclass(slots=True)
class _Index:
    """Phrases by one of their words."""

    whole: dict[str, list[_Phrase]] = field(default_factory=dict)
    stems: dict[str, list[_Phrase]] = field(default_factory=dict)
    others: list[tuple[str, _Phrase]] = field(default_factory=list)
    longest_stem: int = 0

    def add(self, part: str, phrase: _Phrase) -> None:
        for pattern in part.split("|"):
            if pattern.startswith("*"):
                self.others.append((pattern, phrase))
            elif pattern.endswith("*"):
                self.stems.setdefault(pattern[:-1], []).append(phrase)
                self.longest_stem = max(self.longest_stem, len(pattern) - 1)
            else:
                self.whole.setdefault(pattern, []).append(phrase)

    def find(self, word: _Word) -> Iterator[_Phrase]:
        yield from self.whole.get(word.said, ())
        for length in range(_SHORTEST_STEM, min(len(word.said), self.longest_stem) + 1):
            yield from self.stems.get(word.said[:length], ())
        for pattern, phrase in self.others:
            if _fits(pattern, word):
                yield phrase


@dataclass(slots=True)
class PhraseBook:
    """Phrases, found by their first word; those that begin with a number by the word after it.

    Args:
        phrases: For each key its phrases.
        numbers: Number words and their values.
    """

    phrases: Mapping[str, Iterable[str]]
    numbers: Mapping[str, float]
    _first: _Index = field(default_factory=_Index)
    _after_number: _Index = field(default_factory=_Index)

    def __post_init__(self) -> None:
        for key, listed in self.phrases.items():
            for written in listed:
                phrase = _phrase(key, written)
                if phrase.parts[0] == "#":
                    self._after_number.add(phrase.parts[1], phrase)
                else:
                    self._first.add(phrase.parts[0], phrase)

    def hear(self, text: str) -> list[Hit]:
        """The phrases that a text holds; of two at one place the one that names more words.

        A text that says the same over and over is heard to have said it a few times.
        """
        words = self._words(text)
        beginning = _Beginnings(self._first, words), _Beginnings(self._after_number, words)
        counts: Counter[str] = Counter()
        hits: list[Hit] = []
        for index in range(len(words)):
            for phrase in _beginning(beginning, words, index):
                if counts[phrase.key] >= _OFTEN_ENOUGH:
                    continue
                if (places := self._match(phrase.parts, words, index)) is not None:
                    counts[phrase.key] += 1
                    hits.append(_hit(phrase.key, words, places))
        hits.sort(key=lambda hit: -len(hit.places))
        kept: list[Hit] = []
        for hit in hits:
            if not any(hit.places <= longer.places for longer in kept):
                kept.append(hit)
        return sorted(kept, key=lambda hit: (hit.start, hit.end))

    def _words(self, text: str) -> list[_Word]:
        folded = fold(text)
        lowered = folded.text.lower()
        if len(lowered) != len(folded.text):  # a letter whose small form is longer, such as a dotted capital I
            lowered = folded.text
        words: list[_Word] = []
        for match in _TOKEN.finditer(lowered):
            said, start, end = match.group(), match.start(), match.end()
            before, after = lowered[start - 1 : start], lowered[end : end + 1]
            if (before == "'" and said in _ENDINGS) or (after == "'" and said in _ELIDED):
                continue
            number = self._number(said)
            words.append(_Word(said, folded.origin[start], folded.origin[end - 1] + 1, number))
        return words

    def _number(self, said: str) -> float | None:
        if said[0].isdecimal() and said.isascii():
            digits = re.sub(r"[.,' ](?=\d{3}(?:\D|$))", "", said)
            return float(digits.replace(",", "."))
        return self.numbers.get(said)

    def _match(self, parts: tuple[str, ...], words: list[_Word], index: int) -> frozenset[int] | None:
        """The places that a phrase names from a word on; None where it does not stand there."""
        if not parts:
            return frozenset()
        if parts[0] == "...":
            for gap in range(_LONGEST_GAP + 1):
                if any(word.said in _SENTENCE_ENDS for word in words[index : index + gap]):
                    return None
                if (rest := self._match(parts[1:], words, index + gap)) is not None:
                    return rest
            return None
        optional = parts[0].startswith("(")
        part = parts[0].strip("()")
        if index < len(words) and any(_fits(pattern, words[index]) for pattern in part.split("|")):
            rest = self._match(parts[1:], words, index + 1)
            if rest is not None:
                return rest | {index}
        return self._match(parts[1:], words, index) if optional else None


class _Beginnings(dict[str, list[_Phrase]]):
    """For each word of one text the phrases that may begin with it there, looked up once."""

    def __init__(self, index: _Index, words: list[_Word]) -> None:
        super().__init__()
        self._index = index
        self._said = {word.said: word for word in words}

    def __missing__(self, said: str) -> list[_Phrase]:
        self[said] = [phrase for phrase in self._index.find(self._said[said]) if phrase.needs <= self._said.keys()]
        return self[said]


def _beginning(lookups: tuple[_Beginnings, _Beginnings], words: list[_Word], index: int) -> Iterator[_Phrase]:
    """The phrases that may begin at a word."""
    by_word, after_number = lookups
    yield from by_word[words[index].said]
    if words[index].number is not None and index + 1 < len(words):
        yield from after_number[words[index + 1].said]


def _hit(key: str, words: list[_Word], places: frozenset[int]) -> Hit:
    named = [words[place] for place in sorted(places)]
    number = next((word.number for word in named if word.number is not None), None)
    return Hit(key, named[0].start, named[-1].end, number, places)


def _fits(pattern: str, word: _Word) -> bool:
    if pattern == "#":
        return word.number is not None
    stem = pattern.strip("*")
    if pattern.startswith("*"):
        return stem in word.said if pattern.endswith("*") else word.said.endswith(stem)
    return word.said.startswith(stem) if pattern.endswith("*") else word.said == stem
