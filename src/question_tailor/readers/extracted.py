"""What every reader of a format gives: text, the fields that the format names, and what was hidden in it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Self

from question_tailor.cleaning import Removal


@dataclass(frozen=True, slots=True)
class Fields:
    """What a format says in fields of its own; None where it does not, or where it is left to the text to tell.

    Attributes:
        title: The role's title.
        company: The employer's name.
        place: Where the work is done, as the posting has it.
        department: Department or team.
        seniority: Seniority, as the posting has it.
        pay: Pay, as the posting has it.
        about_company: What the posting says of the company in a part of its own; that part is not in the text.
    """

    title: str | None = None
    company: str | None = None
    place: str | None = None
    department: str | None = None
    seniority: str | None = None
    pay: str | None = None
    about_company: str | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """What stands in a file, not cleaned yet.

    Attributes:
        text: Its visible text with headings as `#`, list items as `-`, and a blank line between blocks.
        fields: What the format names.
        hidden: What was taken out because a reader does not see it: the channel, such as `display-none` or `comment`;
            where it stood, as a character position in `text`; and how many characters it had. Never its words.
    """

    text: str
    fields: Fields = field(default_factory=Fields)
    hidden: tuple[Removal, ...] = ()

    def to_json(self) -> str:
        """As JSON, to hand it from one process to another."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, document: str | bytes) -> Self:
        """From what `to_json` gave.

        Raises:
            ValueError, TypeError, KeyError: It is something else.
        """
        given = json.loads(document)
        hidden = tuple(Removal(**removal) for removal in given["hidden"])
        return cls(text=given["text"], fields=Fields(**given["fields"]), hidden=hidden)
