"""The state machine that turns slots into questions: it hands out requests and is fed what comes back.

It does no I/O, knows no clock and draws no random number. Whoever drives it calls `begin` once, then `on_text`,
`on_reply` or `on_error` by request, and obeys each `Step`: publish its events, send its requests. When no request is
open it is done: either `failure` says that the model could not be reached at all, or `questions` are complete.

What was accepted is never taken back. A question that fails is asked for once more, alone; if it fails again it is
drafted without the model, and if no draft passes the checks the bank's own text stands in. The kit says which. What
all of it may come to is bounded by a `Budget`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from question_tailor.asking import GroupBy, grouped, request_again, request_for
from question_tailor.assembly import tailored
from question_tailor.budget import Budget
from question_tailor.checks import check
from question_tailor.checks.brief import Barred, Brief
from question_tailor.checks.duplicates import THRESHOLD, similarity
from question_tailor.checks.unnamed import without_unnamed
from question_tailor.decoding import AnswerReader, MalformedAnswer, RunawayAnswer, decode_entry, to_answer
from question_tailor.drafting import Drafter
from question_tailor.errors import IncompleteAnswer, ModelError
from question_tailor.events import Event, QuestionAccepted, QuestionDrafted, QuestionSentBack, SlotsAsked
from question_tailor.exchange import ModelReply, ModelRequest, Usage, estimate_tokens
from question_tailor.findings import Finding, blocks, say
from question_tailor.prompts import Ask, Material

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from question_tailor.canonical import CanonicalQuestion
    from question_tailor.exchange import Message
    from question_tailor.kit import TailoredQuestion
    from question_tailor.schemas import Answer
    from question_tailor.slots import Slot
    from question_tailor.vocabulary import Origin


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next: tell these events, in order, and send these requests."""

    events: tuple[Event, ...] = ()
    requests: tuple[ModelRequest, ...] = ()

    def __add__(self, later: Step) -> Step:
        return Step(self.events + later.events, self.requests + later.requests)


@dataclass(slots=True)
class _OpenRequest:
    """A request that is under way.

    Attributes:
        request: The request.
        waiting: The slots that it has not answered yet.
        reader: Cuts its answer into entries.
        fed: Whether any of the answer was read as it arrived.
        fault: What makes the rest of the answer unreadable.
        runaway: Whether that is an answer without an end.
    """

    request: ModelRequest
    waiting: dict[str, Ask]
    reader: AnswerReader = field(default_factory=AnswerReader)
    fed: bool = False
    fault: str | None = None
    runaway: bool = False


class Conversation:
    """Fills slots, by asking a model or without one.

    Args:
        slots: The places to fill.
        canonical: The bank's question behind each slot, by the slot's id.
        material: What the kit is made from.
        group_by: How slots share requests.
        repairs: How often one slot may be asked for again.
        avoid: Texts that no question may repeat.
        with_model: Whether to ask a model; without one every slot is drafted.
        jurisdictions: Codes of the rule packs that hold; the strictest of all where none is given.
        barred: What of the inputs no question may be built on or quote.
        budget_tokens: Tokens that all requests may come to; four times the first round where it is None.
        budget_requests: Requests that may leave; the first round and every repair where it is None.
    """

    def __init__(
        self,
        slots: Sequence[Slot],
        canonical: Mapping[str, CanonicalQuestion],
        material: Material,
        *,
        group_by: GroupBy = "category",
        repairs: int = 1,
        avoid: Iterable[str] = (),
        with_model: bool = True,
        jurisdictions: tuple[str, ...] = (),
        barred: tuple[Barred, ...] = (),
        budget_tokens: int | None = None,
        budget_requests: int | None = None,
    ) -> None:
        self.usage = Usage()
        self.budget: Budget | None = None
        self.replies = 0
        self.model: str | None = None
        self.repaired: list[str] = []
        self.failure: ModelError | None = None
        self.findings: list[Finding] = []
        self._slots = {slot.id: slot for slot in slots}
        self._canonical = canonical
        self._material = material
        self._group_by = group_by
        self._repairs = repairs
        self._avoid = tuple(avoid)
        self._with_model = with_model
        self._jurisdictions = jurisdictions
        self._barred = barred
        self._limits = {"tokens": budget_tokens, "requests": budget_requests}
        self._drafter = Drafter(
            material.job, material.company, material.profile, canonical, barred, language=material.language
        )
        self._passages = self._drafter.passages() if with_model else {}
        self._questions: dict[str, TailoredQuestion] = {}
        self._open: dict[str, _OpenRequest] = {}
        self._asked: dict[str, int] = {}
        self._stranded: dict[str, tuple[Finding, ...]] = {}
        self._unaffordable: list[str] = []
        self._cut_short: set[tuple[Message, ...]] = set()
        self._heard = False
        self._error: ModelError | None = None

    @property
    def done(self) -> bool:
        """Whether nothing is open any more."""
        return not self._open

    @property
    def questions(self) -> tuple[TailoredQuestion, ...]:
        """The questions so far, in the order of the slots."""
        return tuple(self._questions[slot] for slot in self._slots if slot in self._questions)

    def begin(self) -> Step:
        """The first requests; without a model all the drafts."""
        if not self._with_model:
            return Step(tuple(self._draft(slot, ()) for slot in self._slots.values()))
        asks = [self._ask_of(slot) for slot in self._slots.values()]
        first = {request_for(self._material, group): group for group in grouped(asks, self._group_by)}
        slots = {request: len(group) for request, group in first.items()}
        self.budget = Budget(slots, self._repairs, **self._limits)
        step = Step()
        for request, group in first.items():
            if self._affords(request, group):
                step += self._send(request, group)
            else:
                self._stranded |= dict.fromkeys((ask.slot.id for ask in group), ())
        return step if self._open else step + self._end()

    def on_text(self, request_id: str, text: str) -> Step:
        """Take a piece of a streamed answer; pieces of a request that is closed already say nothing.

        Raises:
            IncompleteAnswer: The answer has run away. Whoever drives ends the stream, as no more of it can be used.
        """
        request = self._open.get(request_id)
        if request is None:
            return Step()
        if request.runaway:
            raise IncompleteAnswer(f"{request.fault}, so it was ended")
        request.fed = True
        return self._read(request, text)

    def on_reply(self, request_id: str, reply: ModelReply) -> Step:
        """Take the end of an answer: the whole of it where it was not streamed."""
        request = self._open.pop(request_id)
        self._count(request, reply.usage)
        self.replies += 1
        self.model = reply.model or self.model
        ending = _ending(reply, self._material.language)
        step = Step()
        if reply.finish == "length":
            self._cut_short.add(request.request.messages)
        if ending is None:
            self._heard = True
            step = self._finish(request, reply.text)
            ending = say("answer.missing", self._material.language, "block")
            if request.fault:
                ending = say("answer.malformed", self._material.language, "block", fault=request.fault)
        return step + self._close(request, ending, again=reply.finish != "refused")

    def on_error(self, request_id: str, error: ModelError) -> Step:
        """Take the failure of a request for good: it was sent again as often as that could help."""
        request = self._open.pop(request_id)
        if not request.fault:
            self._error = self._error or error
        if request.fed:
            self._count(request, _estimated(request))
        why = say("answer.failed", self._material.language, "warn", message=error.message)
        if request.fault:
            why = say("answer.malformed", self._material.language, "block", fault=request.fault)
        return self._close(request, why, again=isinstance(error, IncompleteAnswer))

    def _ask_of(self, slot: Slot) -> Ask:
        return Ask(slot, self._canonical[slot.id], self._passages.get(slot.id, ""), self._avoid)

    def _repeated_by(self, entry: dict[str, Any] | None, findings: tuple[Finding, ...]) -> tuple[str, ...]:
        """The accepted questions that a failed one repeats; all would make the re-ask depend on order."""
        if entry is None or not any(finding.rule == "duplicates.near" for finding in findings):
            return ()
        said = str(entry.get("text", ""))
        return tuple(q.text for q in self._questions.values() if similarity(said, q.text) >= THRESHOLD)

    def _send(self, request: ModelRequest, group: list[Ask]) -> Step:
        for ask in group:
            self._asked[ask.slot.id] = self._asked.get(ask.slot.id, 0) + 1
        self._open[request.id] = _OpenRequest(request, {ask.slot.id: ask for ask in group})
        return Step((SlotsAsked(tuple(ask.slot for ask in group)),), (request,))

    def _affords(self, request: ModelRequest, group: list[Ask]) -> bool:
        """Whether the budget reaches for a request; where it does not, its slots are named in the kit."""
        if self.budget is not None and self.budget.take(request, len(group)):
            return True
        self._unaffordable.extend(ask.slot.id for ask in group)
        return False

    def _count(self, request: _OpenRequest, usage: Usage) -> None:
        self.usage += usage
        if self.budget is not None:
            self.budget.settle(request.request, usage)

    def _finish(self, request: _OpenRequest, text: str) -> Step:
        """Read the end of an answer; one that came in one piece counts only if it is one complete object."""
        step = Step()
        try:
            if not request.fed:
                _require_whole(text)
                step = self._read(request, text)
            request.reader.finish()
        except MalformedAnswer as error:
            request.fault = request.fault or str(error).capitalize()
        return step

    def _read(self, request: _OpenRequest, text: str) -> Step:
        if request.fault:
            return Step()
        step = Step()
        try:
            for piece in request.reader.feed(text):
                step += self._take(request, piece)
        except MalformedAnswer as error:
            request.fault = str(error).capitalize()
            request.runaway = isinstance(error, RunawayAnswer)
        return step

    def _take(self, request: _OpenRequest, piece: str) -> Step:
        """Judge one entry of an answer."""
        try:
            entry = decode_entry(piece)
        except MalformedAnswer:
            return Step()
        ask = request.waiting.pop(str(entry["slot"]), None)
        if ask is None:
            return Step()
        self._heard = True
        brief = self._brief(ask.slot)
        answer = to_answer(entry, ask.slot.category, self._material.language)
        findings = answer if isinstance(answer, tuple) else check(answer, brief)
        if not isinstance(answer, tuple) and not blocks(findings):
            return Step((self._accept(answer, brief, findings),))
        return self._fail(ask, findings, entry, again=True)

    def _accept(self, answer: Answer, brief: Brief, findings: tuple[Finding, ...]) -> QuestionAccepted:
        origin: Origin = "repaired" if self._asked[brief.slot.id] > 1 else "model"
        question = tailored(answer, brief, origin, findings)
        self._questions[brief.slot.id] = question
        return QuestionAccepted(question)

    def _close(self, request: _OpenRequest, why: Finding, *, again: bool) -> Step:
        """End a request: its slots without an answer are asked for again, or wait for a draft."""
        failed = (self._fail(ask, (why,), None, again=again) for ask in request.waiting.values())
        step = sum(failed, Step())
        return step if self._open else step + self._end()

    def _fail(self, ask: Ask, findings: tuple[Finding, ...], entry: dict[str, Any] | None, *, again: bool) -> Step:
        slot = ask.slot
        stamped = tuple(finding.model_copy(update={"slot": slot.id}) for finding in findings)
        if again and self._asked[slot.id] <= self._repairs:
            request = request_again(
                self._material,
                ask,
                entry,
                stamped,
                repeated=self._repeated_by(entry, stamped),
                asked=self._asked[slot.id],
            )
            if request.messages not in self._cut_short and self._affords(request, [ask]):
                self.repaired.append(slot.id)
                return Step((QuestionSentBack(slot, stamped),)) + self._send(request, [ask])
        self._stranded[slot.id] = stamped
        return self._draft_stranded() if self._heard else Step()

    def _end(self) -> Step:
        """With nothing open: draft what is stranded, unless the model was never heard at all."""
        if self._stranded and not self._heard and self._error is not None:
            self.failure = self._error
            return Step()
        if self._unaffordable and self.budget is not None:
            self.findings.append(_spent(self.budget, self._unaffordable, self._material.language))
        return self._draft_stranded()

    def _draft_stranded(self) -> Step:
        stranded, self._stranded = self._stranded, {}
        return Step(tuple(self._draft(self._slots[slot], reasons) for slot, reasons in stranded.items()))

    def _draft(self, slot: Slot, reasons: tuple[Finding, ...]) -> QuestionDrafted:
        """Fill a slot without the model: the first draft that passes the checks, else the bank's own text."""
        brief = self._brief(slot)
        if reasons:
            rules = ", ".join(dict.fromkeys(reason.rule for reason in reasons))
            self.findings.append(say("answer.drafted", self._material.language, "warn", slot=slot.id, rules=rules))
        for draft in self._drafter.drafts(slot):
            findings = check(draft.answer, brief)
            if not blocks(findings):
                self._drafter.keep(draft)
                self._questions[slot.id] = tailored(draft.answer, brief, "offline", findings)
                return QuestionDrafted(self._questions[slot.id], reasons)
        answer = self._drafter.untailored(slot)
        found = without_unnamed(_of_the_bank(check(answer, brief)), answer, self._material.language)
        self._questions[slot.id] = tailored(answer, brief, "bank", found)
        return QuestionDrafted(self._questions[slot.id], reasons)

    def _brief(self, slot: Slot) -> Brief:
        material = self._material
        taken = (*self._avoid, *(question.text for question in self._questions.values()))
        return Brief(
            slot=slot,
            canonical=self._canonical[slot.id],
            profile=material.profile,
            job=material.job,
            company=material.company,
            language=material.language,
            taken=taken,
            jurisdictions=self._jurisdictions,
            barred=self._barred,
        )


def _spent(budget: Budget, slots: list[str], language: str) -> Finding:
    named = ", ".join(sorted(slots))
    return say("budget.spent", language, "warn", tokens=budget.tokens, requests=budget.requests, slots=named)


def _ending(reply: ModelReply, language: str) -> Finding | None:
    """What speaks against reading a reply; None for a complete one."""
    return None if reply.finish == "stop" else say(f"answer.{reply.finish}", language, "block")


def _require_whole(text: str) -> None:
    """Make sure that a text is one complete object.

    Raises:
        MalformedAnswer: It is not.
    """
    reader = AnswerReader()
    for _ in reader.feed(text):
        pass
    reader.finish()


def _estimated(request: _OpenRequest) -> Usage:
    """What an answer that broke off came to; the endpoint's own count would have come at its end."""
    sent = estimate_tokens(request.request.characters)
    return Usage(sent, estimate_tokens(request.reader.length), estimated=True)


def _of_the_bank(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings of an untailored question: that it quotes nothing is known, and said by its origin."""
    return tuple(finding for finding in findings if not finding.rule.startswith("evidence."))
