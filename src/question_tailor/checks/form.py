"""Form: what kind of question a text is, and whether it can be asked as it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, get_args

from question_tailor.checks.clauses import LANGUAGES, language_of, pattern, plain, read
from question_tailor.checks.fields import candidate_facing, generated
from question_tailor.checks.placeholders import placeholder
from question_tailor.findings import say
from question_tailor.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from question_tailor.checks.brief import Brief
    from question_tailor.checks.clauses import Clause, Kind, Reading, Span
    from question_tailor.findings import Finding, Severity
    from question_tailor.schemas import Answer

Label = Literal["compound", "closed", "leading", "hypothetical", "behavioural", "placeholder", "meta", "not_a_question"]
"""What can be said of the form of a text.

compound: asks for more than one thing; closed: a yes, a no, a number, a name or a date answers it; leading: steers the
answer; hypothetical: asks about a supposed case; behavioural: asks for something of the candidate's own past;
placeholder: holds something still to be filled in; meta: talks about itself, its rating or its writer; not_a_question:
asks nothing.
"""

LABELS: Final[tuple[Label, ...]] = get_args(Label)

_OF_THE_QUESTION: Final[dict[Label, Severity]] = {
    "compound": "block",
    "closed": "block",
    "leading": "block",
    "placeholder": "block",
    "meta": "block",
    "not_a_question": "block",
}
_OF_A_PROBE: Final[dict[Label, Severity]] = {
    "compound": "warn",
    "leading": "block",
    "placeholder": "block",
    "meta": "block",
}


_TAKES_BACK: Final = re.compile(
    r"(?:please )?(?:take (?:me|us) back|think back|go back|cast your mind back)\b", re.IGNORECASE
)
_BEGINS_A_QUESTION: Final = re.compile(
    r"\W*(?:what|which|who|whom|whose|how|why|when|where|did|do|does|have|has|had|was|were|is|are|would|could|can|will"
    r"|tell|describe|explain|walk|give|name|share|was|wie|warum|wieso|weshalb|wer|wen|wem|wann|wo|welche\w*|haben|hat"
    r"|sind|ist|war\w*|würden|können|erzähl\w*|beschreib\w*|que|qu'|quoi|qui|quel\w*|comment|pourquoi|quand|où|est-ce"
    r"|avez|êtes|pouvez|décri\w*|racont\w*|expliqu\w*)\b",
    re.IGNORECASE,
)
_ASKS_FOR_A_PRACTICE: Final = re.compile(
    r"\b(?:do|does|would|will|should|could|can|might) (?:you|your)\b", re.IGNORECASE
)


def check(question: Answer, brief: Brief) -> tuple[Finding, ...]:
    """Findings about the form of the question and its probes, and about what no text of a kit may hold."""
    return (*_of_the_question(question, brief), *_of_probes(question, brief), *_of_other_texts(question, brief))


def _of_the_question(question: Answer, brief: Brief) -> Iterator[Finding]:
    found = spans(question.text, language=language_of(question.text, default=brief.language))
    for label, severity in _OF_THE_QUESTION.items():
        if label in found:
            place = found[label]
            sure = label != "compound" or place is None or _BEGINS_A_QUESTION.match(question.text[place[0] : place[1]])
            yield say(f"form.{label}", brief.language, severity if sure else "warn", field="text", span=place)
    past = brief.canonical.kind == "past_behaviour"
    if "hypothetical" in found and (past or "hypothetical" not in labels(brief.canonical.text)):
        severity = "block" if past else "warn"
        yield say("form.hypothetical", brief.language, severity, field="text", span=found["hypothetical"])
    said = found.keys() & {"closed", "not_a_question"} or (past and "hypothetical" in found)
    if (past or brief.slot.category == "Behavioral") and "behavioural" not in found and not said:
        # Only what plainly asks for a practice is sent back: a story can be asked for in more ways than are known here.
        practice = brief.language != "en" or _ASKS_FOR_A_PRACTICE.search(question.text)
        yield say("form.not_behavioural", brief.language, "block" if practice else "warn", field="text")


def _of_probes(question: Answer, brief: Brief) -> Iterator[Finding]:
    for field, text in candidate_facing(question):
        if field == "text":
            continue
        found = spans(text, language=language_of(text, default=brief.language))
        for label, severity in _OF_A_PROBE.items():
            if label in found:
                yield say(f"form.{label}", brief.language, severity, field=field, span=found[label])


def _of_other_texts(question: Answer, brief: Brief) -> Iterator[Finding]:
    heard = {field for field, _ in candidate_facing(question)}
    code = language_of(question.text, default=brief.language)
    for field, text in generated(question, brief.slot.category):
        if field in heard:
            continue
        if place := placeholder(text):
            yield say("form.placeholder", brief.language, "block", field=field, span=place)
        if place := about_itself(text, code):
            yield say("form.meta", brief.language, "block", field=field, span=place)


def labels(text: str, *, language: str | None = None) -> tuple[Label, ...]:
    """The labels that hold for a text, in the order of `LABELS`.

    Args:
        text: The text as it stands.
        language: Two-letter code; told from the text where it is None. English, German and French are known; of other
            languages only placeholders and a second question mark are seen.
    """
    found = spans(text, language=language)
    return tuple(label for label in LABELS if label in found)


def spans(text: str, *, language: str | None = None) -> dict[Label, Span | None]:
    """The labels that hold for a text, each with its place where one can be told; see `labels`."""
    found: dict[Label, Span | None] = {}
    if place := placeholder(text):
        found["placeholder"] = place
    code = language if language is not None else language_of(text)
    if code not in LANGUAGES:
        marks = [match.start() for match in re.finditer(r"\?(?=\s|$)", text)]
        if len(marks) > 1:
            found["compound"] = (marks[0] + 1, marks[1] + 1)
        return found
    reading = read(text, code)
    tests: dict[Label, Callable[[Reading], Span | None]] = {
        "compound": _compound,
        "leading": _leading,
        "hypothetical": _hypothetical,
        "meta": _meta,
    }
    for label, test in tests.items():
        if place := test(reading):
            found[label] = reading.placed(place)
    if not (asks := _asks(reading)):
        found["not_a_question"] = None
    elif all(_is_closed(clause, reading) for clause in asks):
        found["closed"] = None
    if _is_behavioural(asks, reading):
        found["behavioural"] = None
    return found


def about_itself(text: str, language: str) -> Span | None:
    """Where a text speaks of its writer or of the task that it was written for, which no text of a kit may do."""
    if language not in LANGUAGES:
        return None
    folded = fold(text)
    match = pattern(language, "meta_self").search(plain(folded.text, language))
    return (folded.origin[match.start()], folded.origin[match.end()]) if match else None


def _asks(reading: Reading) -> list[Clause]:
    """The clauses that ask; a scene from the past where there is nothing else."""
    asks = [clause for clause in reading.clauses if clause.asks]
    if asks and reading.clauses[-1].kind == "statement":
        # "Why did we do it? Because nobody else would." is an answer.
        asks = [clause for clause in asks if not reading.opens_with("rhetorical", clause.text)]
    return asks or [clause for clause in reading.clauses if clause.kind == "recalled"][:1]


def _compound(reading: Reading) -> Span | None:
    asks = [clause for clause in _asks(reading) if not _only_takes_back(clause)]
    return asks[1].span if len(asks) > 1 else None


def _only_takes_back(clause: Clause) -> bool:
    """Whether a request only leads to a scene ("Take me back to ...") about which something is asked then."""
    return clause.kind == "request" and _TAKES_BACK.match(clause.text) is not None


def _is_closed(clause: Clause, reading: Reading) -> bool:
    if reading.holds("opens", clause.text):
        return False
    if clause.kind == "wh":
        return reading.opens_with("closed_wh", clause.text)
    if clause.kind == "request":
        return reading.holds("request_fact", clause.text)
    return clause.kind in {"yes_no", "declared", "tagged"}


def _meta(reading: Reading) -> Span | None:
    asks = any(clause.asks for clause in reading.clauses)
    told = ("meta_self", "meta_task", "meta_frame", "meta_panel", *(["meta_label"] if asks else []))
    for clause in reading.clauses:
        for name in told if clause.kind == "statement" else ("meta_asking",):
            if place := reading.place(name, clause):
                return place
    return None


_ANYWHERE: Final = (
    "leads_anywhere",
    "leads_because",
    "leads_crowd",
    "leads_flattery",
    "leads_answer",
    "leads_verdict",
)
_STATED: Final = ("leads_statement", "leads_presumed")
_ASKED: Final = ("leads_ask", "leads_rhetoric")
_LEADS: Final[dict[Kind, tuple[str, ...]]] = {
    "tagged": ("tag", *_ANYWHERE),
    "statement": (*_STATED, *_ANYWHERE),
    "yes_no": ("leads_choice", "leads_rhetoric", *_ANYWHERE),
    "wh": (*_ASKED, *_ANYWHERE),
    "declared": (*_STATED, *_ASKED, *_ANYWHERE),
    "fragment": ("leads_rhetoric", *_ANYWHERE),
    "request": ("leads_ask", *_ANYWHERE),
    "recalled": _ANYWHERE,
    "imagined": _ANYWHERE,
}
_LEADS_FROM_THE_START: Final[dict[Kind, tuple[str, ...]]] = {
    "statement": ("tag_alone",),
    "yes_no": ("negative", "agree_that"),
}
"""By what a clause of each kind may steer, anywhere and with its first words."""


def _leading(reading: Reading) -> Span | None:
    if not _asks(reading):
        return None
    for clause in reading.clauses:
        if _speaks_of_itself(clause, reading):
            continue
        if any(reading.opens_with(name, clause.text) for name in _LEADS_FROM_THE_START.get(clause.kind, ())):
            return clause.span
        for name in _LEADS[clause.kind]:
            if place := reading.place(name, clause):
                return place
    return None


def _speaks_of_itself(clause: Clause, reading: Reading) -> bool:
    """Whether a statement is about the question: "Of course! Here is ...", "Good answers name a cost." steer nobody."""
    if clause.kind != "statement" or reading.holds("leads_answer", clause.text):
        return False
    return any(reading.holds(name, clause.text) for name in ("meta_task", "meta_panel"))


def _hypothetical(reading: Reading) -> Span | None:
    asks = [clause for clause in reading.clauses if clause.asks]
    if not asks:
        return None
    for clause in reading.clauses:
        if clause.kind == "imagined" or (clause.asks and _supposes(clause, reading)):
            return clause.span
    context = reading.clauses[: reading.clauses.index(asks[0])]
    case = [clause for clause in context if clause.kind == "statement"]
    if case and _is_posed(case, asks[0], reading) and not _is_general(case, reading):
        return case[0].start, case[-1].span[1]
    return None


def _supposes(clause: Clause, reading: Reading) -> bool:
    said = _without_opinion(clause.whole, reading)
    name = {"tagged": "supposes_stated", "request": "supposes_told"}.get(clause.kind, "supposes")
    if not reading.holds(name, said) or reading.holds("supposes_not", said):
        return False
    # "What would you do differently?" after a story of one's own is about the story.
    others = [other for other in _asks(reading) if other is not clause]
    return not (reading.holds("different", said) and _is_behavioural(others, reading))


def _is_posed(case: list[Clause], ask: Clause, reading: Reading) -> bool:
    """Whether a clause asks what one does in a case that was just told: by its verb, or by the hour of the case."""
    if reading.opens_with("reaction", ask.text):
        return True
    urgent = any(reading.holds("urgent", clause.text) for clause in case)
    return urgent and reading.opens_with("posed", ask.text)


def _is_general(context: list[Clause], reading: Reading) -> bool:
    """Whether context tells how things are, steers or is about the question, rather than sets up a case."""
    names = ("habitual", "opener_only", *_LEADS["statement"])
    return _meta(reading) is not None or any(reading.holds(name, clause.text) for clause in context for name in names)


def _is_behavioural(asks: list[Clause], reading: Reading) -> bool:
    """Whether one of the clauses asks openly for something of the candidate's own past."""
    open_ones = [clause for clause in asks if not _is_closed(clause, reading)]
    scenes = [clause for clause in reading.clauses if clause.kind == "recalled"]
    return any(_is_past(clause, reading) for clause in [*open_ones, *(scenes if open_ones else [])])


def _is_past(clause: Clause, reading: Reading) -> bool:
    said = _without_opinion(clause.text, reading)
    if clause.kind != "wh":
        return reading.opens_with("recalls_head", said) or (
            clause.kind in {"request", "recalled"}
            and reading.holds("recalls", said)
            and not reading.holds("recalls_not", said)
        )
    supposed = reading.holds("supposes_main", said) and not reading.holds("supposes_not", said)
    return (
        not supposed
        and not reading.holds("past_wh_not", said)
        and reading.holds("past_wh", said)
        and reading.holds("past_wh_own", clause.whole)
    )


def _without_opinion(text: str, reading: Reading) -> str:
    """Words without "in your view" and the like, in which "your" tells nothing of the past."""
    return pattern(reading.language, "opinion").sub("", text)
