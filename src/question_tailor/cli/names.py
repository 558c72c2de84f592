"""Names of levels, interviewers and categories as they are given on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from question_tailor.written_names import code_meant

if TYPE_CHECKING:
    from question_tailor.written_names import Named


def named(option: str, what: Named, given: str, known: tuple[str, ...]) -> list[str]:
    """The names in an option, with commas between them, however they are written: `Cultural Fit`, `cultural-fit`."""
    meant = {name.strip(): code_meant(what, name) for name in given.split(",")}
    if unknown := [name for name, code in meant.items() if code is None]:
        raise typer.BadParameter(f"some of {', '.join(known)}; not {', '.join(unknown)}", param_hint=option)
    return [code for code in meant.values() if code is not None]


def one_named(option: str, what: Named, given: str | None, known: tuple[str, ...]) -> str | None:
    """The name in an option that takes one; None where it is not given."""
    if given is None:
        return None
    meant = named(option, what, given, known)
    if len(meant) > 1:
        raise typer.BadParameter(f"one of {', '.join(known)}", param_hint=option)
    return meant[0]
