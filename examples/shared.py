"""What the examples share: where the samples lie, and whether a model is asked."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from question_tailor import AsyncTailor, Tailor, load_bank

POSTINGS = Path(__file__).parent / "postings"
COMPANIES = Path(__file__).parent / "companies"
_SETTINGS = ("OPENAI_API_KEY", "OPENAI_BASE_URL", "QUESTION_TAILOR_MODEL")


def model_is_set() -> bool:
    """Whether the environment names a model; without one the examples draft offline, and say so."""
    if any(os.environ.get(name) for name in _SETTINGS):
        return True
    print(f"No model is set ({', '.join(_SETTINGS)}): drafting without one.", file=sys.stderr)
    return False


def tailor(bank: Path | None = None) -> Tailor:
    """A client for a model where one is set, else one that drafts without."""
    entries = load_bank(bank, extend=True) if bank else None
    return Tailor(bank=entries) if model_is_set() else Tailor.offline(bank=entries)


def async_tailor() -> AsyncTailor:
    """The same for asyncio."""
    return AsyncTailor() if model_is_set() else AsyncTailor.offline()
