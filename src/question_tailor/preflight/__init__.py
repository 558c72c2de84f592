"""What is said about the inputs before any question is made.

A posting that names too little to tailor to is refused; everything else is a warning, and the kit is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from question_tailor._resources import toml
from question_tailor.errors import InputError
from question_tailor.findings import say
from question_tailor.levels import detect_level, profile_of
from question_tailor.preflight.duties import count_duties
from question_tailor.preflight.wording import inspect_wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from question_tailor.checks.brief import Barred
    from question_tailor.findings import Finding
    from question_tailor.inputs import CompanyContext, JobDescription
    from question_tailor.vocabulary import RoleLevel

_USUAL: Final = (
    *("script", "style", "meta", "page-title", "noscript", "template", "svg", "iframe"),
    "comment",
    "alt",
    "title",
    "metadata",
    "field-code",
)
_HIDDEN_IN: Final = {**dict.fromkeys(_USUAL, "#usual"), "attachment": "#attachment", "web-page": "#page"}
"""What is said of what was hidden in a channel, where it is not the same as of all others."""


def settle_level(
    job: JobDescription, asked: RoleLevel | None, *, language: str = "en"
) -> tuple[RoleLevel, tuple[Finding, ...]]:
    """The level that a kit is for: the caller's word, else what title and posting say.

    Args:
        job: The posting.
        asked: The level that the caller gave.
        language: Two-letter code of the language to say it in.

    Returns:
        The level, and findings where the two disagree, where the posting does not tell, or where the role is not
        that of a product leader.
    """
    guess = detect_level(job.title, job.text, language=language)
    told: dict[str, Any] = {"taken": profile_of(asked or guess.best, language).name, "reason": guess.why}
    if asked is not None:
        if guess.level == "none":
            return asked, (say("level.none#asked", language, "warn", field="job", **told),)
        if guess.level in {asked, "ambiguous"}:
            return asked, ()
        reads_like = profile_of(guess.best, language).name
        return asked, (say("level.mismatch", language, "warn", field="job", reads_like=reads_like, **told),)
    if guess.level in {"ambiguous", "none"}:
        return guess.best, (say(f"level.{guess.level}", language, "warn", field="job", **told),)
    return guess.best, ()


@dataclass(frozen=True, slots=True)
class Inspection:
    """What is said about the inputs of a kit.

    Attributes:
        findings: All of it; each a warning.
        barred: What of the inputs no question may be built on or quote.
    """

    findings: tuple[Finding, ...]
    barred: tuple[Barred, ...]


def inspect(
    job: JobDescription, company: CompanyContext | None, jurisdictions: Sequence[str] = (), *, language: str = "en"
) -> Inspection:
    """Look at the inputs: what cleaning took out of them, and wording that must not reach a question.

    Args:
        job: The posting.
        company: The company context; its confidential part is not looked at.
        jurisdictions: Codes of the rule packs that hold; the strictest of all where none is given.
        language: Two-letter code of the language to say it in.
    """
    findings = [*_removed("job", job, language), *(_removed("company", company, language) if company else ())]
    told, barred = inspect_wording(job.text, "job", jurisdictions, language=language)
    if company and company.text:
        more_told, more_barred = inspect_wording(company.text, "company", jurisdictions, language=language)
        told, barred = told + more_told, barred + more_barred
    return Inspection((*findings, *told), barred)


def require_substance(job: JobDescription, *, thin_ok: bool, language: str = "en") -> tuple[Finding, ...]:
    """Make sure that a posting names enough to tailor to.

    Args:
        job: The posting.
        thin_ok: Whether a kit is wanted even so.
        language: Two-letter code of the language to say it in.

    Returns:
        A finding where it names too little and that is wanted.

    Raises:
        InputError: It names fewer than three duties or responsibilities, and that is not wanted.
    """
    fewest: int = toml("preflight.toml")["fewest_duties"]
    named = count_duties(job.text)
    if named >= fewest:
        return ()
    thin = say("input.thin", language, "warn", field="job", named=named, fewest=fewest)
    if not thin_ok:
        raise InputError(f"{thin.why} {thin.suggestion} With `thin_ok=True` (--thin-ok) a kit is made even so.")
    return (thin,)


def _removed(name: str, given: JobDescription | CompanyContext, language: str) -> Iterator[Finding]:
    for hidden in given.hidden:
        yield say(
            f"input.hidden{_HIDDEN_IN.get(hidden.channel, '')}",
            language,
            "warn",
            field=name,
            span=(hidden.start, hidden.start),
            count=hidden.count,
            channel=hidden.channel,
            start=hidden.start,
        )
    if given.left_out:
        sections = ", ".join(f"\u201c{heading[:60]}\u201d" for heading in given.left_out_sections[:5])
        rule = "input.left_out#sections" if sections else "input.left_out"
        yield say(rule, language, "warn", field=name, count=f"{given.left_out:,}", sections=sections)
