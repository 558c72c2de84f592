"""A kit as rows: CSV, and the cells that a spreadsheet takes.

A cell that a spreadsheet would run as a formula gets an apostrophe before it, and then is text.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import TYPE_CHECKING, Final

from question_tailor.cells import LONGEST_CELL, begins_a_formula

if TYPE_CHECKING:
    from collections.abc import Iterator

    from question_tailor.rendering.view import KitView, QuestionView

COLUMNS: Final = (
    "slot",
    "interviewer",
    "category",
    "minutes",
    "question",
    "why",
    "evidence",
    "probes",
    "rating_1",
    "rating_2",
    "rating_3",
    "rating_4",
    "red_flags",
    "fields",
    "origin",
    "canonical_id",
    "findings",
)
"""One row a question. Lists stand in one cell, an entry a line."""
CANDIDATE_COLUMNS: Final = ("category", "minutes", "question")


def neutral(cell: str) -> str:
    """A cell that is text and stays text: no formula, no control characters, no more than a cell holds."""
    said = "".join(char for char in cell if char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs", "Cn"})
    return ("'" + said if begins_a_formula(said) else said)[:LONGEST_CELL]


def rows(kit: KitView) -> Iterator[dict[str, str]]:
    """The questions of a kit as rows of `COLUMNS`, or of `CANDIDATE_COLUMNS`, not made neutral yet."""
    for part in kit.parts:
        for question in part.questions:
            row = _row(question, part.name)
            yield {name: row[name] for name in columns(kit)}


def columns(kit: KitView) -> tuple[str, ...]:
    """The columns that this audience sees."""
    if kit.audience != "candidate":
        return COLUMNS
    with_questions = any(question.text for question in kit.questions)
    return CANDIDATE_COLUMNS if with_questions else CANDIDATE_COLUMNS[:2]


def _row(question: QuestionView, interviewer: str) -> dict[str, str]:
    return {
        "slot": question.slot,
        "interviewer": interviewer,
        "category": question.category_name,
        "minutes": str(question.minutes),
        "question": question.text,
        "why": question.why,
        "evidence": "\n".join(f"{quote} ({source})" for quote, source in question.evidence),
        "probes": "\n".join(question.probes),
        **{f"rating_{number}": text for number, _, text in question.anchors},
        "red_flags": "\n".join(question.red_flags),
        "fields": "\n".join(f"{name}: {value}" for name, value in question.fields),
        "origin": question.origin_name,
        "canonical_id": question.canonical_id,
        "findings": "\n".join(f"{found.severity}, {found.rule}: {found.why}" for found in question.findings),
    }


def to_csv(kit: KitView, *, raw: bool = False) -> str:
    """A kit as CSV, lines ending in CR LF.

    Args:
        kit: The kit as it is shown to somebody.
        raw: Whether cells stay as they are, for programs that run no formulas.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, columns(kit), lineterminator="\r\n")
    writer.writeheader()
    for row in rows(kit):
        writer.writerow(row if raw else {name: neutral(cell) for name, cell in row.items()})
    return out.getvalue()
