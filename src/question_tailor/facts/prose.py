"""Duties that a posting tells in prose: "You own A. You will grow B, fix C and launch D", "Wir suchen jemanden, der".

A sentence is cut into one piece for each duty, and each piece is brought into the form that the reader of bullets of
its language knows. Prose says much that is no duty, so this is for postings whose bullets and plain sentences name few.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from question_tailor.facts import english, french, german
from question_tailor.facts.french import finite_forms
from question_tailor.facts.german_verbs import bases, infinitives, third_person
from question_tailor.facts.lists import listed, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_STEP: Final = re.compile(
    r"(?:[,;]\s+(?:(?:and|then|und|sowie|et|puis)\s+)?|\s(?:and|und|sowie|et|puis)\s+)"
    r"(?:(?:you(?:['\u2019]ll|\s+will)?|to|sie|du|vous|tu)\s+(?:also\s+)?)?",
    re.IGNORECASE,
)
_LATER: Final = re.compile(r",\s+(?:who\s+)?(?:must|should|will|needs\s+to|has\s+to)\s+")
_OF_A_PERSON: Final = re.compile(r"you\s+(?:also\s+|then\s+)?$", re.IGNORECASE)
_NEXT_CLAUSE: Final = re.compile(r"[,;.]?\s*(?:(?:und|sowie)\s+)?")
_WORD: Final = re.compile(r"[^\W\d_][\w'\u2019-]*")
_AFTER_A_NOUN: Final = frozenset({"in", "of", "for", "on", "with", "at", "from", "by", "is", "are", "und", "and", "et"})


@dataclass(frozen=True, slots=True)
class Piece:
    """One duty of a sentence.

    Attributes:
        start: Where its words begin in the sentence.
        said: The duty as a reader of bullets knows it.
        added: How many characters longer `said` is than the words of the sentence.
        bullet: Whether it lacks its person.
    """

    start: int
    said: str
    added: int
    bullet: bool


def duties(sentence: str, language: str) -> Iterator[tuple[str, int, int]]:
    """The duties of a sentence.

    Args:
        sentence: A sentence of a paragraph.
        language: Two-letter code of its language.

    Yields:
        A phrase that a question can hold, and where the words behind it begin and end in the sentence.
    """
    doing = {"en": english.doing, "de": german.doing, "fr": french.doing}[language]
    for piece in _PIECES[language](sentence):
        made = doing(piece.said, bullet=piece.bullet)
        if made is not None:
            yield made[0], piece.start, piece.start + made[1] - piece.added


def _english(sentence: str) -> Iterator[Piece]:
    verbs = listed("en", "verbs")
    known = {_third(verb): verb for verb in verbs} | {verb: verb for verb in verbs}
    opening = _opening("en").match(sentence) or _LATER.search(sentence)
    begin = opening.end() if opening else 0
    first = _WORD.match(sentence, begin)
    if first is None or first.group().lower() not in known or _speaks_of_us(sentence):
        return
    if not opening and first.group()[0].islower():
        return
    tells_what_somebody_is_like = not opening or _OF_A_PERSON.search(opening.group())
    barred = listed("en", "qualities") if tells_what_somebody_is_like else frozenset()
    found = [first, *(word for at in _steps(sentence, first.end()) if (word := _begins(sentence, at, known)))]
    for word, end in zip(found, [*(later.start() for later in found[1:]), len(sentence)], strict=False):
        verb = known[word.group().lower()]
        said = verb + _without_join(sentence[word.end() : end])
        if verb not in barred:
            yield Piece(word.start(), said, len(verb) - len(word.group()), bullet=True)


def _begins(sentence: str, at: int, known: dict[str, str]) -> re.Match[str] | None:
    """The verb of a duty that begins here, unless it is a noun of a list such as "sales and support"."""
    words = _WORD.findall(sentence[at:])[:3]
    if len(words) < 3 or words[0] not in known:  # noqa: PLR2004 - a verb and what is done
        return None
    is_noun = words[1].lower() in _AFTER_A_NOUN and known[words[0]] not in {"work", "report"}
    return None if is_noun else _WORD.match(sentence, at)


def _steps(sentence: str, begin: int) -> Iterator[int]:
    """Where the next duty of a row may begin: after a comma or a word that joins."""
    return (match.end() for match in _STEP.finditer(sentence, begin))


def _speaks_of_us(sentence: str) -> bool:
    return re.search(r"\b(?:us|career|cv|today|apply)\b", sentence, re.IGNORECASE) is not None


def _third(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if re.search(r"[^aeiou]y$", verb) else f"{verb}s"


@cache
def _opening(language: str) -> re.Pattern[str]:
    return re.compile(table(language)["patterns"]["prose"], re.IGNORECASE)


def _german(sentence: str) -> Iterator[Piece]:
    """Finite verbs after one "Sie", infinitives after one "Sie werden", and "jemanden, der ..."."""
    if clause := _opening("de").match(sentence):
        yield from _german_clause(sentence, clause.end())
        return
    subject = re.search(r"\b(Sie|[Dd]u)\s+(\w+)", sentence)
    if subject is None:
        return
    familiar = subject[1].lower() == "du"
    if subject[2].lower() in listed("de", "modals"):
        person, verb = subject[1].capitalize(), subject[2]
        for start, end in _infinitive_clauses(sentence, subject.end() + 1):
            lead = f"{person} {verb} "
            yield Piece(start, lead + sentence[start:end], len(lead), bullet=False)
        return
    starts = [
        at
        for at in _steps(sentence, subject.end())
        if (word := _WORD.match(sentence, at)) and word.group().islower() and bases(word.group(), familiar=familiar)
    ]
    if bases(subject[2], familiar=familiar):
        starts.insert(0, subject.start(2))
    lead = f"{subject[1].capitalize()} "
    for start, end in zip(starts, [*starts[1:], len(sentence)], strict=False):  # none begins, none ends
        yield Piece(start, lead + _without_join(sentence[start:end]), len(lead), bullet=False)


def _infinitive_clauses(sentence: str, begin: int) -> Iterator[tuple[int, int]]:
    """Clauses that each end in an infinitive: "die Roadmap verantworten, das Team führen und ..."."""
    start = begin
    for word in _WORD.finditer(sentence, begin):
        after = sentence[word.end() : word.end() + 1]
        joined = re.match(r"\s+(?:und|sowie)\s", sentence[word.end() :])
        if word.group() in infinitives() and (after in {",", ".", ";", ""} or joined):
            yield start, word.end()
            start = _after_join(sentence, word.end())


def _german_clause(sentence: str, begin: int) -> Iterator[Piece]:
    """Clauses that each end in a verb with "er" or "sie": "der die Roadmap verantwortet und das Team führt"."""
    start = begin
    for word in _WORD.finditer(sentence, begin):
        verb = third_person().get(word.group())
        if verb is None:
            continue
        lead = "Sie werden "
        said = f"{lead}{sentence[start : word.start()]}{verb}"
        yield Piece(start, said, len(said) - (word.end() - start), bullet=False)
        start = _after_join(sentence, word.end())


def _after_join(sentence: str, at: int) -> int:
    following = _NEXT_CLAUSE.match(sentence, at)
    return following.end() if following else at


def _without_join(said: str) -> str:
    """A duty without what leads over to the next one."""
    return re.sub(
        r"[,;]?(?:\s+(?:und|sowie|et|puis|and|then))?(?:\s+(?:sie|du|vous|tu|to|you(?:['\u2019]ll|\s+will)?(?:\s+also)?))?\s*$",
        "",
        said,
        flags=re.IGNORECASE,
    )


def _french(sentence: str) -> Iterator[Piece]:
    """Verbs with one "vous", infinitives after one opening, and "quelqu'un qui ..."."""
    if opening := _opening("fr").match(sentence):
        known = {verb: verb for verb in listed("fr", "verbs")} | _french_third()
        yield from _french_pieces(sentence, opening.end(), known, "")
        return
    subject = re.match(r"(?:[^,.]{0,60},\s)?(vous|tu)\s+(?=\w)", sentence, re.IGNORECASE)
    if subject is None:
        return
    forms = finite_forms(familiar=subject[1].lower() == "tu")
    yield from _french_pieces(sentence, subject.end(), forms, f"{subject[1].capitalize()} ")


def _french_pieces(sentence: str, begin: int, known: dict[str, str], lead: str) -> Iterator[Piece]:
    found = [
        word
        for at in (begin, *_steps(sentence, begin))
        if (word := _WORD.match(sentence, at)) and word.group().lower() in known
    ]
    for word, end in zip(found, [*(later.start() for later in found[1:]), len(sentence)], strict=False):
        verb = word.group() if lead else known[word.group().lower()]
        said = lead + verb + _without_join(sentence[word.end() : end])
        yield Piece(word.start(), said, len(lead) + len(verb) - len(word.group()), bullet=not lead)


@cache
def _french_third() -> dict[str, str]:
    """Forms for "qui", where spelling gives them: `pilote`, `définit`."""
    return {
        (verb[:-1] if verb.endswith("er") else f"{verb[:-1]}t"): verb
        for verb in listed("fr", "verbs")
        if verb.endswith(("er", "ir"))
    }


_PIECES: Final[dict[str, Callable[[str], Iterator[Piece]]]] = {"en": _english, "de": _german, "fr": _french}
