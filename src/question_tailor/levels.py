"""What each role level is, and which level a title and a posting speak of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from question_tailor._resources import toml, toml_in
from question_tailor.cleaning import clean
from question_tailor.vocabulary import Horizon, PeopleScope, RoleLevel, Scale


class LevelProfile(BaseModel):
    """One role level.

    Attributes:
        level: Its id.
        name: As a person says it: `Chief Product Officer`.
        scope: What the role is responsible for.
        horizon: How far ahead it looks, in words.
        people_span: Whom and how many it leads.
        money: What it answers for in money.
        stakeholders: With whom it settles things.
        wrong_answer: What an answer from another level sounds like.
        horizons: Horizons that a question of this level may have, the usual one first.
        scales: Organisational scales that fit, the usual one first.
        people_scopes: People scopes that fit, the usual one first.
        sources: Where this comes from.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    level: RoleLevel
    name: str
    scope: str
    horizon: str
    people_span: str
    money: str
    stakeholders: str
    wrong_answer: str
    horizons: Annotated[tuple[Horizon, ...], Field(min_length=1)]
    scales: Annotated[tuple[Scale, ...], Field(min_length=1)]
    people_scopes: Annotated[tuple[PeopleScope, ...], Field(min_length=1)]
    sources: Annotated[tuple[str, ...], Field(min_length=1)]


@cache
def profile_of(level: RoleLevel, language: str = "en") -> LevelProfile:
    """The profile of a level, from the package's data, in a language; in English where the data has no other."""
    return LevelProfile.model_validate({"level": level, **toml_in("levels.toml", language)["level"][level]})


Guess = Literal["cpo", "vp", "head", "lead", "ambiguous", "none"]


class LevelGuess(BaseModel):
    """Which level a title and a posting speak of.

    Attributes:
        level: A role level, `ambiguous` where the confidence is below 0.7, or `none`: not a product leader's role.
        confidence: From 0 to 1.
        best: The likeliest role level, also where `level` is `ambiguous` or `none`.
        why: What the guess rests on.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    level: Guess
    confidence: Annotated[float, Field(ge=0, le=1)]
    best: RoleLevel
    why: str


_LONGEST_TITLE: Final = 300
_LONGEST_TEXT: Final = 20_000
_GENDER_MARKS: Final = re.compile(
    r"\((?:[a-z]\s?[/|*.,]\s?)*(?:all genders?|alle geschlechter|gn|[a-z])\)|\b[mwfdxhiv](?:[/|][mwfdxhiv]){1,3}\b"
    r"|(?<=\w)[:*_\u00b7.](?:in|innen|e|ne|rice|trice|euse)\b|(?<=\w)\((?:e|in|ne|rice|trice)\)|/-?in\b"
)
_INITIALS: Final = re.compile(r"\b(?:[a-z]\.\s?)+[a-z]\b\.?(?!\w)")
_VICE_PRESIDENT: Final = re.compile(r"\b(?:(senior|executive|group|associate|assistant) )?(?:vice ?president|v p)\b")
_GRADES: Final = {"senior": "svp", "executive": "evp", "group": "gvp", "associate": "avp", "assistant": "avp"}
_REPORTING: Final = re.compile(
    r"\b(?:reporting (?:in)?to|reports? (?:in)?to|working (?:with|for)|supporting|berichtet an|mit bericht an"
    r"|rattachée? (?:à|au|aux))\b[^,/]*"
)
_SEPARATOR: Final = re.compile(r" (/|,|and) ")
_SAME_TWICE: Final = re.compile(r"\b(\w+(?: \w+)?) / \1\b")
"""The two genders of a title, once its words are read: `director / director product`."""
_OFFICE: Final = re.compile(r"c(?:pt?|tp|pd)o")
_SHORT_WORD: Final = 5
_LONGEST_TOLD: Final = 80


@dataclass(frozen=True, slots=True)
class _Rule:
    """One rule of titles.toml; what its entries mean is said there."""

    pattern: re.Pattern[str]
    level: RoleLevel | Literal["none"]
    confidence: float
    with_team: float | None = None
    plain: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one rule makes of a title or of a part of it."""

    rule: _Rule
    confidence: float


def detect_level(title: str, text: str = "", *, language: str = "en") -> LevelGuess:
    """Which role level a title speaks of, with what the posting says of a led team.

    Args:
        title: The role's title, as it stands.
        text: The posting, or a part of it; empty where only the title is known.
        language: Two-letter code of the language to say it in.

    Returns:
        The guess. It is ambiguous where the title names more than one level or the posting leaves the level open.
    """
    said, told = _plain(title), _as_written(title)
    posting = text[:_LONGEST_TEXT].lower().replace("\u2019", "'")
    if none := _never(said, told, language) or _other_office(said, posting, language):
        return none
    readings = _of_parts(said)
    levels = list(dict.fromkeys(reading.rule.level for reading in readings))
    if len(levels) > 1:
        return _open(levels, _why(language, "several", said=told))
    leading = [reading for reading in readings if reading.rule.level != "none"]
    reading = max(leading, key=lambda one: one.confidence) if leading else _first_match(said)
    if reading is None:
        return LevelGuess(level="none", confidence=0.9, best="lead", why=_why(language, "no_product"))
    if reading.rule.level != "none" and _shows("open_level", posting):
        return _open([reading.rule.level], _why(language, "left_open", said=told))
    return _judged(reading, posting, told, language)


def _never(said: str, told: str, language: str) -> LevelGuess | None:
    """A role that is no product leader's whatever else its title names, such as an assistant's."""
    for rule in toml("titles.toml")["never"]:
        if re.search(rule["match"], said):
            why = _why(language, "title", said=told)
            return LevelGuess(level="none", confidence=rule["confidence"], best="lead", why=why)
    return None


def _other_office(said: str, posting: str, language: str) -> LevelGuess | None:
    """An abbreviation that stands for another office, as title or posting says where neither speaks of product."""
    of_product = toml("titles.toml")["of_product"]
    if re.search(of_product["title"], said):
        return None
    for entry in toml("titles.toml")["abbreviation"]:
        if not re.search(entry["short"], said):
            continue
        posting_tells = re.search(entry["other"], posting) and not re.search(of_product["posting"], posting)
        if posting_tells or re.search(entry["other"], said):
            return LevelGuess(
                level="none", confidence=0.85, best="lead", why=_why(language, "other_office", **entry["why"])
            )
    return None


def _of_parts(said: str) -> list[_Reading]:
    """The roles that the parts of a title name, each part read alone.

    Beside a slash or an `or` every role counts, a plain product manager's too, and a grade that stands alone
    (`VP / Head of Product`). Elsewhere only a leader's role does: `Product Manager, Lead` is one role, not two.
    """
    bare = toml("titles.toml")["bare"]
    pieces = _SEPARATOR.split(f" {said} ")
    marks = ["", *pieces[1::2], ""]
    of_product = re.search(bare["of"], said)
    named: list[_Reading] = []
    grades: list[_Reading] = []
    for index, part in enumerate(piece.strip() for piece in pieces[::2]):
        alternative = "/" in marks[index : index + 2]
        standing_alone = f"{bare['leader']}|{bare['craft']}" if alternative else bare["leader"]
        alone = of_product is not None and re.fullmatch(standing_alone, part) is not None
        reading = _first_match(f"{part} {of_product.group()}" if alone and of_product else part)
        if reading is None:
            continue
        if index and not alternative and _OFFICE.fullmatch(part):
            return [reading]  # the office that stands behind a title says what that title means: `Director (CPO)`
        sure = reading.rule.level != "none" and reading.confidence >= toml("titles.toml")["unsure"]
        if sure or (alternative and (reading.rule.level != "none" or reading.rule.plain)):
            (grades if alone and not alternative else named).append(reading)
    if any(reading.rule.level == "cpo" for reading in named):
        return named  # a corporate grade stands beside the office: `EVP & Chief Product Officer`
    return named + grades


def _first_match(said: str) -> _Reading | None:
    data = toml("titles.toml")
    for rule in _rules():
        if rule.pattern.search(said):
            less = data["less_for_deputies"] if re.search(data["deputies"], said) else 0
            return _Reading(rule, rule.confidence - less)
    return None


def _open(levels: list[RoleLevel | Literal["none"]], why: str) -> LevelGuess:
    best: RoleLevel = next((level for level in levels if level != "none"), "lead")
    return LevelGuess(level="ambiguous", confidence=toml("titles.toml")["several"], best=best, why=why)


def _judged(reading: _Reading, posting: str, title: str, language: str) -> LevelGuess:
    data = toml("titles.toml")
    level, confidence = reading.rule.level, reading.confidence
    told = "title"
    if level == "none":
        return LevelGuess(level=level, confidence=confidence, best="lead", why=_why(language, told, said=title))
    if level != "lead" and _shows("no_team", posting):
        confidence, told = confidence - data["without_team"], "no_team"
    elif reading.rule.with_team is not None and _shows("led_team", posting):
        confidence, told = reading.rule.with_team, "team"
    confidence = round(confidence, 2)
    unsure = confidence < data["unsure"]
    why = _why(language, told, said=title)
    return LevelGuess(level="ambiguous" if unsure else level, confidence=confidence, best=level, why=why)


def _why(language: str, what: str, **parameters: str) -> str:
    """What a guess rests on, in a language."""
    words = toml("words.toml")
    said: str = words.get(language, words["en"])["level"][what]
    return said.format(**parameters)


def _shows(what: str, posting: str) -> bool:
    return any(pattern.search(posting) for pattern in _patterns(what))


@cache
def _patterns(what: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in toml("titles.toml")["posting"][what])


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            pattern=re.compile(entry["match"]),
            level=entry["level"],
            confidence=entry["confidence"],
            with_team=entry.get("with_team"),
            plain=entry.get("plain", False),
        )
        for entry in toml("titles.toml")["rule"]
    )


def _plain(title: str) -> str:
    """A title in the form that the rules of titles.toml expect."""
    said = clean(title[:_LONGEST_TITLE]).text.lower().replace("\u2019", "'")
    said = _GENDER_MARKS.sub(" ", said)
    said = _INITIALS.sub(lambda match: re.sub(r"[.\s]", "", match.group()) + " ", said)
    said = re.sub(r"\s*[&+]\s*", " and ", said)
    said = re.sub(r"\s*/\s*", " / ", said)
    said = re.sub(r"\s*(?:[,;:|()\[\]\u2022\u00b7@]|\s[-\u2010-\u2015]+\s|[\u2013\u2014])\s*", " , ", said)
    said = re.sub(r"(?<=\w)[-\u2010\u2011_](?=\w)", " ", said)
    said = " ".join(_word(word) for word in said.split())
    said = _VICE_PRESIDENT.sub(lambda match: _GRADES.get(match[1] or "", "vp"), said)
    said = _SAME_TWICE.sub(r"\1", said)
    return " ".join(_REPORTING.sub(" ", said).split())


def _as_written(title: str) -> str:
    """A title in its own words, for whoever reads why it was understood so."""
    return " ".join(clean(title[:_LONGEST_TITLE]).text.split())[:_LONGEST_TOLD].strip()


def _word(word: str) -> str:
    """A word as the rules know it: abbreviations and other languages' words put into English, slips mended."""
    word = word.rstrip(".!?")
    slips = toml("titles.toml")["slips"]
    known = _known_words()
    if word in known:
        return known[word]
    for meant in (slips["long"] if len(word) > _SHORT_WORD else slips["short"]).split():
        if _slipped(word, meant):
            return str(meant)
    return word


@cache
def _known_words() -> dict[str, str]:
    data = toml("titles.toml")
    same = {word: meant for meant, listed in data["same"].items() for word in listed.split()}
    return {word: word for word in data["slips"]["real"].split()} | same


def _slipped(word: str, meant: str) -> bool:
    """Whether two letters of a word changed places; in a long word also one letter too many, too few or wrong."""
    start = next((i for i, (one, other) in enumerate(zip(word, meant, strict=False)) if one != other), 0)
    wrong, right = word[start:], meant[start:]
    if wrong[:2] == right[:2][::-1] and wrong[2:] == right[2:]:
        return True
    return len(meant) > _SHORT_WORD and (wrong[1:] == right or wrong == right[1:] or wrong[1:] == right[1:])
