"""What the checks say about questions of a kit that somebody changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from question_tailor import preflight
from question_tailor.assembly import answer_of
from question_tailor.bank import in_language, load_bank
from question_tailor.canonical import CanonicalQuestion
from question_tailor.checks import check, kit_set
from question_tailor.checks.brief import Brief
from question_tailor.checks.unnamed import without_unnamed
from question_tailor.cleaning import clean
from question_tailor.errors import ConfigurationError, InputError
from question_tailor.inputs import JobDescription, context_of
from question_tailor.kits.changing import changed
from question_tailor.levels import profile_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from question_tailor.bank import Bank
    from question_tailor.checks.brief import Barred
    from question_tailor.findings import Finding
    from question_tailor.inputs import CompanyContext
    from question_tailor.kit import InterviewKit, TailoredQuestion
    from question_tailor.slots import Slot
    from question_tailor.vocabulary import RoleLevel, Source

_OF_THE_INPUTS: Final = (
    "evidence.",
    "barred.",
    "facts.",
    "confidential.",
    "category.subject_unknown",
    "category.value_unknown",
)
"""Rules that hold a question against the inputs; without these they say nothing, and what they said before stays."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What questions are held against.

    Attributes:
        job: The posting.
        company: The company context; None where there is none.
        barred: What of both no question may rest on.
    """

    job: JobDescription
    company: CompanyContext | None
    barred: tuple[Barred, ...] = ()

    def source(self, name: Source) -> str:
        """The text that a quote of this source must stand in; the empty string where there is none."""
        if name == "job":
            return self.job.text
        return self.company.text if self.company else ""


def require_inputs_of(kit: InterviewKit, job: JobDescription, company: CompanyContext | None) -> None:
    """Make sure that these are the inputs that a kit was made from.

    Raises:
        InputError: They are not; it says which of the two, or both.
    """
    given = {"posting": job.sha256, "company text": company.sha256 if company else None}
    made_from = {"posting": kit.run.job_sha256, "company text": kit.run.company_sha256}
    faults: list[str] = []
    for name, sha256 in given.items():
        if sha256 == made_from[name]:
            continue
        if made_from[name] is None:
            faults.append(f"This kit was made without a {name}: leave it out, or bring the kit to it with `update`.")
        elif sha256 is None:
            faults.append(f"This kit was made with a {name}: give it too (`company=`, --company).")
        else:
            faults.append(f"The {name} is not the one that this kit was made from; `update` brings a kit to a new one.")
    if faults:
        raise InputError(" ".join(faults))


def bank_of(kit: InterviewKit, bank: Bank | None) -> Bank:
    """The bank to hold a kit against, in the kit's language; the package's own where none is given."""
    return in_language(bank if bank is not None else load_bank(), kit.language)


def rechecked(
    kit: InterviewKit,
    slots: Collection[str],
    *,
    job: JobDescription | None = None,
    company: CompanyContext | None = None,
    bank: Bank | None = None,
    besides: Mapping[str, Sequence[Finding]] | None = None,
) -> InterviewKit:
    """A kit in which the findings of some questions, and those about all of them together, are made anew.

    Args:
        kit: The kit; it is not changed.
        slots: Whose questions.
        job: The posting that the kit was made from; without it the checks that need it say nothing new.
        company: The company context that the kit was made from.
        bank: The bank that the kit was made from; the package's own where it is not given.
        besides: What is to be said of a person's changes, by slot; where it is not given, what was said of them before.

    Raises:
        InputError: The inputs are not those that the kit was made from.
        ConfigurationError: The bank does not know a question that is to be held against the inputs.
    """
    inputs = None
    if job is not None:
        company = context_of(job, company)
        require_inputs_of(kit, job, company)
        inputs = Inputs(job, company, preflight.inspect(job, company, kit.run.jurisdictions).barred)
    bank = bank_of(kit, bank)
    questions = {}
    for slot in slots:
        question = kit.question(slot)
        found = list(findings_about(question, kit, bank, inputs))
        if job is None:
            found += [finding for finding in question.findings if finding.rule.startswith(_OF_THE_INPUTS)]
        found += of_edits(question) if besides is None else besides.get(slot, ())
        questions[slot] = question.model_copy(update={"findings": tuple(found)})
    return with_set_findings(changed(kit, questions), bank)


def of_edits(question: TailoredQuestion) -> list[Finding]:
    """What was said of a person's changes to a question; no check can say it again."""
    return [finding for finding in question.findings if finding.rule.startswith("edit.")]


def with_set_findings(kit: InterviewKit, bank: Bank) -> InterviewKit:
    """A kit in which the findings about its questions taken together are made anew.

    Args:
        kit: The kit; it is not changed.
        bank: The bank that it was made from, in the kit's language; what it does not know is left out.
    """
    others = [finding for finding in kit.findings if not finding.rule.startswith("set.")]
    behind = {q.slot: bank[q.canonical_id] for q in kit.questions if q.canonical_id in bank}
    told = {finding.rule for finding in others}
    found = kit_set.check(kit.questions, kit.plan, behind, language=kit.language, told=told)
    return kit.model_copy(update={"findings": (*others, *found)})


def findings_about(
    question: TailoredQuestion, kit: InterviewKit, bank: Bank, inputs: Inputs | None
) -> tuple[Finding, ...]:
    """Every check's findings about a question of a kit; without inputs, of those checks that need none.

    Raises:
        ConfigurationError: The bank does not know the canonical question, and there are inputs to hold it against.
    """
    slot = next(slot for slot in kit.plan.slots if slot.id == question.slot)
    if inputs and slot.canonical_id not in bank:
        raise ConfigurationError(f"The question bank has no entry {slot.canonical_id}; give the bank of this kit.")
    brief = Brief(
        slot=slot,
        canonical=bank[slot.canonical_id] if slot.canonical_id in bank else _stand_in(slot, kit.level),
        profile=profile_of(kit.level, kit.language),
        job=inputs.job if inputs else _stand_in_job(question, kit),
        company=inputs.company if inputs else None,
        language=kit.language,
        taken=tuple(other.text for other in kit.questions if other.slot != question.slot),
        jurisdictions=kit.run.jurisdictions,
        barred=inputs.barred if inputs else (),
    )
    # What a person wrote may rest on nothing; that is said by its origin.
    silent = _OF_THE_INPUTS if inputs is None else () if question.evidence else ("evidence.",)
    answer = answer_of(question)
    found = tuple(finding for finding in check(answer, brief) if not finding.rule.startswith(silent))
    return without_unnamed(found, answer, kit.language) if question.origin in {"bank", "person"} else found


def _stand_in_job(question: TailoredQuestion, kit: InterviewKit) -> JobDescription:
    """Stands for a posting that is not at hand: what the kit itself has of it."""
    title = clean(kit.role.title).text.strip() or "-"
    quotes = clean("\n".join(evidence.quote for evidence in question.evidence)).text.strip()
    return JobDescription(title=title, text=quotes or title)


def _stand_in(slot: Slot, level: RoleLevel) -> CanonicalQuestion:
    """Stands for a canonical question that the bank does not know, for checks that do not hold anything against it."""
    return CanonicalQuestion.model_construct(
        None,
        id=slot.canonical_id,
        text="",
        category=slot.category,
        levels=(level,),
        interviewers=(slot.interviewer,),
        kind=slot.kind,
        intent="",
        signals=(),
        red_flags=(),
        probes=(),
    )
