"""All waiting: carries a conversation's requests side by side, within a deadline, and tells its events."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from question_tailor.errors import ModelError
from question_tailor.retry import RetryPolicy, send

if TYPE_CHECKING:
    from collections.abc import Callable

    from question_tailor.conversation import Conversation, Step
    from question_tailor.events import Event
    from question_tailor.exchange import ModelRequest, Transport


async def drive(
    conversation: Conversation,
    transport: Transport,
    *,
    emit: Callable[[Event], None],
    streaming: bool,
    policy: RetryPolicy,
    concurrency: int,
    deadline: float | None,
) -> None:
    """Carry a conversation to its end.

    Args:
        conversation: What to ask and what to make of the answers.
        transport: Carries single requests.
        emit: Is told each event as it happens; must not block.
        streaming: Whether answers are read as they are written.
        policy: When to send a request again.
        concurrency: Requests under way at once, at the most.
        deadline: When to give up, on the clock of `time.monotonic`; None for never.

    Raises:
        ModelError: The model could not be reached at all. Where it answered anything, what it did not answer is
            drafted, and nothing is raised.
    """
    places = asyncio.Semaphore(concurrency)
    fatal: ModelError | None = None

    def obey(step: Step) -> None:
        for event in step.events:
            emit(event)
        for request in step.requests:
            group.create_task(carry(request))

    async def carry(request: ModelRequest) -> None:
        nonlocal fatal
        on_text = (lambda text: obey(conversation.on_text(request.id, text))) if streaming else None
        try:
            if fatal is not None:
                raise fatal
            reply = await send(transport, request, on_text, policy=policy, places=places, deadline=deadline)
        except ModelError as error:
            fatal = error if error.fatal else fatal
            obey(conversation.on_error(request.id, error))
        else:
            obey(conversation.on_reply(request.id, reply))

    try:
        async with asyncio.TaskGroup() as group:
            obey(conversation.begin())
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from None
    if conversation.failure is not None:
        raise conversation.failure
