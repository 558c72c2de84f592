"""What a question is checked against."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from question_tailor.checks.doubtful import is_doubtful_title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from question_tailor.canonical import CanonicalQuestion
    from question_tailor.inputs import CompanyContext, JobDescription
    from question_tailor.levels import LevelProfile
    from question_tailor.slots import Slot
    from question_tailor.vocabulary import Source


@dataclass(frozen=True, slots=True)
class Barred:
    """A sentence of an input that no question may be built on or quote.

    Attributes:
        source: The input.
        start: First character, in the cleaned input.
        end: One past its last character.
        rule: The rule of the finding that says why.
    """

    source: Source
    start: int
    end: int
    rule: str

    def touches(self, source: Source, start: int, end: int) -> bool:
        """Whether a passage of an input shares a character with it."""
        return source == self.source and start < self.end and self.start < end


@lru_cache(maxsize=64)
def _left(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """What a text holds besides some spans of it."""
    kept, at = [], 0
    for start, end in sorted(spans):
        kept.append(text[at : max(at, start)])
        at = max(at, end)
    return "\n".join([*kept, text[at:]])


def without_barred(text: str, source: Source, barred: Iterable[Barred]) -> str:
    """An input without the sentences that no question may be built on."""
    spans = tuple((one.start, one.end) for one in barred if one.source == source)
    return _left(text, spans) if spans else text


@dataclass(frozen=True, slots=True)
class Brief:
    """All that the checks may hold a question against.

    Attributes:
        slot: The slot that the question fills.
        canonical: The bank's question behind it.
        profile: The role level of the kit.
        job: The posting.
        company: The company context; None where there is none.
        language: Two-letter code of the language that the kit is written in.
        taken: Texts that the question must not repeat: accepted ones of this kit, and those to avoid.
        jurisdictions: Codes of the rule packs of data/lawful that hold; the strictest of all where none is given.
        barred: What of the inputs no question may rest on.
    """

    slot: Slot
    canonical: CanonicalQuestion
    profile: LevelProfile
    job: JobDescription
    company: CompanyContext | None = None
    language: str = "en"
    taken: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    barred: tuple[Barred, ...] = ()

    def source(self, name: Source) -> str:
        """The text that a quote of this source must stand in; the empty string where there is none."""
        if name == "job":
            return self.job.text
        return self.company.text if self.company else ""

    @property
    def public(self) -> str:
        """All words that a question may take up: both inputs without confidential and barred parts."""
        title = "" if is_doubtful_title(self.job.title) else self.job.title
        names = [title, self.job.company or "", (self.company.name or "") if self.company else ""]
        return "\n".join([*names, self._without_barred("job"), self._without_barred("company")])

    def _without_barred(self, name: Source) -> str:
        return _left(self.source(name), tuple((one.start, one.end) for one in self.barred if one.source == name))
