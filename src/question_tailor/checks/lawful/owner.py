"""Whose attribute it is that a text speaks of: the candidate's, or somebody or something else's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from question_tailor._resources import toml
from question_tailor.checks.lawful.phrases import read
from question_tailor.checks.lawful.tokens import CRAFT, ENDS, MARKS, PEOPLE, STOPS, THINGS, spellings

if TYPE_CHECKING:
    from question_tailor.checks.lawful.lexicon import Mention
    from question_tailor.checks.lawful.tokens import Line

_NEVER: Final = r"(?!)"
_REACH: Final = 160
_SHORT: Final = 5
_TELLING: Final = 2
_NEXT: Final = 2
_NEAR: Final = 5
_SHORTISH: Final = 14
_SHORT_LINE: Final = 8
_ELSE: Final = PEOPLE + THINGS + CRAFT


@dataclass(frozen=True)
class Frames:
    """What stands around an attribute in a language when it is the candidate's.

    Attributes:
        before: Patterns that end where the attribute begins, by kind and by person (second, third).
        after: Patterns that begin where it ends, the same.
        taken: What follows an attribute that belongs to somebody or something else.
        given: The same for nouns only.
        supposed: How a question begins about what the candidate would do.
        person: Words that address or name the candidate.
        note: How a note about a candidate begins.
        spared: Words that protect an attribute.
        him: Pronouns that may be somebody else's.
        sought: Words of a posting that say whom it looks for.
        offered: Words of a posting that say what it offers.
        echo: Short questions that turn what was said before to the candidate.
        relative: How a clause begins that says something of what the clause before it named.
        work: How a question about work that was done or would be done begins.
        tells: Words by which a sentence is known to be of this language.
        alone: What follows a quality that stands for itself in a note.
    """

    before: dict[tuple[str, str], re.Pattern[str]]
    after: dict[tuple[str, str], re.Pattern[str]]
    taken: re.Pattern[str]
    given: re.Pattern[str]
    supposed: re.Pattern[str]
    person: re.Pattern[str]
    note: re.Pattern[str]
    alone: re.Pattern[str]
    spared: re.Pattern[str]
    him: re.Pattern[str]
    sought: re.Pattern[str]
    offered: re.Pattern[str]
    echo: re.Pattern[str]
    relative: re.Pattern[str]
    work: re.Pattern[str]
    tells: frozenset[str]


@cache
def frames(language: str) -> Frames:
    """The frames of a language, compiled."""
    listed = toml("lawful/frames.toml")[language]
    before: dict[tuple[str, str], re.Pattern[str]] = {}
    after: dict[tuple[str, str], re.Pattern[str]] = {}
    for person in ("second", "third"):
        lists = {**listed["lists"], **listed[person]}
        for kind, written in listed["before"].items():
            before[kind, person] = _either(written, lists, closed=True)
        for kind, written in listed["after"].items():
            after[kind, person] = _either(written, lists)
    lists = {**listed["lists"], **listed["second"]}
    names = ("taken", "given", "supposed", "person", "note", "alone", "spared", "him", "sought", "offered", "echo", "relative", "work")
    others = {name: _either(listed[name], lists) for name in names}
    tells = frozenset(spelling for word in listed["tells"].split() for spelling in spellings(word))
    return Frames(before, after, **others, tells=tells)


def _either(written: str, lists: dict[str, str], *, closed: bool = False) -> re.Pattern[str]:
    phrases = [read(line.strip(), lists).pattern for line in written.splitlines() if line.strip()]
    whole = f"(?:{'|'.join(phrases)})" if phrases else _NEVER
    return re.compile(rf"(?<= ){whole}\Z" if closed else rf"(?<= ){whole}")


class Reading:
    """A line, and what of it is needed again and again to say whose an attribute is.

    Args:
        line: The line.
        note: Whether the text is a note about a candidate, such as a rating anchor.
        posting: Whether it is a posting's.
    """

    def __init__(self, line: Line, *, note: bool, posting: bool = False) -> None:
        self._line = line
        self._note = note
        self._posting = posting
        self._spoken: dict[tuple[int, int], frozenset[str]] = {}

    def is_candidates(self, mention: Mention) -> bool:
        """Whether what is mentioned is an attribute of the candidate or of a relative."""
        text = self._line.text
        known = frames(mention.entry.language)
        kind = mention.entry.kind
        start, end = _around(text, mention, ENDS)
        if mention.entry.language not in self._languages(start, end):
            return False
        if known.taken.match(text, mention.end) or (
            "?" not in text[start:end] and known.spared.search(text, start, end)
        ):
            return False
        if self._posting:
            return not self._is_elses(mention) and self._is_sought(known, mention, (start, end))
        if kind in {"full", "asks"} and known.supposed.match(text, mention.begin, mention.end):
            return False
        if kind == "full":
            return True
        if kind == "asks" and known.person.search(text, mention.begin - 1, mention.end):
            return not self._only_works(known, mention)
        if kind == "asks" and known.him.search(text, mention.begin - 1, mention.end):
            return self._only_candidate(mention.begin, mention.entry.language)
        left = text[max(start, mention.begin - _REACH) - 1 : mention.begin]
        if any(self._framed(known, asked, mention, left) for asked in self._frames_of(known, mention)):
            return True
        if kind != "does" and self._bare(start, end, _SHORT if kind in {"own", "is"} else _SHORTISH):
            return True
        return self._stands_alone(known, mention, left, (start, end))

    def _is_taken(self, known: Frames, mention: Mention) -> bool:
        """Whether what follows makes the attribute somebody or something else's."""
        if known.taken.match(self._line.text, mention.end):
            return True
        noun = mention.entry.kind in {"own", "asks", "telling"} and mention.entry.severity == "block"
        return noun and known.given.match(self._line.text, mention.end) is not None

    def _languages(self, start: int, end: int) -> frozenset[str]:
        """The languages that a sentence may be in: those of its telling words, or else the whole text's, or all."""
        if (start, end) not in self._spoken:
            text = self._line.text
            said = _spoken(text[start:end]) or _spoken(text)
            self._spoken[start, end] = said or frozenset(toml("lawful/frames.toml"))
        return self._spoken[start, end]

    def _stands_alone(self, known: Frames, mention: Mention, left: str, sentence: tuple[int, int]) -> bool:
        """Whether a mention without an owner is the candidate's, as in a note or because it is seldom anything else."""
        text = self._line.text
        kind = mention.entry.kind
        mild = mention.entry.severity == "warn"
        if kind != "does" and self._is_echoed(known, sentence[1]):
            return True
        if self._is_note(known, sentence[0]) and self._noted(known, mention, left):
            return mild or not self._is_elses(mention, _NEXT)
        if not mild and self._is_elses(mention):
            return False
        if kind not in {"asks", "telling"} or (not mild and self._is_about_work(known, mention)):
            return False
        return known.person.search(text) is not None or ("?" in text and not any(mark in text for mark in _ELSE))

    def _is_echoed(self, known: Frames, end: int) -> bool:
        """Whether the next sentence turns to the candidate, as in "Half the board votes green. And you?"."""
        return known.echo.match(self._line.text, end) is not None

    def _is_elses(self, mention: Mention, reach: int = 0) -> bool:
        """Whether the clause names somebody or something else before the mention or within some words after it."""
        text = self._line.text
        start, end = self._clause(mention)
        after = text[mention.end : end].split()
        near = after[: reach or (len(after) if mention.entry.language == "de" else _NEAR)]
        return any(mark in text[start : mention.begin] or mark in " ".join(near) for mark in _ELSE)

    def _clause(self, mention: Mention) -> tuple[int, int]:
        """Where the clause of a mention begins and ends; a relative clause belongs to the clause before it."""
        text = self._line.text
        start, end = _around(text, mention, STOPS)
        if start > 1 and frames(mention.entry.language).relative.match(text, start):
            start = max((text.rfind(f" {stop} ", 0, start - 3) + 3 for stop in STOPS), default=1)
        return max(start, 1), end

    def _noted(self, known: Frames, mention: Mention, left: str) -> bool:
        kind = mention.entry.kind
        if kind in {"full", "asks", "telling"}:
            return True
        if kind == "is" and not known.alone.match(self._line.text, mention.end):
            return False
        return known.before["note", "second"].search(left) is not None

    def _is_sought(self, known: Frames, mention: Mention, sentence: tuple[int, int]) -> bool:
        """Whether a posting's sentence says that it looks for what is mentioned."""
        said = self._line.text[slice(*sentence)]
        left = self._line.text[max(sentence[0], mention.begin - _REACH) - 1 : mention.begin]
        if not self._noted(known, mention, left):
            return False
        if known.sought.search(f" {said}"):
            return True
        brief = len(said.split()) <= _SHORT_LINE and mention.entry.kind not in {"full", "asks"}
        return brief and known.offered.search(f" {said}") is None

    def _framed(self, known: Frames, kind: str, mention: Mention, left: str) -> bool:
        persons = ("second", "third") if self._only_candidate(mention.begin, mention.entry.language) else ("second",)
        return any(
            known.before[kind, person].search(left) or known.after[kind, person].match(self._line.text, mention.end)
            for person in persons
        )

    def _frames_of(self, known: Frames, mention: Mention) -> tuple[str, ...]:
        """The kinds of frames that may give a mention its owner."""
        kind = mention.entry.kind
        if kind in {"is", "does"}:
            return (kind,)
        if self._is_about_work(known, mention):
            return ("your",)
        return ("your", "own") if kind == "own" else ("your", "own", "is")

    def _is_about_work(self, known: Frames, mention: Mention) -> bool:
        text = self._line.text
        return known.work.search(text, self._clause(mention)[0] - 1, mention.begin) is not None

    def _only_works(self, known: Frames, mention: Mention) -> bool:
        """Whether the candidate is named only as the one who did the work: "how have you" and then the mention."""
        text = self._line.text
        first = text.index(" ", mention.begin) + 1
        start = self._clause(mention)[0] - 1
        return any(match.end() == first for match in known.work.finditer(text, start, first))

    def _only_candidate(self, begin: int, language: str) -> bool:
        """Whether nobody but the candidate was named so far, so that "he" or "she" must be the candidate."""
        before = self._line.text[:begin]
        return PEOPLE not in before and (language == "en" or THINGS not in before)

    def _bare(self, start: int, end: int, longest: int) -> bool:
        """Whether a sentence is a question that is hardly more than the attribute."""
        sentence = self._line.text[start:end]
        return "?" in sentence and len(sentence.split()) <= longest and not any(mark in sentence for mark in _ELSE)

    def _is_note(self, known: Frames, start: int) -> bool:
        text = self._line.text
        return self._note or any(known.note.match(text, place) for place in (start, 1)) or self._is_fragment()

    def _is_fragment(self) -> bool:
        """Whether the whole text is a few words that ask nothing."""
        said = self._line.words
        return len(said) <= _SHORT_LINE and not any(word in ENDS for word in said[:-1]) and said[-1:] != ("?",)


def _around(text: str, mention: Mention, stops: str) -> tuple[int, int]:
    """Where the stretch between two stops begins and ends that holds a mention."""
    start = max((text.rfind(f" {stop} ", 0, mention.begin) + 3 for stop in stops), default=0)
    ends = [place for stop in stops if (place := text.find(f" {stop} ", mention.end - 1)) >= 0]
    return (start if start > 2 else 1), (min(ends) + 3 if ends else len(text))  # noqa: PLR2004


def _spoken(said: str) -> frozenset[str]:
    """The languages whose telling words stand in a passage, each at least half as often as the first one's."""
    words = [word.rstrip(MARKS) for word in said.split()]
    counts = {
        language: sum(word in frames(language).tells for word in words) for language in toml("lawful/frames.toml")
    }
    most = max(counts.values())
    if most < _TELLING:
        return frozenset()
    return frozenset(language for language, count in counts.items() if 2 * count >= most)
