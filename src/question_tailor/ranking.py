"""How well each canonical question fits a posting: its words weighed against the words of the inputs."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from question_tailor._resources import toml, toml_in
from question_tailor.text import bare_words, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from question_tailor.canonical import CanonicalQuestion

_SATURATION: Final = 1.2
_LENGTH_WEIGHT: Final = 0.5
_TOLD_WORDS: Final = 3
_SHORTEST_TOLD: Final = 5
_SAME_BEGINNING: Final = 5
"""Letters that two words share at their beginning where one of them is enough: `engineer` and `engineering`."""
_SHORTEST_PART: Final = 6
_SHORTEST_REST: Final = 4
_WRITTEN: Final = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Rank:
    """How well one canonical question fits.

    Attributes:
        score: 0 to 1; 1 is the best of those ranked.
        words: The public words of the inputs that count most for it, as they stand there.
    """

    score: float
    words: tuple[str, ...]


def rank(
    questions: Sequence[CanonicalQuestion], public: str, confidential: str = "", *, language: str = "en"
) -> dict[str, Rank]:
    """Rank canonical questions against the inputs: BM25, with the inputs as the query.

    Args:
        questions: The entries to rank.
        public: Posting and company text.
        confidential: Text that counts for the score, and of which no word is told.
        language: Two-letter code of the language that all of them are in.

    Returns:
        The rank of each question, by its id.
    """
    texts = {question.id: _said(question, language) for question in questions}
    roots = _Roots(language, texts.values())
    documents = {name: Counter(roots.of(text)) for name, text in texts.items()}
    holding = Counter(root for roots in documents.values() for root in roots)
    average = sum(map(Counter.total, documents.values())) / max(len(documents), 1)
    shown = Counter(roots.of(public))
    asked = shown + Counter(roots.of(confidential))
    forms = roots.forms(public)
    scored: dict[str, tuple[float, tuple[str, ...]]] = {}
    for name, stems in documents.items():
        dampening = _SATURATION * (1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * stems.total() / average)
        gains = {
            root: count
            * (_SATURATION + 1)
            / (count + dampening)
            * math.log(1 + (len(documents) - holding[root] + 0.5) / (holding[root] + 0.5))
            * math.log1p(asked[root])
            for root, count in stems.items()
            if root in asked
        }
        told = (root for root in gains if root in shown and roots.may_be_told(forms[root]))
        best = sorted(told, key=lambda root: (-gains[root], root))
        scored[name] = (math.fsum(gains.values()), _told(forms[root] for root in best))
    highest = max((score for score, _ in scored.values()), default=0.0) or 1.0
    return {name: Rank(round(score / highest, 6), told) for name, (score, told) in scored.items()}


def together(first: dict[str, Rank], second: dict[str, Rank]) -> dict[str, Rank]:
    """The ranks of the same questions against two inputs as one."""
    summed = {name: rank.score + second[name].score for name, rank in first.items()}
    highest = max(summed.values(), default=0.0) or 1.0
    return {
        name: Rank(round(score / highest, 6), _told(first[name].words + second[name].words))
        for name, score in summed.items()
    }


def _told(words: Iterable[str]) -> tuple[str, ...]:
    """The first few words, each once, whatever its form."""
    kept: dict[str, str] = {}
    for word in words:
        kept.setdefault(word.lower()[:_SAME_BEGINNING], word)
    return tuple(kept.values())[:_TOLD_WORDS]


def _said(question: CanonicalQuestion, language: str) -> str:
    named = toml("words.toml")
    competency = named.get(language, named["en"])["competencies"][question.competency]
    return " ".join([question.text, question.intent, competency, *question.signals])


class _Roots:
    """Takes words apart in one language.

    A German compound stands for its last and its first part too, where the bank uses that part as a word of its own.
    """

    def __init__(self, language: str, texts: Iterable[str]) -> None:
        self._language = language
        self._ignored = frozenset(toml_in("planning.toml", language)["words_that_say_nothing"])
        self._untold = frozenset(toml_in("planning.toml", language)["words_not_told"].split())
        self._parts: frozenset[str] = frozenset()
        if language == "de":
            self._parts = frozenset(root for text in texts for root in self.of(text) if len(root) >= _SHORTEST_PART)

    def of(self, text: str) -> list[str]:
        """The roots of a text's words that say something."""
        return [root for word in self._telling(text) for root in self._of_word(word)]

    def forms(self, text: str) -> dict[str, str]:
        """For each root the word of the text that it first comes from; German nouns keep their capital."""
        written = {word.lower(): word for word in reversed(_WRITTEN.findall(text))} if self._language == "de" else {}
        return {
            root: written.get(word, word)
            for word in reversed(bare_words(text, self._language))
            for root in self._of_word(word)
        }

    def may_be_told(self, word: str) -> bool:
        """Whether a word says something to who reads why a question was chosen."""
        return len(word) >= _SHORTEST_TOLD and word.lower() not in self._untold

    def _telling(self, text: str) -> Iterator[str]:
        said = bare_words(text, self._language)
        return (word for word in said if len(word) > 2 and word not in self._ignored)  # noqa: PLR2004

    def _of_word(self, word: str) -> list[str]:
        root = stem(word, self._language)
        longest = range(len(root) - _SHORTEST_REST, _SHORTEST_PART - 1, -1) if self._parts else ()
        last = next((root[-size:] for size in longest if root[-size:] in self._parts), None)
        first = next((root[:size] for size in longest if root[:size] in self._parts), None)
        return [root, *(part for part in (last, first) if part)]
