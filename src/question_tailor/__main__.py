"""The command `question-tailor`, also as `python -m question_tailor`."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from typing import Final

_WITHOUT_THE_EXTRA: Final = 4
_UNEXPECTED: Final = 70
"""As in sysexits.h: a fault of the program itself."""


def main() -> None:
    """Run the command line; without the extra `cli`, say how to install it."""
    try:
        from question_tailor.cli import app  # noqa: PLC0415 - needs the extra
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"typer", "rich"}:
            raise
        sys.stderr.write("The command line needs the extra `cli`: pip install 'question-tailor[cli]'\n")
        raise SystemExit(_WITHOUT_THE_EXTRA) from None
    try:
        app()
    except Exception as error:  # noqa: BLE001 - whatever it is, a recruiter is not shown a traceback
        place = traceback.extract_tb(error.__traceback__)[-1]
        sys.stderr.write(
            f"Something went wrong that should not have: {type(error).__name__} in {place.name}, "
            f"{Path(place.filename).name}:{place.lineno}. Nothing half-done was written. Please report this line.\n"
        )
        raise SystemExit(_UNEXPECTED) from None


if __name__ == "__main__":
    main()
