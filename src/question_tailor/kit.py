"""The result: an interview kit."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Final, Literal

from pydantic import (
    AwareDatetime,
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

from question_tailor.findings import Finding
from question_tailor.schemas import Anchors, Long, OwnFields, Quote, Short, schema_of
from question_tailor.slots import Plan
from question_tailor.vocabulary import CATEGORIES, Category, Interviewer, Origin, Responsibility, RoleLevel

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


class Role(_Part):
    """The role that is interviewed for."""

    title: str


class Company(_Part):
    """The company that hires; the name is None where neither input tells it."""

    name: str | None


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


class RunUsage(_Part):
    """Tokens of a run, and what they cost where the caller gave prices.

    Attributes:
        requests: Requests that were answered.
        input_tokens: Tokens sent.
        output_tokens: Tokens answered.
        cached_tokens: Tokens sent that the endpoint had in its cache.
        cost: In the currency of the prices; None without prices.
        estimated: Whether tokens were estimated since the endpoint did not count them.
    """

    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    cost: float | None = None
    estimated: bool = False


class RunRecord(_Part):
    """How the kit came about, without a word of the inputs.

    Attributes:
        id: Of this run alone.
        created_at: When, in UTC.
        library: Version of question-tailor.
        prompt: Name, version and fingerprint of the prompt: `tailor/v1@0123abcd`; None without a model.
        bank: Hash of the question bank.
        rules: Hash of the data that plan, levels and checks rest on.
        model: Model that was asked; None without one.
        parameters: Parameters that were sent besides messages and schema.
        job_sha256: Hash of the posting as it was used.
        company_sha256: Hash of the company context as it was used; None without one.
        usage: Tokens and cost.
        repairs: Slots that were asked a second time.
        jurisdictions: Codes of the rule packs that the questions were held against; none for the strictest of all.
    """

    id: str
    created_at: datetime
    library: str
    prompt: str | None
    bank: str
    rules: str
    model: str | None
    parameters: dict[str, Any]
    job_sha256: str
    company_sha256: str | None
    usage: RunUsage
    repairs: tuple[str, ...]
    jurisdictions: tuple[str, ...] = ()


class Signature(_Part):
    """Somebody's word that this is the kit to use. It shows that nothing was changed since, not who signed.

    Attributes:
        by: Name of the person who signed.
        at: When, in UTC.
        sha256: Hash of the whole kit without its signature.
    """

    by: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    at: AwareDatetime
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


_NOT_ASKED: Final = frozenset({"findings", "origin", "pinned"})
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

    @property
    def sha256(self) -> str:
        """Hash of what all candidates get the same of: the questions with all that it takes to judge them, the plan.

        Packs of one kit show the same hash, whatever was found about it or pinned or signed in the meantime.
        """
        questions = [question.model_dump(mode="json", exclude=set(_NOT_ASKED)) for question in self.questions]
        return _sha256_of({"questions": questions, "plan": self.plan.model_dump(mode="json")})

    @property
    def content_sha256(self) -> str:
        """Hash of the whole kit without its signature."""
        return _sha256_of(self.model_dump(mode="json", exclude={"signature"}))

    def question(self, slot: str) -> TailoredQuestion:
        """The question of a slot.

        Raises:
            KeyError: The kit has no such slot.
        """
        for question in self.questions:
            if question.slot == slot:
                return question
        raise KeyError(slot)


def _sha256_of(document: dict[str, Any]) -> str:
    """Hash of JSON in one spelling: keys in order, no white space, no letters beyond ASCII."""
    return hashlib.sha256(json.dumps(document, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


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
