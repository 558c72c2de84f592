"""What is different between two kits, by slot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from question_tailor.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from question_tailor.kit import InterviewKit


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Change(_Part):
    """One thing that says something else.

    Attributes:
        field: Where: a field of a question, or of the kit as `plan.minutes`.
        before: What the first kit says, as JSON.
        after: What the second kit says.
    """

    field: str
    before: Any
    after: Any


class SlotDiff(_Part):
    """What became of one slot.

    Attributes:
        slot: Its id.
        state: `added` and `removed` slots stand in one kit only; `changed` ones in both.
        text: The question in the second kit, or in the first where it was removed.
        changes: What says something else, findings apart.
        gained: Findings of the second kit that the first has not.
        lost: Findings of the first kit that the second has not.
    """

    slot: str
    state: Literal["added", "removed", "changed"]
    text: str
    changes: tuple[Change, ...] = ()
    gained: tuple[Finding, ...] = ()
    lost: tuple[Finding, ...] = ()


class KitDiff(_Part):
    """What is different between two kits; how and when they were made does not count.

    Attributes:
        same: Whether nothing is different.
        before: Hash of what candidates are asked in the first kit.
        after: The same of the second kit.
        changes: What is different about the kit as a whole: role, plan, inputs, order of the slots, signature.
        slots: What is different by slot, in the order of the second kit; removed slots come last.
        gained: Findings about the kit as a whole that only the second kit has.
        lost: Findings about the kit as a whole that only the first kit has.
    """

    same: bool
    before: str
    after: str
    changes: tuple[Change, ...]
    slots: tuple[SlotDiff, ...]
    gained: tuple[Finding, ...]
    lost: tuple[Finding, ...]


_OF_THE_KIT: Final = (
    "role.title",
    "company.name",
    "level",
    "language",
    "plan.minutes",
    "plan.spare_minutes",
    "plan.panel",
    "run.job_sha256",
    "run.company_sha256",
    "signature",
)
_NOT_COMPARED: Final = frozenset({"slot", "findings"})
_OF_THE_QUESTION: Final = frozenset({"id", "category", "canonical_id", "interviewer", "minutes"})
"""Fields of a slot that its question holds too."""


def diff(first: InterviewKit, second: InterviewKit) -> KitDiff:
    """What is different in a second kit, by slot: wording, interviewers, minutes, findings, plan.

    Args:
        first: The kit as it was.
        second: The kit as it is.
    """
    changes = tuple(_of_the_kit(first, second))
    slots = tuple(_of_the_slots(first, second))
    gained, lost = _findings(first.findings, second.findings)
    return KitDiff(
        same=not (changes or slots or gained or lost),
        before=first.sha256,
        after=second.sha256,
        changes=changes,
        slots=slots,
        gained=gained,
        lost=lost,
    )


def _of_the_kit(first: InterviewKit, second: InterviewKit) -> Iterable[Change]:
    was, now = first.model_dump(mode="json"), second.model_dump(mode="json")
    for field in _OF_THE_KIT:
        if _at(was, field) != _at(now, field):
            yield Change(field=field, before=_at(was, field), after=_at(now, field))
    # Slots that only one kit has are told as such; here counts how those stand that both have.
    shared = {question.slot for question in first.questions} & {question.slot for question in second.questions}
    before, after = ([q.slot for q in kit.questions if q.slot in shared] for kit in (first, second))
    if before != after:
        yield Change(field="order", before=before, after=after)


def _at(document: dict[str, Any], path: str) -> Any:  # noqa: ANN401 - any JSON
    value: Any = document
    for step in path.split("."):
        value = value[step]
    return value


def _of_the_slots(first: InterviewKit, second: InterviewKit) -> Iterable[SlotDiff]:
    was = {question.slot: question for question in first.questions}
    now = {question.slot: question for question in second.questions}
    planned = [{slot.id: slot for slot in kit.plan.slots} for kit in (first, second)]
    for slot, question in now.items():
        if slot not in was:
            yield SlotDiff(slot=slot, state="added", text=question.text, gained=question.findings)
            continue
        changes = [*_fields(was[slot], question), *_fields(planned[0][slot], planned[1][slot], "plan.")]
        gained, lost = _findings(was[slot].findings, question.findings)
        if changes or gained or lost:
            yield SlotDiff(
                slot=slot, state="changed", text=question.text, changes=tuple(changes), gained=gained, lost=lost
            )
    for slot, question in was.items():
        if slot not in now:
            yield SlotDiff(slot=slot, state="removed", text=question.text, lost=question.findings)


def _fields(first: BaseModel, second: BaseModel, prefix: str = "") -> Iterable[Change]:
    """The fields of two questions, or of two slots of a plan, that say something else."""
    was, now = first.model_dump(mode="json"), second.model_dump(mode="json")
    ignored = _OF_THE_QUESTION if prefix else _NOT_COMPARED
    for field in dict.fromkeys([*now, *was]):
        if field not in ignored and was.get(field) != now.get(field):
            yield Change(field=prefix + field, before=was.get(field), after=now.get(field))


def _findings(first: Iterable[Finding], second: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Findings that only the second has, and those that only the first has."""
    was, now = list(first), list(second)
    return tuple(one for one in now if one not in was), tuple(one for one in was if one not in now)
