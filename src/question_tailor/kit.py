"""The result: an interview kit."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializeAsAny,
    StringConstraints,
    TypeAdapter,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    create_model,
    model_validator,
)

from question_tailor.errors import InputError
from question_tailor.findings import Finding
from question_tailor.record import RunRecord, Signature
from question_tailor.schemas import Anchors, Long, OwnFields, Quote, Short, schema_of
from question_tailor.slots import Plan, Slot
from question_tailor.vocabulary import CATEGORIES, Category, Interviewer, Origin, Responsibility, RoleLevel

if TYPE_CHECKING:
    from collections.abc import Sequence

SCHEMA_VERSION: Final = "1.1"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(Quote):
    """A verbatim quote and where it stands.

    Attributes:
        source: `job` or `company`.
        quote: The words as the cleaned input has them: `text[start:end]`.
        start: First character, counted in the cleaned input.
        end: One past the last character.
    """

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]


class TailoredQuestion(_Part):
    """What fills a slot; each category's class adds the fields of its schema.

    Attributes:
        slot: Id of the slot in the plan.
        category: What the question is about.
        level: Role level that it is for.
        interviewer: Who asks it.
        minutes: Time for question, answer and probes.
        text: The question as it is said aloud.
        why: What it tests, and why here.
        evidence: The words of the inputs that it rests on; none only where the origin is `bank` or `person`.
        probes: Follow-up questions.
        anchors: What an answer sounds like at each rating.
        red_flags: What in an answer speaks against the candidate.
        canonical_id: The bank's question that it comes from.
        origin: `model`, `repaired`, `offline`, `bank`, or `person` where a person wrote or changed the text.
        findings: What the checks say about it.
        pinned: Whether somebody wants this question kept as it is whatever becomes of the rest.
    """

    slot: str
    category: Category
    level: RoleLevel
    interviewer: Interviewer
    minutes: Annotated[int, Field(ge=1)]
    text: Long
    why: Long
    evidence: Annotated[tuple[Evidence, ...], Field(max_length=3)]
    probes: Annotated[tuple[Short, ...], Field(min_length=1, max_length=6)]
    anchors: Anchors
    red_flags: Annotated[tuple[Short, ...], Field(min_length=1, max_length=6)]
    canonical_id: str
    origin: Origin
    findings: tuple[Finding, ...] = ()
    pinned: bool = False

    @model_validator(mode="after")
    def _rests_on_something(self) -> TailoredQuestion:
        if not self.evidence and self.origin not in {"bank", "person"}:
            raise ValueError("evidence: a tailored question quotes at least one passage of the inputs")
        return self

    @property
    def own(self) -> OwnFields:
        """The fields of the question's category."""
        model = schema_of(self.category).own
        return model.model_validate({name: getattr(self, name) for name in model.model_fields})


@cache
def question_class(category: Category) -> type[TailoredQuestion]:
    """The class of a category's questions in a kit, built once per process."""
    own = schema_of(category).own
    fields: dict[str, Any] = {name: (field.annotation, field) for name, field in own.model_fields.items()}
    fields["category"] = (Literal[category], ...)
    return create_model(f"{own.__name__}Question", __base__=TailoredQuestion, __doc__=own.__doc__, **fields)


@cache
def _adapter(category: Category) -> TypeAdapter[TailoredQuestion]:
    return TypeAdapter(question_class(category))


def _of_its_category(given: Any, handler: ValidatorFunctionWrapHandler) -> TailoredQuestion:  # noqa: ANN401 - any JSON
    if isinstance(given, TailoredQuestion):
        return given
    category = given.get("category") if isinstance(given, dict) else None
    return _adapter(category).validate_python(given) if category in CATEGORIES else handler(given)


Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Role(_Part):
    """The role that is interviewed for."""

    title: Name


class Company(_Part):
    """The company that hires; the name is None where neither input tells it."""

    name: Name | None


class Coverage(_Part):
    """How many questions and minutes fall on what.

    Attributes:
        categories: Questions per category.
        interviewers: Questions per interviewer.
        minutes: Minutes per interviewer.
        competencies: Questions per competency.
        responsibilities: For a CPO, questions per responsibility.
        behavioural_share: Share of the questions that ask for a past event, 0 to 1.
        origins: Questions per origin.
    """

    categories: dict[Category, int]
    interviewers: dict[Interviewer, int]
    minutes: dict[Interviewer, int]
    competencies: dict[str, int]
    responsibilities: dict[Responsibility, int]
    behavioural_share: float
    origins: dict[Origin, int]


def counted(questions: Sequence[TailoredQuestion]) -> dict[str, dict[str, int]]:
    """The parts of a coverage that the questions alone tell: categories, interviewers, minutes and origins."""
    minutes: Counter[str] = Counter()
    for question in questions:
        minutes[question.interviewer] += question.minutes
    return {
        "categories": dict(Counter(question.category for question in questions)),
        "interviewers": dict(Counter(question.interviewer for question in questions)),
        "minutes": dict(minutes),
        "origins": dict(Counter(question.origin for question in questions)),
    }


_NOT_ASKED: Final[dict[str, Any]] = {
    "findings": True,
    "origin": True,
    "pinned": True,
    "evidence": {"__all__": {"start", "end"}},
}
"""What a question holds that makes no difference to whoever is asked it or judges the answer."""


class InterviewKit(_Part):
    """Questions for one panel, with all that it takes to ask and to judge them.

    Attributes:
        schema_version: Version of this shape.
        role: The role that is interviewed for.
        company: The company that hires.
        level: Role level of the kit.
        language: Two-letter code of the language it is written in.
        questions: One for each slot of the plan, in its order.
        plan: The slots.
        findings: What is said about the inputs and about the kit as a whole.
        coverage: Questions and minutes per category, interviewer, competency and origin.
        run: How it came about.
        signature: Who locked it; None for a kit that may be changed.
    """

    schema_version: Literal["1.1"] = SCHEMA_VERSION
    role: Role
    company: Company
    level: RoleLevel
    language: str
    questions: tuple[Annotated[SerializeAsAny[TailoredQuestion], WrapValidator(_of_its_category)], ...]
    plan: Plan
    findings: tuple[Finding, ...]
    coverage: Coverage
    run: RunRecord
    signature: Signature | None = None

    @model_validator(mode="after")
    def _is_of_one_piece(self) -> InterviewKit:
        """A kit comes from a file that anybody may have changed: what it says twice, it has to say alike."""
        if self.plan.level != self.level:
            raise ValueError("plan.level: the level of the kit")
        slots = self.plan.slots
        if len({slot.id for slot in slots}) < len(slots):
            raise ValueError("plan.slots: each with an id of its own")
        if [question.slot for question in self.questions] != [slot.id for slot in slots]:
            raise ValueError("questions: one for each slot of the plan, in its order")
        if sum(slot.minutes for slot in slots) + self.plan.spare_minutes != self.plan.minutes:
            raise ValueError("plan.minutes: those of the slots and spare_minutes together")
        for question, slot in zip(self.questions, slots, strict=True):
            if fields := _disagreement(question, slot):
                raise ValueError(f"question {slot.id}: other than in the plan: {', '.join(fields)}")
            if question.level != self.level or slot.interviewer not in self.plan.panel:
                raise ValueError(f"question {slot.id}: the level of the kit, an interviewer of the panel")
        for part, counts in counted(self.questions).items():
            if getattr(self.coverage, part) != counts:
                raise ValueError(f"coverage.{part}: the counts of the questions")
        return self

    def require_unsigned(self) -> None:
        """Make sure that the kit may be changed.

        Raises:
            InputError: Somebody has signed it.
        """
        if self.signature:
            raise InputError(
                f"{self.signature.by} signed this kit on {self.signature.at:%Y-%m-%d}, which locks it. Unlock it to "
                "change it (`kits.unlock`, --unlock); that takes the signature away."
            )

    @property
    def sha256(self) -> str:
        """Hash of what all candidates get the same of: the questions with all that it takes to judge them, the plan.

        Packs of one kit show the same hash, whatever was found about it or pinned or signed in the meantime.
        """
        questions = [question.model_dump(mode="json", exclude=_NOT_ASKED) for question in self.questions]
        return _sha256_of({"questions": questions, "plan": self.plan.model_dump(mode="json")})

    @property
    def content_sha256(self) -> str:
        """Hash of the whole kit without its signature."""
        return content_sha256_of(self.model_dump(mode="json"))

    def question(self, slot: str) -> TailoredQuestion:
        """The question of a slot.

        Raises:
            KeyError: The kit has no such slot.
        """
        for question in self.questions:
            if question.slot == slot:
                return question
        raise KeyError(slot)


def content_sha256_of(document: dict[str, Any]) -> str:
    """Hash of a kit's JSON without its signature, as a signature holds it."""
    return _sha256_of({part: value for part, value in document.items() if part != "signature"})


def _sha256_of(document: dict[str, Any]) -> str:
    """Hash of JSON in one spelling: keys in order, no white space, no letters beyond ASCII."""
    return hashlib.sha256(json.dumps(document, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _disagreement(question: TailoredQuestion, slot: Slot) -> list[str]:
    shared = ("category", "canonical_id", "interviewer", "minutes")
    return [field for field in shared if getattr(question, field) != getattr(slot, field)]


@cache
def kit_schema() -> dict[str, Any]:
    """The published JSON Schema of a kit, with one shape per category."""
    schema = InterviewKit.model_json_schema(mode="serialization")
    definitions = schema["$defs"]
    options = []
    for category in CATEGORIES:
        model = question_class(category)
        part = model.model_json_schema(mode="serialization")
        definitions.update(part.pop("$defs", {}))
        definitions[model.__name__] = part
        options.append({"$ref": f"#/$defs/{model.__name__}"})
    definitions.pop("TailoredQuestion", None)
    schema["properties"]["questions"]["items"] = {"oneOf": options}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "InterviewKit", **schema}
