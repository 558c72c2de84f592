"""Libraries that only some formats need."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from question_tailor.errors import ConfigurationError


def library(module: str, what: str) -> Any:  # noqa: ANN401 - a module, as `import` would give it
    """A module of the extra `documents`.

    Args:
        module: Its name, such as `selectolax.lexbor`.
        what: What it is needed for, in the plural: `web pages`.

    Raises:
        ConfigurationError: It is not installed.
    """
    try:
        return import_module(module)
    except ImportError:
        raise ConfigurationError(
            f"To read {what}, {module.partition('.')[0]} is needed: pip install 'question-tailor[documents]'."
        ) from None
