"""The order of a kit's questions, who asks them, and for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from question_tailor._resources import toml_in
from question_tailor.errors import ConfigurationError
from question_tailor.kits.changing import changed, require_slots
from question_tailor.kits.rechecking import rechecked
from question_tailor.vocabulary import INTERVIEWERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from question_tailor.kit import InterviewKit
    from question_tailor.slots import Plan, Slot
    from question_tailor.vocabulary import Interviewer

_OF_THE_SHARES: Final = frozenset({"plan.panel", "plan.interviewer_share"})


def reorder(
    kit: InterviewKit,
    first: Sequence[str] = (),
    *,
    interviewers: Mapping[str, Interviewer] | None = None,
    minutes: Mapping[str, int] | None = None,
) -> InterviewKit:
    """Put a kit's questions into another order, give them to other interviewers, or give them other times.

    Slots keep their ids, so that notes and differences still tell which question they are about. Minutes per
    interviewer and spare minutes are counted anew.

    Args:
        kit: The kit; it is not changed.
        first: Slots that come first, in this order; the others follow in the order that they have.
        interviewers: Who is to ask, by slot; who is not on the panel joins it.
        minutes: How long, in whole minutes, by slot.

    Raises:
        InputError: The kit is signed.
        ConfigurationError: The kit has no such slot, an interviewer is not known, or the minutes go beyond the panel's.
    """
    kit.require_unsigned()
    asking, lasting = dict(interviewers or {}), dict(minutes or {})
    require_slots(kit, [*first, *asking, *lasting])
    if len(set(first)) < len(first):
        raise ConfigurationError(f"order: each slot once, not {', '.join(first)}")
    if unknown := [name for name in asking.values() if name not in INTERVIEWERS]:
        raise ConfigurationError(f"interviewer: one of {', '.join(INTERVIEWERS)}; not {', '.join(map(repr, unknown))}")
    if any(isinstance(value, bool) or value not in range(1, kit.plan.minutes + 1) for value in lasting.values()):
        raise ConfigurationError(f"minutes: a whole number from 1 to the panel's {kit.plan.minutes} for each slot")
    plan = _plan(kit, first, asking, lasting)
    questions = {
        slot.id: kit.question(slot.id).model_copy(update={"interviewer": slot.interviewer, "minutes": slot.minutes})
        for slot in plan.slots
    }
    # What planning said of who asks how much does not hold any more; what holds now the checks of the set say.
    findings = [finding for finding in kit.findings if not asking or finding.rule not in _OF_THE_SHARES]
    return rechecked(changed(kit, questions, plan=plan, findings=findings), list(asking))


def _plan(
    kit: InterviewKit, first: Sequence[str], interviewers: Mapping[str, Interviewer], minutes: Mapping[str, int]
) -> Plan:
    plan = kit.plan
    slots = {
        slot.id: _slot(slot, interviewers.get(slot.id, slot.interviewer), minutes.get(slot.id), kit)
        for slot in plan.slots
    }
    ordered = tuple(slots[name] for name in dict.fromkeys([*first, *slots]))
    spent = sum(slot.minutes for slot in ordered)
    if spent > plan.minutes:
        raise ConfigurationError(f"minutes: the questions would take {spent}, the panel has {plan.minutes}")
    panel = tuple(dict.fromkeys([*plan.panel, *interviewers.values()]))
    return plan.model_copy(update={"slots": ordered, "spare_minutes": plan.minutes - spent, "panel": panel})


def _slot(slot: Slot, interviewer: Interviewer, minutes: int | None, kit: InterviewKit) -> Slot:
    """A slot with its changes, the plan's reason for the old interviewer giving way to that for the new one."""
    why = slot.why
    if interviewer != slot.interviewer:
        panel = toml_in("panel.toml", kit.language)
        old, new = (panel[name][kit.level]["why"] for name in (slot.interviewer, interviewer))
        why = why.replace(f" {panel['slot']['stand_in']}", "").replace(old, new)
    return slot.model_copy(update={"interviewer": interviewer, "minutes": minutes or slot.minutes, "why": why})
