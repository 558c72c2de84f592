"""Wordings, gone through in turn."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from question_tailor._resources import toml_in
from question_tailor.facts.lists import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from question_tailor.facts import Fact


_SHORT: Final = 6
"""Words of a fact that a question can hold three times."""
_MAY_BE_LONG: Final = frozenset({"doing", "thing", "people"})
_VOWELS: Final = "aeiouàâäéèêëîïôöùûüœ"


class Wording:
    """Counts how often each shape of fact was used, so that the next question is worded differently.

    Args:
        language: Two-letter code of the kit's language.

    Attributes:
        known: The wordings of that language.
    """

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self.known = toml_in("drafting.toml", language)
        self._used: Counter[str] = Counter()
        self._kept = 0

    def move_on(self, shape: str) -> None:
        """Count a kept draft."""
        self._used[shape] += 1
        self._kept += 1

    def next_of(self, options: Sequence[str], shape: str) -> str:
        """The wording whose turn it is."""
        return options[self._used[shape] % len(options)]

    def said(self, what: str, fact: Fact, *within: str) -> str:
        """The wording of a part of a question whose turn it is, with a fact in it.

        Args:
            what: A table of data/drafting.toml.
            fact: The fact.
            *within: A table within that table.
        """
        options = self.known[what]
        for name in within:
            options = options[name]
        long = "long" in options and fact.shape in _MAY_BE_LONG and len(fact.phrase.split()) > _SHORT
        return filled(self.next_of(options["long" if long else fact.shape], fact.shape), fact, self.language)

    def spread(self, options: Sequence[str]) -> Iterator[str]:
        """All options, the one whose turn it is first."""
        start = self._kept % len(options) if options else 0
        yield from options[start:]
        yield from options[:start]


def filled(wording: str, fact: Fact, language: str, question: str = "") -> str:
    """A wording with the fact in it, beginning with a capital.

    Args:
        wording: The text with the fact's shape in braces, once or not at all.
        fact: The fact.
        language: Two-letter code of the language of the wording.
        question: What stands for `{question}`.
    """
    pieces = wording.partition("{" + fact.shape + "}")
    before, brace, after = (piece.replace("{question}", question) for piece in pieces)
    text = f"{_drawn_together(before, fact.phrase, language)}{after}" if brace else before
    return text[:1].upper() + text[1:]


def _drawn_together(before: str, phrase: str, language: str) -> str:
    """Words before a phrase and the phrase, joined where the last and the first are one word: `beim`, `d'élargir`."""
    known = toml_in("drafting.toml", language)
    kept, _, last = before.rstrip().rpartition(" ")
    first, _, rest = phrase.partition(" ")
    lead = f"{kept} " if kept else ""
    if (joined := known["contractions"].get(f"{last.lower()} {first}")) and before.endswith(" "):
        return f"{lead}{_like(last, joined)} {rest}"
    elided = known["elisions"].get(last.lower())
    if elided and before.endswith(" ") and _begins_with_a_vowel(first, language):
        return f"{lead}{_like(last, elided)}{phrase}"
    return before + phrase


def _like(model: str, word: str) -> str:
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def _begins_with_a_vowel(word: str, language: str) -> bool:
    return word[:1].lower() in _VOWELS or word in listed(language, "silent_h")
