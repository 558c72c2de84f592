"""What a kit is made from: the posting and the company context."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from question_tailor.text import clean

LARGEST_TEXT: Final = 60_000
"""Characters of an input that are used; about 15,000 tokens."""

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class Hidden(BaseModel):
    """Invisible characters that were taken out of an input.

    Attributes:
        channel: How they were hidden, such as `zero-width` or `tag`.
        start: Where they stood, as a character position in the cleaned text.
        count: How many there were.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    channel: str
    start: int
    count: int


class _Input(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    hidden: tuple[Hidden, ...] = ()
    left_out: Annotated[int, Field(ge=0)] = 0

    @model_validator(mode="before")
    @classmethod
    def _clean(cls, given: Any) -> Any:  # noqa: ANN401 - whatever the caller gave
        if not isinstance(given, dict):
            return given
        cleaned = dict(given)
        hidden: list[Any] = list(given.get("hidden", ()))
        left_out = given.get("left_out", 0)
        for field, value in given.items():
            if not isinstance(value, str):
                continue
            result = clean(value)
            kept = _cut(result.text)
            cleaned[field] = kept
            left_out += len(result.text) - len(kept)
            hidden += [asdict(removal) for removal in result.removed]
        return {**cleaned, "hidden": hidden, "left_out": left_out}

    @property
    def sha256(self) -> str:
        """Hash of all that the input holds, for the run record."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


def _cut(text: str) -> str:
    """A text within the cap, cut where a line ends."""
    if len(text) <= LARGEST_TEXT:
        return text
    end = text.rfind("\n", 0, LARGEST_TEXT)
    return text[: end if end > LARGEST_TEXT // 2 else LARGEST_TEXT].rstrip()


class JobDescription(_Input):
    """A posting, cleaned.

    Attributes:
        title: The role's title, as the posting has it.
        text: The whole posting, cleaned and within `LARGEST_TEXT`; spans of evidence count in it.
        company: The employer's name, where it is known.
        hidden: Invisible characters that were taken out.
        left_out: Characters beyond the cap that were left out.
    """

    title: Name
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    company: Name | None = None


class CompanyContext(_Input):
    """What is known of the company besides the posting, cleaned.

    Attributes:
        name: The company's name, where it is known.
        text: What may be quoted and shown to a model; spans of evidence count in it.
        confidential: What stays here: it ranks canonical questions, and goes to a model only on the caller's word.
        hidden: Invisible characters that were taken out.
        left_out: Characters beyond the cap that were left out.
    """

    name: Name | None = None
    text: str = ""
    confidential: str = ""
