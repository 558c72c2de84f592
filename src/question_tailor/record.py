"""How a kit came about, and who locked it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints

_NAME: Final = r"^[^\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+$"
"""Nothing that would steer a terminal or hide: the name is told wherever the kit is shown."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RunUsage(_Part):
    """Tokens of a run, and what they cost where the caller gave prices.

    Attributes:
        requests: Requests that were answered.
        sends: How often requests were sent, those again included: what was sent and not answered may be billed too.
        input_tokens: Tokens sent.
        output_tokens: Tokens answered.
        cached_tokens: Tokens sent that the endpoint had in its cache.
        cost: In the currency of the prices; None without prices.
        estimated: Whether tokens were estimated since the endpoint did not count them.
    """

    requests: int = 0
    sends: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    cost: float | None = None
    estimated: bool = False


class RunBudget(_Part):
    """What asking the model for a kit might come to at the most, and what it came to.

    Attributes:
        tokens: Tokens, sent and answered, at the most.
        tokens_spent: Tokens counted against that: an answer's own count, and never less than was sent; estimated
            where no answer came.
        requests: Requests at the most; sending one again after the network failed does not count.
        requests_spent: Requests that left.
    """

    tokens: int
    tokens_spent: int
    requests: int
    requests_spent: int


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
        job_left_out: Characters of the posting beyond the cap, which were not used.
        company_left_out: Characters of the company context beyond the cap.
        usage: Tokens and cost.
        budget: What the run might spend, and what it spent of that; None without a model.
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
    job_left_out: int = 0
    company_left_out: int = 0
    budget: RunBudget | None = None


class Signature(_Part):
    """Somebody's word that this is the kit to use. It shows that nothing was changed since, not who signed.

    Attributes:
        by: Name of the person who signed.
        at: When, in UTC.
        sha256: Hash of the whole kit without its signature.
    """

    by: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=_NAME)]
    at: AwareDatetime
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
