"""The facts of a posting or company text that a question can be asked around, each with its place.

Finding is cautious: an awkward phrase is worse than none. Nothing is taken from benefits, requirements, legal notices,
from sentences that talk to a reader's software, or from wording that touches on a candidate's person.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from question_tailor._resources import toml
from question_tailor.facts import english, french, german, german_nouns
from question_tailor.facts.lists import languages, listed, table
from question_tailor.facts.passages import Passage, passages
from question_tailor.facts.people import people
from question_tailor.facts.prose import duties
from question_tailor.text import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from question_tailor.vocabulary import FactShape, Source

FactKind = Literal["duty", "challenge", "product", "customers", "stakeholder", "team", "value"]

_CLOSED: Final = frozenset({"offer", "process", "requirements"})
_DOING: Final[dict[str, Callable[..., tuple[str, int] | None]]] = {
    "en": english.doing,
    "de": german.doing,
    "fr": french.doing,
}
_NAME: Final = r"[A-Z\u00c0-\u00de][\w&'-]*(?:\s(?:[A-Z\u00c0-\u00de][\w&'-]*|\d+)){0,2}"
_NAMED_BULLET: Final = re.compile(rf"\**({_NAME})\**\s*(?::|\u2013|\u2014|\s-\s|\bis\b|,|\()")
_VALUE: Final = re.compile(r"\**([A-Z\u00c0-\u00de][^.:\u2013\u2014*()]{2,48}?)\**\s*(?:[.:\u2013\u2014]|\s-\s|$)")
_WORDS_OF_A_VALUE: Final = 6
_LONGEST_QUOTED: Final = 11
"""Words; more at a stretch would read the posting back."""
_FEWEST_TOLD: Final = 5
_MOST_TOLD: Final = _LONGEST_QUOTED
_FIGURE: Final = re.compile(r"(?<![\d.,])(?!(?:19|20)\d\d\b)\d")
"""A number that is no year."""
_PLAIN_SENTENCE: Final = re.compile(
    r"[A-Z\u00c0-\u00de][^.;:!?()\u201c\u201d\u201e\u00ab\u00bb\"]*(?:\d\.\d[^.;:!?()\"]*)*\."
)
_OURS: Final = {"en": "Our", "de": "Unsere", "fr": "Notre"}
_FEW_DUTIES: Final = 6
"""Below so many a posting is read for what it says in prose too."""
_WITHOUT_GRAMMAR: Final = frozenset({"product", "value"})
_LETTER_CASE: Final = re.compile(r"[a-z]")
_PRIVATE: Final = ("email", "phone", "key")
"""What no question may hold, by its pattern in data/hygiene.toml."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something concrete that an input says.

    Attributes:
        shape: Grammatical shape of the phrase; `words` where it is quoted from a text in another language, `said` where
            it is a whole sentence of the company's.
        kind: What it is about.
        phrase: The phrase as a question can hold it.
        source: The input that it is from.
        start: First character of the words behind it, in the cleaned input.
        end: One past their last character.
    """

    shape: FactShape | Literal["words", "said"]
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
    if language not in languages():
        return ()
    found: list[Fact] = []
    for passage in passages(text, language):
        if passage.section not in _CLOSED:
            found += _of_passage(text, passage, source, language)
    if source == "job" and sum(fact.shape == "doing" for fact in found) < _FEW_DUTIES:
        found += _in_prose(text, language)
    found += _products(text, source, language, frozenset(names))
    unique = {
        fact.phrase.lower(): fact
        for fact in reversed(found)
        if _fit(fact.phrase, text[fact.start : fact.end], language)
    }
    return tuple(sorted(unique.values(), key=lambda fact: (fact.start, fact.end, fact.shape)))


def in_another_language(facts: Iterable[Fact], text: str) -> tuple[Fact, ...]:
    """Facts of a text as a question in another language can hold them: names and values as they are, duties quoted."""
    turned: list[Fact] = []
    for fact in facts:
        if fact.kind in _WITHOUT_GRAMMAR:
            turned.append(fact)
        elif fact.shape == "doing":
            said = " ".join(text[fact.start : fact.end].replace("*", "").split()).rstrip(",;:.")
            if len(said.split()) <= _LONGEST_QUOTED:
                turned.append(replace(fact, shape="words", phrase=said))
    return tuple(turned)


def _of_passage(text: str, passage: Passage, source: Source, language: str) -> Iterator[Fact]:
    if passage.section == "values" and passage.kind == "bullet":
        yield from _value(text, passage, source)
        return
    if passage.kind != "heading":
        if source == "company":
            yield from _told(text, passage, language)
        yield from _duties(text, passage, source, language)
        yield from _people_and_customers(text, passage, source, language)


def _duties(text: str, passage: Passage, source: Source, language: str) -> Iterator[Fact]:
    kind: FactKind = "challenge" if passage.section == "challenges" else "duty"
    said = text[passage.start : passage.end]
    for begin, end in sentences(said) if passage.kind == "paragraph" else [(0, len(said))]:
        sentence = said[begin:end]
        if source == "job" and (made := _DOING[language](sentence, bullet=passage.kind == "bullet")):
            start = passage.start + begin
            yield Fact("doing", kind, made[0], source, start, start + made[1])


def _told(text: str, passage: Passage, language: str) -> Iterator[Fact]:
    """Sentences in which a company tells a figure or a challenge of its own, short enough to be said in a question."""
    if passage.section in {"products", "values"}:
        return
    for begin, end in sentences(text[passage.start : passage.end]):
        start, stop = passage.start + begin, passage.start + end
        said = " ".join(text[start:stop].replace("*", "").split())
        phrase = _pattern(language, "ours").sub(_OURS[language], said, count=1)
        telling = passage.section == "challenges" or _FIGURE.search(said)
        unchanged = len(said.split()) - (phrase != said)
        if (
            telling
            and _PLAIN_SENTENCE.fullmatch(said)
            and len(said.split()) >= _FEWEST_TOLD
            and unchanged <= _MOST_TOLD
        ):
            yield Fact("said", "challenge", phrase, "company", start, stop)


def _in_prose(text: str, language: str) -> Iterator[Fact]:
    for passage in passages(text, language):
        if passage.kind != "paragraph" or passage.section in _CLOSED:
            continue
        for begin, end in sentences(text[passage.start : passage.end]):
            start = passage.start + begin
            for phrase, first, last in duties(text[start : passage.start + end], language):
                yield Fact("doing", "duty", phrase, "job", start + first, start + last)


def _people_and_customers(text: str, passage: Passage, source: Source, language: str) -> Iterator[Fact]:
    for found in people(text[passage.start : passage.end], language):
        if source == "company" and any(char.isdigit() for char in found.phrase):
            continue
        start, end = passage.start + found.start, passage.start + found.end
        yield Fact(found.shape, found.kind, found.phrase, source, start, end)


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
        if (len(words) == 1 and name in listed(language, "no_names")) or words[0] in listed(language, "no_first_names"):
            continue
        if any(name in known or known in name for known in names if known):
            continue
        if language == "de" and _is_german_noun(name, text):
            continue
        if len(name) > 2 and mentions[name]:  # noqa: PLR2004 - "AI" and the like name no product
            yield Fact("thing", "product", name, source, match.start(1), match.end(1))


def _is_german_noun(name: str, text: str) -> bool:
    """Whether what looks like a name may be a noun, which German writes with a capital too."""
    said = re.escape(name)
    article = r"(?:d(?:er|ie|as|en|em|es)|(?:k?ein|unser|ihr|dein|dies|jed|all)(?:e[rsnm]?)?|im|am|zum|zur|beim|vom)"
    return german_nouns.gender_of(name) is not None or bool(re.search(rf"\b{article}\s{said}\b", text, re.IGNORECASE))


def _fit(phrase: str, verbatim: str, language: str) -> bool:
    """Whether a question may hold the phrase: no pay, persons or software, no address or key, no shouting."""
    unfit = (_pattern(language, "unfit"), *map(_private, _PRIVATE))
    barred = any(pattern.search(said) for pattern in unfit for said in (phrase, verbatim))
    return not barred and _LETTER_CASE.search(phrase) is not None


@cache
def _pattern(language: str, name: str) -> re.Pattern[str]:
    flags = re.IGNORECASE if name == "unfit" else re.NOFLAG
    return re.compile(_said_pattern(language, name), flags)


@cache
def _private(name: str) -> re.Pattern[str]:
    return re.compile(toml("hygiene.toml")["patterns"][name], re.IGNORECASE)


def _said_pattern(language: str, name: str) -> str:
    pattern: str = table(language)["patterns"][name]
    return pattern
