"""What a kit is made from: the posting and the company context."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from question_tailor.cleaning import clean
from question_tailor.outline import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEST_TEXT: Final = 60_000
"""Characters of an input that are used; about 15,000 tokens."""

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


_TELLABLE: Final = re.compile(r"[\w\s'\u2019&/,()\u2013-]{1,80}")
"""Headings that a finding may name: words, without addresses or markup."""
_PLACES_TOLD: Final = 10
"""How many places of one channel are told apart."""


class Hidden(BaseModel):
    """Something that a reader does not see and that was taken out of an input.

    Attributes:
        channel: How it was hidden, such as `zero-width`, `display-none` or `comment`.
        start: Where it stood, as a character position in the cleaned text.
        count: How many characters it had; for `attachment`, how many attachments there were.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    channel: str
    start: int
    count: int


class _Input(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    hidden: tuple[Hidden, ...] = ()
    left_out: Annotated[int, Field(ge=0)] = 0
    left_out_sections: tuple[str, ...] = ()

    # What came later does not change the hash of an input that has none of it: kits made before still know theirs.
    _unhashed_when_empty: ClassVar[frozenset[str]] = frozenset({"left_out_sections"})

    @model_validator(mode="before")
    @classmethod
    def _clean(cls, given: Any) -> Any:  # noqa: ANN401 - whatever the caller gave
        if not isinstance(given, dict):
            return given
        cleaned = dict(given)
        hidden: list[Any] = list(given.get("hidden", ()))
        left_out = given.get("left_out", 0)
        sections = list(given.get("left_out_sections", ()))
        for field, value in given.items():
            if not isinstance(value, str):
                continue
            result = clean(value)
            kept = shortened(result.text, LARGEST_TEXT)
            cleaned[field] = kept.text
            left_out += kept.left_out
            sections += [heading for heading in kept.sections if _TELLABLE.fullmatch(heading)]
            hidden += [asdict(removal) for removal in result.removed]
        return {**cleaned, "hidden": _few(hidden), "left_out": left_out, "left_out_sections": sections}

    @property
    def sha256(self) -> str:
        """Hash of all that the input holds, for the run record."""
        absent = {name for name in self._unhashed_when_empty if not getattr(self, name)}
        return hashlib.sha256(self.model_dump_json(exclude=absent).encode()).hexdigest()


def _few(hidden: Iterable[Any]) -> list[Any]:
    """The same removals, where those of a channel beyond the first places are counted in the last of them."""
    told: list[Any] = []
    places: Counter[str] = Counter()
    for removal in hidden:
        entry = removal.model_dump() if isinstance(removal, Hidden) else removal
        if not (isinstance(entry, dict) and {"channel", "count"} <= entry.keys()):
            told.append(entry)
            continue
        channel = str(entry["channel"])
        if places[channel] < _PLACES_TOLD:
            places[channel] += 1
            told.append(dict(entry))
        else:
            last = next(one for one in reversed(told) if isinstance(one, dict) and one.get("channel") == channel)
            last["count"] += entry["count"]
    return told


class JobDescription(_Input):
    """A posting, cleaned.

    Attributes:
        title: The role's title, as the posting has it.
        text: The posting, cleaned and within `LARGEST_TEXT`; spans of evidence count in it. What it says of the company
            is part of it, unless its format keeps that apart (`about_company`).
        company: The employer's name, where it is known.
        place: Where the work is done, where the format names it.
        department: Department or team, where the format names it.
        seniority: Seniority, where the format names it.
        pay: Pay, where the format names it.
        about_company: What the posting says of the company, where its format keeps that apart; see `context_of`.
        hidden: What was taken out because a reader does not see it.
        left_out: Characters beyond the cap that were left out.
        left_out_sections: Headings of the sections that they stood in.
    """

    title: Name
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    company: Name | None = None
    place: Name | None = None
    department: Name | None = None
    seniority: Name | None = None
    pay: Name | None = None
    about_company: str | None = None

    _unhashed_when_empty: ClassVar[frozenset[str]] = frozenset(
        {"left_out_sections", "place", "department", "seniority", "pay", "about_company"}
    )


class CompanyContext(_Input):
    """What is known of the company besides the posting, cleaned.

    Attributes:
        name: The company's name, where it is known.
        text: What may be quoted and shown to a model; spans of evidence count in it.
        confidential: What stays here: it ranks canonical questions, and goes to a model only on the caller's word.
        hidden: What was taken out because a reader does not see it.
        left_out: Characters beyond the cap that were left out.
        left_out_sections: Headings of the sections that they stood in.
    """

    name: Name | None = None
    text: str = ""
    confidential: str = ""


def context_of(job: JobDescription, company: CompanyContext | None) -> CompanyContext | None:
    """The company context of a kit: the one given, with what the posting says of the company in a part of its own.

    Doing it again changes nothing, so whoever takes a posting and a company context may do it.

    Returns:
        `company` itself where the posting has no such part or where both together are too long; None where there is
        neither.
    """
    about = job.about_company
    if not about or (company and about in company.text):
        return company
    if company is None:
        return CompanyContext(name=job.company, text=about)
    text = f"{company.text}\n\n{about}" if company.text else about
    if len(text) > LARGEST_TEXT:
        return company
    return CompanyContext(**{**company.model_dump(), "name": company.name or job.company, "text": text})
