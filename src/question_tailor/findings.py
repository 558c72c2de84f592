"""What a check says about a question, a kit or an input, in the words of data/messages.toml."""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from question_tailor._resources import toml

_CATALOGUE: Final = "messages.toml"
_FIRST_LANGUAGE: Final = "en"

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


def say(
    rule: str,
    language: str,
    severity: Severity,
    *,
    field: str | None = None,
    span: tuple[int, int] | None = None,
    slot: str | None = None,
    **parameters: object,
) -> Finding:
    """A finding in the words that the catalogue has for it.

    Args:
        rule: Id of the rule, an entry of data/messages.toml; an entry `schema.*` stands for all rules of a check that
            have none of their own. Where one rule has several things to say, a `#` and the name of one follow, as in
            `plan.bank_thin#replacement`; the finding's rule is without them.
        language: Two-letter code of the language to say it in; English where the catalogue has no other.
        severity: `block` or `warn`.
        field: Where in the question it stands; or the input's name.
        span: Start and end within that field.
        slot: Id of the slot.
        **parameters: What stands in the braces of the entry. Values are never read as templates.

    Raises:
        KeyError: The catalogue has no such entry, or a parameter of it is missing.
    """
    said = _said(rule, language)
    suggestion = said.get("suggestion")
    return Finding(
        rule=rule.partition("#")[0],
        severity=severity,
        why=said["why"].format(**parameters),
        slot=slot,
        field=field,
        span=span,
        suggestion=suggestion.format(**parameters) if suggestion else None,
    )


def _said(rule: str, language: str) -> dict[str, str]:
    catalogue = toml(_CATALOGUE)
    entry: dict[str, Any] = catalogue[rule] if rule in catalogue else catalogue[_for_all_of_its_check(rule)]
    said: dict[str, str] = entry.get(language, entry[_FIRST_LANGUAGE])
    return said


def _for_all_of_its_check(rule: str) -> str:
    """The entry for all rules of a check: `lawful.*#posting` for `lawful.age#posting`."""
    name, mark, variant = rule.partition("#")
    return f"{name.partition('.')[0]}.*{mark}{variant}"
