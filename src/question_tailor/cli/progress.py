"""What the making of a kit looks like on standard error: live, as JSON Lines, or not at all.

Live is a table of the categories with what is being asked, sent back or drafted, and each question above it as it
passes its checks. Where standard error is no terminal it is plain lines. Colours follow NO_COLOR, FORCE_COLOR and TERM.
"""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from rich import box
from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from question_tailor._resources import toml_in
from question_tailor.cleaning import clean
from question_tailor.events import Event, KitFinished, QuestionAccepted, QuestionDrafted, QuestionSentBack, SlotsAsked
from question_tailor.kit import TailoredQuestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from question_tailor.findings import Finding
    from question_tailor.kit import InterviewKit
    from question_tailor.slots import Slot

    Watcher = Callable[[Event], None]

Mode = Literal["live", "jsonl", "none"]

_STYLES = {"asked": "cyan", "accepted": "green", "sent back": "yellow", "drafted": "magenta"}
_SIGNS = {"asked": "\u2026", "accepted": "\u2713", "sent back": "\u21ba", "drafted": "\u270e"}


def console() -> Console:
    """Standard error, made anew for each use, so that it is the one of the moment."""
    return Console(stderr=True, highlight=False, markup=False)


def note(text: str) -> None:
    """Say something on standard error."""
    console().print(plain(text), soft_wrap=True)


def plain(text: str) -> str:
    """A text that moves no cursor and sets no colour: no control or direction characters, on one line."""
    return " ".join(clean(text).text.split())


@contextmanager
def watching(mode: Mode) -> Iterator[Watcher]:
    """Somebody to tell events to.

    Args:
        mode: `live`, `jsonl` (an object a line: `event`, and what belongs to it) or `none`.
    """
    if mode == "none":
        yield _say_nothing
    elif mode == "jsonl":
        yield _tell_as_json
    elif not (screen := console()).is_terminal or screen.is_dumb_terminal:
        yield _tell_as_line
    else:
        board = _Board()
        with Live(board, console=screen, refresh_per_second=8, transient=True) as live:
            yield lambda event: board.take(event, live)


def _say_nothing(_: Event) -> None:
    pass


def _tell_as_line(event: Event) -> None:
    for what, slot, text in _told(event):
        console().print(f"{what:<10} {slot} {plain(text)}".rstrip(), soft_wrap=True)


def _tell_as_json(event: Event) -> None:
    sys.stderr.write(json.dumps(_as_json(event), ensure_ascii=True) + "\n")
    sys.stderr.flush()


def _as_json(event: Event) -> dict[str, Any]:
    match event:
        case SlotsAsked(slots):
            return {"event": "slots_asked", "slots": [slot.id for slot in slots], "category": slots[0].category}
        case QuestionAccepted(question):
            return {"event": "question_accepted", **_question(question)}
        case QuestionSentBack(slot, findings):
            return {
                "event": "question_sent_back",
                "slot": slot.id,
                "category": slot.category,
                "rules": _rules(findings),
            }
        case QuestionDrafted(question, findings):
            return {"event": "question_drafted", **_question(question), "rules": _rules(findings)}
        case KitFinished(kit):
            return {"event": "kit_finished", "questions": len(kit.questions), "run": kit.run.id}


def _question(question: TailoredQuestion) -> dict[str, str]:
    return {
        "slot": question.slot,
        "category": question.category,
        "interviewer": question.interviewer,
        "origin": question.origin,
        "text": question.text,
    }


def _told(event: Event) -> Iterator[tuple[str, str, str]]:
    """What happened, to which slots, in words."""
    match event:
        case SlotsAsked(slots):
            yield "asked", ", ".join(slot.id for slot in slots), slots[0].category
        case QuestionAccepted(question):
            yield "accepted", question.slot, question.text
        case QuestionSentBack(slot, findings):
            yield "sent back", slot.id, ", ".join(_rules(findings))
        case QuestionDrafted(question, findings):
            yield "drafted", question.slot, ", ".join(_rules(findings)) or question.text
        case KitFinished():
            return


def _rules(findings: tuple[Finding, ...]) -> list[str]:
    return list(dict.fromkeys(finding.rule for finding in findings))


@dataclass(slots=True)
class _Board:
    """The state of every slot that was heard of, by category."""

    states: dict[str, dict[str, str]] = field(default_factory=dict)

    def take(self, event: Event, live: Live) -> None:
        match event:
            case SlotsAsked(slots):
                for slot in slots:
                    self._set(slot, "asked")
            case QuestionAccepted(question):
                self._set(question, "accepted")
                live.console.print(told_in_colour(question, "accepted"))
            case QuestionSentBack(slot, _):
                self._set(slot, "sent back")
            case QuestionDrafted(question, _):
                self._set(question, "drafted")
                live.console.print(told_in_colour(question, "drafted"))
            case KitFinished():
                return
        live.refresh()

    def _set(self, place: Slot | TailoredQuestion, state: str) -> None:
        slot = place.slot if isinstance(place, TailoredQuestion) else place.id
        self.states.setdefault(place.category, {})[slot] = state

    def __rich__(self) -> Table:
        table = Table(box=box.SIMPLE, show_header=False, pad_edge=False)
        for category, slots in self.states.items():
            row = Text()
            for slot, state in slots.items():
                row.append(f"{_SIGNS[state]} {slot} {state}  ", style=_STYLES[state])
            table.add_row(category, row)
        return table


def told_in_colour(question: TailoredQuestion, state: str) -> Text:
    """A question as it stays on the terminal above the board."""
    said = Text(f"{_SIGNS[state]} {question.slot} ", style=_STYLES[state])
    return said.append(plain(question.text), style="default")


def show_plan(kit: InterviewKit) -> None:
    """A table of who asks what and for how long, on standard error."""
    names = toml_in("panel.toml", kit.language)["names"]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("slot", "asked by", "category", "min", "origin"):
        table.add_column(heading, justify="right" if heading == "min" else "left")
    for question in kit.questions:
        style = "yellow" if question.findings else ""
        asked_by = names[question.interviewer]
        table.add_row(question.slot, asked_by, question.category, str(question.minutes), question.origin, style=style)
    console().print(table)
