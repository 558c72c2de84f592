"""Hygiene: text that a panel can read out as it is."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

from question_tailor._resources import prompt_folder, toml
from question_tailor.checks.fields import candidate_facing, generated
from question_tailor.checks.placeholders import placeholder
from question_tailor.cleaning import clean
from question_tailor.findings import say
from question_tailor.text import fold, language, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from question_tailor.checks.brief import Brief
    from question_tailor.findings import Finding
    from question_tailor.schemas import Answer

_LONGEST_QUESTION: Final = 60
_QUOTED_RUN: Final = 12
_PATTERNS: Final = ("url", "email", "phone", "key", "markup")


def check(question: Answer, brief: Brief) -> tuple[Finding, ...]:
    """Findings about addresses, keys, markup, invisible characters, languages, length and words read back."""
    return (*_of_every_text(question, brief), *_of_language(question, brief), *_of_length(question, brief))


def _of_every_text(question: Answer, brief: Brief) -> Iterator[Finding]:
    for field, text in generated(question, brief.slot.category):
        for what in _PATTERNS:
            match = _pattern(what).search(text)
            if match and not (what == "markup" and _is_placeholder(text, match.span())):
                yield say(f"hygiene.{what}", brief.language, "block", field=field, span=match.span())
        if _twelve_words(text) & _prompt():
            yield say("hygiene.prompt_echo", brief.language, "block", field=field)
        if clean(text).removed or any(char in text for char in "\n\t"):
            yield say("hygiene.control", brief.language, "block", field=field)


def _of_language(question: Answer, brief: Brief) -> Iterator[Finding]:
    heard = " ".join(text for _, text in candidate_facing(question))
    found = language(heard)
    if found is not None and found != brief.language:
        wanted = brief.language
        yield say("hygiene.language", wanted, "block", field="text", found=found, wanted=wanted)
    elif stray := sorted(_scripts(heard) - _scripts(brief.public) - {"LATIN"}):
        yield say("hygiene.language#script", brief.language, "block", field="text", script=stray[0].lower())


def _scripts(text: str) -> set[str]:
    return {unicodedata.name(char, "LATIN").split()[0] for char in text if char.isalpha() and not char.isascii()}


def _is_placeholder(text: str, span: tuple[int, int]) -> bool:
    """Whether the form check speaks of the same brackets."""
    found = placeholder(text)
    return found is not None and found[0] < span[1] and span[0] < found[1]


def _of_length(question: Answer, brief: Brief) -> Iterator[Finding]:
    if len(question.text.split()) > _LONGEST_QUESTION:
        yield say("hygiene.length", brief.language, "warn", field="text", most=_LONGEST_QUESTION)
    runs = _twelve_words(question.text)
    source = f" {' '.join(words(brief.public))} " if runs else ""
    if any(f" {run} " in source for run in runs):
        yield say("hygiene.quoting", brief.language, "warn", field="text")


def _twelve_words(text: str) -> set[str]:
    """Every run of twelve words of a text."""
    said = words(fold(text).text)
    return {" ".join(said[start : start + _QUOTED_RUN]) for start in range(len(said) - _QUOTED_RUN + 1)}


@cache
def _prompt() -> frozenset[str]:
    """The runs of the rules that a model is given."""
    rules = prompt_folder("tailor", "v1").joinpath("system.md.j2").read_text(encoding="utf-8")
    return frozenset(_twelve_words(rules))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(toml("hygiene.toml")["patterns"][name], re.IGNORECASE)
