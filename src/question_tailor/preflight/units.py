"""A posting cut into bullets, lists and runs of sentences, each with the kind of section that it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from question_tailor._resources import toml

if TYPE_CHECKING:
    from collections.abc import Iterator

Section = Literal["duties", "closed", "open"]
"""`duties`: below a heading of duties; `closed`: below one of requirements, offers and the like; `open`: any other."""
Kind = Literal["bullet", "prose", "list"]

LABELLED: Final = re.compile(r"(?P<label>[^:.!?]{2,50}):\s+(?=\S)")
"""A label and a colon, with more on the same line."""
_BULLET: Final = re.compile(r"\s*(?:[-*\u2022\u00b7\u25aa\u25cf\u25e6\u2013\u2014>\uf0b7+]|o|\(?\d{1,2}[.)])\s+(?=\S)")
_MARKS: Final = "#*_ \t"
_HEADING_WORDS: Final = 8
_SHORT_LINE: Final = 60


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a posting.

    Attributes:
        text: Its words, without a bullet's mark or a list's label.
        section: What its section is about.
        kind: A bullet, running text, or a list behind a label of duties.
    """

    text: str
    section: Section
    kind: Kind


def units(text: str) -> Iterator[Unit]:
    """The parts of a posting, in order."""
    section: Section = "open"
    held: list[str] = []
    held_kind: Kind = "prose"
    first = True
    for line in text.split("\n"):
        said = line.strip(_MARKS)
        heading = _heading(line, first=first)
        begun = heading or _begun(line, section)
        if held and (begun or not said):
            yield Unit(" ".join(held), section, held_kind)
            held = []
        if not said:
            continue
        first = False
        if isinstance(begun, Unit):
            held, held_kind = [begun.text], begun.kind
            if begun.kind == "list":
                yield Unit(begun.text, begun.section, "list")
                held = []
        elif heading:
            section = heading
        elif not held:
            held, held_kind = [said], "prose"
        else:
            held.append(said)
    if held:
        yield Unit(" ".join(held), section, held_kind)


def _begun(line: str, section: Section) -> Unit | None:
    """The part that a line begins of itself; None where it only goes on, or is running text."""
    said = line.strip(_MARKS)
    if mark := _BULLET.match(line):
        return Unit(line[mark.end() :].strip(_MARKS), section, "bullet")
    label = LABELLED.match(said)
    kind = section_of(label["label"]) if label else "open"
    if label and kind != "open":
        # What stands behind a label of requirements or offers is no duty, and ends with its line.
        return Unit(said[label.end() :], "closed" if search("fact_label", said) else kind, "list")
    if said and (label or (section == "duties" and _is_item(said))):
        return Unit(said, section, "prose" if label else "bullet")
    return None


def _heading(line: str, *, first: bool) -> Section | None:
    """The kind of section that a line opens; None where it is no heading.

    The first line is the posting's title, whatever words it has, unless it names no role.
    """
    said = line.strip(_MARKS).rstrip(": ")
    if not said or _BULLET.match(line) or len(said.split()) > _HEADING_WORDS or said[-1] in ".,;!":
        return None
    if first and search("title", said):
        return "open"
    marked = line.lstrip().startswith(("#", "**", "__")) or line.rstrip().endswith((":", ":**")) or said.isupper()
    section = section_of(said)
    return section if marked or section != "open" else None


def _is_item(line: str) -> bool:
    """Whether a line below a heading of duties is one of a list that has no bullets."""
    return len(line) < _SHORT_LINE and line[-1] not in ".,;:!?" and (line[0].isupper() or line[0].isdigit())


def section_of(heading: str) -> Section:
    """What stands under a heading or behind a label."""
    if search("closed", heading):
        return "closed"
    return "duties" if search("heading", heading) else "open"


def search(name: str, text: str) -> bool:
    """Whether a text holds a pattern of the table `duties` of preflight.toml."""
    return _pattern(name).search(text) is not None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(toml("preflight.toml")["duties"][name], re.IGNORECASE)
