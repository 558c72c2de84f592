"""People, bodies and customers that a text speaks of, in the case and with the article that a question needs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from question_tailor.facts.german_nouns import gender_of
from question_tailor.facts.lists import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from question_tailor.vocabulary import FactShape

_DATIVE: Final = {"m": "dem", "n": "dem", "f": "der", "pl": "den"}
_OUR_DATIVE: Final = {"m": "unserem", "n": "unserem", "f": "unserer", "pl": "unseren"}
_NEARER: Final = re.compile(r"\b(?:the|our)\s.*", re.DOTALL)
_VOWELS: Final = "aeiouhéèêâîïôûœ"


@dataclass(frozen=True, slots=True)
class Found:
    """People, a body or customers.

    Attributes:
        shape: `people` for those that one works with, `thing` for customers.
        kind: What they are.
        phrase: As a question can hold it.
        start: Where the words behind it begin.
        end: One past their end.
    """

    shape: FactShape
    kind: Literal["stakeholder", "team", "customers"]
    phrase: str
    start: int
    end: int


def people(said: str, language: str) -> Iterator[Found]:
    """The people, bodies and customers of a passage."""
    if language == "de":
        yield from _german_bodies(said)
        yield from _german_teams(said)
    elif language == "fr":
        yield from _french_bodies(said)
        yield from _french_teams(said)
    else:
        yield from _by_pattern(said, language, "people", "people", "stakeholder")
        yield from _by_pattern(said, language, "team", "people", "team")
    yield from _by_pattern(said, language, "customers", "thing", "customers")


def _by_pattern(
    said: str, language: str, name: str, shape: FactShape, kind: Literal["stakeholder", "team", "customers"]
) -> Iterator[Found]:
    """What a pattern matches, as it stands there; a German noun keeps its capital, and is known to be a plural."""
    for match in _pattern(language, name).finditer(said):
        group = "phrase" if "phrase" in match.re.groupindex else 0
        phrase = " ".join(match.group(group).split())
        start = match.start(group)
        if name == "people" and (nearer := _NEARER.search(match.group(group), 1)):
            start += nearer.start()  # of "the plan to the board" only the board is people
            phrase = " ".join(nearer.group().split())
        if language == "de":
            if name == "customers" and gender_of(phrase) != "pl" and not phrase.endswith("nternehmen"):
                continue
        else:
            phrase = phrase[0].lower() + phrase[1:]
        yield Found(shape, kind, phrase, start, match.end(group))


def _german_bodies(said: str) -> Iterator[Found]:
    for match in _bodies("de").finditer(said):
        gender, body = _body_names("de")[match["body"]]
        articles = _OUR_DATIVE if (match["before"] or "").lower().startswith("unser") else _DATIVE
        yield Found("people", "stakeholder", f"{articles[gender]} {body}", match.start(), match.end())


def _german_teams(said: str) -> Iterator[Found]:
    """The number of a team's members stands in the dative already, behind its preposition."""
    for match in _pattern("de", "team").finditer(said):
        article = "einem" if match["noun"] in {"Team", "Bereich", "Produktteam"} else "einer"
        phrase = f"{article} {match['noun']} {match['rest']}"
        yield Found("people", "team", phrase, match.start(), match.end())


def _french_bodies(said: str) -> Iterator[Found]:
    for match in _bodies("fr").finditer(said):
        gender, body = _body_names("fr")[match["body"]]
        ours = (match["before"] or "").lower().startswith(("nos", "notre"))
        yield Found("people", "stakeholder", _with_french_article(body, gender, ours=ours), match.start(), match.end())


def _with_french_article(body: str, gender: str, *, ours: bool) -> str:
    if gender == "pl":
        return f"{'nos' if ours else 'les'} {body}"
    if ours:
        return f"notre {body}"
    if body[0] in _VOWELS:
        return f"l'{body}"
    return f"{'la' if gender == 'f' else 'le'} {body}"


def _french_teams(said: str) -> Iterator[Found]:
    for match in _pattern("fr", "team").finditer(said):
        yield Found("people", "team", f"une {match['noun']} {match['rest']}", match.start(), match.end())


@cache
def _body_names(language: str) -> dict[str, tuple[str, str]]:
    """For each form of a body's name its gender, or `pl`, and the form that a question needs."""
    known: dict[str, list[str] | dict[str, str]] = table(language)["people"]
    return {
        form: (gender, needed)
        for gender, held in known.items()
        for name, needed in (held.items() if isinstance(held, dict) else zip(held, held, strict=True))
        for form in (name, needed)
    }


@cache
def _bodies(language: str) -> re.Pattern[str]:
    """Names of bodies, with the word before them where it is an article or says whose they are."""
    options = "|".join(re.escape(name) for name in sorted(_body_names(language), key=len, reverse=True))
    before = {
        "de": r"\b(?:(?P<before>[Uu]nser\w{0,2}|[Dd](?:er|ie|as|en|em|es)|[Bb]eim|[Vv]om|[Zz]u[mr]|[Ii]hr\w{0,2})\s)?",
        "fr": r"(?:\b(?P<before>[Nn]os|[Nn]otre|[Ll]es?|[Ll]a|[Dd]u|[Dd]es|[Aa]ux?|[Vv]os|[Vv]otre)\s|[Ll]'|\b)",
    }[language]
    return re.compile(rf"{before}(?P<body>{options})(?![\w-])")


@cache
def _pattern(language: str, name: str) -> re.Pattern[str]:
    return re.compile(table(language)["patterns"][name])
