"""`question-tailor level`."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from question_tailor.levels import detect_level


def level(
    title: Annotated[str | None, typer.Argument(help="The role's title.", show_default=False)] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as a JSON object.")] = False,
    jsonl: Annotated[
        bool,
        typer.Option(
            "--jsonl", help="Read JSON objects with `title` and perhaps `snippet` from standard input, one a line."
        ),
    ] = False,
) -> None:
    """Say which role level a title speaks of: cpo, vp, head, lead, ambiguous or none."""
    if jsonl:
        for line in sys.stdin:
            if line.strip():
                typer.echo(json.dumps(_answer(line), ensure_ascii=False))
        return
    if title is None:
        raise typer.BadParameter("give a title, or --jsonl")
    guess = detect_level(title)
    if as_json:
        typer.echo(guess.model_dump_json())
    else:
        typer.echo(f"{guess.level} (confidence {guess.confidence}). {guess.why}")


def _answer(line: str) -> dict[str, object]:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return {"error": "not a JSON object"}
    if not isinstance(given, dict) or not isinstance(given.get("title"), str):
        return {"error": "an object with the text `title` is needed"}
    snippet = given.get("snippet")
    return detect_level(given["title"], snippet if isinstance(snippet, str) else "").model_dump()
