"""Text that was copied from a web page: without the lines of the page that are no part of the posting."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from question_tailor._resources import toml
from question_tailor.cleaning import Removal

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

CHANNEL: Final = "web-page"
"""What the lines are reported as: once, at the first of them, with the characters of all."""
_LONGEST_LINE: Final = 2_000
_MARKS: Final = " \t#*_>-\u2022\u00b7|"
_LINK: Final = re.compile(r"!?\[([^\]\n]{0,200})\]\([^)\n]{0,500}\)")
_BETWEEN: Final = r"[\s|/\u00b7\u2022>\u203a\u2013-]++"
_PROSE: Final = 60
"""Characters from which a line below `Apply now` makes that a heading."""


def without_page(text: str) -> tuple[str, tuple[Removal, ...]]:
    """Leave out the lines of a pasted text that belong to the web page around it: only whole ones, in doubt none.

    Args:
        text: Plain text or Markdown, with line feeds as line ends.

    Returns:
        The text, the same where nothing of a page stands in it; and what was left out.
    """
    lines = text.split("\n")
    gone = _gone([_bare(line) for line in lines], {n for n, line in enumerate(lines) if line.lstrip().startswith("#")})
    if not gone or len(gone) == sum(bool(line.strip()) for line in lines):
        return text, ()  # a text of nothing else is left to whoever asks for a posting
    kept = "\n".join(line for number, line in enumerate(lines) if number not in gone)
    first = len("\n".join(lines[: min(gone)]))
    return kept, (Removal(CHANNEL, first, sum(len(lines[number].strip()) for number in gone)),)


def _gone(lines: Sequence[str], headings: Collection[int]) -> set[int]:
    rules = _rules()
    whole = {number for number, line in enumerate(lines) if line and _goes(line, rules)}
    whole = {number for number in whole if number not in headings and not _is_heading(lines, number, rules)}
    whole |= _beside(lines, whole, rules)
    if not whole:
        return whole  # the text did not come from a page: what lists jobs or promises equal treatment is its own
    whole |= {below for number, line in enumerate(lines) for below in _other_jobs(lines, number, line, rules)}
    for number in [number for number, line in enumerate(lines) if line and rules.equal.fullmatch(line)]:
        whole.add(number)
        above = _next(lines, number, -1)
        if above is not None and rules.equal_heading.fullmatch(lines[above].rstrip(":")):
            whole.add(above)
    return whole


def _goes(line: str, rules: _Rules) -> bool:
    if len(line) > rules.longest:
        return False
    return bool(rules.line.fullmatch(line) or rules.buttons.fullmatch(line) or rules.row.fullmatch(line))


def _is_heading(lines: Sequence[str], number: int, rules: _Rules) -> bool:
    """Whether a single button, such as `Apply now`, is the heading of what stands below it."""
    if not rules.button.fullmatch(lines[number]) or number + 1 >= len(lines):
        return False
    below = _next(lines, number, 1)
    return (
        below is not None
        and (len(lines[below]) >= _PROSE or lines[below].endswith((".", "!")))
        and not _goes(lines[below], rules)
    )


def _beside(lines: Sequence[str], gone: set[int], rules: _Rules) -> set[int]:
    """Single links next to lines that go; alone they may be headings."""
    found: set[int] = set()
    for step in (1, -1):
        for start in sorted(gone):
            at = _next(lines, start, step)
            while at is not None and at not in gone and abs(at - start) > 0 and rules.link.fullmatch(lines[at]):
                if _leads_on(lines, at):
                    break
                found.add(at)
                at = _next(lines, at, step)
    return found


def _leads_on(lines: Sequence[str], number: int) -> bool:
    """Whether prose stands below a line, so that it is a heading."""
    below = _next(lines, number, 1)
    return below is not None and (len(lines[below]) >= _PROSE or lines[below].endswith((".", "!", ":")))


def _other_jobs(lines: Sequence[str], number: int, line: str, rules: _Rules) -> list[int]:
    if not line or not rules.other_jobs.fullmatch(line.rstrip(":")):
        return []
    found = [number]
    for at in range(number + 1, min(len(lines), number + 1 + rules.most_other_jobs)):
        said = lines[at]
        if not said:
            continue
        if len(said) > rules.longest_job or said.endswith((".", "!", "?", ":")):
            break
        found.append(at)
    return found


def _next(lines: Sequence[str], number: int, step: int) -> int | None:
    at = number + step
    while 0 <= at < len(lines) and not lines[at]:
        at += step
    return at if 0 <= at < len(lines) else None


def _bare(line: str) -> str:
    """A line without marks of Markdown, the addresses of its links, and the signs around it."""
    said = _LINK.sub(r"\1", line) if len(line) <= _LONGEST_LINE else line
    return said.strip(_MARKS).replace("\u2019", "'")


@dataclass(frozen=True, slots=True)
class _Rules:
    """The patterns of pasted.toml; what they mean is said there."""

    line: re.Pattern[str]
    button: re.Pattern[str]
    buttons: re.Pattern[str]
    link: re.Pattern[str]
    row: re.Pattern[str]
    other_jobs: re.Pattern[str]
    equal: re.Pattern[str]
    equal_heading: re.Pattern[str]
    longest: int
    longest_job: int
    most_other_jobs: int


@cache
def _rules() -> _Rules:
    data = toml("pasted.toml")
    button, link = "|".join(data["buttons"]), "|".join(data["links"])
    # Atomic: a button is read in one way only, or a line of many would be tried in all of them.
    either = f"(?>{button}|{link})(?!\\w)"

    def made(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    return _Rules(
        line=made("|".join(data["lines"])),
        button=made(button),
        buttons=made(f"(?>{button})(?!\\w)(?:{_BETWEEN}{either})*+"),
        link=made(link),
        row=made(f"{either}(?:{_BETWEEN}{either}){{2,}}+"),
        other_jobs=made(data["other_jobs"]),
        equal=made("|".join(data["equal_treatment"])),
        equal_heading=made(data["equal_heading"]),
        longest=data["longest"],
        longest_job=data["longest_job"],
        most_other_jobs=data["most_other_jobs"],
    )
