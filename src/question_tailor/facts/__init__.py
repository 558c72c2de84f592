"""The facts of a posting or company text that a question can be asked around, each with its place.

Finding is cautious: an awkward phrase is worse than none. Nothing is taken from benefits, requirements, legal notices,
from sentences that talk to a reader's software, or from wording that touches on a candidate's person.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from question_tailor._resources import toml
from question_tailor.facts.passages import Passage, passages
from question_tailor.facts.phrases import doing
from question_tailor.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from question_tailor.vocabulary import FactShape, Source

FactKind = Literal["duty", "challenge", "product", "customers", "stakeholder", "team", "value"]

_CLOSED: Final = frozenset({"offer", "process", "requirements"})
_NAME: Final = r"[A-Z][\w&'-]*(?:\s(?:[A-Z][\w&'-]*|\d+)){0,2}"
_NAMED_BULLET: Final = re.compile(rf"\**({_NAME})\**\s*(?::|\u2013|\u2014|\s-\s|\bis\b|,|\()")
_VALUE: Final = re.compile(r"\**([A-Z][^.:\u2013\u2014*()]{2,48}?)\**\s*(?:[.:\u2013\u2014]|\s-\s|$)")
_WORDS_OF_A_VALUE: Final = 6
_LETTER_CASE: Final = re.compile(r"[a-z]")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something concrete that an input says.

    Attributes:
        shape: Grammatical shape of the phrase.
        kind: What it is about.
        phrase: The phrase as a question can hold it.
        source: The input that it is from.
        start: First character of the words behind it, in the cleaned input.
        end: One past their last character.
    """

    shape: FactShape
    kind: FactKind
    phrase: str
    source: Source
    start: int
    end: int


def find_facts(text: str, source: Source, *, language: str = "en", names: Iterable[str] = ()) -> tuple[Fact, ...]:
    """Find the facts of a text.

    Args:
        text: A cleaned input, without its confidential part.
        source: Which input it is.
        language: Two-letter code of its language; only languages of facts.toml yield facts.
        names: Names that are no product: the company's, the role's.

    Returns:
        Facts in the order of the text, no phrase twice.
    """
    if language not in toml("facts.toml"):
        return ()
    found: list[Fact] = []
    for passage in passages(text, language):
        if passage.section not in _CLOSED:
            found += _of_passage(text, passage, source, language)
    found += _products(text, source, language, frozenset(names))
    unique = {
        fact.phrase.lower(): fact
        for fact in reversed(found)
        if _fit(fact.phrase, text[fact.start : fact.end], language)
    }
    return tuple(sorted(unique.values(), key=lambda fact: (fact.start, fact.end, fact.shape)))


def _of_passage(text: str, passage: Passage, source: Source, language: str) -> Iterator[Fact]:
    if passage.section == "values" and passage.kind == "bullet":
        yield from _value(text, passage, source)
        return
    if passage.kind != "heading":
        yield from _duties(text, passage, source, language)
        yield from _people_and_customers(text, passage, source, language)


def _duties(text: str, passage: Passage, source: Source, language: str) -> Iterator[Fact]:
    kind: FactKind = "challenge" if passage.section == "challenges" else "duty"
    said = text[passage.start : passage.end]
    for begin, end in sentences(said) if passage.kind == "paragraph" else [(0, len(said))]:
        sentence = said[begin:end]
        opened = passage.kind == "bullet" or sentence.lower().startswith(
            ("you will ", "you'll ", "you\u2019ll ", "your job is to ")
        )
        if opened and source == "job" and (made := doing(sentence, language)):
            start = passage.start + begin
            yield Fact("doing", kind, made[0], source, start, start + made[1])


def _people_and_customers(text: str, passage: Passage, source: Source, language: str) -> Iterator[Fact]:
    said = text[passage.start : passage.end]
    shapes: tuple[tuple[str, FactShape, FactKind], ...] = (
        ("people", "people", "stakeholder"),
        ("team", "people", "team"),
        ("customers", "thing", "customers"),
    )
    for name, shape, kind in shapes:
        for match in _pattern(language, name).finditer(said):
            group = "phrase" if "phrase" in match.re.groupindex else 0
            phrase = " ".join(match.group(group).split())
            if source == "company" and any(char.isdigit() for char in phrase):
                continue
            phrase = phrase[0].lower() + phrase[1:]
            yield Fact(
                shape, kind, phrase, source, passage.start + match.start(group), passage.start + match.end(group)
            )


def _value(text: str, passage: Passage, source: Source) -> Iterator[Fact]:
    match = _VALUE.match(text[passage.start : passage.end])
    if match and len(match[1].split()) <= _WORDS_OF_A_VALUE:
        yield Fact(
            "value", "value", match[1].strip(), source, passage.start + match.start(1), passage.start + match.end(1)
        )


def _products(text: str, source: Source, language: str, names: frozenset[str]) -> Iterator[Fact]:
    """Names of products: bullets of a product section, and names that stand next to a word for a product."""
    seen: list[re.Match[str]] = []
    for passage in passages(text, language):
        if passage.section == "products" and passage.kind == "bullet":
            match = _NAMED_BULLET.match(text, passage.start, passage.end)
            seen += [match] if match else []
    before, after = _said_pattern(language, "product_before"), _said_pattern(language, "product_after")
    seen += re.finditer(rf"{before}({_NAME})", text)
    seen += re.finditer(rf"(?<=[a-z,] )({_NAME}){after}", text)
    mentions = Counter(match[1] for match in seen)
    for match in seen:
        name = match[1]
        words = name.split()
        plain = len(words) == 1 and name in {
            "The",
            "Our",
            "We",
            "This",
            "A",
            "Your",
            "Product",
            "You",
            "In",
            "API",
            "SaaS",
        }
        if (
            plain
            or any(name in known or known in name for known in names if known)
            or words[0] in {"The", "Our", "A", "Your", "This"}
        ):
            continue
        if len(name) > 2 and mentions[name]:  # noqa: PLR2004 - "AI" and the like name no product
            yield Fact("thing", "product", name, source, match.start(1), match.end(1))


def _fit(phrase: str, verbatim: str, language: str) -> bool:
    """Whether a question may hold the phrase: nothing about pay, persons or software, no address, no shouting."""
    unfit = _pattern(language, "unfit")
    return not unfit.search(phrase) and not unfit.search(verbatim) and _LETTER_CASE.search(phrase) is not None


@cache
def _pattern(language: str, name: str) -> re.Pattern[str]:
    flags = re.IGNORECASE if name == "unfit" else re.NOFLAG
    return re.compile(_said_pattern(language, name), flags)


def _said_pattern(language: str, name: str) -> str:
    pattern: str = toml("facts.toml")[language]["patterns"][name]
    return pattern
