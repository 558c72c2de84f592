"""The making of a kit as server-sent events."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, Final

from question_tailor import TailorError
from question_tailor.events import KitFinished, QuestionAccepted, QuestionDrafted, QuestionSentBack, SlotsAsked

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator

    from sessions import Order

    from question_tailor import AsyncTailor
    from question_tailor.events import Event
    from question_tailor.kit import TailoredQuestion

HEARTBEAT: Final = 10.0
"""Seconds after which a quiet stream says that it is still there."""


async def streamed(tailor: AsyncTailor, order: Order, places: asyncio.Semaphore) -> AsyncIterator[str]:
    """The making of a kit as server-sent events. Whoever goes away cancels it."""
    queue: asyncio.Queue[tuple[str, Any] | None] = asyncio.Queue()

    async def make() -> None:
        try:
            async with places:
                stream: AsyncGenerator[Event, None] = tailor.stream(order.job, order.company, **order.options)
                async for event in stream:
                    if isinstance(event, KitFinished):
                        order.kit = event.kit
                    queue.put_nowait(told(event))
        except TailorError as error:
            queue.put_nowait(("failed", {"why": f"{error} {error.hint}".strip()}))
        finally:
            queue.put_nowait(None)

    task = asyncio.create_task(make())
    try:
        while True:
            try:
                said = await asyncio.wait_for(queue.get(), HEARTBEAT)
            except TimeoutError:
                yield ": still at it\n\n"
                continue
            if said is None:
                return
            yield f"event: {said[0]}\ndata: {json.dumps(said[1])}\n\n"
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def told(event: Event) -> tuple[str, Any]:
    """An event's name and what the page is told of it."""
    match event:
        case SlotsAsked(slots):
            return "asked", {"slots": [slot.id for slot in slots], "category": slots[0].category}
        case QuestionSentBack(slot, findings):
            return "sent_back", {"slot": slot.id, "rules": [finding.rule for finding in findings]}
        case QuestionAccepted(question) | QuestionDrafted(question, _):
            return "question", shown(question)
        case KitFinished(kit):
            findings = [{"severity": f.severity, "rule": f.rule, "why": f.why} for f in kit.findings]
            return "finished", {"questions": len(kit.questions), "findings": findings, "level": kit.level}


def shown(question: TailoredQuestion) -> dict[str, Any]:
    """What the page shows of a question."""
    return {
        "slot": question.slot,
        "category": question.category,
        "interviewer": question.interviewer,
        "minutes": question.minutes,
        "text": question.text,
        "why": question.why,
        "quotes": [quote.quote for quote in question.evidence],
        "origin": question.origin,
        "findings": [finding.why for finding in question.findings],
    }
