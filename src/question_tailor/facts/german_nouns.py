"""German nouns: gender and number by how they end, and noun phrases put into the accusative.

A phrase whose noun is not known is given up rather than guessed: a wrong article in a question is worse than one fact
less.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal

from question_tailor.facts.lists import table

Gender = Literal["f", "m", "n", "pl"]

_ARTICLES: Final[dict[str, str]] = {"f": "die", "m": "den", "n": "das"}
_OF_FEMININE_OR_PLURAL: Final = {
    "der": "die",
    "unserer": "unsere",
    "ihrer": "ihre",
    "deiner": "ihre",
    "dieser": "diese",
}
_OF_FEMININE: Final = {"einer": "eine"}
_OF_PLURAL: Final = {"aller": "alle", "mehrerer": "mehrere", "vieler": "viele", "beider": "beide"}
_OF_OTHERS: Final[dict[str, tuple[str, str]]] = {
    "des": ("den", "das"),
    "eines": ("einen", "ein"),
    "unseres": ("unseren", "unser"),
    "ihres": ("ihren", "ihr"),
    "deines": ("ihren", "ihr"),
    "dieses": ("diesen", "dieses"),
}
_WITHOUT_ARTICLE: Final = ("ein", "unser", "ihr")
"""Beginnings of determiners after which a neuter adjective ends in -es: "ein neues Team", but "das neue Team"."""
_JOINED: Final = frozenset({"und", "sowie", "oder"})
_NUMERALS: Final = frozenset(
    {"zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf", "fünfzehn", "zwanzig"}
)
_MARKS: Final = ",.;:*\u201e\u201c\u201d\"'()"


def gender_of(noun: str) -> Gender | None:
    """Gender of a noun, or `pl` for a plural; None where its ending does not tell."""
    said = noun.strip(_MARKS).lower()
    return next((_endings()[said[at:]] for at in range(len(said)) if said[at:] in _endings()), None)


@cache
def _endings() -> dict[str, Gender]:
    nouns: dict[Gender, str] = table("de")["nouns"]
    return {ending: gender for gender, endings in nouns.items() for ending in endings.split()}


def is_noun(word: str) -> bool:
    """Whether a word is written with a capital."""
    return word.strip(_MARKS)[:1].isupper()


def accusative(words: list[str]) -> list[str] | None:
    """What stands after a noun for an action, as the object of its verb: `der neuen Roadmap` is `die neue Roadmap`.

    Args:
        words: The words after the noun, the first of them a genitive or `von`.

    Returns:
        The words with each joined genitive put into the accusative; None where that cannot be done safely.
    """
    out: list[str] = []
    at = 0
    while at < len(words):
        joins = not out or out[-1] in _JOINED or out[-1].endswith(",")
        if joins and (not out or words[at].lower() in _genitives()):
            made = _phrase(words, at)
            if made is None:
                return None
            out += made[0]
            at = made[1]
        elif joins and words[0].lower() == "von" and is_noun(words[at]):
            plain = _plural(words[at])
            if plain is None:
                return None
            out.append(plain)
            at += 1
        else:
            out.append(words[at])
            at += 1
    return out


def with_article(words: list[str]) -> list[str] | None:
    """An object that a bullet names without an article, with the one it needs; None where that is not known.

    Args:
        words: The object and what follows it, the first word perhaps with a capital that it has only as the first.
    """
    first = words[0]
    if first.lower() in _small_words() | _NUMERALS or first[:1].isdigit():
        return [first.lower(), *words[1:]]
    head = next((at for at in range(min(len(words), 4)) if is_noun(words[at]) and not _is_adjective(words, at)), None)
    if head is None:
        return None
    while head + 1 < len(words) and is_noun(words[head + 1]) and not words[head].endswith(","):
        head += 1
    adjectives = [words[0].lower(), *words[1:head]] if _is_adjective(words, 0) else []
    kind = gender_of(words[head])
    if adjectives:
        return _with_adjectives(adjectives, words[head:], kind)
    in_a_list = words[head].endswith(",") or (head + 1 < len(words) and words[head + 1] in _JOINED)
    if kind == "pl" or in_a_list or words[0] in table("de")["without_article"]:
        return words
    return [_ARTICLES[kind], *words] if kind else None


def _with_adjectives(adjectives: list[str], rest: list[str], kind: Gender | None) -> list[str] | None:
    ending = re.search(r"(?:e|es|en|er|em)$", adjectives[-1])
    match kind, ending and ending.group():
        case "f", "e":
            return ["die", *adjectives, *rest]
        case "n", "es":
            return ["ein", *adjectives, *rest]
        case "m", "en":
            return ["einen", *adjectives, *rest]
        case "pl", "e":
            return [*adjectives, *rest]
        case _:
            return None


def _is_adjective(words: list[str], at: int) -> bool:
    """Whether a first word with a capital is an adjective: it ends like one, and a noun follows."""
    said = words[at].strip(_MARKS)
    follows = any(is_noun(word) for word in words[at + 1 : at + 3])
    if at > 0 or not follows or words[at].endswith(","):
        return False
    return bool(
        re.search(
            r"(?:ische|liche|ige|bare|ale|elle|ive|ente|ante|neue|gute|ende|erte|ene|are|ere|ste)[nmrs]?$", said.lower()
        )
    )


def _phrase(words: list[str], start: int) -> tuple[list[str], int] | None:
    """A genitive, or `von` and a plural, in the accusative, and the place after it."""
    first = words[start].lower()
    head = next((at for at in range(start + 1, min(len(words), start + 5)) if is_noun(words[at])), None)
    if first not in _genitives() | _small_words() and words[start].islower() and first.endswith("er"):
        return _strong(words, start, head)
    if first not in _genitives() or head is None:
        return None
    while head + 1 < len(words) and is_noun(words[head + 1]) and not words[head].endswith(","):
        head += 1
    adjectives, noun = words[start + 1 : head], words[head]
    between = [word for word in adjectives if word.islower()]
    counted = any(word in _NUMERALS or word.isdigit() for word in adjectives)
    kind = "pl" if counted else gender_of(noun)
    if first == "von":
        return _after_von(words, start, head)
    determiner, kind, noun = _determined(first, kind, noun)
    if determiner is None or (between and kind is None):
        return None
    turned = [_weak(word, kind, determiner) if word.islower() else word for word in adjectives]
    if None in turned:
        return None
    return [determiner, *[word for word in turned if word], noun], head + 1


def _determined(first: str, kind: Gender | None, noun: str) -> tuple[str | None, Gender | None, str]:
    """A genitive's determiner in the accusative, with the gender that it settles, and the noun without its -s."""
    if first in _OF_FEMININE_OR_PLURAL:
        return (None, kind, noun) if kind in {"m", "n"} else (_OF_FEMININE_OR_PLURAL[first], kind, noun)
    if first in _OF_FEMININE:
        return _OF_FEMININE[first], "f", noun
    if first in _OF_PLURAL:
        return _OF_PLURAL[first], "pl", noun
    mark = noun[len(noun.rstrip(_MARKS)) :]
    bare = noun.rstrip(_MARKS)
    base = next(
        (stem for stem in (bare.removesuffix("es"), bare.removesuffix("s"), bare) if gender_of(stem) in {"m", "n"}),
        None,
    )
    if base is None:
        return None, kind, noun
    masculine, neuter = _OF_OTHERS[first]
    settled = gender_of(base)
    return (masculine if settled == "m" else neuter), settled, base + mark


def _weak(adjective: str, kind: Gender | None, determiner: str) -> str | None:
    """An adjective of a genitive as the accusative has it."""
    mark = adjective[len(adjective.rstrip(",")) :]
    word = adjective.rstrip(",")
    if word in _NUMERALS or word.isdigit():
        return adjective if kind in {"pl", None} else None
    if not word.endswith("en"):
        return adjective if word in _JOINED else None
    if kind in {"m", "pl"}:
        return adjective
    if kind == "n" and determiner.startswith(_WITHOUT_ARTICLE):
        return f"{word[:-2]}es{mark}"
    return f"{word[:-1]}{mark}"


def _strong(words: list[str], start: int, head: int | None) -> tuple[list[str], int] | None:
    """`neuer Märkte` is `neue Märkte`."""
    if head is None or any(not word.endswith("er") for word in words[start:head]):
        return None
    if gender_of(words[head]) in {"m", "n"}:
        return None
    return [*[word[:-1] for word in words[start:head]], words[head]], head + 1


def _after_von(words: list[str], start: int, head: int) -> tuple[list[str], int] | None:
    between = words[start + 1 : head]
    if any(word.lower() in _small_words() for word in between):
        return None
    noun = _plural(words[head])
    if noun is None:
        return None
    plural = gender_of(noun) == "pl"
    if any(word.islower() and word.endswith("en") for word in between) and not plural:
        return None
    turned = [
        word[:-1] if word.islower() and word.endswith("en") and not word[0].isdigit() else word for word in between
    ]
    return [*turned, noun], head + 1


def _plural(noun: str) -> str | None:
    """A noun behind `von` without the -n that only the dative has; None where it is not known."""
    mark = noun[len(noun.rstrip(_MARKS)) :]
    bare = noun.rstrip(_MARKS)
    if bare.endswith("n") and gender_of(bare[:-1]) == "pl":
        return bare[:-1] + mark
    return noun if gender_of(bare) else None


@cache
def _genitives() -> frozenset[str]:
    return frozenset({*_OF_FEMININE_OR_PLURAL, *_OF_FEMININE, *_OF_PLURAL, *_OF_OTHERS, "von"})


@cache
def _small_words() -> frozenset[str]:
    known = table("de")
    return frozenset({*known["determiners"], *known["prepositions"], *known["adverbs"]}) - {"für sich"}
