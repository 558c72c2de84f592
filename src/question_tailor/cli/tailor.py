"""`question-tailor tailor`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from question_tailor.cli.clients import client_for
from question_tailor.cli.codes import split_codes
from question_tailor.cli.ending import FINDING_BLOCKS, errors_told
from question_tailor.cli.findings import summary, tell_findings
from question_tailor.cli.names import named, one_named
from question_tailor.cli.progress import Mode, note, show_plan, watching
from question_tailor.cli.render import deliver
from question_tailor.findings import blocks
from question_tailor.readers import load_bank, load_kit, read_company, read_posting
from question_tailor.rendering import Format, form_of
from question_tailor.vocabulary import CATEGORIES, INTERVIEWERS, LEVELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from question_tailor.exchange import ModelRequest
    from question_tailor.options import KitOptions


def tailor(
    posting: Annotated[
        str,
        typer.Argument(
            help="The posting: text, Markdown, a web page, PDF, DOCX, e-mail or job-board JSON; - for standard input."
        ),
    ],
    *,
    pick: Annotated[str | None, typer.Option(help="Which posting of several: its id, title or number.")] = None,
    company: Annotated[
        str | None, typer.Option(help="The company text: a file of the same kinds, or YAML or TOML.")
    ] = None,
    level: Annotated[
        str | None,
        typer.Option(help="Role level: cpo, vp, head or lead; found from the posting where it is not given."),
    ] = None,
    questions: Annotated[int, typer.Option(min=1, max=40, help="How many questions.")] = 12,
    minutes: Annotated[int, typer.Option(min=5, max=1440, help="Minutes that the whole panel has.")] = 180,
    panel: Annotated[str, typer.Option(help="Who takes part, with commas.")] = ",".join(INTERVIEWERS),
    categories: Annotated[
        str | None, typer.Option(help="Categories to cover, with commas; all where not given.")
    ] = None,
    bank: Annotated[
        Path | None, typer.Option(help="A question bank of your own in the place of the package's.")
    ] = None,
    extend_bank: Annotated[bool, typer.Option(help="Put your bank on top of the package's.")] = False,
    language: Annotated[
        str | None, typer.Option(help="Two-letter code of the language to write in; the posting's where not given.")
    ] = None,
    jurisdiction: Annotated[
        list[str] | None,
        typer.Option(
            help="Where you hire, such as us-ca or de, with commas or repeated; the strictest rules if not given."
        ),
    ] = None,
    thin_ok: Annotated[
        bool, typer.Option("--thin-ok", help="Use a posting that names fewer than three duties even so.")
    ] = False,
    avoid: Annotated[
        list[Path] | None, typer.Option(help="A kit whose questions are not to come again; may be repeated.")
    ] = None,
    model: Annotated[str | None, typer.Option(help="Name of the model; or QUESTION_TAILOR_MODEL.")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Draft without a model.")] = False,
    send_confidential: Annotated[
        bool, typer.Option("--send-confidential", help="Let the model see the confidential company text.")
    ] = False,
    timeout: Annotated[float, typer.Option(min=0.001, help="Seconds that the kit may take.")] = 600.0,
    budget_tokens: Annotated[
        int | None,
        typer.Option(min=1_000, help="Tokens that it may cost at the most; four times its first round if not given."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the requests, send nothing.")] = False,
    form: Annotated[
        Format | None, typer.Option("--format", help="What to write; by the suffix of --out, else md.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="File to write; standard output where it is not given.")] = None,
    progress: Annotated[Mode, typer.Option(help="What to show on standard error meanwhile.")] = "live",
    strict: Annotated[bool, typer.Option("--strict", help="End with code 6 when a blocking finding remains.")] = False,
) -> None:
    """Tailor an interview kit to a posting."""
    with errors_told():
        wanted = form or (form_of(out) if out else "md")
        options: KitOptions = {
            "level": one_named("--level", "levels", level, LEVELS),
            "questions": questions,
            "minutes": minutes,
            "panel": named("--panel", "interviewers", panel, INTERVIEWERS),
            "categories": named("--categories", "category", categories, CATEGORIES) if categories else CATEGORIES,
            "language": language,
            "jurisdictions": split_codes(jurisdiction),
            "thin_ok": thin_ok,
            "avoid": [load_kit(path) for path in avoid or ()],
        }
        job = read_posting(posting, pick=pick)
        context = read_company(company) if company else None
        entries = load_bank(bank, extend=extend_bank) if bank else None
        with client_for(
            entries,
            model,
            offline=offline,
            send_confidential=send_confidential,
            timeout=timeout,
            budget_tokens=budget_tokens,
        ) as client:
            if dry_run:
                _show_requests(client.dry_run(job, context, **options))
                return
            with watching(progress) as tell:
                kit = client.tailor(job, context, on_event=tell, **options)
        if progress == "live":
            show_plan(kit)
        deliver(kit, wanted, out)
        if progress == "live":
            tell_findings(kit, out)
        if out is not None:
            note(f"{len(kit.questions)} questions in {out}; {summary(kit)}")
        if strict and blocks((*kit.findings, *(finding for q in kit.questions for finding in q.findings))):
            note("A blocking finding remains.")
            raise typer.Exit(FINDING_BLOCKS)


def _show_requests(requests: Sequence[ModelRequest]) -> None:
    for request in requests:
        typer.echo(f"=== request {request.id}, schema {request.schema_name}")
        for message in request.messages:
            typer.echo(f"--- {message.role}\n{message.content}")
    if not requests:
        note("Nothing would be sent: without a model every question is drafted here.")
