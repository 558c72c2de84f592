"""What a check says about a question, a kit or an input."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Severity = Literal["block", "warn"]


class Finding(BaseModel):
    """One thing that a check found.

    Attributes:
        rule: Id of the rule, beginning with the check's name: `evidence.not_found`.
        severity: `block`: the question must not be asked like this; `warn`: a person should look at it.
        why: What is wrong, for a person to read.
        slot: Id of the slot it is about; None where it is about the kit or an input.
        field: Where in the question it stands, such as `text` or `probes[1]`; or the input's name.
        span: Start and end, in characters, within that field.
        suggestion: What would put it right, where that is known.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str
    severity: Severity
    why: str
    slot: str | None = None
    field: str | None = None
    span: tuple[int, int] | None = None
    suggestion: str | None = None


def blocks(findings: tuple[Finding, ...]) -> bool:
    """Whether one of the findings has the severity `block`."""
    return any(finding.severity == "block" for finding in findings)
