"""From a duty as an English posting puts it to an -ing phrase that a question can hold."""

from __future__ import annotations

import re
from typing import Final

from question_tailor.facts.lists import listed, table

_LANGUAGE: Final = "en"
_ADDRESSES: Final = ("you will ", "you'll ", "you\u2019ll ", "your job is to ")
_FEWEST: Final = 4
_MOST: Final = 12
_SHORTEST_APPOSITION: Final = 3
_CUTS: Final = re.compile(r"\s*(?:[;:(\u2013\u2014]|\s-\s|\.(?=\s|$)|,?\s(?:e\.g\.|i\.e\.|etc))")
_VOWELS: Final = frozenset("aeiou")
_CLAUSES: Final = frozenset({"whether", "which", "what", "how", "who", "that", "where", "why"})
_YOURS: Final = re.compile(r"\byour\b", re.IGNORECASE)
_YOU: Final = re.compile(r"\b(?:you|yourself|we'll|we're|i|he|she)\b", re.IGNORECASE)


def doing(said: str, *, bullet: bool) -> tuple[str, int] | None:
    """An -ing phrase for a duty.

    Args:
        said: A bullet or sentence.
        bullet: Whether it is a bullet; a sentence has to say whose duty it is.

    Returns:
        The phrase, and how many characters of `said` it is made from, counted from its start; None where the duty
        does not begin with a known verb, or no grammatical phrase of 4 to 12 words can be cut from it.
    """
    if not bullet and not said.lower().startswith(_ADDRESSES):
        return None
    verbs = listed(_LANGUAGE, "verbs")
    start = _after_opening(said)
    tokens = [(match.group(), match.start(), match.end()) for match in re.finditer(r"\S+", said[start:])]
    at = 0
    while at < len(tokens) and tokens[at][0].lower().strip(",") in listed(_LANGUAGE, "adverbs"):
        at += 1
    head = _head(tokens, at, verbs)
    if head is None:
        return None
    gerunds, rest = head
    cut = _CUTS.search(said, start + tokens[rest - 1][2])
    limit = cut.start() if cut else len(said)
    kept = [token for token in tokens[rest:] if start + token[2] <= limit + 1]
    whole = _whole(kept, rest - at, verbs)
    if whole is None:
        return None
    words = [*gerunds, *(token for token, _, _ in whole)]
    end = start + (whole[-1][2] if whole else tokens[rest - 1][2])
    phrase = _YOURS.sub("the", " ".join(words)).rstrip(",.;:!? ")
    if _YOU.search(phrase) or not _FEWEST <= len(phrase.split()) <= _MOST:
        return None
    return phrase, end


def gerund(verb: str) -> str:
    """The -ing form of a verb."""
    irregular: dict[str, str] = table(_LANGUAGE)["gerunds"]
    if verb in irregular:
        return irregular[verb]
    if verb in listed(_LANGUAGE, "doubling"):
        return f"{verb}{verb[-1]}ing"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return f"{verb[:-1]}ing"
    return f"{verb}ing"


def _after_opening(said: str) -> int:
    """Where a duty's verb may begin: after "You will" and the like."""
    lowered = said.lower().replace("\u2019", "'")
    openings: list[str] = table(_LANGUAGE)["openings"]
    for opening in openings:
        if lowered.startswith(opening + " "):
            return len(opening) + 1
    return 0


def _head(tokens: list[tuple[str, int, int]], at: int, verbs: frozenset[str]) -> tuple[list[str], int] | None:
    """The verbs that a duty begins with, in their -ing forms, and the place of the next word."""
    out: list[str] = []
    place = at
    while place < len(tokens):
        word = tokens[place][0]
        plain = word.lower().rstrip(",")
        if plain.endswith("ing") and place == at and len(plain) > 5:  # noqa: PLR2004 - "responsible for leading ..."
            form = plain
        elif plain in verbs:
            form = gerund(plain)
        else:
            break
        out.append(form + ("," if word.endswith(",") else ""))
        place += 1
        if place < len(tokens) and tokens[place][0].lower() in {"and", "or"} and _is_verb(tokens, place + 1, verbs):
            out.append(tokens[place][0].lower())
            place += 1
        elif not word.endswith(","):
            break
    if not out or out[-1].endswith(","):
        return None
    return out, place


def _is_verb(tokens: list[tuple[str, int, int]], place: int, verbs: frozenset[str]) -> bool:
    return place < len(tokens) and tokens[place][0].lower().rstrip(",") in verbs


def _whole(kept: list[tuple[str, int, int]], head: int, verbs: frozenset[str]) -> list[tuple[str, int, int]] | None:
    """The words after the verb, cut where what stands before is whole and short enough."""
    for place, (word, _, _) in enumerate(kept):
        if word.lower() in {"and", "or"} and _is_verb(kept, place + 1, verbs) and not _is_noun_pair(kept, place):
            kept = kept[:place]
            break
        if word.endswith(",") and place + 1 < len(kept) and _starts_clause(kept[place + 1][0], verbs):
            kept = kept[: place + 1]
            break
    boundaries = listed(_LANGUAGE, "boundaries")
    if head + len(kept) > _MOST and any(word.lower() in _CLAUSES for word, _, _ in kept[: _MOST - head]):
        return None  # wherever it were cut, a clause would be left hanging
    while head + len(kept) > _MOST:
        places = [at for at in range(1, len(kept)) if kept[at][0].lower().strip(",") in boundaries]
        places += [at + 1 for at in range(len(kept) - 1) if kept[at][0].endswith(",")]
        fitting = [at for at in places if head + at <= _MOST]
        if not fitting:
            return None
        kept = _without_loose_end(kept, max(fitting))
    commas = [at for at, (word, _, _) in enumerate(kept) if word.endswith(",")]
    if commas and len(kept) - 1 - commas[-1] in range(1, _SHORTEST_APPOSITION):
        kept = kept[: commas[0] + 1]  # the list goes on behind the cut
    danglers = listed(_LANGUAGE, "danglers")
    while kept and kept[-1][0].lower().strip(",") in danglers:
        kept = kept[:-1]
    return kept


def _without_loose_end(kept: list[tuple[str, int, int]], cut: int) -> list[tuple[str, int, int]]:
    """The words up to a cut, less a list that the cut breaks off and a "from" whose "to" it takes away."""
    said = [word.lower() for word, _, _ in kept]
    before = said[:cut]
    within_list = said[cut] in {"and", "or"} or before[-1].endswith(",")
    comma = next((at for at, word in enumerate(before) if word.endswith(",")), None)
    if within_list and comma is not None:
        return kept[: comma + 1]
    if said[cut] == "to" and "from" in before and "to" not in before[before[::-1].index("from") * -1 :]:
        return kept[: cut - 1 - before[::-1].index("from")]
    return kept[:cut]


def _is_noun_pair(kept: list[tuple[str, int, int]], place: int) -> bool:
    """Whether the word after `and` is the last of its kind in a pair of nouns: "sales and support"."""
    after = place + 2
    follows = kept[after][0].lower() if after < len(kept) else ""
    if after + 1 < len(kept) and kept[after + 1][0].lower().strip(",.") in {"it", "them", "us"}:
        return False
    return not follows or follows in {"in", "of", "for", "on", "with", "at", "from", "by", "teams", "across"}


def _starts_clause(word: str, verbs: frozenset[str]) -> bool:
    return word.lower() in verbs or word.lower() in {
        "so",
        "which",
        "who",
        "where",
        "while",
        "but",
        "because",
        "then",
        "with",
    }
