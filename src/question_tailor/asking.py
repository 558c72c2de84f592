"""Requests for slots: which slots share one, and what it says the first time and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from question_tailor import prompts
from question_tailor.exchange import ModelRequest
from question_tailor.findings import Finding, say
from question_tailor.schemas import key_of, wire_schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from question_tailor.exchange import Message
    from question_tailor.prompts import Ask, Material

GroupBy = Literal["category", "question", "kit"]
"""How slots share requests: by category (side by side, at most three each), one by one, or all in one."""

_LARGEST_GROUP: Final = 3


def grouped(asks: Sequence[Ask], group_by: GroupBy) -> list[list[Ask]]:
    """The slots of each request of the first round, in the order of the plan."""
    if group_by == "kit":
        return [list(asks)]
    if group_by == "question":
        return [[ask] for ask in asks]
    by_category: dict[str, list[Ask]] = {}
    for ask in asks:
        by_category.setdefault(ask.slot.category, []).append(ask)
    return [
        group[start : start + _LARGEST_GROUP]
        for group in by_category.values()
        for start in range(0, len(group), _LARGEST_GROUP)
    ]


def request_for(material: Material, group: list[Ask]) -> ModelRequest:
    """What asks for a group of slots for the first time."""
    return _request("+".join(ask.slot.id for ask in group), group, prompts.messages_for(material, group))


def request_again(
    material: Material,
    ask: Ask,
    entry: dict[str, Any] | None,
    findings: tuple[Finding, ...],
    *,
    repeated: tuple[str, ...],
    asked: int,
) -> ModelRequest:
    """What asks for one slot again: with its latest answer, and what is wrong with that.

    Args:
        material: What the kit is made from.
        ask: The slot.
        entry: Its latest answer; None where none arrived.
        findings: What is wrong.
        repeated: Questions of the kit that the answer repeats.
        asked: How often it was asked for so far.
    """
    alone = prompts.messages_for(material, [ask], repeated)
    latest = prompts.answer_json(entry) if entry else ""
    told = _for_the_model(findings, material.language)
    return _request(f"{ask.slot.id}.again{asked}", [ask], prompts.repair_messages(alone, latest, ask.slot, told))


def _request(request_id: str, group: list[Ask], messages: tuple[Message, ...]) -> ModelRequest:
    categories = tuple(dict.fromkeys(ask.slot.category for ask in group))
    name = key_of(categories[0]) if len(categories) == 1 else "kit"
    return ModelRequest(request_id, messages, f"{name}_questions", wire_schema(categories))


def _for_the_model(findings: tuple[Finding, ...], language: str) -> tuple[Finding, ...]:
    """What a model is told of its answer: nothing of connections and servers, which it can do nothing about."""
    told = tuple(finding for finding in findings if finding.rule != "answer.failed")
    return told or (say("answer.missing", language, "block"),)
