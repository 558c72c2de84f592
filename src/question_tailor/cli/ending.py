"""How a command ends: its exit code, and errors as one paragraph."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import typer

from question_tailor.cli.progress import plain
from question_tailor.errors import ConfigurationError, InputError, ModelError, TailorError

if TYPE_CHECKING:
    from collections.abc import Iterator

INPUT_REFUSED: Final = 3
CONFIGURATION: Final = 4
MODEL_FAILED: Final = 5
FINDING_BLOCKS: Final = 6
INTERRUPTED: Final = 130

_CODES: Final[tuple[tuple[type[TailorError], int], ...]] = (
    (InputError, INPUT_REFUSED),
    (ConfigurationError, CONFIGURATION),
    (ModelError, MODEL_FAILED),
)


@contextmanager
def errors_told() -> Iterator[None]:
    """Tell our errors on standard error, and end with the code that belongs to them."""
    try:
        yield
    except TailorError as error:
        # An error may name a file or a wrong value; each line of it stays a line, and moves no cursor.
        for line in f"{error}\n{error.hint}".strip().splitlines():
            sys.stderr.write(f"{'  ' if line.startswith('  ') else ''}{plain(line)}\n")
        raise typer.Exit(next(code for kind, code in _CODES if isinstance(error, kind))) from None
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted; nothing was written.\n")
        raise typer.Exit(INTERRUPTED) from None
