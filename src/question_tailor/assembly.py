"""From answers to the parts of a kit."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from question_tailor.checks.evidence import locate
from question_tailor.kit import Coverage, Evidence, TailoredQuestion, counted, question_class
from question_tailor.schemas import Quote, schema_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from question_tailor.canonical import CanonicalQuestion
    from question_tailor.checks.brief import Brief
    from question_tailor.findings import Finding
    from question_tailor.schemas import Answer
    from question_tailor.vocabulary import Origin


def tailored(answer: Answer, brief: Brief, origin: Origin, findings: Sequence[Finding] = ()) -> TailoredQuestion:
    """Put an answer into its slot, its quotes as the source has them and with their spans.

    Args:
        answer: The answer; quotes that cannot be found are left out, which only the origin `bank` survives.
        brief: Slot, canonical question, level and inputs that it belongs to.
        origin: Where the answer comes from.
        findings: What the checks say of it.
    """
    slot = brief.slot
    fields = answer.model_dump(exclude={"slot", "evidence"})
    return question_class(slot.category).model_validate(
        {
            "slot": slot.id,
            "category": slot.category,
            "level": brief.profile.level,
            "interviewer": slot.interviewer,
            "minutes": slot.minutes,
            "canonical_id": slot.canonical_id,
            "origin": origin,
            "findings": tuple(findings),
            "evidence": tuple(_located(answer.evidence, brief)),
            **fields,
            "anchors": answer.anchors,
        }
    )


def answer_of(question: TailoredQuestion) -> Answer:
    """The answer that a question of a kit was made from, as the checks take it.

    It is built past validation: a question of the bank quotes nothing, and a person may write more probes than a model.
    """
    schema = schema_of(question.category)
    return schema.answer.model_construct(
        None,
        **question.own.model_dump(),
        slot=question.slot,
        evidence=[Quote(source=quote.source, quote=quote.quote) for quote in question.evidence],
        why=question.why,
        text=question.text,
        probes=list(question.probes),
        anchors=question.anchors,
        red_flags=list(question.red_flags),
    )


def _located(quotes: Iterable[Quote], brief: Brief) -> Iterable[Evidence]:
    for quote in quotes:
        source = brief.source(quote.source)
        if span := locate(quote.quote, source):
            start, end = span
            yield Evidence(source=quote.source, quote=source[start:end], start=start, end=end)


def coverage_of(questions: Sequence[TailoredQuestion], canonical: Mapping[str, CanonicalQuestion]) -> Coverage:
    """Count what a kit's questions cover.

    Args:
        questions: The kit's questions.
        canonical: The canonical question behind each slot, by the slot's id.
    """
    behind = [canonical[question.slot] for question in questions]
    asked_of_cpo = [entry.responsibility for entry in behind if entry.responsibility]
    return Coverage.model_validate(
        {
            **counted(questions),
            "competencies": Counter(entry.competency for entry in behind),
            "responsibilities": Counter(asked_of_cpo) if questions and questions[0].level == "cpo" else {},
            "behavioural_share": round(
                sum(entry.kind == "past_behaviour" for entry in behind) / max(len(behind), 1), 2
            ),
        }
    )


def recounted(coverage: Coverage, questions: Sequence[TailoredQuestion]) -> Coverage:
    """A kit's coverage after questions changed hands, wording or minutes; the canonical ones are still the same."""
    return Coverage.model_validate({**coverage.model_dump(), **counted(questions)})
