"""Form: what kind of question a text is, and whether it can be asked as it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, get_args

from question_tailor._resources import toml
from question_tailor.checks.clauses import LANGUAGES, Clause, Reading, language_of, pattern, read
from question_tailor.checks.fields import candidate_facing, generated
from question_tailor.findings import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from question_tailor.checks.brief import Brief
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

Span = tuple[int, int]

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


def check(question: Answer, brief: Brief) -> tuple[Finding, ...]:
    """Findings about the form of the question and its probes, and about what no text of a kit may hold."""
    return (*_of_the_question(question, brief), *_of_probes(question, brief), *_of_other_texts(question, brief))


def _of_the_question(question: Answer, brief: Brief) -> Iterator[Finding]:
    found = spans(question.text, language=language_of(question.text, default=brief.language))
    for label, severity in _OF_THE_QUESTION.items():
        if label in found:
            yield say(f"form.{label}", brief.language, severity, field="text", span=found[label])
    past = brief.canonical.kind == "past_behaviour"
    if "hypothetical" in found and (past or "hypothetical" not in labels(brief.canonical.text)):
        severity = "block" if past else "warn"
        yield say("form.hypothetical", brief.language, severity, field="text", span=found["hypothetical"])
    said = found.keys() & {"closed", "not_a_question"} or (past and "hypothetical" in found)
    if (past or brief.slot.category == "Behavioral") and "behavioural" not in found and not said:
        yield say("form.not_behavioural", brief.language, "block", field="text")


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
    for field, text in generated(question, brief.slot.category):
        if field in heard:
            continue
        if place := placeholder(text):
            yield say("form.placeholder", brief.language, "block", field=field, span=place)
        if place := about_itself(text, language_of(text, default=brief.language)):
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
        if (place := test(reading)) is not None:
            found[label] = reading.span(*place)
    if not (asks := _asks(reading)):
        found["not_a_question"] = None
    elif all(_is_closed(clause, code) for clause in asks):
        found["closed"] = None
    if _is_behavioural(reading, asks):
        found["behavioural"] = None
    return found


def placeholder(text: str) -> Span | None:
    """Where something stands that was to be filled in.

    A bracket that is spoken of is none: a tag, a variable, something in quotation marks or code.
    """
    for match in pattern("any", "placeholder").finditer(text):
        if not _is_mentioned(text, match):
            return match.span()
    return None


def _is_mentioned(text: str, match: re.Match[str]) -> bool:
    before, said = text[max(0, match.start() - 40) : match.start()], match.group()
    if said[0] == "<" and said.strip("</>").lower() in toml("form/any.toml")["words"]["elements"].split():
        return True
    if text[: match.start()].count("`") % 2 or (not before and pattern("any", "heading").match(text)):
        return True
    if before[-1:] in {'"', "“", "„", "«", "'"} and (said[0] == "<" or said.isalpha()):
        return True
    return said[0] in "<{[$%" and pattern("any", "mentioned").search(before) is not None


def _asks(reading: Reading) -> list[Clause]:
    """The clauses that ask; a scene from the past where there is nothing else."""
    asks = [clause for clause in reading.clauses if clause.asks]
    told = bool(reading.clauses) and reading.clauses[-1].kind == "statement"
    if told and all(pattern(reading.language, "rhetorical").match(clause.text) for clause in asks):
        return []  # "Why did we do it? Because ..." is an answer
    return asks or [clause for clause in reading.clauses if clause.kind == "recalled"][:1]


def _statements(reading: Reading) -> Iterator[Clause]:
    return (clause for clause in reading.clauses if clause.kind == "statement")


def _compound(reading: Reading) -> Span | None:
    asks = _asks(reading)
    return (asks[1].start, asks[1].start + len(asks[1].text)) if len(asks) > 1 else None


def _is_closed(clause: Clause, code: str) -> bool:
    if pattern(code, "opens").search(clause.text):
        return False
    if clause.kind == "wh":
        return pattern(code, "closed_wh").match(clause.text) is not None
    if clause.kind == "request":
        return pattern(code, "request_fact").search(clause.text) is not None
    return clause.kind in {"yes_no", "declared", "tagged"}


def _meta(reading: Reading) -> Span | None:
    code = reading.language
    for clause in reading.clauses:
        if clause.kind != "statement" and (match := pattern(code, "meta_asking").search(clause.whole)):
            begin = clause.start + len(clause.text) - len(clause.whole)
            return begin + match.start(), begin + match.end()
    asks = any(clause.asks for clause in reading.clauses)
    names = ("meta_self", "meta_task", "meta_panel", *(["meta_label"] if asks else []))
    for clause in _statements(reading):
        for name in names:
            if match := pattern(code, name).search(clause.text):
                return clause.start + match.start(), clause.start + match.end()
    return None


def about_itself(text: str, language: str) -> Span | None:
    """Where a text speaks of its writer or of the task that it was written for, which no text of a kit may do."""
    if language not in LANGUAGES:
        return None
    reading = read(text, language)
    match = pattern(language, "meta_self").search(reading.text)
    return reading.span(*match.span()) if match else None


def _leading(reading: Reading) -> Span | None:
    code, asks = reading.language, _asks(reading)
    if not asks:
        return None
    for clause in reading.clauses:
        if clause.kind == "statement" and pattern(code, "meta_task").search(clause.text):
            continue  # "Of course! Here is ..." steers nobody
        begin = clause.start + len(clause.text) - len(clause.whole)
        for name in _LEADS[clause.kind]:
            at = clause.text if name in _AT_HEAD else clause.whole
            found = pattern(code, name).match(at) if name in _AT_HEAD else pattern(code, name).search(at)
            if found and found.group():
                offset = clause.start if name in _AT_HEAD else begin
                return offset + found.start(), offset + found.end()
    return None


_AT_HEAD: Final = frozenset({"negative", "agree_that", "tag_alone"})
_ANYWHERE: Final = ("leads_anywhere", "leads_because")
_LEADS: Final = {
    "tagged": ("tag", *_ANYWHERE),
    "statement": ("tag_alone", "leads_statement", *_ANYWHERE),
    "yes_no": ("negative", "agree_that", "tag", *_ANYWHERE),
    "wh": ("leads_ask", *_ANYWHERE),
    "declared": ("leads_statement", "leads_ask", *_ANYWHERE),
    "fragment": _ANYWHERE,
    "request": ("leads_ask", *_ANYWHERE),
    "recalled": _ANYWHERE,
    "imagined": _ANYWHERE,
}
"""By what a clause of each kind may steer."""


def _hypothetical(reading: Reading) -> Span | None:
    code = reading.language
    asks = [clause for clause in reading.clauses if clause.asks]
    if not asks:
        return None
    for clause in reading.clauses:
        if clause.kind == "imagined" or (clause.asks and _supposes(clause, reading)):
            return clause.start, clause.start + len(clause.text)
    first = next(number for number, clause in enumerate(reading.clauses) if clause.asks)
    scene = [clause for clause in reading.clauses[:first] if clause.kind == "statement"]
    if scene and pattern(code, "reaction").match(asks[0].text) and not _is_general(scene, reading):
        return scene[0].start, scene[-1].start + len(scene[-1].text)
    return None


def _is_general(scene: list[Clause], reading: Reading) -> bool:
    """Whether context tells how things are, or steers or is about the question, rather than set up a case."""
    code = reading.language
    return _meta(reading) is not None or any(
        pattern(code, name).search(clause.text)
        for clause in scene
        for name in ("habitual", "leads_statement", "leads_anywhere", "opener_only")
    )


def _supposes(clause: Clause, reading: Reading) -> bool:
    code = reading.language
    said = pattern(code, "opinion").sub("", clause.whole)
    name = {"tagged": "supposes_stated", "request": "supposes_told"}.get(clause.kind, "supposes")
    if not pattern(code, name).search(said) or pattern(code, "supposes_not").search(said):
        return False
    if pattern(code, "different").search(said):
        return not _is_behavioural(reading, [other for other in _asks(reading) if other is not clause])
    return True


def _is_behavioural(reading: Reading, asks: list[Clause]) -> bool:
    """Whether one of the clauses asks openly for something of the candidate's own past."""
    code = reading.language
    recalled = [clause for clause in reading.clauses if clause.kind == "recalled"]
    if any(_recalls(clause, code) for clause in recalled) and any(not _is_closed(ask, code) for ask in asks):
        return True
    for clause in asks:
        if _is_closed(clause, code):
            continue
        if clause.kind == "wh":
            if _is_past(clause, reading):
                return True
        elif clause.kind == "request" and _recalls(clause, code):
            return True
    return False


def _recalls(clause: Clause, code: str) -> bool:
    said = pattern(code, "opinion").sub("", clause.text)
    if pattern(code, "recalls_head").match(said):
        return True
    return pattern(code, "recalls").search(said) is not None and not pattern(code, "recalls_not").search(said)


def _is_past(clause: Clause, reading: Reading) -> bool:
    code = reading.language
    said = pattern(code, "opinion").sub("", clause.text)
    if pattern(code, "past_wh_not").search(said):
        return False
    if pattern(code, "supposes_main").search(said) and not pattern(code, "supposes_not").search(said):
        return False
    return (
        pattern(code, "past_wh").search(said) is not None
        and pattern(code, "past_wh_own").search(clause.whole) is not None
    )
