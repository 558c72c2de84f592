"""The words by which facts are found in a language, from data/facts.toml."""

from __future__ import annotations

from functools import cache
from typing import Any

from question_tailor._resources import toml


def languages() -> frozenset[str]:
    """Languages in which facts are found."""
    return frozenset(toml("facts.toml"))


def table(language: str) -> dict[str, Any]:
    """All that is known of a language."""
    known: dict[str, Any] = toml("facts.toml")[language]
    return known


@cache
def listed(language: str, name: str) -> frozenset[str]:
    """A list of words of a language."""
    words = table(language)[name]
    return frozenset(words.split() if isinstance(words, str) else words)
