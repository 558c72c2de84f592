"""The making of one kit: from inputs and options to a conversation, and from that to the kit."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from question_tailor import preflight, prompts
from question_tailor._resources import rules_sha256
from question_tailor._version import __version__
from question_tailor.assembly import coverage_of
from question_tailor.bank import in_language
from question_tailor.checks import kit_set
from question_tailor.checks.doubtful import is_doubtful_title
from question_tailor.checks.jurisdictions import known_jurisdictions, unset_jurisdiction
from question_tailor.conversation import Conversation
from question_tailor.findings import Finding, say
from question_tailor.inputs import context_of
from question_tailor.kit import Company, InterviewKit, Role
from question_tailor.languages import settle_language
from question_tailor.levels import profile_of
from question_tailor.options import KitOptions, settled
from question_tailor.planning import make_plan
from question_tailor.planning import replacement as replacement_slot
from question_tailor.prompts import Material
from question_tailor.record import RunRecord, RunUsage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from question_tailor.bank import Bank
    from question_tailor.checks.brief import Barred
    from question_tailor.exchange import ModelRequest
    from question_tailor.inputs import CompanyContext, JobDescription
    from question_tailor.kit import TailoredQuestion
    from question_tailor.setup import Setup
    from question_tailor.slots import Plan, Slot
    from question_tailor.vocabulary import Category


class Making:
    """One kit in the making. Its conversation is driven by somebody else; then `kit` has the result.

    Args:
        setup: What is the same for all kits of one client.
        job: The posting.
        company: The company context, or None.
        plan: The whole plan.
        slots: Those of its slots that are to be filled.
        findings: What is said about inputs and plan.
        avoid: Texts that no question may repeat.
        language: Two-letter code of the language to write in.
        jurisdictions: Codes of the rule packs that hold.
        barred: What of the inputs no question may be built on or quote.
    """

    def __init__(
        self,
        setup: Setup,
        job: JobDescription,
        company: CompanyContext | None,
        *,
        plan: Plan,
        slots: Sequence[Slot],
        findings: Sequence[Finding],
        avoid: Iterable[str],
        language: str,
        jurisdictions: tuple[str, ...] = (),
        barred: tuple[Barred, ...] = (),
    ) -> None:
        setup = replace(setup, bank=in_language(setup.bank, language))
        self._setup = setup
        self._job = job
        self._company = company
        self._plan = plan
        self._findings = tuple(findings)
        self._jurisdictions = jurisdictions
        self._language = language
        self._sends = 0
        material = Material(
            job=job,
            company=company,
            profile=profile_of(plan.level, language),
            language=language,
            fence=prompts.fence_code(setup.fence_key, job.sha256, company.sha256 if company else ""),
            send_confidential=setup.send_confidential,
        )
        self.conversation = Conversation(
            slots,
            {slot.id: setup.bank[slot.canonical_id] for slot in slots},
            material,
            group_by=setup.group_by,
            repairs=setup.repairs,
            avoid=avoid,
            with_model=setup.model is not None,
            jurisdictions=jurisdictions,
            barred=barred,
            budget_tokens=setup.budget_tokens,
            budget_requests=setup.budget_requests,
        )

    def requests(self) -> tuple[ModelRequest, ...]:
        """The first requests, as they would be sent."""
        return self.conversation.begin().requests

    def kit(self) -> InterviewKit:
        """The finished kit."""
        return self._assemble(self.conversation.questions, self._findings)

    def kit_from(self, kit: InterviewKit) -> InterviewKit:
        """A finished kit with the slots of this making in the place of its own."""
        made = {question.slot: question for question in self.conversation.questions}
        kept = [one for one in kit.findings if one.slot not in made and not one.rule.startswith("set.")]
        renewed = self._assemble([made.get(q.slot, q) for q in kit.questions], [*kept, *self._findings])
        return renewed.model_copy(update={"language": kit.language})

    def _assemble(self, questions: Sequence[TailoredQuestion], findings: Sequence[Finding]) -> InterviewKit:
        bank = self._setup.bank
        behind = {question.slot: bank[question.canonical_id] for question in questions}
        told = {finding.rule for finding in findings}
        company = (self._company.name if self._company else None) or self._job.company
        return InterviewKit(
            role=Role(title=self._title()),
            company=Company(name=company),
            level=self._plan.level,
            language=self._language,
            questions=tuple(questions),
            plan=self._plan,
            findings=(
                *findings,
                *self.conversation.findings,
                *kit_set.check(questions, self._plan, behind, language=self._language, told=told),
            ),
            coverage=coverage_of(questions, behind),
            run=self._record(),
        )

    def _title(self) -> str:
        title = self._job.title
        return profile_of(self._plan.level, self._language).name if is_doubtful_title(title) else title

    def _record(self) -> RunRecord:
        setup = self._setup
        return RunRecord(
            id=str(uuid.uuid4()),
            created_at=datetime.now(UTC),
            library=__version__,
            prompt=prompts.fingerprint() if setup.model else None,
            bank=setup.bank.sha256,
            rules=rules_sha256(),
            model=self.conversation.model or setup.model,
            parameters=setup.parameters,
            job_sha256=self._job.sha256,
            company_sha256=self._company.sha256 if self._company else None,
            job_left_out=self._job.left_out,
            company_left_out=self._company.left_out if self._company else 0,
            usage=self._usage(),
            repairs=tuple(self.conversation.repaired),
            jurisdictions=self._jurisdictions,
            budget=self.conversation.budget.spent if self.conversation.budget else None,
        )

    def note_send(self) -> None:
        """Note that a request was sent, for the first time or again."""
        self._sends += 1

    def _usage(self) -> RunUsage:
        spent = self.conversation.usage
        usage = RunUsage(
            requests=self.conversation.replies,
            sends=self._sends,
            input_tokens=spent.input_tokens,
            output_tokens=spent.output_tokens,
            cached_tokens=spent.cached_tokens,
            estimated=spent.estimated,
        )
        prices = self._setup.prices
        return usage.model_copy(update={"cost": prices.cost(usage)}) if prices else usage


def new_kit(setup: Setup, job: JobDescription, company: CompanyContext | None, options: KitOptions) -> Making:
    """Settle level and plan of a new kit.

    Raises:
        InputError: The posting names too little to tailor to.
        ConfigurationError: An option is out of its range.
    """
    wanted = settled(options)
    company = context_of(job, company)
    jurisdictions = known_jurisdictions(wanted.jurisdictions)
    with_model = setup.model is not None
    language, of_language = settle_language(job, wanted.language, setup.bank, with_model=with_model)
    setup = replace(setup, bank=in_language(setup.bank, language))
    thin = preflight.require_substance(job, thin_ok=wanted.thin_ok, language=language)
    level, level_findings = preflight.settle_level(job, wanted.level, language=language)
    inspection = preflight.inspect(job, company, jurisdictions, language=language)
    texts, ids = _used_before(wanted.avoid)
    plan, plan_findings = make_plan(
        setup.bank,
        level=level,
        job=job,
        company=company,
        panel=wanted.panel,
        categories=wanted.categories,
        questions=wanted.questions,
        minutes=wanted.minutes,
        avoid=texts,
        avoid_ids=ids,
        barred=inspection.barred,
        language=language,
    )
    return Making(
        setup,
        job,
        company,
        plan=plan,
        slots=plan.slots,
        findings=(
            *(finding for finding in level_findings if finding.rule == "level.none"),  # or nobody would see it
            *unset_jurisdiction(jurisdictions, language),
            *of_language,
            *inspection.findings,
            *thin,
            *(finding for finding in level_findings if finding.rule != "level.none"),
            *plan_findings,
            *_own_left_out(setup.bank, plan, wanted.categories, language),
        ),
        avoid=texts,
        language=language,
        jurisdictions=jurisdictions,
        barred=inspection.barred,
    )


def replacement(
    setup: Setup, kit: InterviewKit, slot_id: str, job: JobDescription, company: CompanyContext | None
) -> Making:
    """Settle one slot of a kit anew, with another canonical question where the bank has one.

    Raises:
        ConfigurationError: The kit has no such slot, or comes from another bank.
    """
    company = context_of(job, company)
    texts = tuple(question.text for question in kit.questions)
    setup = replace(setup, bank=in_language(setup.bank, kit.language))
    barred = preflight.inspect(job, company, kit.run.jurisdictions).barred
    slot, findings = replacement_slot(
        setup.bank, kit.plan, slot_id, job=job, company=company, avoid=texts, barred=barred, language=kit.language
    )
    slots = tuple(slot if old.id == slot_id else old for old in kit.plan.slots)
    return Making(
        setup,
        job,
        company,
        plan=kit.plan.model_copy(update={"slots": slots}),
        slots=(slot,),
        findings=findings,
        avoid=texts,
        language=kit.language,
        jurisdictions=kit.run.jurisdictions,
        barred=barred,
    )


def _own_left_out(bank: Bank, plan: Plan, categories: Sequence[Category], language: str) -> Iterator[Finding]:
    """Whether a user put questions on top of the package's bank and the plan holds none of them, and why."""
    if not bank.own or any(slot.canonical_id in bank.own for slot in plan.slots):
        return
    held = [bank[name] for name in bank.own]
    fitting = [question for question in held if plan.level in question.levels and question.category in categories]
    rule = "plan.own_left_out" if fitting else "plan.own_left_out#level"
    level = profile_of(plan.level, language).name
    yield say(rule, language, "warn", count=len(held), fitting=len(fitting), level=level)


def _used_before(avoid: Iterable[str | InterviewKit]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Texts and canonical ids of questions used before."""
    texts: list[str] = []
    ids: list[str] = []
    for used in avoid:
        if isinstance(used, InterviewKit):
            texts += [question.text for question in used.questions]
            ids += [question.canonical_id for question in used.questions]
        else:
            texts.append(used)
    return tuple(texts), tuple(ids)
