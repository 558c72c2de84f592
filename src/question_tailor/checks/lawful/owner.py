"""Whose attribute it is that a text speaks of: the candidate's, or somebody or something else's."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Final

from question_tailor.checks.lawful.frames import frames, languages, spoken
from question_tailor.checks.lawful.tokens import CRAFT, ENDS, PEOPLE, STOPS, THINGS

if TYPE_CHECKING:
    from question_tailor.checks.lawful.frames import Frames
    from question_tailor.checks.lawful.lexicon import Mention
    from question_tailor.checks.lawful.tokens import Line

_ELSE: Final = PEOPLE + THINGS + CRAFT
_REACH: Final = 100
"""How many characters before a mention a frame may look at."""
_WIDEST: Final = 320
"""How many characters before and after a mention still belong to its clause; texts without stops have no others."""
_NEAR: Final = 5
"""Within how many words after a mention somebody or something else makes it theirs; in German, where verbs come last,
anywhere in the clause."""
_NEXT: Final = 2
"""The same in a note: what follows there is often whom the candidate would meet."""
_FIRST: Final = 3
"""Among how many words at the beginning of a mention the candidate may be named as the one who did the work."""
_FEW: Final = 1
"""How many words a full phrase has, at most, that says no more than a word."""
_EARLY: Final = 4
"""Before how many words of a note's clause, at most, an attribute is what the note is about."""
_SHORT: Final = 5
_SHORTISH: Final = 14
"""How many words a question has, at most, that is hardly more than the attribute."""
_SHORT_LINE: Final = 8
"""How many words a line of a note or posting has, at most, that needs no verb to say something of the candidate."""


class Reading:
    """A line, and what of it is needed again and again to say whose an attribute is.

    Args:
        line: The line.
        note: Whether the text is a note about a candidate, such as a rating anchor.
        posting: Whether it is a posting's.
    """

    def __init__(self, line: Line, *, note: bool, posting: bool = False) -> None:
        self._line = line
        self._text = line.text
        self._note = note
        self._posting = posting
        stops = [(start, word) for start, word in zip(line.starts, line.words, strict=False) if word in STOPS]
        self._stops = [start for start, _ in stops]
        self._ends = [start for start, word in stops if word in ENDS]
        self._spoken: dict[int, frozenset[str]] = {}
        self._protects: dict[tuple[str, int], bool] = {}
        self._tasks: dict[tuple[str, int], bool] = {}

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages that any sentence of the text may be in."""
        starts = [1, *(end + 2 for end in self._ends if end + 2 < len(self._text))]
        return frozenset().union(*(self._languages_at(start) for start in starts))

    def _languages_at(self, place: int) -> frozenset[str]:
        """The languages that a sentence may be in: those of its telling words, or else the whole text's, or all."""
        start, end = _around(self._ends, place, place, len(self._text))
        if start not in self._spoken:
            self._spoken[start] = spoken(self._text[start:end]) or self._spoken_at_all
        return self._spoken[start]

    @cached_property
    def _spoken_at_all(self) -> frozenset[str]:
        return spoken(self._text) or frozenset(languages())

    @cached_property
    def _names_candidate(self) -> frozenset[str]:
        """The languages in which the text addresses or names the candidate."""
        return frozenset(one for one in self.languages if frames(one).person.search(self._text))

    @cached_property
    def _names_nobody_else(self) -> bool:
        return max(self._first.values()) < 0

    def is_candidates(self, mention: Mention) -> bool:
        """Whether what is mentioned is an attribute of the candidate or of a relative."""
        known = frames(mention.entry.language)
        last = mention.end - 2 if self._text[mention.end - 2] in ENDS else mention.end
        sentence = _around(self._ends, mention.begin, last, len(self._text))
        if mention.entry.language not in self._languages_at(mention.begin) or self._is_spared(known, mention, sentence):
            return False
        if self._posting:
            return not self._is_elses(mention) and self._is_sought(known, mention, sentence)
        whole = self._is_whole(known, mention, sentence)
        return self._is_somehow_theirs(known, mention, sentence) if whole is None else whole

    def _is_spared(self, known: Frames, mention: Mention, sentence: tuple[int, int]) -> bool:
        """Whether what follows makes the attribute somebody else's, or the sentence protects it."""
        if known.taken.match(self._text, mention.end):
            return True
        left = self._left(mention, sentence[0])
        if known.theirs.search(left) and not (self._is_echoed(known, mention, sentence) or _seeks(known, left)):
            return True
        alone = (
            mention.entry.kind in {"is", "telling", "asks"} and self._text.count(" ", mention.begin, mention.end) == 1
        )
        if alone and known.many.match(self._text, mention.end):
            return True
        noun = mention.entry.kind in {"own", "asks", "telling"} and mention.entry.severity == "block"
        if noun and known.given.match(self._text, mention.end):
            return True
        if (mention.entry.language, sentence[0]) not in self._protects:
            said = self._text[slice(*sentence)]
            self._protects[mention.entry.language, sentence[0]] = "?" not in said and bool(
                known.spared.search(f" {said}")
            )
        return self._protects[mention.entry.language, sentence[0]]

    def _is_whole(self, known: Frames, mention: Mention, sentence: tuple[int, int]) -> bool | None:
        """Whether a phrase that says by itself whose the attribute is says that it is the candidate's, if it is one."""
        kind = mention.entry.kind
        if kind not in {"plain", "full", "asks"}:
            return None
        if kind == "plain" or self._names_somebody(known, mention):
            return True
        if mention.entry.severity == "block" and known.supposed.match(self._text, mention.begin, mention.end):
            return False
        if not self._names(known, mention.begin, mention.end):
            return self._is_whole_unnamed(known, mention, sentence)
        if self._only_works(known, mention, _FIRST) and self._is_elses(mention):
            return False
        return None if kind == "asks" and self._only_works(known, mention, 1) else True

    def _is_whole_unnamed(self, known: Frames, mention: Mention, sentence: tuple[int, int]) -> bool | None:
        """The same of a phrase that does not name the candidate: "he" may be the candidate, "their product" is not."""
        if known.him.search(self._text, mention.begin - 1, mention.end):
            return self._only_candidate(mention) and not self._is_task(known, mention, sentence)
        hers = known.person.search(self._text, mention.begin - 1, mention.end) is not None
        things = mention.entry.kind == "full" and self._text[mention.end - 2] in THINGS
        return False if hers or things else None

    def _names_somebody(self, known: Frames, mention: Mention) -> bool:
        """Whether a full phrase speaks of whoever is looked for."""
        somebody = mention.entry.kind == "full" and known.somebody.search(self._text, mention.begin - 1, mention.end)
        return bool(somebody) and not known.supposed.match(self._text, mention.begin, mention.end)

    def _is_somehow_theirs(self, known: Frames, mention: Mention, sentence: tuple[int, int]) -> bool:
        kind = mention.entry.kind
        left = self._left(mention, sentence[0])
        if self._framed(known, "your", mention, left) or self._is_as(known, mention, left, sentence):
            return True
        if _seeks(known, left) or self._is_remarked(known, mention, left, sentence):
            return True
        elses = self._is_elses(mention)
        if not elses and any(self._framed(known, asked, mention, left) for asked in self._frames_of(known, mention)):
            return True
        if not elses and kind in {"own", "asks", "telling"} and known.before["which", "second"].search(left):
            return not self._is_task(known, mention, sentence)
        bare = kind != "does" and self._bare(sentence, _SHORT if kind in {"own", "is"} else _SHORTISH)
        if bare and (self._names_nobody_else or not self._is_task(known, mention, sentence)):
            return True
        return self._stands_alone(known, mention, left, sentence)

    def _stands_alone(self, known: Frames, mention: Mention, left: str, sentence: tuple[int, int]) -> bool:
        """Whether a mention without an owner is the candidate's, as in a note or because it is seldom anything else."""
        kind = mention.entry.kind
        mild = mention.entry.severity == "warn"
        if kind != "does" and self._is_echoed(known, mention, sentence):
            return True
        if self._is_note(known, sentence[0]) and self._noted(known, mention, left):
            return mild or self._is_noted_of_candidate(known, mention, left, sentence)
        if kind not in {"full", "asks", "telling"} or mild:
            return mild and kind in {"full", "asks", "telling"}
        near = mention.entry.language in self._names_candidate or ("?" in self._text and self._names_nobody_else)
        return near and not self._is_others(known, mention, left, sentence)

    def _is_echoed(self, known: Frames, mention: Mention, sentence: tuple[int, int]) -> bool:
        """Whether a short question after the sentence of a mention, or its colon or dash, turns it to the candidate."""
        place = bisect_left(self._stops, mention.end - 1)
        stop = self._stops[place] if place < len(self._stops) else 0
        return bool(
            known.echo.match(self._text, sentence[1])
            or (self._text[stop] in ":-" and known.echo.match(self._text, stop + 2))
        )

    def _is_remarked(self, known: Frames, mention: Mention, left: str, sentence: tuple[int, int]) -> bool:
        """Whether a remark names an attribute and a short question follows: "A charming accent. From where?"."""
        if mention.entry.kind in {"does", "is"} or not known.before["remark", "second"].search(left):
            return False
        end = sentence[1]
        if "?" not in self._text[mention.end : end]:
            _, end = _around(self._ends, end + 1, end + 1, len(self._text))
        rest = self._text[mention.end : end]
        return "?" in rest and len(rest.split()) <= _SHORTISH and not any(mark in rest for mark in _ELSE)

    def _is_noted_of_candidate(self, known: Frames, mention: Mention, left: str, sentence: tuple[int, int]) -> bool:
        """Whether a note speaks of an attribute as the candidate's, and not as what the candidate speaks of."""
        if known.told.search(left) or (not self._note and self._is_task(known, mention, sentence)):
            return False
        return mention.entry.kind == "full" or not self._is_elses(mention, _NEXT)

    def _is_others(self, known: Frames, mention: Mention, left: str, sentence: tuple[int, int]) -> bool:
        """Whether a mention without an owner may be somebody or something else's, or belong to a question about work.

        A full phrase of some words says more, so less is needed to take it for the candidate's.
        """
        if mention.entry.kind != "full" or self._text.count(" ", mention.begin, mention.end) <= _FEW:
            about = self._is_about_work(known, mention) or self._is_task(known, mention, sentence)
            return about or self._is_elses(mention)
        if left.rstrip().endswith(tuple(_ELSE)):
            return True
        return not self._names(known, *sentence) and self._is_task(known, mention, sentence)

    def _is_task(self, known: Frames, mention: Mention, sentence: tuple[int, int]) -> bool:
        """Whether the sentence or the next one asks for work, or somebody or something else stands in it before."""
        key = (mention.entry.language, sentence[0])
        if key not in self._tasks:
            _, end = _around(self._ends, sentence[1] + 1, sentence[1] + 1, len(self._text))
            self._tasks[key] = known.task.search(self._text, sentence[0] - 1, end) is not None
        return self._tasks[key] or self._is_marked(sentence[0], mention.begin)

    def _is_marked(self, start: int, end: int) -> bool:
        """Whether a mark stands between two places, after the last colon there."""
        start = max(start, self._text.rfind(":", start, end))
        place = bisect_left(self._marks, start)
        return place < len(self._marks) and self._marks[place] < end

    @cached_property
    def _marks(self) -> list[int]:
        return [place for place, char in enumerate(self._text) if char in _ELSE]

    def _is_elses(self, mention: Mention, reach: int = 0) -> bool:
        """Whether the clause names somebody or something else before the mention or within some words after it."""
        start, end = self._clause(mention)
        after = self._text[mention.end : min(end, mention.end + _WIDEST)].split()
        near = " ".join(after[: reach or (len(after) if mention.entry.language == "de" else _NEAR)])
        before = self._text[start : mention.begin]
        return any(mark in before or mark in near for mark in _ELSE)

    def _clause(self, mention: Mention) -> tuple[int, int]:
        """Where the clause of a mention begins and ends; a relative clause belongs to the clause before it."""
        start, end = _around(self._stops, mention.begin, mention.end, len(self._text))
        if start > 1 and frames(mention.entry.language).relative.match(self._text, start):
            start = _around(self._stops, start - 2, start - 2, len(self._text))[0]
        return (
            start if mention.begin - start <= _WIDEST else self._text.rfind(" ", 0, mention.begin - _WIDEST) + 1
        ), end

    def _left(self, mention: Mention, start: int) -> str:
        """What stands before a mention in its sentence, with the space before it."""
        return self._text[max(start, mention.begin - _REACH) - 1 : mention.begin]

    def _framed(self, known: Frames, kind: str, mention: Mention, left: str) -> bool:
        return any(
            ((before := known.before[kind, person].search(left)) and PEOPLE not in before.group())
            or known.after[kind, person].match(self._text, mention.end)
            for person in (("second", "third") if self._only_candidate(mention) else ("second",))
        )

    def _is_as(self, known: Frames, mention: Mention, left: str, sentence: tuple[int, int]) -> bool:
        """Whether a sentence that addresses or names the candidate says "as" before what is mentioned."""
        if mention.entry.kind == "does" or not known.before["as", "second"].search(left):
            return False
        return self._names(known, *sentence)

    def _names(self, known: Frames, begin: int, end: int) -> bool:
        """Whether a stretch addresses or names the candidate."""
        return any(PEOPLE not in one.group() for one in known.person.finditer(self._text, begin - 1, end))

    def _frames_of(self, known: Frames, mention: Mention) -> tuple[str, ...]:
        """The kinds of frames that may give a mention its owner."""
        kind = mention.entry.kind
        if kind in {"is", "does"}:
            return (kind,)
        if self._is_about_work(known, mention):
            return ("your",)
        return ("your", "own") if kind == "own" else ("your", "own", "is")

    def _is_about_work(self, known: Frames, mention: Mention) -> bool:
        return known.work.search(self._text, self._clause(mention)[0] - 1, mention.begin) is not None

    def _only_works(self, known: Frames, mention: Mention, first: int) -> bool:
        """Whether the first words of a mention name the candidate as the one who did the work: "how have you"."""
        words = self._line.starts[mention.start + 1 : mention.start + 1 + first]
        start = self._clause(mention)[0] - 1
        return any(match.end() in words for match in known.work.finditer(self._text, start, mention.end))

    def _only_candidate(self, mention: Mention) -> bool:
        """Whether nobody else was named so far, so that "he" or "she" must be the candidate.

        In German and French a thing that was named may be "he" or "she" as well.
        """
        marks = PEOPLE if mention.entry.language == "en" else PEOPLE + THINGS
        return all(not 0 <= self._first[mark] < mention.begin for mark in marks)

    @cached_property
    def _first(self) -> dict[str, int]:
        """Where each mark stands first; -1 where it does not."""
        return {mark: self._text.find(mark) for mark in _ELSE}

    def _bare(self, sentence: tuple[int, int], longest: int) -> bool:
        """Whether a sentence is a question that is hardly more than the attribute."""
        if sentence[1] - sentence[0] > _WIDEST:
            return False
        said = self._text[slice(*sentence)]
        return "?" in said and len(said.split()) <= longest and not any(mark in said for mark in _ELSE)

    def _is_note(self, known: Frames, start: int) -> bool:
        return self._note or any(known.note.match(self._text, place) for place in (start, 1)) or self._is_fragment

    @cached_property
    def _is_fragment(self) -> bool:
        """Whether the whole text is a few words that ask nothing."""
        said = self._line.words
        return len(said) <= _SHORT_LINE and not any(word in ENDS for word in said[:-1]) and said[-1:] != ("?",)

    def _noted(self, known: Frames, mention: Mention, left: str) -> bool:
        """Whether a mention stands in a note as what the candidate is or has."""
        kind = mention.entry.kind
        if kind == "full" or (self._posting and kind in {"asks", "telling"}):
            return True
        if kind == "is":
            return bool(known.alone.match(self._text, mention.end) and known.before["note", "second"].search(left))
        if kind in {"asks", "telling"} and self._text.count(" ", self._clause(mention)[0], mention.begin) <= _EARLY:
            return True
        return any(known.before[name, "second"].search(left) for name in ("note", "noted"))

    def _is_sought(self, known: Frames, mention: Mention, sentence: tuple[int, int]) -> bool:
        """Whether a posting's sentence says that it looks for what is mentioned."""
        if not self._noted(known, mention, self._left(mention, sentence[0])):
            return False
        said = self._text[sentence[0] - 1 : sentence[1]]
        if known.sought.search(said):
            return True
        brief = len(said.split()) <= _SHORT_LINE and mention.entry.kind not in {"full", "asks"}
        return brief and known.offered.search(said) is None


def _seeks(known: Frames, left: str) -> bool:
    """Whether what stands before a mention says that somebody is looked for who has it."""
    return known.before["seeks", "second"].search(left) is not None


def _around(stops: list[int], begin: int, end: int, length: int) -> tuple[int, int]:
    """Where the stretch between two stops begins, and where it ends with its stop, that holds a place or mention."""
    before = bisect_left(stops, begin)
    after = bisect_right(stops, end - 1)
    return (stops[before - 1] + 2 if before else 1), (stops[after] + 2 if after < len(stops) else length)
