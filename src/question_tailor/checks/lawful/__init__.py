"""Topics to keep out of interviews: whether a text asks about one, or rates somebody by one.

What is looked for is the candidate, or a relative or partner, together with a protected attribute or a plain proxy of
it; never a word alone. Topics, places and words are data (`data/lawful/`). This is guidance for people who write
questions, not legal advice: the rules find what they look for and miss what they do not.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final, Literal

from question_tailor.checks.fields import generated
from question_tailor.checks.lawful.lexicon import mentions
from question_tailor.checks.lawful.owner import Reading
from question_tailor.checks.lawful.places import JURISDICTIONS, Rule, rules
from question_tailor.checks.lawful.tokens import line_of
from question_tailor.findings import Severity, say

if TYPE_CHECKING:
    from collections.abc import Collection

    from question_tailor.checks.brief import Brief
    from question_tailor.checks.lawful.lexicon import Mention
    from question_tailor.checks.lawful.tokens import Line
    from question_tailor.findings import Finding
    from question_tailor.schemas import Answer

__all__ = ["JURISDICTIONS", "Form", "check", "find"]

Form = Literal["question", "posting"]
"""`question`: a question, probe, anchor or red flag; `posting`: words of a posting about whom it looks for."""
_NEIGHBOURS: Final = 3
_NOTES: Final = ("anchors.", "red_flags[")


def find(
    text: str,
    *,
    jurisdictions: Collection[str] = (),
    field: str | None = "text",
    language: str | None = None,
    form: Form = "question",
    said_in: str = "en",
) -> tuple[Finding, ...]:
    """Find what a text asks or says about topics to keep out of interviews.

    Args:
        text: A question, probe, anchor or red flag, or a passage of a posting.
        jurisdictions: Codes of `JURISDICTIONS`; empty for the strictest union of all.
        field: What the findings name as their field; anchors and red flags are read as notes about a candidate.
        language: `en`, `de` or `fr` to look for the phrases of one language only; None for all three.
        form: What kind of text it is.
        said_in: Two-letter code of the language that the findings are in.

    Returns:
        For each topic at most one finding, in the order in which the topics come up.

    Raises:
        ConfigurationError: A jurisdiction is unknown.
    """
    applying = rules(frozenset(jurisdictions), said_in)
    line = line_of(text, line_ends=form == "posting")
    reading = Reading(line, note=(field or "").startswith(_NOTES), posting=form == "posting")
    spoken = reading.languages if language is None else {language} & reading.languages
    seen = [one for one in mentions(line, spoken) if one.entry.topic in applying]
    lawful = _lawful_ways(seen)
    found: dict[str, Mention] = {}
    for mention in seen:
        known = found.get(mention.entry.topic)
        if mention.entry.kind == "allow" or (known and mention.entry.severity in {"warn", known.entry.severity}):
            continue
        if not _is_lawful(mention, lawful, line) and reading.is_candidates(mention):
            found[mention.entry.topic] = mention
    ordered = sorted(found.values(), key=lambda one: one.begin)
    return tuple(_finding(one, applying[one.entry.topic], line, field, form, said_in) for one in ordered)


def check(question: Answer, brief: Brief) -> tuple[Finding, ...]:
    """Findings about any generated text of a question."""
    jurisdictions: tuple[str, ...] = getattr(brief, "jurisdictions", ())
    return tuple(
        finding
        for field, text in generated(question, brief.slot.category)
        for finding in find(text, jurisdictions=jurisdictions, field=field, said_in=brief.language)
    )


def _lawful_ways(seen: list[Mention]) -> dict[str, list[Mention]]:
    """The lawful ways to put something, by topic, in the order of the line."""
    ways: dict[str, list[Mention]] = {}
    for mention in seen:
        if mention.entry.kind == "allow":
            ways.setdefault(mention.entry.topic, []).append(mention)
    return ways


def _is_lawful(mention: Mention, ways: dict[str, list[Mention]], line: Line) -> bool:
    """Whether a lawful way to put it overlaps a mention or, but for a whole phrase, stands in the same clause."""
    listed = ways.get(mention.entry.topic, [])
    place = bisect_left(listed, mention.begin, key=lambda one: one.begin)
    return any(_together(one, mention, line) for one in listed[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS])


def _together(one: Mention, other: Mention, line: Line) -> bool:
    if one.begin < other.end and other.begin < one.end:
        return True
    if other.entry.kind == "full":
        return False
    between = line.text[min(one.end, other.end) : max(one.begin, other.begin)]
    return not any(stop in between for stop in ".?!;,:")


def _finding(mention: Mention, rule: Rule, line: Line, field: str | None, form: Form, said_in: str) -> Finding:
    last = max(mention.start, line.starts.index(mention.end) - 1)
    severity: Severity = "block" if rule.severity == mention.entry.severity == "block" else "warn"
    return say(
        f"lawful.{mention.entry.topic}{'#posting' if form == 'posting' else ''}",
        said_in,
        severity,
        field=field,
        span=(line.spans[mention.start][0], line.spans[last][1]),
        topic=rule.name,
        basis=rule.basis,
        suggestion=rule.suggestion,
    )
