"""From a duty as a German posting puts it to a zu-infinitive phrase that a question can hold.

Duties that are read: with a person ("Sie verantworten die Roadmap", "Gemeinsam mit dem CTO entwickeln Sie ..."), ending
in an infinitive ("Die Roadmap verantworten"), and nouns that stand for a verb ("Aufbau der Roadmap").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from question_tailor.facts.german_nouns import accusative, is_noun, with_article
from question_tailor.facts.german_verbs import bases, infinitives, verb_of_noun, with_inner_zu, zu
from question_tailor.facts.lists import listed, table

_LANGUAGE: Final = "de"
_FEWEST: Final = 4
_MOST: Final = 14
_MOST_OF_THE_POSTING: Final = 11
"""Words at a stretch that stand in the posting like this; more would read it back."""
_FEWEST_LEFT: Final = 4
"""Words before the verb that a shortened duty has at least; less says nothing any more."""
_LABEL: Final = re.compile(r"\**[^:.]{2,50}:\**\s+(?=\S)")
_CUT: Final = re.compile(r"\s*(?:[;:(\u2013\u2014?!]|\s-\s|\.(?=\s|$)|,?\s(?:z\.\s?B\.|u\.\s?a\.|d\.\s?h\.|etc))")
_JOINED: Final = frozenset({"und", "oder", "sowie"})
_MARKS: Final = ',.*\u201e\u201c\u201d"'
_YOURS: Final = re.compile(r"\bdein(e|em|en|er|es)?\b")
_SUBJECTS: Final = frozenset({"Sie", "du", "Du"})
_LATEST_SUBJECT: Final = 9
_REFLEXIVE: Final = "sich "


@dataclass(frozen=True, slots=True)
class _Word:
    """A word and where it ends in the duty."""

    text: str
    end: int

    @property
    def bare(self) -> str:
        return self.text.strip(_MARKS)


@dataclass(slots=True)
class _Duty:
    """A duty taken apart.

    Attributes:
        rest: What stands before the verb in a zu-infinitive phrase.
        verbs: Infinitives, with a | after a part that parts from the verb.
        ends: Where the words of `rest` end in the duty, as far as they stand there.
        end: Where the verb ends.
    """

    rest: list[str]
    verbs: list[str]
    ends: list[int] = field(default_factory=list)
    end: int = 0


def doing(said: str, *, bullet: bool) -> tuple[str, int] | None:
    """A zu-infinitive phrase for a duty.

    Args:
        said: A bullet or sentence.
        bullet: Whether it is a bullet; only there a duty may lack its person.

    Returns:
        The phrase, and how many characters of `said` it is made from, counted from its start; None where no safe
        phrase of 4 to 14 words can be made.
    """
    label = _LABEL.match(said)
    starts = [label.end(), 0] if label else [0]
    for start in starts:
        words = _clause(said, start)
        readings = (_responsible, _addressed, _with_zu, *((_nominal, _infinitive) if bullet else ()))
        for read in readings:
            duty = read(words)
            if duty is not None and (made := _phrase(duty)) is not None:
                return made
    return None


def _clause(said: str, start: int) -> list[_Word]:
    """The words of a duty up to where its first clause ends."""
    cut = _CUT.search(said, start)
    limit = cut.start() if cut else len(said)
    words = [_Word(match.group(), match.end()) for match in re.finditer(r"\S+", said[:limit]) if match.start() >= start]
    clause, prepositions = listed(_LANGUAGE, "clause_words"), listed(_LANGUAGE, "prepositions")
    openings: list[str] = table(_LANGUAGE)["openings"]
    for at in range(1, len(words)):
        if not words[at - 1].text.endswith(","):
            continue
        if " ".join(word.text for word in words[:at]).lower() in openings:
            continue
        first = words[at].bare.lower()
        second = words[at + 1].bare.lower() if at + 1 < len(words) else ""
        if first in clause or (first in prepositions and second in clause):
            return words[:at]
    return words


def _responsible(words: list[_Word]) -> _Duty | None:
    """Read "Verantwortung für die Roadmap" as "die Verantwortung für die Roadmap zu tragen"."""
    said = " ".join(word.bare for word in words).lower()
    for opening in table(_LANGUAGE)["responsible"]:
        if said.startswith(opening + " "):
            rest = _until_next_verb(words[len(opening.split()) :])
            return _duty(["die", "Verantwortung", "für"], rest, ["tragen"])
    return None


def _addressed(words: list[_Word]) -> _Duty | None:
    """Read "Sie verantworten die Roadmap", also with the verb first: "Gemeinsam mit dem CTO entwickeln Sie ..."."""
    subject = next((at for at, word in enumerate(words[:_LATEST_SUBJECT]) if word.bare in _SUBJECTS), None)
    if subject is None:
        return None
    familiar = words[subject].bare != "Sie"
    front: list[_Word] = []
    verb, after = subject + 1, subject + 2
    if subject > 0:
        verb, after = subject - 1, subject + 1
        front = words[:verb]
        first = front[0].bare.lower() if front else ""
        if (len(front) == 1 and first in listed(_LANGUAGE, "empty_openers")) or _names_the_role(front):
            front = []
        elif not front or first not in listed(_LANGUAGE, "front_words"):
            return None
        elif not words[after:] and first not in listed(_LANGUAGE, "determiners"):
            return None  # "Mit Ihrem Team definieren Sie, was ...": what is done stands behind the comma
        else:
            front = [_Word(words[0].text.lower(), words[0].end), *front[1:]]
    if verb >= len(words):
        return None
    if words[verb].bare.lower() in listed(_LANGUAGE, "modals"):
        return _ending_in_infinitive(front + words[after:])
    return _finite(words, verb, after, front, familiar=familiar)


def _names_the_role(front: list[_Word]) -> bool:
    """Whether a sentence begins with "Als CPO" or "In dieser Rolle", which says nothing of the work."""
    said = [word.bare.lower() for word in front]
    return said[:1] == ["als"] or (said[:1] == ["in"] and said[-1] in {"rolle", "funktion", "position", "aufgabe"})


def _finite(words: list[_Word], verb: int, after: int, front: list[_Word], *, familiar: bool) -> _Duty | None:
    forms = [bases(words[verb].bare, familiar=familiar)]
    if after + 1 < len(words) and words[after].bare in _JOINED and not front:
        second = bases(words[after + 1].bare, familiar=familiar)
        if second:
            forms.append(second)
            after += 2
    rest = _until_next_verb(words[after:], familiar=familiar)
    part = rest[-1].bare if rest else ""
    verbs: list[str] = []
    if len(forms) == 1 and any(form.startswith(f"{part}|") for form in forms[0]):
        verbs = [next(form for form in forms[0] if form.startswith(f"{part}|"))]
        end, rest = rest[-1].end, rest[:-1]
    elif part.lower() in listed(_LANGUAGE, "danglers"):
        return None  # the part of a verb that is not known
    else:
        end = words[verb].end
        for known in forms:
            plain = next((form for form in known if "|" not in form), None)
            if plain is None:
                return None
            verbs.append(plain)
    duty = _duty([], [*front, *rest], verbs)
    duty.end = max(end, duty.end)
    return duty


def _with_zu(words: list[_Word]) -> _Duty | None:
    """Read "Zu Ihren Aufgaben gehört es, die Roadmap zu verantworten", where the phrase is there already."""
    said = " ".join(word.text for word in words).lower()
    opening = next((known for known in table(_LANGUAGE)["openings"] if said.startswith(known + " ")), None)
    if opening is None:
        return None
    rest = words[len(opening.split()) :]
    for at, word in enumerate(rest):
        if word.bare in with_inner_zu():
            return _duty([], rest[:at], [with_inner_zu()[word.bare]], end=word.end)
        if word.bare == "zu" and at + 1 < len(rest) and rest[at + 1].bare in infinitives():
            return _duty([], rest[:at], [rest[at + 1].bare], end=rest[at + 1].end)
    return None


def _infinitive(words: list[_Word]) -> _Duty | None:
    """Read "Die Roadmap verantworten", with the article that such bullets leave out."""
    duty = _ending_in_infinitive(words)
    if duty is None or not duty.rest or {word.lower() for word in duty.rest} & listed(_LANGUAGE, "auxiliaries"):
        return None
    rest = with_article(duty.rest)
    if rest is None:
        return None
    return _Duty(rest, duty.verbs, [0] * (len(rest) - len(duty.rest)) + duty.ends, duty.end)


def _ending_in_infinitive(words: list[_Word]) -> _Duty | None:
    """The words up to the first infinitive that ends a clause, and the infinitives there."""
    for at, word in enumerate(words):
        if at == 0 or word.bare not in infinitives():
            continue
        verbs = [infinitives()[word.bare]]
        end = word.end
        if at + 2 < len(words) and words[at + 1].bare in _JOINED and words[at + 2].bare in infinitives():
            verbs.append(infinitives()[words[at + 2].bare])
            end = words[at + 2].end
        elif at + 1 < len(words) and words[at + 1].bare not in _JOINED and not word.text.endswith(","):
            continue
        return _duty([], words[:at], verbs, end=end)
    return None


def _nominal(words: list[_Word]) -> _Duty | None:
    """Read "Aufbau und Führung eines Teams" as "ein Team aufzubauen und zu führen"."""
    manner, at = _manner(words)
    verbs: list[str] = []
    while at < len(words) and (verb := verb_of_noun(words[at].bare)):
        verbs.append(verb)
        at += 1
        if at + 1 < len(words) and words[at].bare in _JOINED and verb_of_noun(words[at + 1].bare):
            at += 1
        else:
            break
    rest = _until_next_noun_for_verb(words[at:])
    if not verbs or not rest:
        return None
    if words[at - 1].bare in table(_LANGUAGE)["with_preposition"]:
        if len(verbs) > 1 or rest[0].bare not in listed(_LANGUAGE, "prepositions"):
            return None
        turned: list[str] | None = [word.text for word in rest]
    else:
        turned = accusative([word.text for word in rest])
    if turned is None:
        return None
    ends = [rest[0].end, *[word.end for word in rest]][-len(turned) :]
    if verbs[0].startswith(_REFLEXIVE):
        turned, ends, verbs = ["sich", *turned], [0, *ends], [verbs[0].removeprefix(_REFLEXIVE)]
    return _Duty([*turned, *manner], verbs, [*ends, *[0] * len(manner)], rest[-1].end)


def _manner(words: list[_Word]) -> tuple[list[str], int]:
    """Adjectives before a noun for an action, as adverbs, and the place of that noun."""
    manner: list[str] = []
    for at, word in enumerate(words[:4]):
        if verb_of_noun(word.bare):
            return manner, at
        said = word.bare.lower()
        if said in _JOINED and manner:
            manner.append(said)
        elif said.endswith("e") and said[:-1] in listed(_LANGUAGE, "adverbs"):
            manner.append(said[:-1])
        else:
            break
    return [], 0


def _duty(before: list[str], rest: list[_Word], verbs: list[str], *, end: int = 0) -> _Duty:
    last = rest[-1].end if rest else 0
    return _Duty(
        [*before, *[word.text for word in rest]],
        verbs,
        [*[0] * len(before), *[word.end for word in rest]],
        max(end, last),
    )


def _until_next_verb(words: list[_Word], *, familiar: bool = False) -> list[_Word]:
    """The words before a second verb with the same person: "... die Roadmap und führen das Team"."""
    for at, word in enumerate(words):
        starts = at > 0 and (words[at - 1].bare in _JOINED or words[at - 1].text.endswith(","))
        verb = word.bare.islower() and (
            bases(word.bare, familiar=familiar) or word.bare in listed(_LANGUAGE, "auxiliaries")
        )
        if starts and (verb or word.bare in _SUBJECTS):
            return words[: at - 1] if words[at - 1].bare in _JOINED else words[:at]
    return words


def _until_next_noun_for_verb(words: list[_Word]) -> list[_Word]:
    for at, word in enumerate(words):
        starts = at > 0 and (words[at - 1].bare in _JOINED or words[at - 1].text.endswith(","))
        if starts and at + 1 < len(words) and verb_of_noun(word.bare):
            return words[: at - 1] if words[at - 1].bare in _JOINED else words[:at]
    return words


def _phrase(duty: _Duty) -> tuple[str, int] | None:
    verbs = " und ".join(zu(verb) for verb in duty.verbs)
    most = min(_MOST - len(verbs.split()), _MOST_OF_THE_POSTING)
    if duty.rest and duty.rest[0].lower() in listed(_LANGUAGE, "empty_openers"):
        duty = replace(duty, rest=duty.rest[1:], ends=duty.ends[1:])
    needs_all = any(verb in listed(_LANGUAGE, "verbs_with_preposition") for verb in duty.verbs)
    kept = [] if needs_all and len(duty.rest) > most else _shortened(duty.rest, most)
    if not kept:
        return None
    kept[-1] = kept[-1].rstrip(",")
    words = [_YOURS.sub(lambda match: f"Ihr{match[1] or ''}", word) for word in kept]
    phrase = f"{' '.join(words)} {verbs}".replace("*", "")
    if {word.strip(_MARKS).lower() for word in phrase.split()} & listed(_LANGUAGE, "speakers"):
        return None
    inner_zu = sum("|" in verb for verb in duty.verbs)
    if len(phrase.split()) + inner_zu < _FEWEST or phrase.count("\u201e") != phrase.count("\u201c") or '"' in phrase:
        return None
    end = duty.end if len(kept) == len(duty.rest) else max(duty.ends[: len(kept)], default=duty.end)
    return phrase, end or duty.end


def _shortened(words: list[str], most: int) -> list[str]:
    """The words before the verb, cut before a preposition where they are too many; empty where none is whole."""
    kept = list(words)
    if len(kept) > most:
        at = next((at for at in range(most, _FEWEST_LEFT - 1, -1) if _may_end_before(words, at)), 0)
        kept = words[:at]
    hangs = not kept or kept[-1].strip(_MARKS).lower() in listed(_LANGUAGE, "danglers")
    return [] if hangs or not any(is_noun(word) for word in kept) else kept


def _may_end_before(words: list[str], at: int) -> bool:
    before = [word.strip(_MARKS).lower() for word in words[:at]]
    if words[at].strip(_MARKS).lower() not in listed(_LANGUAGE, "prepositions") or not is_noun(words[at - 1]):
        return False
    comma = max((place for place, word in enumerate(words[: at - 1]) if word.endswith(",")), default=None)
    whole = comma is None or any(word in _JOINED for word in before[comma:])
    return whole and not set(before) & listed(_LANGUAGE, "from_to") and before[-1] not in _JOINED
