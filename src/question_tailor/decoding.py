"""From an answer's text to questions: cut out as they close, decoded strictly, checked against their schema.

An answer is one JSON object. One thinking block or code fence before it is tolerated, and text after it that holds no
second object. Each question in it is an object with a key `slot`; it is complete when its own brace closes, whatever
comes later.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from question_tailor.findings import Finding, say
from question_tailor.schemas import Answer, schema_of

if TYPE_CHECKING:
    from question_tailor.vocabulary import Category

DEEPEST: Final = 32
_LONGEST_PRELUDE: Final = 400_000
_LONGEST_GAP: Final = 512
_LONGEST_STRING: Final = 20_000
_THINKING: Final = re.compile(r"\s*<(think|thinking|reasoning)>")


class MalformedAnswer(ValueError):
    """The text of an answer is not one complete JSON object; never leaves the library."""


_OUTSIDE: Final = re.compile(r'["{}\[\]]')
_INSIDE: Final = re.compile(r'"|\\.', re.DOTALL)
_CLOSERS: Final = {"}": "{", "]": "["}


class AnswerReader:
    """Cuts complete questions out of an answer while it arrives.

    However the text is split into pieces, the same questions come out. Nothing is repaired: a question that does not
    close is not there.
    """

    def __init__(self) -> None:
        self._text = ""
        self._at = 0
        self._begun = False
        self._ended = False
        self._quoted = False
        self._open: list[tuple[str, int]] = []

    def feed(self, text: str) -> list[str]:
        """Take the next piece of the answer.

        Returns:
            The JSON of each question that closed in it, in order.

        Raises:
            MalformedAnswer: It cannot become a complete answer any more.
        """
        self._text += text
        if not self._begun and not self._begin():
            return []
        closed: list[str] = []
        while (match := (_INSIDE if self._quoted else _OUTSIDE).search(self._text, self._at)) is not None:
            self._gap(match.start())
            self._at = match.end()
            closed.extend(self._mark(match.group(), match.start()))
        self._gap(len(self._text))
        return closed

    def finish(self) -> None:
        """Say that the answer has ended.

        Raises:
            MalformedAnswer: It was not one complete JSON object.
        """
        if not self._begun:
            raise MalformedAnswer("the answer holds no JSON object")
        if not self._ended:
            raise MalformedAnswer("the answer's JSON stops before its end")

    def _begin(self) -> bool:
        """Skip what may stand before the object; whether its first brace is there."""
        start = 0
        if thinking := _THINKING.match(self._text):
            end = self._text.find(f"</{thinking[1]}>", thinking.end())
            start = end + len(thinking[1]) + 3 if end >= 0 else len(self._text)
        brace = re.compile(r"[{\[]").search(self._text, start)
        if brace is None:
            if len(self._text) > _LONGEST_PRELUDE:
                raise MalformedAnswer("the answer holds no JSON object")
            return False
        before = self._text[start : brace.start()].strip().lstrip("\ufeff")
        if before and not _is_fence(before):
            raise MalformedAnswer("the answer begins with text that is not JSON")
        self._at, self._begun = brace.start(), True
        return True

    def _gap(self, end: int) -> None:
        """No answer needs a long run without a bracket outside of strings, nor a very long string; models run on."""
        if not self._ended and end - self._at > (_LONGEST_STRING if self._quoted else _LONGEST_GAP):
            raise MalformedAnswer("the answer runs on without getting anywhere")

    def _mark(self, mark: str, at: int) -> list[str]:
        if mark == '"':
            self._quoted = not self._quoted
        elif self._quoted:
            return []
        elif mark in "{[":
            self._opens(mark, at)
        elif not self._open or self._open[-1][0] != _CLOSERS[mark]:
            if not self._ended:
                raise MalformedAnswer("the answer's JSON closes what it did not open")
        else:
            return self._closes(mark, at)
        return []

    def _opens(self, mark: str, at: int) -> None:
        if self._ended:
            raise MalformedAnswer("the answer holds a second JSON object")
        if len(self._open) >= DEEPEST:
            raise MalformedAnswer("the answer's JSON is nested too deeply")
        self._open.append((mark, at))

    def _closes(self, mark: str, at: int) -> list[str]:
        _, start = self._open.pop()
        self._ended = not self._open
        piece = self._text[start : at + 1]
        return [piece] if mark == "}" and _names_a_slot(piece) else []


_SLOT_KEY: Final = re.compile(r'"slot"\s*:')


def _names_a_slot(piece: str) -> bool:
    """Whether an object has the key `slot` itself, rather than an object within it."""
    match = _SLOT_KEY.search(piece)
    return match is not None and _depth_at(piece, match.start()) == 1


def _depth_at(piece: str, end: int) -> int:
    depth, quoted, escaped = 0, False, False
    for char in piece[:end]:
        if quoted:
            if escaped:
                escaped = False
            elif char == "\\":
                escaped = True
            elif char == '"':
                quoted = False
        elif char == '"':
            quoted = True
        elif char in "{[":
            depth += 1
        elif char in "}]":
            depth -= 1
    return 0 if quoted else depth


def _is_fence(text: str) -> bool:
    return re.fullmatch(r"```[A-Za-z]{0,8}", text) is not None


def decode_entry(piece: str) -> dict[str, Any]:
    """One question's JSON, strictly: no key twice, no NaN, no lone surrogate.

    Raises:
        MalformedAnswer: It is not such JSON.
    """
    try:
        piece.encode()
        entry = json.loads(piece, object_pairs_hook=_without_duplicates, parse_constant=_no_constant, strict=False)
        json.dumps(entry, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise MalformedAnswer(f"the entry is not valid JSON: {error}") from None
    if not isinstance(entry, dict):
        raise MalformedAnswer("the entry is not a JSON object")
    return entry


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError("a key stands twice in one object")
    return dict(pairs)


def _no_constant(name: str) -> Any:  # noqa: ANN401 - the signature is json's
    raise ValueError(f"{name} is no JSON value")


def to_answer(entry: dict[str, Any], category: Category, language: str = "en") -> Answer | tuple[Finding, ...]:
    """Check an entry against its category's schema.

    Args:
        entry: One question's JSON.
        category: The category that it is asked for.
        language: Two-letter code of the language that faults are told in.

    Returns:
        The answer, or what is wrong with it, a finding `schema.<kind>` per fault.
    """
    try:
        return schema_of(category).adapter.validate_python(entry)
    except ValidationError as error:
        return tuple(
            say(f"schema.{fault['type']}", language, "block", field=_place(fault["loc"]), message=fault["msg"])
            for fault in error.errors(include_url=False, include_context=False, include_input=False)
        )


def _place(location: tuple[int | str, ...]) -> str:
    """`probes[1]`, `evidence[0].quote` of a place in an entry; a made-up key is cut short."""
    place = ""
    for step in location:
        place += f"[{step}]" if isinstance(step, int) else f".{step[:40]}"
    return place.lstrip(".")
