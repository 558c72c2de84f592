"""What is different between two kits, in lines of text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from question_tailor.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from question_tailor.findings import Finding
    from question_tailor.kits import KitDiff
    from question_tailor.kits.differences import Change

_HASH: Final = 12
_LONGEST: Final = 400


def told(difference: KitDiff) -> str:
    """A difference in lines: `-` before what only the first kit has, `+` before what only the second has."""
    if difference.same:
        return "Nothing is different."
    lines = [f"kit {difference.before[:_HASH]} -> {difference.after[:_HASH]}"]
    lines += [*_changes(difference.changes), *_findings(difference.lost, "-"), *_findings(difference.gained, "+")]
    for slot in difference.slots:
        lines.append(f"{shown(slot.slot)} {slot.state}")
        if slot.state != "changed":
            lines.append(f"  {'+' if slot.state == 'added' else '-'} text: {shown(slot.text)}")
        lines += [*_changes(slot.changes), *_findings(slot.lost, "-"), *_findings(slot.gained, "+")]
    return "\n".join(lines)


def shown(value: Any) -> str:  # noqa: ANN401 - any JSON
    """A value on one line, without anything that would steer a terminal, and not endlessly long."""
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    line = " ".join(clean(said).text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}..."


def _changes(changes: Iterable[Change]) -> Iterator[str]:
    for change in changes:
        if change.field == "order":
            yield f"  - order: {shown(' '.join(change.before))}"
            yield f"  + order: {shown(' '.join(change.after))}"
            continue
        before, after = list(_parts(change.field, change.before)), list(_parts(change.field, change.after))
        yield from (f"  - {name}: {shown(value)}" for name, value in before if (name, value) not in after)
        yield from (f"  + {name}: {shown(value)}" for name, value in after if (name, value) not in before)


def _parts(field: str, value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any JSON
    """The single values of a field, so that of a list or an object only what differs is told."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _parts(f"{field}.{key}", item)
    elif isinstance(value, list):
        for item in value:
            yield from _parts(field, item)
    else:
        yield field, value


def _findings(findings: Iterable[Finding], sign: str) -> Iterator[str]:
    for finding in findings:
        yield f"  {sign} {finding.severity} {shown(finding.rule)}: {shown(finding.why)}"
