"""`question-tailor render`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from question_tailor.cli.ending import errors_told
from question_tailor.cli.progress import note
from question_tailor.errors import ConfigurationError
from question_tailor.readers import load_kit
from question_tailor.rendering import BINARY, Audience, Format, form_of, save_kit
from question_tailor.rendering import render as rendered

if TYPE_CHECKING:
    from question_tailor.kit import InterviewKit


def render(
    kit: Annotated[Path, typer.Argument(metavar="KIT", help="The kit: its JSON file.", show_default=False)],
    *,
    form: Annotated[
        Format | None, typer.Option("--format", help="What to make; by the suffix of --out where it is not given.")
    ] = None,
    audience: Annotated[
        Audience, typer.Option("--for", help="For the panel, one interviewer, or a candidate.")
    ] = "panel",
    with_questions: Annotated[
        bool, typer.Option("--with-questions", help="Let a candidate see the questions, not only the themes.")
    ] = False,
    out: Annotated[Path | None, typer.Option(help="File to write; standard output where it is not given.")] = None,
) -> None:
    """Make a page, a document, a table or an import shape of a kit."""
    with errors_told():
        wanted = form or (form_of(out) if out else "md")
        deliver(load_kit(kit), wanted, out, audience, with_questions=with_questions)
        if out is not None:
            note(f"Written: {out}")


def deliver(
    kit: InterviewKit,
    form: Format,
    out: Path | None,
    audience: Audience = "panel",
    *,
    with_questions: bool = False,
) -> None:
    """Write a kit into a file, or to standard output where none is given.

    Raises:
        ConfigurationError: It cannot be made or written, or is binary and would go to a terminal.
    """
    if out is not None:
        save_kit(kit, out, form, audience, with_questions=with_questions)
        return
    if form in BINARY and sys.stdout.isatty():
        raise ConfigurationError(f"{form} is no text for a terminal; give --out FILE.")
    content = rendered(kit, form, audience, with_questions=with_questions)
    sys.stdout.buffer.write(content if isinstance(content, bytes) else content.encode())
    sys.stdout.flush()
