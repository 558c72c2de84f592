"""What asking the model for one kit may come to: a limit of tokens and one of requests, both of which stop it.

Answers that fail are asked for again, so without a limit a model that never gets it right costs many times what a kit
should. By default a kit may come to four times what its first round of requests is expected to. Sending a request
again after the network failed is not counted here: that has limits of its own, see `retry`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from question_tailor.exchange import estimate_tokens
from question_tailor.record import RunBudget

if TYPE_CHECKING:
    from collections.abc import Mapping

    from question_tailor.exchange import ModelRequest, Usage

ROUNDS: Final = 4
"""How many times the first round a kit may come to, where nobody says otherwise."""

_TOKENS_OF_A_QUESTION: Final = 600
"""Tokens expected of the answer for one slot; the recorded answers of cassettes/ have 500 to 670."""


class Budget:
    """Counts what a kit's requests come to, and says whether one more may leave.

    A request counts from the moment it leaves, with what it and its answer are expected to come to, so that requests
    side by side cannot spend the same tokens. When its answer is there, the endpoint's own count takes that place,
    but never less than was sent. What is sent counts a token for every four bytes of messages and schema, so that the
    bytes are bounded as well, whatever an endpoint counts.

    Args:
        first: The slots of each request of the first round, by request.
        repairs: How often one slot may be asked for again.
        tokens: Tokens, sent and answered, at the most; None for four times the first round.
        requests: Requests at the most; None for the first round and every repair of every slot.
    """

    def __init__(
        self, first: Mapping[ModelRequest, int], repairs: int, *, tokens: int | None = None, requests: int | None = None
    ) -> None:
        expected = sum(_sent(request) + slots * _TOKENS_OF_A_QUESTION for request, slots in first.items())
        self.tokens = ROUNDS * expected if tokens is None else tokens
        self.requests = len(first) + sum(first.values()) * repairs if requests is None else requests
        self._counted: dict[str, int] = {}

    @property
    def spent(self) -> RunBudget:
        """Limits, and what was spent of them so far."""
        return RunBudget(
            tokens=self.tokens,
            tokens_spent=sum(self._counted.values()),
            requests=self.requests,
            requests_spent=len(self._counted),
        )

    def take(self, request: ModelRequest, slots: int) -> bool:
        """Whether a request that asks for so many slots may leave; it is counted if so."""
        expected = _sent(request) + slots * _TOKENS_OF_A_QUESTION
        if len(self._counted) >= self.requests or sum(self._counted.values()) + expected > self.tokens:
            return False
        self._counted[request.id] = expected
        return True

    def settle(self, request: ModelRequest, usage: Usage) -> None:
        """Count what a request came to in the place of what was expected."""
        self._counted[request.id] = max(usage.input_tokens, _sent(request)) + usage.output_tokens


def _sent(request: ModelRequest) -> int:
    said = sum(len(message.content.encode("utf-8", "replace")) for message in request.messages)
    return estimate_tokens(said + len(json.dumps(request.schema)))
