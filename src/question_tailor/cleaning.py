"""Text from outside, cleaned on the way in.

Cleaning takes out what a reader cannot see and a model can: control characters, zero-width and bidirectional
characters, tag characters, stray variation selectors. What real languages need stays: joiners between letters of the
scripts that use them, emoji sequences, flags. What was taken out is reported by channel, position and count, never
by its words.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Final

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
