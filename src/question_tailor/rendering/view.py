"""What of a kit is shown to whom: one preparation for every format, without any format in it.

A panel sees everything; one interviewer sees their own part; a candidate sees themes, or the questions themselves where
the caller says so, and never a reason, an anchor, a red flag, a quote, a finding or a canonical question.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from question_tailor._resources import toml, toml_in
from question_tailor.errors import ConfigurationError
from question_tailor.levels import profile_of
from question_tailor.vocabulary import CATEGORIES, INTERVIEWERS, Category, Interviewer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from question_tailor.findings import Finding
    from question_tailor.kit import InterviewKit, TailoredQuestion

Audience = Literal["panel", "ceo", "cfo", "cto", "peer", "candidate"]
AUDIENCES: Final[tuple[Audience, ...]] = get_args(Audience)
RATINGS: Final = ("poor", "mixed", "good", "excellent")


@dataclass(frozen=True, slots=True)
class FindingView:
    """What a check says, for reading.

    Attributes:
        severity: `block` or `warn`.
        severity_name: The same in the kit's language.
        rule: Id of the rule.
        slot: Slot that it is about, or the empty string.
        why: What is wrong, and what would put it right where that is known.
    """

    severity: str
    severity_name: str
    rule: str
    slot: str
    why: str


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question as it is shown; for a candidate everything but category, minutes and perhaps text is empty.

    Attributes:
        slot: Id of the slot.
        category: Key of the category, the same in every language.
        category_name: The category as it is called in the kit's language.
        minutes: Time for it.
        text: The question; empty where only themes are shown.
        why: What it tests.
        evidence: Quotes, each with where it is from, in words.
        probes: Follow-up questions.
        anchors: Number, name and text of each rating, 1 to 4.
        red_flags: Warning signs.
        fields: The category's own fields, each with its name, in the kit's language.
        canonical_id: The bank's question behind it.
        origin: Key of the origin.
        origin_name: Where it comes from, in words.
        reason: Why this question and this interviewer.
        findings: What the checks say.
        pinned: Whether it is kept as it is.
    """

    slot: str
    category: Category
    category_name: str
    minutes: int
    text: str = ""
    why: str = ""
    evidence: tuple[tuple[str, str], ...] = ()
    probes: tuple[str, ...] = ()
    anchors: tuple[tuple[int, str, str], ...] = ()
    red_flags: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    canonical_id: str = ""
    origin: str = ""
    origin_name: str = ""
    reason: str = ""
    findings: tuple[FindingView, ...] = ()
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class PartView:
    """What one interviewer asks; for a candidate the whole conversation, without a name.

    Attributes:
        interviewer: Key of the interviewer; None for a candidate.
        name: As the panel calls them.
        minutes: Minutes of their questions.
        opening: What they say first; empty for a candidate.
        closing: What they say last; empty for a candidate.
        questions: Their questions, in order.
    """

    interviewer: Interviewer | None
    name: str
    minutes: int
    opening: str
    closing: str
    questions: tuple[QuestionView, ...]


@dataclass(frozen=True, slots=True)
class KitView:
    """A kit as it is shown to somebody.

    Attributes:
        audience: To whom.
        language: Two-letter code of the kit's language.
        heading: `Interview kit: Chief Product Officer at Quaymint`.
        role: The role's title.
        company: The company's name, or the empty string.
        level_name: The role level in words.
        made_with: With which model, or that none was asked.
        wrong_role: That the posting does not read like a product leader's, for the cover; empty where it does.
        minutes: Minutes of the whole panel.
        spare_minutes: What the questions leave of them.
        parts: One for each interviewer who is shown.
        grid: For each category its name and the questions of each interviewer of `columns`; empty for a candidate.
        columns: Names of the interviewers of the grid.
        findings: About inputs and plan; only for the panel.
        past_share: Share of questions about past events in words; only for the panel.
        sha256: Hash of what every candidate is asked; the same in every pack of a kit.
        signed: By whom and when, or the empty string.
        run: Library version and run id.
        words: The words around all this, a table of words.toml.
    """

    audience: Audience
    language: str
    heading: str
    role: str
    company: str
    level_name: str
    made_with: str
    wrong_role: str
    minutes: int
    spare_minutes: int
    parts: tuple[PartView, ...]
    grid: tuple[tuple[str, tuple[int, ...]], ...]
    columns: tuple[str, ...]
    findings: tuple[FindingView, ...]
    past_share: str
    sha256: str
    signed: str
    run: str
    words: dict[str, Any]

    @property
    def questions(self) -> tuple[QuestionView, ...]:
        """All questions that are shown, in order."""
        return tuple(question for part in self.parts for question in part.questions)


def view(kit: InterviewKit, audience: Audience = "panel", *, with_questions: bool = False) -> KitView:
    """Prepare a kit for somebody.

    Args:
        kit: The kit.
        audience: `panel`, one interviewer, or `candidate`.
        with_questions: Whether a candidate sees the questions themselves rather than themes.

    Raises:
        ConfigurationError: There is no such audience, or the kit has no question for this interviewer.
    """
    if audience not in AUDIENCES:
        raise ConfigurationError(f"for: one of {', '.join(AUDIENCES)}, not {audience!r}")
    words = words_of(kit.language)
    names: dict[str, str] = toml_in("panel.toml", kit.language)["names"]
    parts: tuple[PartView, ...]
    if audience == "candidate":
        parts = (_candidate_part(kit, words, with_questions=with_questions),)
    else:
        parts = tuple(_parts(kit, words, names, only=None if audience == "panel" else audience))
        if not parts:
            raise ConfigurationError(f"The kit has no question for {names.get(audience, audience)}.")
    whole = audience == "panel"
    company = kit.company.name or ""
    title = words["candidate_heading"] if audience == "candidate" else words["title"]
    return KitView(
        audience=audience,
        language=kit.language,
        heading=f"{title}{words['colon']} {kit.role.title}" + (f" {words['at']} {company}" if company else ""),
        role=kit.role.title,
        company=company,
        level_name=profile_of(kit.level, kit.language).name,
        made_with=_made_with(kit, words) if audience != "candidate" else "",
        wrong_role=_wrong_role(kit, words) if whole else "",
        minutes=kit.plan.minutes,
        spare_minutes=kit.plan.spare_minutes,
        parts=parts,
        grid=_grid(parts, words) if audience != "candidate" else (),
        columns=tuple(part.name for part in parts) if audience != "candidate" else (),
        findings=tuple(_finding(finding, words) for finding in kit.findings) if whole else (),
        past_share=words["past_share"].format(share=round(kit.coverage.behavioural_share * 100)) if whole else "",
        sha256=kit.sha256,
        signed=_signed(kit, words),
        run=f"question-tailor {kit.run.library} \u00b7 {words['run']} {kit.run.id}" if audience != "candidate" else "",
        words=words,
    )


def words_of(language: str) -> dict[str, Any]:
    """The words around a kit's content in a language; English where there are no others."""
    known = toml("words.toml")
    words: dict[str, Any] = known.get(language, known["en"])
    return words


def _parts(
    kit: InterviewKit, words: dict[str, Any], names: dict[str, str], only: Interviewer | None
) -> Iterable[PartView]:
    reasons = {slot.id: slot.why for slot in kit.plan.slots}
    order = [*kit.plan.panel, *(name for name in INTERVIEWERS if name not in kit.plan.panel)]
    for name in order:
        asked = [question for question in kit.questions if question.interviewer == name]
        if not asked or only not in {None, name}:
            continue
        opening = words["opening_one"] if len(asked) == 1 else words["opening"].format(count=len(asked))
        yield PartView(
            interviewer=name,
            name=names[name],
            minutes=sum(question.minutes for question in asked),
            opening=opening,
            closing=words["closing"],
            questions=tuple(_question(question, words, reasons.get(question.slot, "")) for question in asked),
        )


def _question(question: TailoredQuestion, words: dict[str, Any], reason: str) -> QuestionView:
    anchors = question.anchors.model_dump()
    return QuestionView(
        slot=question.slot,
        category=question.category,
        category_name=words["categories"][question.category],
        minutes=question.minutes,
        text=question.text,
        why=question.why,
        evidence=tuple((quote.quote, words[f"from_{quote.source}"]) for quote in question.evidence),
        probes=question.probes,
        anchors=tuple((n, words["ratings"][name], anchors[name]) for n, name in enumerate(RATINGS, start=1)),
        red_flags=question.red_flags,
        fields=tuple(_fields(question, words)),
        canonical_id=question.canonical_id,
        origin=question.origin,
        origin_name=words["origins"][question.origin],
        reason=reason,
        findings=tuple(_finding(finding, words) for finding in question.findings),
        pinned=question.pinned,
    )


def _finding(finding: Finding, words: dict[str, Any]) -> FindingView:
    why = f"{finding.why} {finding.suggestion}" if finding.suggestion else finding.why
    return FindingView(finding.severity, words["severities"][finding.severity], finding.rule, finding.slot or "", why)


def _wrong_role(kit: InterviewKit, words: dict[str, Any]) -> str:
    found = next((_finding(finding, words) for finding in kit.findings if finding.rule == "level.none"), None)
    return f"{found.severity_name}{words['colon']} {found.why}" if found else ""


def _fields(question: TailoredQuestion, words: dict[str, Any]) -> Iterable[tuple[str, str]]:
    for name, value in question.own.model_dump().items():
        shown = "; ".join(value) if isinstance(value, list) else words["closed_values"].get(value, value)
        yield words["fields"][name], shown


def _candidate_part(kit: InterviewKit, words: dict[str, Any], *, with_questions: bool) -> PartView:
    shown = tuple(
        QuestionView(
            slot=question.slot,
            category=question.category,
            category_name=words["categories"][question.category],
            minutes=question.minutes,
            text=question.text if with_questions else "",
        )
        for question in kit.questions
    )
    minutes = sum(question.minutes for question in shown)
    return PartView(None, words["themes"], minutes, opening="", closing="", questions=shown)


def _grid(parts: Iterable[PartView], words: dict[str, Any]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    counted = [[question.category for question in part.questions] for part in parts]
    return tuple(
        (words["categories"][category], tuple(asked.count(category) for asked in counted))
        for category in CATEGORIES
        if any(category in asked for asked in counted)
    )


def _made_with(kit: InterviewKit, words: dict[str, Any]) -> str:
    if not kit.run.model:
        return str(words["tailored_without"])
    others = [
        (count, words["counted_origins"][name]) for name, count in kit.coverage.origins.items() if name != "model"
    ]
    return " ".join(
        [words["tailored_with"].format(model=kit.run.model), *(f"{count} {said}." for count, said in others)]
    )


def _signed(kit: InterviewKit, words: dict[str, Any]) -> str:
    if kit.signature is None:
        return ""
    return str(words["signed"].format(by=kit.signature.by, date=kit.signature.at.date().isoformat()))
