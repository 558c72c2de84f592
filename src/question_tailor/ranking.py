"""How well each canonical question fits a posting: its words weighed against the words of the inputs."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from question_tailor._resources import toml
from question_tailor.text import stem, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from question_tailor.canonical import CanonicalQuestion

_SATURATION: Final = 1.2
_LENGTH_WEIGHT: Final = 0.5
_TOLD_WORDS: Final = 3
_SHORTEST_TOLD: Final = 5


@dataclass(frozen=True, slots=True)
class Rank:
    """How well one canonical question fits.

    Attributes:
        score: 0 to 1; 1 is the best of those ranked.
        words: The public words of the inputs that count most for it, as they stand there.
    """

    score: float
    words: tuple[str, ...]


def rank(questions: Sequence[CanonicalQuestion], public: str, confidential: str = "") -> dict[str, Rank]:
    """Rank canonical questions against the inputs: BM25, with the inputs as the query.

    Args:
        questions: The entries to rank.
        public: Posting and company text.
        confidential: Text that counts for the score, and of which no word is told.

    Returns:
        The rank of each question, by its id.
    """
    documents = {question.id: Counter(_stems(_said(question))) for question in questions}
    holding = Counter(root for roots in documents.values() for root in roots)
    average = sum(map(Counter.total, documents.values())) / max(len(documents), 1)
    shown = Counter(_stems(public))
    asked = shown + Counter(_stems(confidential))
    forms = {stem(word): word for word in reversed(words(public))}
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
        told = (root for root in gains if root in shown and len(forms[root]) >= _SHORTEST_TOLD)
        best = sorted(told, key=lambda root: (-gains[root], root))[:_TOLD_WORDS]
        scored[name] = (math.fsum(gains.values()), tuple(forms[root] for root in best))
    highest = max((score for score, _ in scored.values()), default=0.0) or 1.0
    return {name: Rank(round(score / highest, 6), told) for name, (score, told) in scored.items()}


def _said(question: CanonicalQuestion) -> str:
    competency = question.competency.replace("-", " ")
    return " ".join([question.text, question.intent, competency, *question.signals])


def _stems(text: str) -> Iterable[str]:
    ignored = toml("planning.toml")["words_that_say_nothing"]
    return [stem(word) for word in words(text) if len(word) > 2 and word not in ignored]  # noqa: PLR2004
