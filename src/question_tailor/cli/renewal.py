"""Commands that make parts of a kit anew, with a model or without one: `replace`, `update`."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from question_tailor import kits
from question_tailor.cli.clients import client_for
from question_tailor.cli.differences import holding_as_json, holding_told
from question_tailor.cli.ending import errors_told
from question_tailor.cli.kit import BankFile, Company, ExtendBank, KitFile, Out, Pick, Strict, Unlock, finish, opened
from question_tailor.cli.progress import Mode, watching
from question_tailor.readers import load_bank, read_company, read_posting

Posting = Annotated[str, typer.Option("--posting", help="The posting: a file, or - for standard input.")]
Model = Annotated[str | None, typer.Option("--model", help="Name of the model; or QUESTION_TAILOR_MODEL.")]
Offline = Annotated[bool, typer.Option("--offline", help="Draft without a model.")]
SendConfidential = Annotated[
    bool, typer.Option("--send-confidential", help="Let the model see the confidential company text.")
]
Progress = Annotated[Mode, typer.Option("--progress", help="What to show on standard error meanwhile.")]
Timeout = Annotated[float, typer.Option("--timeout", min=0.001, help="Seconds that it may take.")]
BudgetTokens = Annotated[
    int | None,
    typer.Option(
        "--budget-tokens",
        min=1_000,
        help="Tokens that it may cost at the most; four times its first round if not given.",
    ),
]


def replace(
    kit: KitFile,
    slot: Annotated[str, typer.Argument(metavar="SLOT", help="Id of the slot, such as s03.", show_default=False)],
    *,
    posting: Posting,
    pick: Pick = None,
    company: Company = None,
    bank: BankFile = None,
    extend_bank: ExtendBank = False,
    model: Model = None,
    offline: Offline = False,
    send_confidential: SendConfidential = False,
    timeout: Timeout = 600.0,
    budget_tokens: BudgetTokens = None,
    progress: Progress = "live",
    out: Out = None,
    unlock: Unlock = False,
    strict: Strict = False,
) -> None:
    """Put another question into a slot, from the inputs that the kit was made from."""
    with errors_told():
        old = opened(kit, unlock=unlock)
        job, context = read_posting(posting, pick=pick), read_company(company) if company else None
        entries = load_bank(bank, extend=extend_bank) if bank else None
        with (
            client_for(
                entries,
                model,
                offline=offline,
                send_confidential=send_confidential,
                timeout=timeout,
                budget_tokens=budget_tokens,
            ) as client,
            watching(progress) as tell,
        ):
            new = client.replace(old, slot, job, context, on_event=tell)
        finish(old, new, kit, out, strict=strict)


def update(
    kit: KitFile,
    *,
    posting: Posting,
    pick: Pick = None,
    company: Company = None,
    bank: BankFile = None,
    extend_bank: ExtendBank = False,
    model: Model = None,
    offline: Offline = False,
    send_confidential: SendConfidential = False,
    timeout: Timeout = 600.0,
    budget_tokens: BudgetTokens = None,
    progress: Progress = "live",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what holds and what does not, and change nothing.")
    ] = False,
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="Of the dry run: text or json.")] = "text",
    out: Out = None,
    unlock: Unlock = False,
    strict: Strict = False,
) -> None:
    """Bring a kit to a changed posting or company text: keep what still holds, tailor the rest anew."""
    with errors_told():
        old = opened(kit, unlock=unlock)
        job, context = read_posting(posting, pick=pick), read_company(company) if company else None
        entries = load_bank(bank, extend=extend_bank) if bank else None
        holding = kits.what_holds(old, job, context, bank=entries)
        if dry_run:
            typer.echo(holding_as_json(old, holding) if form == "json" else holding_told(old, holding))
            return
        typer.echo(holding_told(old, holding), err=True)
        with (
            client_for(
                entries,
                model,
                offline=offline,
                send_confidential=send_confidential,
                timeout=timeout,
                budget_tokens=budget_tokens,
            ) as client,
            watching(progress) as tell,
        ):
            new = client.update(old, job, context, on_event=tell)
        finish(old, new, kit, out, strict=strict)
