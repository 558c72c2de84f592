"""`question-tailor review`."""

from __future__ import annotations

import json
import re
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, Final, Literal, cast

import typer

from question_tailor.checks import level as level_fit
from question_tailor.checks.jurisdictions import known_jurisdictions
from question_tailor.cleaning import clean
from question_tailor.cli.codes import split_codes
from question_tailor.cli.ending import errors_told
from question_tailor.cli.names import one_named
from question_tailor.errors import InputError
from question_tailor.readers import load_kit
from question_tailor.reviewing import Review, review, review_set
from question_tailor.text import language as language_of
from question_tailor.vocabulary import INTERVIEWERS, LEVELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from question_tailor.findings import Finding
    from question_tailor.vocabulary import Interviewer, RoleLevel

_LARGEST_FILE: Final = 4_000_000
_LONGEST_LINE: Final = 100_000
"""Bytes; a text of 4,000 characters fits, however it is escaped."""
_LONGEST_SHOWN: Final = 60
_BULLET: Final = re.compile(r"(?:[-*+\u2022\u00b7\u2013\u2014]|\(?\d{1,3}[.)])\s+")
_NO_QUESTION: Final = re.compile(r"#{1,6}\s|(?:[-*_=]\s*){3,}$|```")


def review_command(
    file: Annotated[
        Path | None,
        typer.Argument(
            help="A kit's JSON, or a text or Markdown file with one question a line or list item; standard input where "
            "none is given.",
            show_default=False,
        ),
    ] = None,
    *,
    level: Annotated[
        str | None, typer.Option(help="Role level that the questions are for: cpo, vp, head or lead.")
    ] = None,
    interviewer: Annotated[str | None, typer.Option(help="Who is to ask them: ceo, cfo, cto or peer.")] = None,
    jurisdiction: Annotated[
        list[str] | None,
        typer.Option(help="Where you hire, with commas or repeated; the strictest rules where not given."),
    ] = None,
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="text or json.")] = "text",
    jsonl: Annotated[
        bool,
        typer.Option("--jsonl", help="Read JSON objects with `text`, one a line, and answer each with one line."),
    ] = False,
) -> None:
    """Review questions that somebody wrote, or a kit that was edited by hand. No model is asked."""
    with errors_told():
        codes = known_jurisdictions(split_codes(jurisdiction))
        fit = cast("RoleLevel | None", one_named("--level", "levels", level, LEVELS))
        asking = cast("Interviewer | None", one_named("--interviewer", "interviewers", interviewer, INTERVIEWERS))

        def judged(written: str | dict[str, Any], language: str | None = None) -> Review:
            return review(written, level=fit, interviewer=asking, jurisdictions=codes, language=language)[0]

        with _opened(file) as source:
            if jsonl:
                _answer_lines(source, judged)
                return
            raw = source.read(_LARGEST_FILE + 1)
        if raw.lstrip().startswith(b"{"):
            _tell(*_of_kit(raw, codes), form)
        else:
            texts = list(_questions(_decoded(raw)))
            spoken = language_of("\n".join(texts)) or "en"
            _tell([(None, text, judged(text, spoken)) for text in texts], (), form)


def _opened(file: Path | None) -> AbstractContextManager[IO[bytes]]:
    if file is None or str(file) == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return file.open("rb")
    except OSError as error:
        raise InputError(f"{file} cannot be read: {type(error).__name__}.") from None


def _answer_lines(source: IO[bytes], judged: Callable[[dict[str, Any]], Review]) -> None:
    """Answer each line as soon as it is read; one that cannot be read is answered with what is wrong with it."""
    while line := source.readline(_LONGEST_LINE):
        whole = line.endswith(b"\n") or len(line) < _LONGEST_LINE
        while not whole and (rest := source.readline(_LONGEST_LINE)):
            whole = rest.endswith(b"\n")
            line = b""
        sys.stdout.buffer.write(_json(_answer(line, judged)) + b"\n")
        sys.stdout.buffer.flush()


def _answer(line: bytes, judged: Callable[[dict[str, Any]], Review]) -> dict[str, Any]:
    if not line:
        return {"error": f"The line is longer than {_LONGEST_LINE:,} bytes."}
    try:
        given = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return {"error": "The line is no JSON."}
    if not isinstance(given, dict):
        return {"error": "The line is no JSON object."}
    try:
        return _line_of(judged(given))
    except InputError as error:
        return {"error": str(error)}


def _of_kit(raw: bytes, codes: Sequence[str]) -> tuple[list[tuple[str | None, str, Review]], tuple[Finding, ...]]:
    kit = load_kit(raw)
    reviews = review(kit, jurisdictions=codes)
    return [(q.slot, q.text, one) for q, one in zip(kit.questions, reviews, strict=True)], review_set(kit)


def _decoded(raw: bytes) -> str:
    if len(raw) > _LARGEST_FILE:
        raise InputError(f"The questions are more than {_LARGEST_FILE:,} bytes.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("The questions are no UTF-8 text; save them as text, Markdown or a kit's JSON.") from None
    if not text.strip():
        raise InputError("There are no questions: the text is empty.")
    return text


def _questions(text: str) -> Iterator[str]:
    """The questions of a text: one a line or list item, whose further lines are indented. Headings are left out."""
    item = ""
    listed = False
    for line in text.splitlines():
        said = line.strip()
        continued = listed and said and line[:1].isspace() and not _BULLET.match(said)
        if continued:
            item = f"{item} {said}"
            continue
        if item:
            yield item
        item = ""
        mark = _BULLET.match(said)
        if said and not _NO_QUESTION.match(said):
            listed = mark is not None
            item = (said[mark.end() :] if mark else said).strip("*_ ")
    if item:
        yield item


def _tell(
    reviewed: Sequence[tuple[str | None, str, Review]], of_the_set: Sequence[Finding], form: Literal["text", "json"]
) -> None:
    if form == "json":
        document = {
            "questions": [
                {**({"slot": slot} if slot else {}), "text": text, **_line_of(one, with_field=True)}
                for slot, text, one in reviewed
            ],
            "findings": [_finding_of(finding, with_field=True) for finding in of_the_set],
        }
        sys.stdout.buffer.write(_json(document, indent=2) + b"\n")
        return
    for number, (slot, text, one) in enumerate(reviewed, start=1):
        parts = [f"fits {one.level}"] if level_fit.fit(text).signals else []
        said = "; ".join([*parts, *([", ".join(one.labels)] if one.labels else [])])
        typer.echo(f"{slot or number}  {_shown(text)}" + (f"\n    {said}" if said else ""))
        for finding in one.findings:
            typer.echo(f"    {_in_words(finding, text)}")
    for finding in of_the_set:
        typer.echo(f"{finding.slot or 'kit'}  {_in_words(finding)}")


def _in_words(finding: Finding, text: str = "") -> str:
    where = f" in {finding.field}" if finding.field not in {None, "text", "plan"} else ""
    if finding.field == "text" and finding.span and (said := _shown(text[slice(*finding.span)])):
        where = f" at \u201c{said[:_LONGEST_SHOWN]}\u201d"
    advice = f" {finding.suggestion}" if finding.suggestion else ""
    return f"{finding.severity} {finding.rule}{where}: {_shown(finding.why + advice)}"


def _shown(text: str) -> str:
    """A text on one line, without what would steer a terminal."""
    return " ".join(clean(text).text.split())


def _line_of(one: Review, *, with_field: bool = False) -> dict[str, Any]:
    return {
        "findings": [_finding_of(finding, with_field=with_field) for finding in one.findings],
        "labels": list(one.labels),
        "level": one.level,
    }


def _finding_of(finding: Finding, *, with_field: bool = False) -> dict[str, Any]:
    check, _, what = finding.rule.partition(".")
    told = {
        "rule": finding.rule,
        "topic": what if check == "lawful" and what != "jurisdiction_unset" else None,
        "severity": finding.severity,
        "span": list(finding.span) if finding.span else None,
        "why": finding.why,
        "suggestion": finding.suggestion,
    }
    return {**told, "field": finding.field, "slot": finding.slot} if with_field else told


def _json(document: dict[str, Any], indent: int | None = None) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=indent).encode("utf-8", "replace")
