"""Write docs/commands.md: every command with its arguments and options, as the program describes them.

It reads the commands' own functions, so that it does not depend on how a version of typer prints its help.

python scripts/help.py [--check]
"""

from __future__ import annotations

import inspect
import sys
import typing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from typer.models import ArgumentInfo

from question_tailor.cli import app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import typer

PAGE = Path(__file__).parents[1] / "docs" / "commands.md"
HEAD = """# Commands

Made by `make help-docs`; a test holds it to the program. `question-tailor COMMAND --help` says the same.

Exit codes: 0 done, 2 usage, 3 an input was refused, 4 configuration, 5 the model or the network failed, 6 with
`--strict` when a blocking finding remains, 130 interrupted.

"""


def commands(group: typer.Typer, words: str = "") -> Iterator[tuple[str, Callable[..., None]]]:
    """The name and the function of every command."""
    for command in group.registered_commands:
        yield f"{words}{command.name}", command.callback
    for below in group.registered_groups:
        yield from commands(below.typer_instance, f"{words}{below.name} ")


def row(name: str, hint: Any, default: object) -> str:  # noqa: ANN401 - any annotation
    """One argument or option as a row of a table."""
    kind, info = get_args(hint)[:2]
    if isinstance(info, ArgumentInfo):
        shown = info.metavar or name.upper()
    else:
        # Within Annotated, typer keeps the first name that was given where a default would stand.
        names = (info.default, *(info.param_decls or ()))
        said = [word for word in names if isinstance(word, str) and word.startswith("-")]
        shown = ", ".join(said or [f"--{name.replace('_', '-')}"])
    choices = "|".join(_choices(kind))
    told = " ".join((info.help or "").split())
    usual = "" if default in (inspect.Parameter.empty, None, False) else f" Default: {default}."
    cells = (f"`{shown}`", f"`{choices}`" if choices else "", f"{told}{usual}")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _choices(kind: Any) -> list[str]:  # noqa: ANN401 - any annotation
    if get_origin(kind) is Literal:
        return [str(choice) for choice in get_args(kind)]
    return [choice for part in get_args(kind) for choice in _choices(part)]


def page() -> str:
    """The page as it has to be."""
    parts = []
    for name, function in commands(app):
        hints = typing.get_type_hints(function, include_extras=True)
        parameters = inspect.signature(function).parameters
        rows = [row(each, hints[each], parameters[each].default) for each in parameters]
        told = " ".join(inspect.getdoc(function).split())
        table = "\n".join(["| argument or option | one of | what for |", "| --- | --- | --- |", *rows])
        parts.append(f"## question-tailor {name}\n\n{told}\n\n{table}\n")
    return HEAD + "\n".join(parts)


def main() -> None:
    """Write the page, or say whether it is current."""
    if "--check" in sys.argv:
        current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == page()
        sys.exit(0 if current else "docs/commands.md is not current: run `make help-docs`.")
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
