"""Requests for slots: which slots share one, and what it says the first time and again."""

from __future__ import annotations

import re
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
_LONGEST_WORDS: Final = 80
_STEPS: Final = re.compile(r"\w+")
"""The steps of a field's name: `probes[1]` is the second of the probes."""


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
    told = tuple(_with_words(finding, entry) for finding in _for_the_model(findings, material.language))
    return _request(f"{ask.slot.id}.again{asked}", [ask], prompts.repair_messages(alone, latest, ask.slot, told))


def _request(request_id: str, group: list[Ask], messages: tuple[Message, ...]) -> ModelRequest:
    categories = tuple(dict.fromkeys(ask.slot.category for ask in group))
    name = key_of(categories[0]) if len(categories) == 1 else "kit"
    return ModelRequest(request_id, messages, f"{name}_questions", wire_schema(categories))


def _for_the_model(findings: tuple[Finding, ...], language: str) -> tuple[Finding, ...]:
    """What a model is told of its answer: what blocks, and nothing of connections, about which it can do nothing."""
    told = tuple(finding for finding in findings if finding.severity == "block" and finding.rule != "answer.failed")
    return told or (say("answer.missing", language, "block"),)


def _with_words(finding: Finding, entry: dict[str, Any] | None) -> Finding:
    """A finding that begins with the words of the answer that it is about, where it is about a part of a text."""
    part: Any = entry
    if part is None or finding.span is None:
        return finding
    try:
        for step in _STEPS.findall(finding.field or ""):
            part = part[int(step) if isinstance(part, list) else step]
    except (KeyError, IndexError, TypeError, ValueError):
        return finding
    text = part.strip() if isinstance(part, str) else ""
    words = text[slice(*finding.span)]
    if not words or words == text:
        return finding
    return finding.model_copy(update={"why": f'"{words[:_LONGEST_WORDS]}": {finding.why}'})
