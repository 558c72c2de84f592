"""From an answer's text to questions: cut out as they close, decoded strictly, checked against their schema.

An answer is one JSON object. One thinking block or code fence before it is tolerated, and text after it that holds no
second object. Each question in it is an object with a key `slot`; it is complete when its own brace closes, whatever
comes later.
"""

from __future__ import annotations

import json
import re
from io import SEEK_END, StringIO
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from question_tailor.findings import Finding, say
from question_tailor.schemas import Answer, schema_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from question_tailor.vocabulary import Category

DEEPEST: Final = 32
_LONGEST_PRELUDE: Final = 400_000
_LONGEST_GAP: Final = 512
_LONGEST_STRING: Final = 20_000
_LONGEST_FENCE: Final = 64
_THINKING: Final = re.compile(r"[\s\ufeff]*<(think|thinking|reasoning)>")
_BRACE: Final = re.compile(r"[{\[]")
_BLANKS: Final = re.compile(r"\s+")
_OUTSIDE: Final = re.compile(r'["{}\[\]]')
_INSIDE: Final = re.compile(r'"|\\.', re.DOTALL)
_CLOSERS: Final = {"}": "{", "]": "["}

_STRETCH: Final = 1_024
"""Characters after which an answer is looked at for repetition."""
_REPEATS: Final = 6
_SHORTEST_REPETITION: Final = 600
_LOOKED_BACK: Final = 24_576
_LAST_WORDS: Final = 48


class MalformedAnswer(ValueError):
    """The text of an answer is not one complete JSON object; never leaves the library."""


class RunawayAnswer(MalformedAnswer):
    """An answer goes on without getting anywhere; waiting for its end would be waiting for its length limit."""


class AnswerReader:
    """Cuts complete questions out of an answer while it arrives.

    However the text is split into pieces, the same questions come out, in time that grows with its length alone.
    Nothing is repaired: a question that does not close is not there. A fault within one question is that question's
    alone.

    Attributes:
        length: Characters read so far.
    """

    def __init__(self) -> None:
        self.length = 0
        self._prelude = _Prelude()
        self._held = StringIO()
        self._end = 0
        self._last_mark = 0
        self._rest = ""
        self._ended = False
        self._quoted = False
        self._open: list[tuple[str, int]] = []

    def feed(self, text: str) -> Iterator[str]:
        """Take the next piece of the answer; it is read while the result is iterated over.

        Yields:
            The JSON of each question that closed in it, in order.

        Raises:
            MalformedAnswer: It cannot become a complete answer any more.
        """
        self.length += len(text)
        if not self._prelude.over:
            text = self._prelude.feed(text)
        start = 0
        while start < len(text):
            room = _STRETCH - self._end % _STRETCH
            stretch = text[start : start + room]
            start += room
            yield from self._scan(stretch)
            if len(stretch) == room and not self._ended:
                self._require_progress()

    def finish(self) -> None:
        """Say that the answer has ended.

        Raises:
            MalformedAnswer: It was not one complete JSON object.
        """
        if not self._prelude.over:
            raise MalformedAnswer("the answer holds no JSON object")
        if not self._ended:
            raise MalformedAnswer("the answer's JSON stops before its end")

    def _scan(self, text: str) -> Iterator[str]:
        self._held.write(text)
        self._end += len(text)
        text = self._rest + text
        begins, at = self._end - len(text), 0
        while (match := self._marks().search(text, at)) is not None:
            at = match.end()
            mark = match.group()
            if mark.startswith("\\"):
                continue
            self._gap(begins + match.start())
            self._last_mark = begins + at
            yield from self._mark(mark, begins + match.start())
        # A backslash at the end waits for the character that it escapes.
        self._rest = "\\" if self._quoted and text.endswith("\\", at) else ""
        self._gap(self._end)

    def _marks(self) -> re.Pattern[str]:
        """What to look for next; after the object, prose may quote as it likes, but no other object may begin."""
        if self._ended:
            return _BRACE
        return _INSIDE if self._quoted else _OUTSIDE

    def _gap(self, end: int) -> None:
        """No answer needs a long run without a bracket outside of strings, nor a very long string; models run on."""
        longest = _LONGEST_STRING if self._quoted else _LONGEST_GAP
        if not self._ended and end - self._last_mark > longest:
            raise RunawayAnswer("the answer runs on without getting anywhere")

    def _require_progress(self) -> None:
        """Make sure that the answer does not end in one block over and over.

        The last words of such an answer stood one block earlier, too, which finds the length of the block.
        """
        recent = self._read(max(0, self._end - _LOOKED_BACK), self._end)
        before = recent.rfind(recent[-_LAST_WORDS:], 0, -1)
        if before < 0:
            return
        block = len(recent) - before - _LAST_WORDS
        repeated = recent[-max(_REPEATS * block, _SHORTEST_REPETITION) :]
        if len(repeated) >= _REPEATS * block and repeated[block:] == repeated[:-block]:
            raise RunawayAnswer("the answer repeats itself without end")

    def _read(self, start: int, end: int) -> str:
        """A part of what is held; the end stays the place to write at."""
        self._held.seek(start)
        said = self._held.read(end - start)
        self._held.seek(0, SEEK_END)
        return said

    def _mark(self, mark: str, at: int) -> Iterator[str]:
        if mark == '"':
            self._quoted = not self._quoted
        elif mark in "{[":
            self._opens(mark, at)
        elif self._open[-1][0] != _CLOSERS[mark]:
            raise MalformedAnswer("the answer's JSON closes what it did not open")
        else:
            yield from self._closes(mark, at)

    def _opens(self, mark: str, at: int) -> None:
        if self._ended:
            raise MalformedAnswer("the answer holds a second JSON object")
        if len(self._open) >= DEEPEST:
            raise MalformedAnswer("the answer's JSON is nested too deeply")
        self._open.append((mark, at))

    def _closes(self, mark: str, at: int) -> Iterator[str]:
        _, start = self._open.pop()
        self._ended = not self._open
        if mark == "}" and _names_a_slot(piece := self._read(start, at + 1)):
            yield piece


class _Prelude:
    """What stands before an answer's object: white space, one thinking block, one code fence.

    Attributes:
        over: Whether the object has begun.
    """

    def __init__(self) -> None:
        self.over = False
        self._passed = 0
        self._head = ""
        self._thought = False
        self._thinking_ends = ""

    def feed(self, text: str) -> str:
        """Take a piece of the answer.

        Returns:
            What of it belongs to the object.

        Raises:
            MalformedAnswer: Something else stands before the object, or there is none.
        """
        self._passed += len(text)
        text = self._head + text
        if not self._thought and (thinking := _THINKING.match(text)):
            self._thought = True
            self._thinking_ends = f"</{thinking[1]}>"
            text = text[thinking.end() :]
        if self._thinking_ends:
            before, ended, text = text.partition(self._thinking_ends)
            if not ended:
                # Only the end of its end can be in what has arrived.
                return self._wait(before[1 - len(self._thinking_ends) :])
            self._thinking_ends = ""
        brace = _BRACE.search(text)
        if brace is None:
            return self._wait(_BLANKS.sub(" ", text.lstrip())[:_LONGEST_FENCE])
        self._require_near(self._passed - len(text) + brace.start())
        before = text[: brace.start()].strip().lstrip("\ufeff")
        if before and not _is_fence(before):
            raise MalformedAnswer("the answer begins with text that is not JSON")
        self.over = True
        return text[brace.start() :]

    def _wait(self, head: str) -> str:
        """Keep what the next piece may belong to, which is little however long the prelude is."""
        self._require_near(self._passed)
        self._head = head
        return ""

    def _require_near(self, begins: int) -> None:
        """Make sure that an object that begins here, or later, is still worth waiting for."""
        if begins > _LONGEST_PRELUDE:
            raise RunawayAnswer("the answer holds no JSON object")


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
    """One question's JSON, strictly: no key twice, no NaN, no number too large for one, no lone surrogate.

    Raises:
        MalformedAnswer: It is not such JSON.
    """
    try:
        piece.encode()
        entry = json.loads(piece, object_pairs_hook=_without_duplicates, parse_constant=_no_constant, strict=False)
        json.dumps(entry, ensure_ascii=False, allow_nan=False).encode()
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
