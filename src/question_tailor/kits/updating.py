"""What of a kit still holds when the posting or the company text has changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from question_tailor import preflight
from question_tailor.bank import in_language
from question_tailor.checks.evidence import locate
from question_tailor.inputs import context_of
from question_tailor.kit import Company, Evidence, Role
from question_tailor.kits.changing import changed, require_known
from question_tailor.kits.rechecking import Inputs, bank_of, findings_about, of_edits, with_set_findings
from question_tailor.making import Making

if TYPE_CHECKING:
    from question_tailor.bank import Bank
    from question_tailor.findings import Finding
    from question_tailor.inputs import CompanyContext, JobDescription
    from question_tailor.kit import InterviewKit, TailoredQuestion
    from question_tailor.setup import Setup


@dataclass(frozen=True, slots=True)
class Holding:
    """What of a kit holds against other inputs than it was made from.

    Attributes:
        kit: The kit against the new inputs: hashes, role and company are theirs, quotes have their places in them, and
            all findings are made anew. The slots that do not hold still have their old questions.
        job_changed: Whether the posting is another one.
        company_changed: Whether the company text is another one.
        held: Slots that hold: each quote is still found, and no finding blocks that did not before.
        flagged: Slots that do not hold and are kept even so: pinned ones, and what a person wrote.
        failing: Slots that do not hold and are to be tailored anew.
        reasons: For each flagged or failing slot, the findings that block now and did not before.
    """

    kit: InterviewKit
    job_changed: bool
    company_changed: bool
    held: tuple[str, ...]
    flagged: tuple[str, ...]
    failing: tuple[str, ...]
    reasons: dict[str, tuple[Finding, ...]]


def what_holds(
    kit: InterviewKit, job: JobDescription, company: CompanyContext | None = None, *, bank: Bank | None = None
) -> Holding:
    """Hold a kit against other inputs, without changing or asking for anything; `update` of a `Tailor` goes on from it.

    Args:
        kit: The kit; it is not changed.
        job: The posting as it is now.
        company: The company context as it is now.
        bank: The bank that the kit was made from; the package's own where it is not given.

    Raises:
        InputError: The kit is signed.
        ConfigurationError: The bank does not know a canonical question of the kit.
    """
    kit.require_unsigned()
    bank = bank_of(kit, bank)
    require_known(kit, bank)
    company = context_of(job, company)
    inspection = preflight.inspect(job, company, kit.run.jurisdictions)
    inputs = Inputs(job, company, inspection.barred)
    questions: dict[str, TailoredQuestion] = {}
    held: list[str] = []
    flagged: list[str] = []
    failing: list[str] = []
    reasons: dict[str, tuple[Finding, ...]] = {}
    for old in kit.questions:
        question = _quoting(old, inputs)
        found = (*findings_about(question, kit, bank, inputs), *of_edits(old))
        questions[old.slot] = question.model_copy(update={"findings": found})
        against = _new_blocks(old.findings, found)
        if not against:
            held.append(old.slot)
            continue
        reasons[old.slot] = against
        (flagged if old.pinned or old.origin == "person" else failing).append(old.slot)
    hashes = {"job_sha256": job.sha256, "company_sha256": company.sha256 if company else None}
    left_out = {"job_left_out": job.left_out, "company_left_out": company.left_out if company else 0}
    on_new_inputs = kit.model_copy(
        update={
            "role": Role(title=job.title),
            "company": Company(name=(company.name if company else None) or job.company),
            "run": kit.run.model_copy(update=hashes | left_out),
        }
    )
    _, of_level = preflight.settle_level(job, kit.level, language=kit.language)
    thin = preflight.require_substance(job, thin_ok=True)
    kept = [finding for finding in kit.findings if finding.field not in {"job", "company"}]
    return Holding(
        kit=with_set_findings(
            changed(on_new_inputs, questions, findings=[*inspection.findings, *thin, *of_level, *kept]), bank
        ),
        job_changed=hashes["job_sha256"] != kit.run.job_sha256,
        company_changed=hashes["company_sha256"] != kit.run.company_sha256,
        held=tuple(held),
        flagged=tuple(flagged),
        failing=tuple(failing),
        reasons=reasons,
    )


def renewal(setup: Setup, holding: Holding, job: JobDescription, company: CompanyContext | None) -> Making:
    """Settle the slots of a kit that do not hold anew, with the canonical questions that they have.

    Args:
        setup: What is the same for all kits of the client.
        holding: What of the kit holds against the new inputs.
        job: The posting as it is now.
        company: The company context as it is now.
    """
    kit = holding.kit
    company = context_of(job, company)
    return Making(
        replace(setup, bank=in_language(setup.bank, kit.language)),
        job,
        company,
        plan=kit.plan,
        slots=tuple(slot for slot in kit.plan.slots if slot.id in holding.failing),
        findings=(),
        avoid=tuple(question.text for question in kit.questions if question.slot not in holding.failing),
        language=kit.language,
        jurisdictions=kit.run.jurisdictions,
        barred=preflight.inspect(job, company, kit.run.jurisdictions).barred,
    )


def _quoting(question: TailoredQuestion, inputs: Inputs) -> TailoredQuestion:
    """A question with its quotes at their places in the new inputs; a quote that is not found stays as it was."""
    evidence: list[Evidence] = []
    for quote in question.evidence:
        source = inputs.source(quote.source)
        start, end = locate(quote.quote, source) or (0, 0)
        found = Evidence(source=quote.source, quote=source[start:end], start=start, end=end) if end else quote
        evidence.append(found)
    return question.model_copy(update={"evidence": tuple(evidence)})


def _new_blocks(before: tuple[Finding, ...], now: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """What blocks now and did not before; what blocked before was kept by somebody who had been told."""
    known = {(finding.rule, finding.field) for finding in before if finding.severity == "block"}
    return tuple(
        finding for finding in now if finding.severity == "block" and (finding.rule, finding.field) not in known
    )
