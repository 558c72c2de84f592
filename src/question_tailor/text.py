"""Text from outside: cleaned on the way in, folded for comparison, cut into sentences and words.

Cleaning takes out what a reader cannot see and a model can: control characters, zero-width and bidirectional
characters, tag characters, stray variation selectors. What real languages need stays: joiners between letters of the
scripts that use them, emoji sequences, flags. What was taken out is reported by channel, position and count, never
by its words.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from question_tailor._resources import toml

if TYPE_CHECKING:
    from collections.abc import Sequence

_JOINERS: Final = "\u200c\u200d"
_BIDI: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ZERO_WIDTH: Final = frozenset("\u00ad\u180e\u200b\u2060\u2061\u2062\u2063\u2064\ufeff")
_LINE_ENDS: Final = frozenset("\r\u0085\u2028\u2029\x0b\x0c")
_BLANK_LETTERS: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_KEYCAP: Final = "\u20e3"
_BLACK_FLAG: Final = "\U0001f3f4"
_CANCEL_TAG: Final = "\U000e007f"
_MARKS_PER_LETTER: Final = 4
_TAGS: Final = range(0xE0000, 0xE0080)
_TAG_LETTERS: Final = range(0xE0061, 0xE007B)
_LONGEST_FLAG: Final = 7
_PICTOGRAPHS: Final = "\u203c\u2049\u00a9\u00ae\ufe0f"
_EMOJI_SELECTORS: Final = "\ufe0e\ufe0f"
_VARIATION_SELECTORS: Final = (range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
_JOINED_SCRIPTS: Final = (  # Arabic and Syriac; the scripts of India; Myanmar; Khmer and Mongolian
    range(0x0600, 0x0900),
    range(0x0900, 0x0E00),
    range(0x1000, 0x10A0),
    range(0x1780, 0x18B0),
)
_RUN: Final = re.compile(r"(?P<plain>[\x20-\x7e\n\t]+)|.", re.DOTALL)
_CHANNELS: Final = {"Cc": "control", "Cs": "surrogate", "Co": "private-use", "Cn": "unassigned", "Cf": "format"}


@dataclass(frozen=True, slots=True)
class Removal:
    """Something invisible that cleaning took out.

    Attributes:
        channel: How it was hidden, such as `zero-width` or `tag`.
        start: Where it stood, as a character position in the cleaned text.
        count: How many characters went.
    """

    channel: str
    start: int
    count: int


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Cleaned text and what went missing on the way."""

    text: str
    removed: tuple[Removal, ...]


def clean(raw: str) -> Cleaned:
    """Take out what a reader cannot see, and bring line ends and spaces to one form.

    Cleaning is idempotent: `clean(clean(x).text)` changes nothing more.
    """
    raw = _composed(raw.replace("\r\n", "\n"))
    kept: list[str] = []
    length = 0
    removed: list[Removal] = []
    marks = 0
    base = ""
    flag_until = -1
    for match in _RUN.finditer(raw):
        said, index = match.group(), match.start()
        if index <= flag_until or match.lastgroup == "plain":
            kept.append(said)
            length += len(said)
            marks, base = 0, said[-1]
            continue
        if said == _BLACK_FLAG:
            flag_until = _end_of_flag(raw, index)
        mark = unicodedata.combining(said) != 0
        replacement, channel = _visible(raw, index, base)
        if not channel and mark and marks >= _MARKS_PER_LETTER:
            replacement, channel = "", "combining-flood"
        if replacement:  # what goes does not end a row of marks
            marks, base = (marks + 1, base) if mark else (0, replacement)
            kept.append(replacement)
            length += len(replacement)
        if channel:
            _report(removed, channel, length)
    text = "".join(kept)
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    starts = [min(max(removal.start - lead, 0), len(text)) for removal in removed]
    whole = _composed(text)
    if whole != text:  # what went had kept a letter and its mark apart
        text, starts = whole, _moved(starts, text, whole)
    return Cleaned(text, tuple(replace(removal, start=start) for removal, start in zip(removed, starts, strict=True)))


def cleaned_positions(raw: str, positions: Sequence[int]) -> list[int]:
    """Where positions of a text lie in what `clean` makes of it.

    Args:
        raw: The text before cleaning.
        positions: Positions in it, in ascending order.

    Returns:
        For each its position in the cleaned text, exact but for a character where cleaning looks across it.
    """
    inner = clean(f"|{raw}|").text[1:-1]
    lead = len(inner) - len(inner.lstrip())
    longest = len(inner.strip())
    found: list[int] = []
    start = before = 0
    for position in positions:
        before += len(clean(f"|{raw[start:position]}|").text) - 2
        start = max(start, position)
        found.append(min(max(before - lead, 0), longest))
    return found


def _composed(raw: str) -> str:
    return unicodedata.normalize("NFC", raw)


def _moved(starts: Sequence[int], text: str, composed: str) -> list[int]:
    """Where positions of a text lie in its composed form; decomposed, both are the same."""
    before = [0, *accumulate(len(unicodedata.normalize("NFD", char)) for char in text)]
    ends = list(accumulate(len(unicodedata.normalize("NFD", char)) for char in composed))
    return [bisect_right(ends, before[start]) for start in starts]


def _report(removed: list[Removal], channel: str, start: int) -> None:
    last = removed[-1] if removed else None
    if last and last.channel == channel and last.start == start:
        removed[-1] = Removal(channel, start, last.count + 1)
    else:
        removed.append(Removal(channel, start, 1))


def _visible(raw: str, index: int, before: str) -> tuple[str, str]:
    """What stands for one character after the letter or sign `before`, and the channel it hid in where it goes.

    Marks on that letter do not count: composing may change their order.
    """
    char = raw[index]
    if char in _LINE_ENDS:
        return "\n", ""
    category = unicodedata.category(char)
    if category == "Zs":
        return " ", ""
    if category in _CHANNELS or char in _BLANK_LETTERS or _is_variation_selector(char):
        return _invisible(raw, index, before, category)
    return char, ""


def _invisible(raw: str, index: int, before: str, category: str) -> tuple[str, str]:
    char = raw[index]
    after = raw[index + 1] if index + 1 < len(raw) else ""
    if char in _JOINERS:
        return (char, "") if _joins(before, after) else ("", "zero-width")
    if _is_variation_selector(char):
        fits = char in _EMOJI_SELECTORS and before and (_is_pictograph(before) or after == _KEYCAP)
        return (char, "") if fits else ("", "variation-selector")
    if ord(char) in _TAGS:
        return "", "tag"
    if char in _BIDI:
        return "", "bidi"
    return "", "zero-width" if char in _ZERO_WIDTH or char in _BLANK_LETTERS else _CHANNELS[category]


def _is_variation_selector(char: str) -> bool:
    return any(ord(char) in block for block in _VARIATION_SELECTORS)


def _is_pictograph(char: str) -> bool:
    """Whether a character may be shown as an emoji; signs such as `|` and `+` may not."""
    return (char > "\xff" and unicodedata.category(char) in {"So", "Sk", "Sm"}) or char in _PICTOGRAPHS


def _joins(before: str, after: str) -> bool:
    """Whether a joiner stands where a script or an emoji sequence needs one."""
    if not before or not after:
        return False
    if _is_pictograph(before) and unicodedata.category(after) == "So":
        return after not in _BLANK_LETTERS
    return _needs_joiners(before) and _needs_joiners(after)


def _needs_joiners(char: str) -> bool:
    """Whether a character is a letter or mark, and stays, of a script that uses joiners."""
    stays = unicodedata.category(char)[0] in "LM" and not _is_variation_selector(char)
    return stays and any(ord(char) in block for block in _JOINED_SCRIPTS)


def _end_of_flag(raw: str, index: int) -> int:
    """The last position of a flag's tag sequence that begins at the black flag at `index`, or `index - 1`."""
    end = index + 1
    while end < len(raw) and end - index <= _LONGEST_FLAG and ord(raw[end]) in _TAG_LETTERS:
        end += 1
    whole = end > index + 2 and end < len(raw) and raw[end] == _CANCEL_TAG
    return end if whole else index - 1


@dataclass(frozen=True, slots=True)
class Folded:
    """Text with its writing variants folded together, and for each character where it came from.

    Attributes:
        text: The folded text.
        origin: For each folded character the position in the original; one more entry for the end.
    """

    text: str
    origin: tuple[int, ...]


_DASHES: Final = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d")
_SINGLE_QUOTES: Final = frozenset("\u2018\u2019\u201a\u201b\u2032\u2039\u203a`\u00b4")
_DOUBLE_QUOTES: Final = frozenset("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb")


def fold(text: str) -> Folded:
    """Fold white space, quotation marks, dashes and the ellipsis character; letters and figures stay as they are."""
    out: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(text):
        folded = _fold_char(char)
        if folded == " " and (not out or out[-1] == " "):
            continue
        out.extend(folded)
        origin.extend([index] * len(folded))
    if out and out[-1] == " ":
        out.pop()
        origin.pop()
    return Folded("".join(out), (*origin, origin[-1] + 1 if origin else 0))


def _fold_char(char: str) -> str:
    if char.isspace():
        return " "
    if char in _DASHES:
        return "-"
    if char in _SINGLE_QUOTES:
        return "'"
    if char in _DOUBLE_QUOTES:
        return '"'
    return "..." if char == "\u2026" else char


_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_ABBREVIATIONS: Final = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|approx|incl|z\.B|d\.h|bzw|ca|Nr|Dr|Mr|Ms|St|No|Inc|Ltd|Co)\.)$"
)
_SENTENCE_END: Final = re.compile(
    r"[.!?\u2026]+[)\"'\u201d\u2019\u00bb]*(?=\s|$)|\n\s*(?:\n|(?=[-*\u2022\u00b7o]\s))|\n(?=#)|(?<=:)\n"
)


def words(text: str) -> list[str]:
    """The words of a text, lower case, without figures."""
    return [match.group().lower().replace("\u2019", "'") for match in _WORD.finditer(text)]


_LEANING: Final = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'")


def bare_words(text: str, language: str) -> list[str]:
    """The words of a text as `words` gives them, in French without an article or the like that leans on them."""
    said = words(text)
    return [_LEANING.sub("", word) for word in said] if language == "fr" else said


_SHORTEST_STEM: Final = 4


_ENDINGS: Final = {
    "en": ("ing", "ies", "ed", "es", "s", "e"),
    "de": ("erinnen", "innen", "ern", "em", "en", "er", "es", "e", "n", "s"),
    "fr": ("issements", "issement", "ations", "ation", "ées", "ée", "és", "é", "er", "ez", "ir", "es", "e", "s", "x"),
}


def stem(word: str, language: str = "en") -> str:
    """A word without the endings that most often keep two forms of it apart; for comparing, not for showing.

    Args:
        word: The word, in lower case.
        language: `en`, `de` or `fr`; what is done for English is done for others.
    """
    word = word.removesuffix("'s")
    for ending in _ENDINGS.get(language, _ENDINGS["en"]):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    return word if language == "en" else "".join(c for c in unicodedata.normalize("NFD", word) if c.isalnum())


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, list item or heading of a text, without the white space around it."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if _ABBREVIATIONS.search(text, start, match.end()):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    trimmed = [_trim(text, begin, end) for begin, end in spans]
    return [(begin, end) for begin, end in trimmed if end > begin]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return _word_lists("function_words")


@cache
def _word_lists(name: str) -> dict[str, frozenset[str]]:
    listed: dict[str, str] = toml("languages.toml")[name]
    return {code: frozenset(line.split()) for code, line in listed.items()}


_FEWEST_OF_OTHERS: Final = 2
"""How many different words of more than one letter tell a language that the checks were not measured in."""


def language(text: str, *, least: int = 3) -> str | None:
    """The language of a text as a two-letter code, or None where its words do not tell.

    Args:
        text: The text.
        least: How many function words of the language it has to hold at least.

    Returns:
        One of `en de fr es it nl pt pl`, or `other` where most letters are not of the Latin script. Single letters
        and one word said over and over tell none of the last five: notes in English hold `w/` and `i` too.
    """
    letters = [char for char in text if char.isalpha()]
    if letters:
        foreign = sum(not unicodedata.name(char, "LATIN").startswith("LATIN") for char in letters)
        if foreign / len(letters) > 0.3:  # noqa: PLR2004 - product names may be in another script
            return "other"
    counts = Counter(words(text))
    scores = {code: _score(counts, code, listed) for code, listed in _function_words().items()}
    return _best(scores, least)


def likely_language(text: str) -> str | None:
    """The language of a text as `language` tells it; of a short one also by words that notes and messages are full of.

    Returns:
        As `language`; a language that only the further words tell is `en`, `de` or `fr`.
    """
    if found := language(text):
        return found
    counts = Counter(words(text))
    more = _word_lists("words_of_notes")
    scores = {code: sum(counts[word] for word in _function_words()[code] | listed) for code, listed in more.items()}
    return _best(scores, least=2)


def _score(counts: Counter[str], code: str, listed: frozenset[str]) -> int:
    held = {word for word in listed if word in counts}
    if code not in _word_lists("words_of_notes") and sum(len(word) > 1 for word in held) < _FEWEST_OF_OTHERS:
        return 0
    return sum(counts[word] for word in held)


def _best(scores: dict[str, int], least: int) -> str | None:
    (best, score), (_, second) = sorted(scores.items(), key=lambda item: -item[1])[:2]
    return best if score >= least and score > second else None
