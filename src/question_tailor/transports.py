"""What a client sends its requests through: the SDK, or nothing where no model is asked."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

from question_tailor.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from openai import AsyncOpenAI

    from question_tailor.exchange import ModelReply, ModelRequest, Transport

MODEL_VARIABLE: Final = "QUESTION_TAILOR_MODEL"


class NoTransport:
    """Stands where no model is asked."""

    model = ""

    async def send(self, request: ModelRequest, on_text: Callable[[str], None] | None = None) -> ModelReply:
        """Never called: without a model a conversation has no requests."""
        raise NotImplementedError


def transport_to(model: str | None, client: AsyncOpenAI | None, parameters: Mapping[str, Any] | None) -> Transport:
    """A transport to a model of an OpenAI-compatible endpoint.

    Args:
        model: Name of the model; from `QUESTION_TAILOR_MODEL` where it is not given.
        client: An `openai.AsyncOpenAI` of the caller's; without one the SDK's own environment variables count.
        parameters: More parameters to send.

    Raises:
        ConfigurationError: No model is named, or neither a client nor a key is there.
    """
    if model is not None and not isinstance(model, str):
        raise ConfigurationError(f"model: the name of a model, not {type(model).__name__}")
    name = model or os.environ.get(MODEL_VARIABLE, "")
    if not name.strip():
        raise ConfigurationError(
            f"No model is named. Give its name (`model=`, --model) or set {MODEL_VARIABLE}; "
            "`Tailor.offline()` or --offline drafts without a model."
        )
    from question_tailor.openai_transport import OpenAITransport  # noqa: PLC0415 - loads openai, half a second

    return OpenAITransport(name, client=client, parameters=dict(parameters or {}))
