"""What the findings of a kit come to, on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from question_tailor.cli.progress import note, plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from question_tailor.findings import Finding
    from question_tailor.kit import InterviewKit

_MOST_LINES: Final = 10
_LONGEST: Final = 160


def tell_findings(kit: InterviewKit, out: Path | None) -> None:
    """Say the findings of a kit, what blocks first, one line for what is said of several questions alike.

    Args:
        kit: The kit.
        out: Where it was written, to say where the rest stands.
    """
    lines = list(_lines(kit))
    for line in lines[:_MOST_LINES]:
        note(line)
    if len(lines) > _MOST_LINES:
        note(f"... and {len(lines) - _MOST_LINES} more, in {out or 'the kit'}.")


def summary(kit: InterviewKit) -> str:
    """How many findings there are about what."""
    noted = [question for question in kit.questions if question.findings]
    blocked = [question for question in noted if any(one.severity == "block" for one in question.findings)]
    told = (
        f"{len(kit.findings)} findings about inputs and plan; {len(noted)} of {len(kit.questions)} questions have some"
    )
    return f"{told}, {len(blocked)} of them blocking." if blocked else f"{told}."


def _lines(kit: InterviewKit) -> Iterator[str]:
    slots: dict[tuple[str, str, str], list[str]] = {}
    for finding, slot in _all(kit):
        slots.setdefault((finding.severity, finding.rule, finding.why), []).extend([slot] if slot else [])
    for (severity, rule, why), named in sorted(slots.items(), key=lambda item: item[0][0] != "block"):
        where = f"{' '.join(dict.fromkeys(named))} " if named else ""
        said = plain(why)
        short = said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}\u2026"
        yield f"{severity}: {where}{short} ({rule})"


def _all(kit: InterviewKit) -> Iterator[tuple[Finding, str]]:
    """Those about the kit as a whole, then those about single questions."""
    yield from ((finding, finding.slot or "") for finding in kit.findings)
    yield from ((finding, question.slot) for question in kit.questions for finding in question.findings)
