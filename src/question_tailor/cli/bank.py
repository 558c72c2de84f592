"""`question-tailor bank`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from question_tailor.bank_checking import check_bank
from question_tailor.cli.codes import split_codes
from question_tailor.cli.ending import INPUT_REFUSED, errors_told
from question_tailor.cli.progress import note, plain
from question_tailor.readers import load_bank
from question_tailor.rendering.banks import save_bank
from question_tailor.vocabulary import CATEGORIES

if TYPE_CHECKING:
    from question_tailor.bank_checking import BankCheck

app = typer.Typer(help="The question bank.", no_args_is_help=True)


@app.command("list")
def list_bank(
    *,
    bank: Annotated[
        Path | None, typer.Option(help="A bank of your own: a TOML, CSV or XLSX file, or a folder of them.")
    ] = None,
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


@app.command("check")
def check(
    file: Annotated[
        Path, typer.Argument(help="The bank: a TOML, CSV or XLSX file, or a folder of them.", show_default=False)
    ],
    *,
    jurisdiction: Annotated[
        list[str] | None,
        typer.Option(help="Where you hire, with commas or repeated; the strictest rules where not given."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as a JSON object.")] = False,
) -> None:
    """Say all that is wrong in a bank of your own, and what the checks say of its texts. No model is asked."""
    with errors_told():
        found = check_bank(file, jurisdictions=split_codes(jurisdiction))
    typer.echo(json.dumps(_as_json(found), indent=2, ensure_ascii=False) if as_json else _in_words(found))
    if found.faults:
        raise typer.Exit(INPUT_REFUSED)


@app.command("convert")
def convert(
    file: Annotated[
        Path | None,
        typer.Argument(
            help="The bank: a TOML, CSV or XLSX file, or a folder of them; the package's own where none is given.",
            show_default=False,
        ),
    ] = None,
    *,
    out: Annotated[Path, typer.Option(help="File to write; its suffix says what: .toml, .csv or .xlsx.")],
    language: Annotated[
        str | None, typer.Option(help="Two-letter code of the language to take the package's own bank in.")
    ] = None,
) -> None:
    """Write a bank as TOML, CSV or XLSX. Comments in TOML are not kept."""
    with errors_told():
        bank = load_bank(file, language=language)
        save_bank(bank, out)
        note(f"{len(bank)} questions in {out}")


def _as_json(found: BankCheck) -> dict[str, Any]:
    return {
        "questions": found.questions,
        "blocked": found.blocked,
        "language": found.language,
        "faults": [asdict(fault) for fault in found.faults],
        "warnings": [{"rule": one.rule, "severity": one.severity, **asdict(one.fault)} for one in found.warnings],
        "empty": [{"category": category, "level": level} for category, level in found.empty],
    }


def _in_words(found: BankCheck) -> str:
    lines = [f"fault  {plain(str(fault))}" for fault in found.faults]
    lines += [f"{one.severity:5}  {plain(str(one.fault))} ({one.rule})" for one in found.warnings]
    for category in CATEGORIES:
        levels = [level for of, level in found.empty if of == category]
        if levels:
            lines.append(f"empty  no question of the category {category} for {', '.join(levels)}")
    blocked = f", {found.blocked} of them with findings that block" if found.blocked else ""
    lines.append(
        f"{found.questions} questions without faults in the language {found.language}{blocked}; "
        f"{len(found.faults)} faults, {len(found.warnings)} warnings."
    )
    return "\n".join(lines)
