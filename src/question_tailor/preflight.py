"""What is said about the inputs before any question is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from question_tailor.findings import Finding
from question_tailor.levels import detect_level, profile_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from question_tailor.inputs import CompanyContext, JobDescription
    from question_tailor.vocabulary import RoleLevel


def settle_level(job: JobDescription, asked: RoleLevel | None) -> tuple[RoleLevel, tuple[Finding, ...]]:
    """The level that a kit is for: the caller's word, else what title and posting say.

    Returns:
        The level, and findings where the two disagree, where the posting does not tell, or where the role is not
        that of a product leader.
    """
    guess = detect_level(job.title, job.text)
    if asked is not None:
        if guess.level in {asked, "ambiguous", "none"}:
            return asked, ()
        why = f"The kit is for {profile_of(asked).name}; the posting reads like {profile_of(guess.best).name}."
        return asked, (_warn("level.mismatch", f"{why} {guess.why}"),)
    name = profile_of(guess.best).name
    advice = "Give the level (`level=`, --level) if that is wrong."
    if guess.level == "ambiguous":
        return guess.best, (_warn("level.ambiguous", f"The level is unclear; {name} is taken. {guess.why}", advice),)
    if guess.level == "none":
        why = f"This does not read like a product leader's role; {name} is taken. {guess.why}"
        return guess.best, (_warn("level.none", why, advice),)
    return guess.best, ()


def inspect(job: JobDescription, company: CompanyContext | None) -> tuple[Finding, ...]:
    """Findings about what cleaning took out of the inputs: channel, position and count, never the words."""
    of_company = _removed("company", company) if company else ()
    return (*_removed("job", job), *of_company)


def _removed(name: str, given: JobDescription | CompanyContext) -> Iterator[Finding]:
    for hidden in given.hidden:
        yield Finding(
            rule="input.hidden",
            severity="warn",
            field=name,
            span=(hidden.start, hidden.start),
            why=f"{hidden.count} invisible characters ({hidden.channel}) were taken out at position {hidden.start}.",
            suggestion="Ask where the text comes from if you do not know why it has them.",
        )
    if given.left_out:
        yield Finding(
            rule="input.left_out",
            severity="warn",
            field=name,
            why=f"The text is too long: its last {given.left_out:,} characters were left out.",
            suggestion="Shorten it to what tells of the role and the company.",
        )


def _warn(rule: str, why: str, suggestion: str | None = None) -> Finding:
    return Finding(rule=rule, severity="warn", field="job", why=why, suggestion=suggestion)
