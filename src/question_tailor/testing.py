"""Aids for testing an application that uses this library, without a network and without a model."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from question_tailor.errors import ModelError
from question_tailor.exchange import ModelReply, ModelRequest, Usage, estimate_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from question_tailor.kit import InterviewKit

    Answer = str | ModelReply | ModelError


class ScriptedTransport:
    """A transport that answers from a script.

    Args:
        answers: What to answer, one entry for each request in the order in which they are sent, or a function from
            the request to the answer. An answer is a text, a whole `ModelReply`, or a `ModelError` to raise.
        piece: Characters of one piece where the answer is streamed.

    Attributes:
        requests: What was sent so far.

    Example:
        `Tailor(transport=ScriptedTransport([answer_of(kit)])).tailor(posting, questions=1)`
    """

    model = "scripted"

    def __init__(self, answers: Iterable[Answer] | Callable[[ModelRequest], Answer], *, piece: int = 64) -> None:
        self.requests: list[ModelRequest] = []
        self._answer = answers if callable(answers) else _in_turn(answers)
        self._piece = piece

    async def send(self, request: ModelRequest, on_text: Callable[[str], None] | None = None) -> ModelReply:
        """Answer one request from the script.

        Raises:
            ModelError: The script says so, or has no answer left.
        """
        self.requests.append(request)
        answer = self._answer(request)
        if isinstance(answer, ModelError):
            raise answer
        reply = answer if isinstance(answer, ModelReply) else _reply(answer, request)
        if on_text is not None:
            for start in range(0, len(reply.text), self._piece):
                on_text(reply.text[start : start + self._piece])
        return reply


def _in_turn(answers: Iterable[Answer]) -> Callable[[ModelRequest], Answer]:
    left = iter(answers)

    def answer(request: ModelRequest) -> Answer:
        return next(left, ModelError(f"The script has no answer left for the request {request.id}"))

    return answer


def _reply(text: str, request: ModelRequest) -> ModelReply:
    usage = Usage(estimate_tokens(request.characters), estimate_tokens(len(text)), estimated=True)
    return ModelReply(text, usage=usage, model=ScriptedTransport.model)


_OF_THE_KIT = frozenset(
    {"category", "level", "interviewer", "minutes", "canonical_id", "origin", "findings", "evidence", "pinned"}
)


def answers_of(kit: InterviewKit) -> Callable[[ModelRequest], str]:
    """A script that answers every request with what a kit holds, as a model would have written it.

    Args:
        kit: A kit of the same plan, made without a model for example.
    """
    entries = {question.slot: _entry(question.model_dump(mode="json")) for question in kit.questions}

    def answer(request: ModelRequest) -> str:
        asked = [entries[slot] for slot in request.id.split(".")[0].split("+")]
        return json.dumps({"questions": asked}, ensure_ascii=False)

    return answer


def _entry(question: dict[str, Any]) -> dict[str, Any]:
    evidence = [{"source": quote["source"], "quote": quote["quote"]} for quote in question["evidence"]]
    return {key: value for key, value in question.items() if key not in _OF_THE_KIT} | {"evidence": evidence}
