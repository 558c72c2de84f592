"""What stands around an attribute when it is the candidate's, by language: the data's frames, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from question_tailor._resources import toml
from question_tailor.checks.lawful.phrases import read
from question_tailor.checks.lawful.tokens import MARKS, spellings

FILE: Final = "lawful/frames.toml"
_CLOSED: Final = frozenset({"told", "theirs"})
"""What ends where an attribute begins."""
_NEVER: Final = r"(?!)"
_FEWEST: Final = 2
"""How many telling words a passage must hold before they say anything about its language."""


@dataclass(frozen=True)
class Frames:
    """The frames of a language, as patterns over a line's text.

    Attributes:
        before: What ends where an attribute begins that is the candidate's, by kind and by person (second, third).
        after: What begins where it ends, the same.
        taken: What follows an attribute that belongs to somebody or something else.
        given: The same, for nouns only.
        supposed: How a question begins about what the candidate would do.
        work: How a question begins about work that was done or would be done.
        task: What sets a task or asks for work, in the sentence of an attribute or the one after it.
        many: Nouns for many, which a quality before them belongs to.
        theirs: What ends where an attribute begins that is somebody or something else's.
        told: What a note says somebody speaks of or knows, so that what follows is a subject of talk.
        person: Words that address or name the candidate.
        somebody: Words for whoever is looked for.
        him: Pronouns that may be somebody else's.
        note: How a note about a candidate begins.
        alone: What follows a quality that stands for itself in a note.
        relative: How a clause begins that says something of what the clause before it named.
        echo: Short questions that turn what was said before to the candidate.
        spared: Words that protect an attribute.
        sought: Words of a posting that say whom it looks for.
        offered: Words of a posting that say what it offers.
    """

    before: dict[tuple[str, str], re.Pattern[str]]
    after: dict[tuple[str, str], re.Pattern[str]]
    taken: re.Pattern[str]
    given: re.Pattern[str]
    supposed: re.Pattern[str]
    work: re.Pattern[str]
    task: re.Pattern[str]
    many: re.Pattern[str]
    theirs: re.Pattern[str]
    told: re.Pattern[str]
    person: re.Pattern[str]
    somebody: re.Pattern[str]
    him: re.Pattern[str]
    note: re.Pattern[str]
    alone: re.Pattern[str]
    relative: re.Pattern[str]
    echo: re.Pattern[str]
    spared: re.Pattern[str]
    sought: re.Pattern[str]
    offered: re.Pattern[str]


_SINGLE: Final = tuple(name for name in Frames.__dataclass_fields__ if name not in {"before", "after"})


@cache
def frames(language: str) -> Frames:
    """The frames of a language, compiled when they are first needed."""
    listed = toml(FILE)[language]
    before: dict[tuple[str, str], re.Pattern[str]] = {}
    after: dict[tuple[str, str], re.Pattern[str]] = {}
    for person in ("second", "third"):
        lists = {**listed["lists"], **listed[person]}
        for kind, written in listed["before"].items():
            before[kind, person] = _either(written, lists, closed=True)
        for kind, written in listed["after"].items():
            after[kind, person] = _either(written, lists)
    lists = {**listed["lists"], **listed["second"]}
    return Frames(before, after, **{name: _either(listed[name], lists, closed=name in _CLOSED) for name in _SINGLE})


def _either(written: str, lists: dict[str, str], *, closed: bool = False) -> re.Pattern[str]:
    phrases = [read(line.strip(), lists).pattern for line in written.splitlines() if line.strip()]
    whole = f"(?:{'|'.join(phrases)})" if phrases else _NEVER
    return re.compile(rf"(?<= ){whole}\Z" if closed else rf"(?<= ){whole}")


def languages() -> tuple[str, ...]:
    """Codes of the languages that the data knows."""
    return tuple(toml(FILE))


def spoken(said: str) -> frozenset[str]:
    """The languages whose telling words stand in a passage of a line; none where too few of them do.

    A language counts that has at least half as many of them as the first one: a passage may mix languages.
    """
    words = [word.rstrip(MARKS) for word in said.split()]
    counts = {language: sum(word in _tells(language) for word in words) for language in languages()}
    most = max(counts.values())
    if most < _FEWEST:
        return frozenset()
    return frozenset(language for language, count in counts.items() if 2 * count >= most)


@cache
def _tells(language: str) -> frozenset[str]:
    return frozenset(form for word in toml(FILE)[language]["tells"].split() for form in spellings(word))
