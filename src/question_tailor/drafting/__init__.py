"""Questions without a model: a canonical question, asked around a fact of the inputs that fits it.

The same inputs give the same drafts. A kit's drafts take different facts, and go through the wordings in turn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from question_tailor.drafting.choice import assigned, distinct, fits, fitting, says_verb_of, spread_out
from question_tailor.drafting.parts import anchors_of, own_fields, probes_of, quote_of, why_of
from question_tailor.drafting.wording import Wording, filled
from question_tailor.facts import Fact, find_facts, in_another_language
from question_tailor.schemas import Answer, schema_of
from question_tailor.text import language as language_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from question_tailor.canonical import CanonicalQuestion
    from question_tailor.checks.brief import Barred
    from question_tailor.inputs import CompanyContext, JobDescription
    from question_tailor.levels import LevelProfile
    from question_tailor.slots import Slot
    from question_tailor.vocabulary import Source

_MOST_TRIES: Final = 8
_MOST_USES: Final = 3
"""Questions around the same words where a kit has many more questions than the inputs have facts; else one less."""
_OPEN_ENDS: Final = " ,;:\u2013\u2014-"  # a duty may end where its sentence goes on


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted question and the fact that it is asked around."""

    answer: Answer
    fact: Fact


class Drafter:
    """Drafts the questions of one kit.

    Args:
        job: The posting.
        company: The company context; its confidential text is never read.
        profile: The role level.
        canonical: The bank's question behind each slot of the kit, by the slot's id.
        barred: What of the inputs no question may be built on.
        language: Two-letter code of the kit's language.
    """

    def __init__(
        self,
        job: JobDescription,
        company: CompanyContext | None,
        profile: LevelProfile,
        canonical: Mapping[str, CanonicalQuestion],
        barred: Collection[Barred] = (),
        *,
        language: str = "en",
    ) -> None:
        self._texts = {"job": job.text, "company": company.text if company else ""}
        self._profile = profile
        names = [name for name in (job.company, company.name if company else None, job.title) if name]
        found = (*self._found("job", names, language), *self._found("company", names, language))
        allowed = [fact for fact in found if not any(one.touches(fact.source, fact.start, fact.end) for one in barred)]
        # What the company tells of itself serves where the posting's facts are used up; a plan is not built on it.
        self._facts = tuple(fact for fact in allowed if fact.shape != "said")
        self._told = tuple(fact for fact in allowed if fact.shape == "said")
        self._canonical = canonical
        self._language = language
        self._assigned = assigned(canonical, self._facts, language)
        far_fewer = len(canonical) >= _MOST_USES * distinct(self._facts)
        self._most = _MOST_USES if far_fewer else _MOST_USES - 1
        offered = [*self._facts, *self._told]
        self._own = spread_out(canonical, offered, self._worth_it(), language, most=self._most)
        self._used: dict[str, Fact] = {}
        self._wording = Wording(language)

    def _worth_it(self) -> dict[str, Fact]:
        """The assigned facts that drafts are built on: where facts are few, those that have to do with their question.

        Where they are many, the best pairs of the kit are good enough, and a kit loses more by a question without one.
        """
        if distinct([fact for fact in self._facts if fact.shape != "value"]) >= len(self._canonical):
            return self._assigned
        language = self._language
        return {slot: fact for slot, fact in self._assigned.items() if fits(self._canonical[slot], fact, language)}

    def _found(self, source: Source, names: list[str], language: str) -> tuple[Fact, ...]:
        """The facts of an input, as a question in the kit's language can hold them."""
        text = self._texts[source]
        spoken = language_of(text) or language
        found = find_facts(text, source, language=spoken, names=names)
        return found if spoken == language else in_another_language(found, text)

    def drafts(self, slot: Slot) -> Iterator[Draft]:
        """Drafts for a slot, the best first; none where no fact fits."""
        canonical = self._canonical[slot.id]
        values = self._values()
        for fact in self._in_turn(slot, canonical):
            value = fact.phrase if fact.shape == "value" else next(self._wording.spread(values), None)
            own = own_fields(canonical, self._profile, value, self._wording.language)
            if own is None:
                return
            for frame in self._frames(canonical, fact):
                text = filled(frame, fact, self._wording.language, canonical.text)
                answer = self._answer(slot, canonical, fact, text, own)
                if answer is not None:
                    yield Draft(answer, fact)

    def passages(self) -> dict[str, str]:
        """For each slot, by its id, words of the inputs that its question may be built on, no two the same."""
        return {slot: quote_of(fact, self._texts[fact.source]) for slot, fact in self._assigned.items()}

    def _values(self) -> list[str]:
        return [fact.phrase for fact in self._facts if fact.shape == "value"]

    def _in_turn(self, slot: Slot, canonical: CanonicalQuestion) -> list[Fact]:
        """The facts to try for a slot: its own first, then those that the fewest questions are asked around."""
        own = self._own.get(slot.id)
        held = {other: fact for other, fact in self._own.items() if other != slot.id} | self._used
        others = fitting(canonical, [*self._facts, *self._told], list(held.values()), self._language, most=self._most)
        return [*([own] if own else []), *[fact for fact in others if fact is not own]][:_MOST_TRIES]

    def keep(self, draft: Draft) -> None:
        """Count a draft as used: its fact comes last from now on, and the wordings move on."""
        self._used[draft.answer.slot] = draft.fact
        self._wording.move_on(draft.fact.shape)

    def untailored(self, slot: Slot) -> Answer:
        """The bank's own text, for a slot that no draft fills; it quotes nothing, so it is built past validation."""
        canonical = self._canonical[slot.id]
        schema = schema_of(slot.category)
        unnamed: str = self._wording.known["fields"]["unknown"]
        own: dict[str, Any] = own_fields(canonical, self._profile, None, self._wording.language, unnamed=unnamed) or {}
        return schema.answer.model_construct(
            None,
            slot=slot.id,
            evidence=[],
            why=canonical.intent,
            text=canonical.text,
            probes=list(canonical.probes),
            anchors=anchors_of(canonical, self._profile, None, self._wording),
            red_flags=list(canonical.red_flags[:3]),
            **own,
        )

    def _frames(self, canonical: CanonicalQuestion, fact: Fact) -> list[str]:
        """The question's own wordings around a fact, else a general one; none that says the verb of a duty twice."""
        own = [frame.text for frame in canonical.frames if frame.fact == fact.shape]
        general: list[str] = self._wording.known["frames"][fact.shape]
        if fact.shape == "doing":
            own = [frame for frame in own if not says_verb_of(frame, fact, self._language)]
            general = [frame for frame in general if not says_verb_of(frame, fact, self._language)] or general
        return own or [self._wording.next_of(general, fact.shape)]

    def _answer(
        self, slot: Slot, canonical: CanonicalQuestion, fact: Fact, text: str, own: dict[str, object]
    ) -> Answer | None:
        fields = {
            "slot": slot.id,
            "evidence": [{"source": fact.source, "quote": quote_of(fact, self._texts[fact.source]).rstrip(_OPEN_ENDS)}],
            "why": why_of(canonical, fact, self._wording),
            "text": text,
            "probes": probes_of(canonical, fact, self._wording),
            "anchors": anchors_of(canonical, self._profile, fact, self._wording),
            "red_flags": list(canonical.red_flags[:3]),
            **own,
        }
        try:
            return schema_of(slot.category).adapter.validate_python(fields)
        except ValidationError:
            # A fact or entry too long for its place: the next fact may fit.
            return None
