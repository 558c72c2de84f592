"""Pins: questions that somebody wants kept whatever becomes of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from question_tailor.errors import InputError
from question_tailor.kits.changing import changed, require_slots

if TYPE_CHECKING:
    from question_tailor.kit import InterviewKit


def pin(kit: InterviewKit, *slots: str, pinned: bool = True) -> InterviewKit:
    """Mark questions to be kept as they are: neither `replace` nor `update` makes them anew.

    Args:
        kit: The kit; it is not changed.
        *slots: Ids of the slots.
        pinned: False to take the mark away.

    Raises:
        InputError: The kit is signed.
        ConfigurationError: The kit has no such slot.
    """
    kit.require_unsigned()
    require_slots(kit, slots)
    return changed(kit, {slot: kit.question(slot).model_copy(update={"pinned": pinned}) for slot in slots})


def require_unpinned(kit: InterviewKit, slot: str) -> None:
    """Make sure that a slot may be filled anew.

    Raises:
        InputError: It is pinned.
    """
    if any(question.slot == slot and question.pinned for question in kit.questions):
        raise InputError(f"The question of {slot} is pinned, which keeps it as it is. Take the pin away first.")
