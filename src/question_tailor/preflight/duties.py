"""How many duties or responsibilities a posting names, in bullets, sentences or noun phrases.

It reads English, German and French. Where it cannot tell it counts rather than not: a posting that is refused for
nothing costs more than one that gives a dull kit.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from question_tailor._resources import toml
from question_tailor.preflight.units import LABELLED, search, section_of, units
from question_tailor.text import language, likely_language, sentences

if TYPE_CHECKING:
    from question_tailor.preflight.units import Unit

READ: Final = ("en", "de", "fr")
"""Languages whose duties are told from other sentences."""

_ITEM: Final = re.compile(
    r"\s*(?:[,;&/]|\b(?:and|und|et|sowie|as well as|ainsi que|plus)\b)\s*(?:and\s|und\s|et\s)?", re.IGNORECASE
)
_JOINED: Final = re.compile(
    r"(?:[,;:&/\u2013\u2014]|\b(?:and|or|then|but|to|while|plus)\b)\s*(?:(?:and|or|then|to|also|finally)\s+)?",
    re.IGNORECASE,
)
_PIECE: Final = re.compile(r"[.;,:!?\n]+|\s(?:y|e|en|i|oraz|och|og)\s")
"""Where a clause ends in a language that is not read."""
_OPENS_OBJECT: Final = re.compile(
    r"\s+(?:our|your|their|its|the|this|these|all|every|each|a|an|\d+|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
_OPENS_CHANGE: Final = re.compile(r"\s+(?:the|our|down|in|\d+)\b", re.IGNORECASE)
_ASIDE: Final = re.compile(r"\([^()\n]{0,80}\)")
_LIST_ENDS: Final = re.compile(r"[.!?](?:\s|$)|\s[\u2013\u2014-]\s")
_OF: Final = re.compile(r"\s+of\b", re.IGNORECASE)
"""What follows a noun that looks like a verb: `Head of Product`."""
_ALONE: Final = re.compile(r"\s*(?:[.,;]|$)")
_WORD: Final = re.compile(r"[^\W\d_][\w'-]*")
_WE: Final = re.compile(r"\W*(?:wir|nous)\b", re.IGNORECASE)
_BULLET_WORDS: Final = 3
_CLAUSE_WORDS: Final = 2
_LONGEST_ITEM: Final = 16
_LONGEST_SENTENCE: Final = 1_000
_ENOUGH: Final = 20


def count_duties(text: str) -> int:
    """How many duties or responsibilities a posting names; beyond twenty they are no longer counted.

    Args:
        text: The cleaned posting. In other languages than English, German and French every bullet or clause of some
            length counts, since it cannot be told what it says.
    """
    spoken = likely_language(text)
    if spoken is not None and spoken not in READ:
        return sum(len(piece.split()) >= _BULLET_WORDS for piece in _PIECE.split(text))
    named = 0
    for unit in units(text):
        named += _of_unit(unit, spoken)
        if named >= _ENOUGH:
            break
    return named


def _of_unit(unit: Unit, spoken: str | None) -> int:
    if unit.section == "closed" or search("fact_label", unit.text):
        return 0
    if unit.kind == "list":
        return max(_in_prose(unit, spoken), len(_items(unit.text[:_LONGEST_SENTENCE])))
    if unit.kind == "prose":
        return _in_prose(unit, spoken)
    said = unit.text[:_LONGEST_SENTENCE]
    named = max(_duties(said, code, opens=True) for code in _languages(said, spoken))
    if unit.section == "duties":
        return max(1, named, len(_items(said)) if said.count(",") > 1 else 0)
    if search("no_duty", unit.text):
        return 0
    return named or int(len(unit.text.split()) >= _BULLET_WORDS)


def _in_prose(unit: Unit, spoken: str | None) -> int:
    count = 0
    for start, end in sentences(unit.text):
        sentence = unit.text[start : min(end, start + _LONGEST_SENTENCE)]
        if search("call", sentence) and unit.section != "duties":
            continue
        label = LABELLED.match(sentence)
        kind = section_of(label["label"]) if label else "open"
        if kind == "closed":
            continue
        if label and kind == "duties":
            count += len(_items(sentence[label.end() :]))
            continue
        opens = unit.section == "duties"
        named = [_duties(sentence, code, opens=opens) for code in _languages(sentence, spoken)]
        if label:
            rest = sentence[label.end() :]
            named += [_duties(rest, code, opens=True) for code in _languages(sentence, spoken)]
            named += [len(_items(rest))] if _begins_with_verb(rest) else []
        if unit.section == "duties" and sentence.count(",") > 1 and sentence[-1] not in ".!?":
            named.append(len(_items(sentence)))
        count += max(named)
    return count


def _languages(sentence: str, spoken: str | None) -> tuple[str, ...]:
    """The languages that a sentence is read in: its own and the posting's, all where neither is known."""
    own = language(sentence, least=2)
    known = tuple(dict.fromkeys(code for code in (own, spoken) if code in READ))
    return known or READ


def _duties(sentence: str, code: str, *, opens: bool) -> int:
    """Duties that one bullet or sentence names; where `opens`, its first word may be the verb or noun of one."""
    places = _english(sentence, opens=opens) if code == "en" else _by_form(sentence, code, opens=opens)
    return len(places | _listed(sentence, code, places))


def _english(sentence: str, *, opens: bool) -> set[int]:
    """Where the verbs of duties stand."""
    found: set[int] = set()
    starts = [(match.end(), True) for match in _pattern("en", "modal").finditer(sentence)]
    starts += [(match.end(), False) for match in _pattern("en", "plain").finditer(sentence)]
    first = _WORD.match(sentence)
    if opens or (
        first
        and (first.group().lower() in _english_verbs(base_only=True) or _OPENS_OBJECT.match(sentence, first.end()))
    ):
        starts.append((0, False))
    if opens and _pattern("en", "nouns").match(sentence):
        found.add(0)
    found |= {match.start() for match in _pattern("en", "yours").finditer(sentence)}
    for start, any_verb in starts:
        at = _pattern("en", "adverbs").match(sentence, start).end()  # type: ignore[union-attr]  # it may be empty
        word = _WORD.match(sentence, at)
        counts = word is not None and _is_duty_verb(word, sentence, any_verb=any_verb)
        found |= {word.start()} if word and counts else set()
        found |= _joined(sentence, word.end()) if word and (counts or any_verb) else set()
    return found


def _begins_with_verb(said: str) -> bool:
    """Whether one of the items of a list begins with a known verb in its base form."""
    words = (_WORD.match(said, place) for place in _items(said))
    return any(
        word and word.group().lower() in _english_verbs(base_only=True) and not _OF.match(said, word.end())
        for word in words
    )


def _is_duty_verb(word: re.Match[str], sentence: str, *, any_verb: bool) -> bool:
    said = word.group().lower()
    if word.start() == 0 and said in _words_of("two_ways"):
        return _pattern("en", "object").match(sentence, word.end()) is not None
    if said in _words_of("no_verb"):
        return word.start() == 0 and said in _english_verbs() and bool(_OPENS_CHANGE.match(sentence, word.end()))
    stands_alone = word.start() > 0 and _ALONE.match(sentence, word.end())
    known = any_verb or said in _english_verbs() or _OPENS_OBJECT.match(sentence, word.end()) or stands_alone
    return bool(known) and not _pattern("en", "no_work").match(sentence, word.start())


def _joined(sentence: str, start: int) -> set[int]:
    """Where further verbs stand that share the subject of the first."""
    found: set[int] = set()
    for join in _JOINED.finditer(sentence, start):
        at = _pattern("en", "adverbs").match(sentence, join.end()).end()  # type: ignore[union-attr]  # it may be empty
        word = _WORD.match(sentence, at)
        if word is None:
            continue
        said = word.group().lower()
        if said in _words_of("no_verb") and said not in _words_of("joined"):
            counts = said == "be" and _OPENS_OBJECT.match(sentence, word.end()) is not None
        elif said in _english_verbs():
            object_follows = _pattern("en", "object").match(sentence, word.end()) is not None
            known = said not in _words_of("two_ways") or object_follows
            counts = known and not _pattern("en", "no_work").match(sentence, word.start())
        else:
            counts = _may_be_a_verb(sentence, word)
        if counts:
            found.add(word.start())
    return found


def _may_be_a_verb(sentence: str, word: re.Match[str]) -> bool:
    """Whether a word may be a verb that is not listed: an object follows, or words enough for one."""
    if _OPENS_OBJECT.match(sentence, word.end()):
        return True
    rest = re.split(r"[,;.]|\band\b", sentence[word.start() :], maxsplit=1)[0].split()
    return word.group().islower() and len(rest) >= _CLAUSE_WORDS and not word.group().endswith(("s", "er", "al", "ior"))


def _by_form(sentence: str, code: str, *, opens: bool) -> set[int]:
    """Where German and French verbs of duties stand, known by their stems and endings."""
    start = 0
    if not opens and _WE.match(sentence):
        # What "we" do is no duty; what we look for somebody to do is one.
        turn = _pattern(code, "relative").search(sentence)
        start = turn.start() if turn else len(sentence)
    forms = _forms(code)
    named = ["person"] if _pattern(code, "subject").search(sentence, start) else []
    named += ["infinitive"] if opens or named else []
    named += ["third"] if _pattern(code, "third").search(sentence, start) else []
    found = {
        match.start()
        for name in named
        for match in forms[name].finditer(sentence, start)
        if not _pattern(code, "no_verb").match(sentence, match.start())
    }
    if opens and not found and _pattern(code, "nouns").match(sentence):
        found.add(0)
    return found


@cache
def _forms(code: str) -> dict[str, re.Pattern[str]]:
    stems = "|".join(sorted(_table(code)["stems"].split(), key=len, reverse=True))
    endings: dict[str, str] = _table(code)["endings"]
    return {name: re.compile(ending.format(stems=stems), re.IGNORECASE) for name, ending in endings.items()}


def _listed(sentence: str, code: str, verbs: set[int]) -> set[int]:
    """Where the nouns of a list stand, each a responsibility: "responsible for roadmap, pricing and hiring"."""
    found: set[int] = set()
    if code == "en" and _pattern(code, "we").match(sentence):
        return found
    for head in _pattern(code, "lists").finditer(sentence):
        items = _items(sentence[head.end() :])
        is_verb = any(head.start() <= place < head.end() for place in verbs)
        if is_verb or head.group().split()[0].lower() not in _english_verbs():
            found |= {head.end() + place for place in items[int(is_verb) :]}
    return {place for place in found if not any(abs(place - verb) <= 1 for verb in verbs)}


def _items(said: str) -> list[int]:
    """Where the items of a list begin; one that is a clause of its own ends the list."""
    said = _ASIDE.sub(lambda aside: " " * len(aside.group()), said)
    end = _LIST_ENDS.search(said)
    said = said[: end.start() if end else len(said)]
    places: list[int] = []
    start = 0
    for join in [*_ITEM.finditer(said), None]:
        item = said[start : join.start() if join else len(said)]
        if _WORD.search(item) and len(item.split()) <= _LONGEST_ITEM:
            places.append(start)
        start = join.end() if join else start
    return places


@cache
def _english_verbs(*, base_only: bool = False) -> frozenset[str]:
    """Known verbs in their base form, and in their third-person and -ing forms."""
    base = {*toml("facts.toml")["en"]["verbs"].split(), *_table("en")["more_verbs"].split()}
    if base_only:
        return frozenset(base)
    third = {f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z")) else f"{verb}s" for verb in base}
    third |= {f"{verb[:-1]}ies" for verb in base if verb.endswith("y")}
    gerunds = {f"{verb}ing" for verb in base} | {f"{verb[:-1]}ing" for verb in base if verb.endswith("e")}
    gerunds |= {f"{verb}{verb[-1]}ing" for verb in base}
    return frozenset(base | third | gerunds)


@cache
def _words_of(name: str) -> frozenset[str]:
    return frozenset(_table("en")[name])


def _table(code: str) -> dict[str, Any]:
    table: dict[str, Any] = toml("preflight.toml")["duties"][code]
    return table


@cache
def _pattern(code: str, name: str) -> re.Pattern[str]:
    return re.compile(_table(code)[name], re.IGNORECASE)
