"""The client that a command asks."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from question_tailor.cli.progress import note
from question_tailor.client import Tailor

if TYPE_CHECKING:
    from question_tailor.bank import Bank

_MODEL_SETTINGS: Final = ("OPENAI_API_KEY", "OPENAI_BASE_URL", "QUESTION_TAILOR_MODEL")


def client_for(
    bank: Bank | None,
    model: str | None,
    *,
    offline: bool,
    send_confidential: bool,
    timeout: float,
    budget_tokens: int | None,
) -> Tailor:
    """A client that asks a model, or one that drafts without where none is set or wanted.

    Raises:
        ConfigurationError: A model is wanted and its name or key is missing, or an option is out of its range.
    """
    if offline:
        return Tailor.offline(bank=bank)
    if not model and not any(os.environ.get(name) for name in _MODEL_SETTINGS):
        note("No model is set (OPENAI_API_KEY, OPENAI_BASE_URL, QUESTION_TAILOR_MODEL): drafting without one.")
        return Tailor.offline(bank=bank)
    return Tailor(model, bank=bank, send_confidential=send_confidential, timeout=timeout, budget_tokens=budget_tokens)
