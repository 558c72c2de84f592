"""Commands that work on a kit that was made and ask no model: `edit`, `pin`, `reorder`, `sign`, `diff`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, cast

import typer

from question_tailor import kits
from question_tailor.cli.differences import shown, told
from question_tailor.cli.ending import FINDING_BLOCKS, errors_told
from question_tailor.cli.progress import note
from question_tailor.findings import blocks
from question_tailor.readers import load_bank, load_kit, read_company, read_posting
from question_tailor.rendering import form_of, render, save_kit

if TYPE_CHECKING:
    from question_tailor.kit import InterviewKit
    from question_tailor.vocabulary import Interviewer

KitFile = Annotated[Path, typer.Argument(metavar="KIT", help="The kit: its JSON file.", show_default=False)]
Out = Annotated[
    Path | None,
    typer.Option(help="File to write, - for standard output; the kit's own file where it is not given."),
]
Unlock = Annotated[bool, typer.Option("--unlock", help="Change a signed kit, which takes its signature away.")]
Strict = Annotated[bool, typer.Option("--strict", help="End with code 6 when a blocking finding remains.")]
Pick = Annotated[str | None, typer.Option("--pick", help="Which posting of several: its id, title or number.")]
Company = Annotated[str | None, typer.Option("--company", help="The company text: a file.")]
BankFile = Annotated[Path | None, typer.Option("--bank", help="The question bank of the kit, if it was not ours.")]
ExtendBank = Annotated[bool, typer.Option("--extend-bank", help="The bank came on top of the package's.")]

STANDARD_OUTPUT: Final = "-"
_MINUTES: Final = re.compile(r"[0-9]{1,4}")


def edit(
    kit: KitFile,
    edited: Annotated[
        Path | None,
        typer.Argument(metavar="[EDITED]", help="The kit's JSON or Markdown with your changes.", show_default=False),
    ] = None,
    *,
    change: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="SLOT=TEXT", help="A question's new text; may be repeated.", show_default=False),
    ] = None,
    posting: Annotated[
        str | None, typer.Option(help="The posting of the kit, to hold the changes against it too.")
    ] = None,
    pick: Pick = None,
    company: Company = None,
    bank: BankFile = None,
    extend_bank: ExtendBank = False,
    out: Out = None,
    unlock: Unlock = False,
    strict: Strict = False,
) -> None:
    """Take over questions that a person changed, check them, and mark them as theirs."""
    if (edited is None) == (not change):
        raise typer.BadParameter("give a file with changes, or --set SLOT=TEXT", param_hint="EDITED")
    with errors_told():
        old = opened(kit, unlock=unlock)
        new = kits.edit(
            old,
            edited or _pairs("--set", change),
            job=read_posting(posting, pick=pick) if posting else None,
            company=read_company(company) if company else None,
            bank=load_bank(bank, extend=extend_bank) if bank else None,
        )
        finish(old, new, kit, out, strict=strict)


def pin(
    kit: KitFile,
    slots: Annotated[list[str], typer.Argument(metavar="SLOT...", help="Ids of the slots, such as s03.")],
    *,
    off: Annotated[bool, typer.Option("--off", help="Take the pins away.")] = False,
    out: Out = None,
    unlock: Unlock = False,
) -> None:
    """Keep questions as they are: neither replace nor update makes a pinned one anew."""
    with errors_told():
        old = opened(kit, unlock=unlock)
        finish(old, kits.pin(old, *slots, pinned=not off), kit, out)


def reorder(
    kit: KitFile,
    slots: Annotated[
        list[str] | None, typer.Argument(metavar="[SLOT...]", help="Slots that come first, in this order.")
    ] = None,
    *,
    interviewer: Annotated[
        list[str] | None,
        typer.Option(metavar="SLOT=WHO", help="Who is to ask: ceo, cfo, cto or peer; may be repeated."),
    ] = None,
    minutes: Annotated[
        list[str] | None, typer.Option(metavar="SLOT=MINUTES", help="How long it is to take; may be repeated.")
    ] = None,
    out: Out = None,
    unlock: Unlock = False,
    strict: Strict = False,
) -> None:
    """Change the order of questions, who asks them, or for how long."""
    lasting = _pairs("--minutes", minutes)
    if wrong := [value for value in lasting.values() if not _MINUTES.fullmatch(value)]:
        raise typer.BadParameter(f"whole minutes, not {', '.join(wrong)}", param_hint="--minutes")
    with errors_told():
        old = opened(kit, unlock=unlock)
        new = kits.reorder(
            old,
            slots or (),
            interviewers=cast("dict[str, Interviewer]", _pairs("--interviewer", interviewer)),
            minutes={slot: int(value) for slot, value in lasting.items()},
        )
        finish(old, new, kit, out, strict=strict)


def sign(
    kit: KitFile,
    *,
    by: Annotated[str | None, typer.Option(help="Name of the person who signs.")] = None,
    out: Out = None,
    unlock: Unlock = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Do not sign, and end with code 6, where a finding blocks.")
    ] = False,
) -> None:
    """Lock a kit under a name, so that every candidate is asked the same; with --unlock alone, unlock it."""
    if by is None and not unlock:
        raise typer.BadParameter("give the name of the person who signs", param_hint="--by")
    with errors_told():
        old = opened(kit, unlock=unlock)
        stopped = [question.slot for question in old.questions if blocks(question.findings)]
        if by is not None and stopped:
            note(f"A finding blocks {', '.join(stopped)}.")
            if strict:
                raise typer.Exit(FINDING_BLOCKS)
        new = old if by is None else kits.sign(old, by)
        finish(old, new, kit, out)
        note(f"Hash of the kit: {new.sha256}")


def diff(
    first: Annotated[Path, typer.Argument(metavar="A", help="A kit's JSON file.", show_default=False)],
    second: Annotated[Path, typer.Argument(metavar="B", help="Another one, or the same later.", show_default=False)],
    *,
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="text or json.")] = "text",
) -> None:
    """Say what is different in kit B, slot by slot: wording, plan, findings."""
    with errors_told():
        difference = kits.diff(load_kit(first), load_kit(second))
    typer.echo(difference.model_dump_json(indent=2) if form == "json" else told(difference))


def opened(path: Path, *, unlock: bool) -> InterviewKit:
    """A kit from its file, unlocked where that is wanted."""
    kit = load_kit(path)
    if unlock and kit.signature:
        note(f"The signature of {shown(kit.signature.by)} is taken away.")
        return kits.unlock(kit)
    return kit


def finish(old: InterviewKit, new: InterviewKit, path: Path, out: Path | None, *, strict: bool = False) -> None:
    """Write a changed kit into its file or another one, and say on standard error what is different."""
    typer.echo(told(kits.diff(old, new)), err=True)
    if str(out) == STANDARD_OUTPUT:
        typer.echo(render(new, "json"), nl=False)
    else:
        target = out or path
        save_kit(new, target, form_of(out) if out else "json")
        note(f"Written: {target}")
    if strict and blocks((*new.findings, *(finding for question in new.questions for finding in question.findings))):
        note("A blocking finding remains.")
        raise typer.Exit(FINDING_BLOCKS)


def _pairs(option: str, given: list[str] | None) -> dict[str, str]:
    """What stands behind the slots in options of the form SLOT=VALUE."""
    pairs: dict[str, str] = {}
    for said in given or ():
        slot, sign, value = said.partition("=")
        if not sign or slot.strip() in pairs:
            raise typer.BadParameter(f"SLOT=VALUE, each slot once, not {said}", param_hint=option)
        pairs[slot.strip()] = value.strip()
    return pairs
