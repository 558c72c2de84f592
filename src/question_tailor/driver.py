"""All waiting: carries a conversation's requests side by side, within a deadline, and tells its events."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from question_tailor.errors import ModelError
from question_tailor.retry import Terms, send

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
    terms: Terms,
) -> None:
    """Carry a conversation to its end.

    Args:
        conversation: What to ask and what to make of the answers.
        transport: Carries single requests.
        emit: Is told each event as it happens; must not block.
        streaming: Whether answers are read as they are written.
        terms: On what terms requests are sent: attempts, places, deadline.

    Raises:
        ModelError: The model could not be reached at all. Where it answered anything, what it did not answer is
            drafted, and nothing is raised.
    """

    def obey(step: Step) -> None:
        for event in step.events:
            emit(event)
        for request in step.requests:
            group.create_task(carry(request))

    async def carry(request: ModelRequest) -> None:
        on_text = (lambda text: obey(conversation.on_text(request.id, text))) if streaming else None
        try:
            reply = await send(transport, request, on_text, terms)
        except ModelError as error:
            if error.fatal:
                terms.halt.give(error)
            obey(conversation.on_error(request.id, error))
        else:
            obey(conversation.on_reply(request.id, reply))

    try:
        async with asyncio.TaskGroup() as group:
            obey(conversation.begin())
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from None
    if conversation.failure is not None:
        raise terms.halt.error or conversation.failure
