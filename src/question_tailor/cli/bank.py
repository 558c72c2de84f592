"""`question-tailor bank`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from question_tailor.cli.ending import errors_told
from question_tailor.readers import load_bank

app = typer.Typer(help="The question bank.", no_args_is_help=True)


@app.command("list")
def list_bank(
    *,
    bank: Annotated[Path | None, typer.Option(help="A bank of your own: a TOML file or a folder of them.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Everything about each entry, as a JSON array.")] = False,
) -> None:
    """List the canonical questions."""
    with errors_told():
        entries = load_bank(bank)
    if as_json:
        typer.echo(json.dumps([entry.model_dump(mode="json") for entry in entries], indent=2, ensure_ascii=False))
        return
    for entry in entries:
        typer.echo(f"{entry.id}  [{entry.category}; {', '.join(entry.levels)}]\n    {entry.text}")
