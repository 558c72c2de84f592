"""The seam to the model: what is asked, what comes back, and who carries it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

FinishReason = Literal["stop", "length", "refused", "unknown"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One request to a model.

    Attributes:
        id: Names the request within its kit; it is not sent.
        messages: The chat so far, rules first, what is asked last.
        schema_name: Name of the answer's schema, of letters, digits, `_` and `-`.
        schema: JSON Schema of the answer, in the portable form.
        max_tokens: Upper limit of the answer in tokens; None leaves it to the endpoint.
    """

    id: str
    messages: tuple[Message, ...]
    schema_name: str
    schema: dict[str, Any] = field(hash=False)
    max_tokens: int | None = None

    @property
    def characters(self) -> int:
        """Length of all messages, in characters."""
        return sum(len(message.content) for message in self.messages)


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one or more requests.

    Attributes:
        input_tokens: Tokens sent, cached ones among them.
        output_tokens: Tokens answered, thinking among them.
        cached_tokens: Tokens sent that the endpoint had in its cache.
        estimated: Whether any of it was estimated (4 characters a token) since the endpoint did not say.
    """

    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    estimated: bool = False

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.cached_tokens + other.cached_tokens,
            self.estimated or other.estimated,
        )


@dataclass(frozen=True, slots=True)
class ModelReply:
    """What came back for one request.

    Attributes:
        text: The whole answer.
        finish: Why it ended; only `stop` is a complete answer.
        usage: Tokens of this exchange.
        model: The model that the endpoint says has answered, or None.
        request_id: The endpoint's own id of the exchange, or None.
    """

    text: str
    finish: FinishReason = "stop"
    usage: Usage = Usage()
    model: str | None = None
    request_id: str | None = None


class Transport(Protocol):
    """Carries requests to a model; anything with these two members will do."""

    @property
    def model(self) -> str:
        """The name of the model that is asked."""
        ...

    async def send(self, request: ModelRequest, on_text: Callable[[str], None] | None = None) -> ModelReply:
        """Send one request, once.

        Args:
            request: What to ask.
            on_text: Where given, the answer is streamed, and each piece of text goes here as it arrives.

        Returns:
            The whole reply, also where it was streamed.

        Raises:
            ModelError: The request failed; the error's class says whether sending again may help.
        """
        ...


def estimate_tokens(characters: int) -> int:
    """Tokens that so many characters come to at least about, at 4 characters a token."""
    return -(-characters // 4)
