"""What a kit's making looks like on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console

from question_tailor.events import Event, KitFinished, QuestionAccepted, QuestionDrafted, QuestionSentBack, SlotsAsked

if TYPE_CHECKING:
    from question_tailor.findings import Finding

console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


def note(text: str) -> None:
    """Say something on standard error."""
    console.print(text)


def tell(event: Event) -> None:
    """Say what happened, in a line."""
    match event:
        case SlotsAsked(slots):
            note(f"asked      {slots[0].category}: {', '.join(slot.id for slot in slots)}")
        case QuestionAccepted(question):
            note(f"accepted   {question.slot} {question.text}")
        case QuestionSentBack(slot, findings):
            note(f"sent back  {slot.id} {_rules(findings)}")
        case QuestionDrafted(question, findings):
            note(f"drafted    {question.slot} {_rules(findings) if findings else question.text}")
        case KitFinished():
            pass


def _rules(findings: tuple[Finding, ...]) -> str:
    return ", ".join(dict.fromkeys(finding.rule for finding in findings))
