"""Libraries that a format needs and that only an extra installs."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from question_tailor.errors import ConfigurationError


def needed(module: str, extra: str, what: str) -> Any:  # noqa: ANN401 - any library
    """A library, loaded when it is first needed.

    Args:
        module: Its import name.
        extra: The extra that installs it.
        what: What it is needed for, for the error.

    Raises:
        ConfigurationError: It is not installed.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != module.partition(".")[0]:
            raise
        raise ConfigurationError(
            f"To write {what}, {module.partition('.')[0]} is needed: pip install 'question-tailor[{extra}]'."
        ) from None
