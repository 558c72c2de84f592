"""What is different between two kits, in lines of text."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from question_tailor.cleaning import clean
from question_tailor.kits import diff

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from question_tailor.findings import Finding
    from question_tailor.kit import InterviewKit
    from question_tailor.kits import Holding, KitDiff
    from question_tailor.kits.differences import Change

_HASH: Final = 12
_LONGEST: Final = 400
_PLACES: Final = frozenset({("evidence", "start"), ("evidence", "end")})


def told(difference: KitDiff) -> str:
    """A difference in lines: `-` before what only the first kit has, `+` before what only the second has."""
    if difference.same:
        return "Nothing is different."
    lines = [f"kit {difference.before[:_HASH]} -> {difference.after[:_HASH]}"]
    lines += [*_changes(difference.changes), *_findings(difference.lost, "-"), *_findings(difference.gained, "+")]
    for slot in difference.slots:
        told_of_it = [*_changes(slot.changes), *_findings(slot.lost, "-"), *_findings(slot.gained, "+")]
        if slot.state != "changed":
            told_of_it.insert(0, f"  {'+' if slot.state == 'added' else '-'} text: {shown(slot.text)}")
        if told_of_it:
            lines += [f"{shown(slot.slot)} {slot.state}", *told_of_it]
    return "\n".join(lines)


def holding_told(kit: InterviewKit, holding: Holding) -> str:
    """What of a kit holds against other inputs, in lines, with what speaks against the rest."""
    inputs = {"posting": holding.job_changed, "company text": holding.company_changed}
    lines = [f"The {name} is {'another one' if changed else 'that of the kit'}." for name, changed in inputs.items()]
    lines.append(f"Holds: {' '.join(map(shown, holding.held)) or 'nothing'}")
    for slot in (*holding.flagged, *holding.failing):
        question = kit.question(slot)
        fate = "is to be tailored anew"
        if slot in holding.flagged:
            fate = "is pinned and kept" if question.pinned else "is a person's and kept"
        lines.append(f"{shown(slot)} does not hold and {fate}: {shown(question.text)}")
        lines += _findings(holding.reasons[slot], "!")
    return "\n".join(lines)


def holding_as_json(kit: InterviewKit, holding: Holding) -> str:
    """The same as JSON, with the differences in findings and places that the new inputs make."""
    document = {
        "job_changed": holding.job_changed,
        "company_changed": holding.company_changed,
        "held": holding.held,
        "flagged": holding.flagged,
        "failing": holding.failing,
        "reasons": {slot: [one.model_dump(mode="json") for one in found] for slot, found in holding.reasons.items()},
        "diff": diff(kit, holding.kit).model_dump(mode="json"),
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


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
    """The single values of a field, so that of a list or an object only what differs is told, and no moved quotes."""
    if isinstance(value, dict):
        for key, item in value.items():
            if (field, key) not in _PLACES:
                yield from _parts(f"{field}.{key}", item)
    elif isinstance(value, list):
        for item in value:
            yield from _parts(field, item)
    else:
        yield field, value


def _findings(findings: Iterable[Finding], sign: str) -> Iterator[str]:
    lines = Counter(f"  {sign} {finding.severity} {shown(finding.rule)}: {shown(finding.why)}" for finding in findings)
    for line, times in lines.items():
        yield line if times == 1 else f"{line} ({times} times)"
