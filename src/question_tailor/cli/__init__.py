"""The command line."""

from __future__ import annotations

from typing import Annotated

import typer

from question_tailor._version import __version__
from question_tailor.cli import bank, doctor, kit, level, render, renewal, review, tailor

app = typer.Typer(
    name="question-tailor",
    help="Tailor interview questions for product leaders to a posting, a company and a role level.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command("tailor")(tailor.tailor)
app.command("render")(render.render)
app.command("replace")(renewal.replace)
app.command("update")(renewal.update)
app.command("edit")(kit.edit)
app.command("pin")(kit.pin)
app.command("reorder")(kit.reorder)
app.command("sign")(kit.sign)
app.command("diff")(kit.diff)
app.command("review")(review.review_command)
app.command("level")(level.level)
app.command("doctor")(doctor.doctor)
app.add_typer(bank.app, name="bank")


def _version(value: bool) -> None:  # noqa: FBT001 - typer's callback
    if value:
        typer.echo(f"question-tailor {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version and stop.")
    ] = False,
) -> None:
    pass


__all__ = ["app"]
