"""The command `question-tailor`, also as `python -m question_tailor`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; without the extra `cli`, say how to install it."""
    try:
        from question_tailor.cli import app  # noqa: PLC0415 - needs the extra
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"typer", "rich"}:
            raise
        sys.stderr.write("The command line needs the extra `cli`: pip install 'question-tailor[cli]'\n")
        raise SystemExit(4) from None
    app()


if __name__ == "__main__":
    main()
