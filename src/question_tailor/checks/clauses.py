"""How a text is cut into what asks and what does not: requests, questions, scenes and statements.

The cutting is grammar, not meaning: sentence ends, colons, the order of words, verbs that ask. The words of each
language are data (`data/form/<language>.toml`); what the parts mean for a panel is `form`'s affair.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from question_tailor._resources import toml
from question_tailor.text import fold, language, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES: Final = ("en", "de", "fr")
"""The languages whose grammar is known."""

Kind = Literal["request", "wh", "yes_no", "declared", "tagged", "fragment", "recalled", "imagined", "statement"]
"""What a clause does.

request: bids for an account, as an imperative, a wish or politely (`could you describe`); wh: asks with a question
word; yes_no: asks with the verb first; declared: a statement with a question mark; tagged: one that ends in a tag
(`..., right?`); fragment: a question without a verb; recalled, imagined: sets a scene from the past or a supposed one;
statement: anything else.
"""

Span = tuple[int, int]

_ASKING: Final = frozenset({"request", "wh", "yes_no", "declared", "tagged", "fragment"})
_SCENES: Final = frozenset({"recalled", "imagined"})
_SHORT: Final = 5
_COMMA: Final = re.compile(r", ")
_ENDLESS: Final = re.compile(r"\S{80,}")
_LONGEST_WORD: Final = 40
_MOST_SENTENCES: Final = 100
_MARK: Final = re.compile(r"\?[)\"']*\s*$")
_QUOTED: Final = re.compile(r'(?<!:\s)(?<!^)"[^"]{1,300}"|`[^`]{1,100}`')
_CITED: Final = re.compile(r'(?<=: )"[^"?]{1,300}"(?=[^\w"]{0,3}\s+\w)')
_INNER: Final = re.compile(r"\s?[:;]\s|\s-\s")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a text.

    Attributes:
        kind: What it does.
        text: Its words, as `Reading.text` has them, from its head on.
        whole: The same with what stands before its head.
        start: Where its head begins in `Reading.text`.
    """

    kind: Kind
    text: str
    whole: str
    start: int

    @property
    def asks(self) -> bool:
        """Whether it asks for something."""
        return self.kind in _ASKING

    @property
    def span(self) -> Span:
        """Where it stands in `Reading.text`, from its head on."""
        return self.start, self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as its clauses.

    Attributes:
        language: Code of the language whose grammar was used.
        text: The text with its variants of writing folded; what stands in quotation marks is blanked out.
        origin: For each character of `text` its place in the original, and one more for the end.
        clauses: The clauses in order.
    """

    language: str
    text: str
    origin: tuple[int, ...]
    clauses: tuple[Clause, ...]

    def placed(self, span: Span) -> Span:
        """A stretch of `text` as start and end in the original."""
        return self.origin[span[0]], self.origin[span[1]]

    def holds(self, name: str, text: str) -> bool:
        """Whether a pattern of the language is found in words of the text."""
        return pattern(self.language, name).search(text) is not None

    def opens_with(self, name: str, text: str) -> bool:
        """Whether words of the text begin with a pattern of the language."""
        return pattern(self.language, name).match(text) is not None

    def place(self, name: str, clause: Clause) -> Span | None:
        """Where a clause, with what stands before its head, holds a pattern that is not empty."""
        match = pattern(self.language, name).search(clause.whole)
        if match is None or not match.group():
            return None
        begin = clause.start + len(clause.text) - len(clause.whole)
        return begin + match.start(), begin + match.end()


def language_of(text: str, *, default: str = "en") -> str:
    """The language of a text, however short: by its function words, else by the words that questions are made of.

    Args:
        text: The text.
        default: What it is where nothing tells.
    """
    found = language(text, least=2)
    if found in LANGUAGES or (found is not None and found == language(text)):
        return found
    lowered = text.lower().replace("\u2019", "'")
    hits = {code: len(pattern("any", code, table="cues").findall(lowered)) for code in LANGUAGES}
    return max((default, *LANGUAGES), key=lambda code: hits.get(code, 0))


def read(text: str, code: str) -> Reading:
    """Cut a text into clauses.

    Args:
        text: The text as it stands.
        code: One of `LANGUAGES`.
    """
    folded = fold(text)
    said = plain(folded.text, code)
    clauses: list[Clause] = []
    for start, end in sentences(said)[:_MOST_SENTENCES]:
        clauses.extend(_of_sentence(said, start, end, code))
    return Reading(code, said, folded.origin, tuple(clauses))


def plain(text: str, code: str) -> str:
    """Folded text in one case, quotations blanked out, at the same length.

    German keeps the capitals that tell nouns from verbs and "Sie" from "sie", but for those of a sentence's beginning.
    """
    if code == "de" and text == text.lower():
        said = pattern(code, "polite_form").sub(lambda match: match.group().capitalize(), text)
    elif code == "de":
        said = pattern(code, "initial").sub(lambda match: match.group().lower(), text)
    else:
        said = text.lower()
        if len(said) != len(text):  # the small form of a few letters is longer
            said = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    if said[:1] == said[-1:] == '"':
        said = f" {said[1:-1]} "
    said = _ENDLESS.sub(lambda match: "q" * _LONGEST_WORD + " " * (len(match.group()) - _LONGEST_WORD), said)
    for cited in (_QUOTED, _CITED):
        said = cited.sub(lambda match: f'"{"q" * (len(match.group()) - 2)}"', said)
    return said


def _of_sentence(said: str, start: int, end: int, code: str) -> Iterator[Clause]:
    asked = _MARK.search(said, start, end) is not None
    cuts = [match for match in _INNER.finditer(said, start, end) if _cuts(said, match, code)]
    bounds = [start, *(match.end() for match in cuts)]
    ends = [*(match.end() - 1 for match in cuts), end]
    before: list[Clause] = []
    for number, (begin, finish) in enumerate(zip(bounds, ends, strict=True)):
        last = number == len(bounds) - 1
        found = list(_of_part(said, begin, finish, code, asked=asked and last))
        if last and before and before[-1].asks:
            if found[0].kind in {"declared", "fragment"}:
                break  # "what is your view: one team or two?" asks once
            if len(before[-1].text.split()) <= _SHORT and cuts[-1].group().strip() == ":":
                before.pop()  # "tell me: how do you ...?" asks once
        before.extend(found)
    yield from before


def _cuts(said: str, match: re.Match[str], code: str) -> bool:
    """Whether a colon, semicolon or dash divides two clauses; a dash only before a question or a request."""
    return match.group().strip() != "-" or any(
        pattern(code, head).match(said, match.end()) for head in ("request", "wh", "scene_imagined")
    )


def _of_part(said: str, start: int, end: int, code: str, *, asked: bool) -> Iterator[Clause]:
    """The clauses of a part of a sentence: one, what follows a scene, and each further one that is joined to it."""
    part = said[start:end]
    kind, head = _head(part, code, asked=asked)
    if kind == "statement":
        yield Clause(kind, part, part, start)
        return
    places: list[tuple[Kind, int, int]] = [(kind, head, 0)]
    if kind in _SCENES and (after := _after_comma(part, head, code, asked=asked)):
        places.append((*after, after[1]))
    last_kind, last, _ = places[-1]
    joints = list(_joints(part, last, last_kind, code, asked=asked))
    ends = [at for _, _, at in [*places[1:], *joints]] + [len(part)]
    for number, ((one, begin, at), finish) in enumerate(zip([*places, *joints], ends, strict=True)):
        whole = part[at if number < len(places) else begin : finish]
        yield Clause(one, part[begin:finish], whole, start + begin)


def _head(part: str, code: str, *, asked: bool) -> tuple[Kind, int]:
    """What a part does, and where the clause that does it begins."""
    opener = pattern(code, "opener").match(part)
    first = opener.end() if opener else 0
    if kind := _kind_at(part, first, code, asked=asked):
        return kind, first
    if asked and _ends_in_tag(part, first, code):
        return "tagged", first
    if (asked or pattern(code, "adverbial").match(part, first)) and (
        found := _after_comma(part, first, code, asked=asked)
    ):
        return found
    return _headless(part, first, code) if asked else ("statement", first)


def _ends_in_tag(part: str, at: int, code: str) -> bool:
    """Whether a statement asks for assent: "..., right?"; behind a condition "would you?" asks in earnest."""
    if pattern(code, "tag_alone").match(part, at) or pattern(code, "conditional").match(part, at):
        return False
    return pattern(code, "tag").search(part) is not None


def _headless(part: str, at: int, code: str) -> tuple[Kind, int]:
    """What a part with a question mark does that begins as a statement."""
    if pattern(code, "tag_alone").match(part, at):
        return "statement", at
    if inside := pattern(code, "wh_inside").search(part, at):
        return "wh", inside.start()
    addresses = pattern(code, "past_wh_own").search(part) is not None
    return ("fragment" if len(part[at:].split()) <= _SHORT and not addresses else "declared"), at


def _after_comma(part: str, at: int, code: str, *, asked: bool) -> tuple[Kind, int] | None:
    """The first clause behind a comma that asks."""
    for match in _COMMA.finditer(part, at):
        opener = pattern(code, "opener").match(part, match.end())
        begin = opener.end() if opener else match.end()
        if ", " in part[begin:] and pattern(code, "relative").match(part, begin):
            continue  # "..., which is one of our values, what do you do?"
        kind = _kind_at(part, begin, code, asked=asked)
        if kind and kind not in _SCENES and (asked or kind != "yes_no"):
            return kind, begin
    return None


def _kind_at(part: str, at: int, code: str, *, asked: bool) -> Kind | None:
    for head, kind in _HEADS:
        if pattern(code, head).match(part, at):
            return kind
    if pattern(code, "wh" if asked else "wh_inverted").match(part, at):
        return "wh"
    if pattern(code, "yes_no" if asked else "yes_no_plain").match(part, at):
        return "yes_no"
    return None


_HEADS: Final[tuple[tuple[str, Kind], ...]] = (
    ("polite", "request"),
    ("wish", "request"),
    ("scene_imagined", "imagined"),
    ("scene_recalled", "recalled"),
    ("request", "request"),
)


def _joints(part: str, head: int, kind: Kind, code: str, *, asked: bool) -> Iterator[tuple[Kind, int, int]]:
    """Kind, beginning and joint of each further clause that asks, after the head's."""
    at = head
    for joint in pattern(code, "joint").finditer(part, head + 1):
        begin, before = joint.end(), part[at : joint.start()].rstrip(" ,;")
        if joint.start() < at or pattern(code, "bare_wh").fullmatch(before):
            continue
        further = _further(part, begin, kind, code, before=before, asked=asked)
        if further:
            yield further, begin, joint.start()
            at = begin


def _further(part: str, at: int, kind: Kind, code: str, *, before: str, asked: bool) -> Kind | None:  # noqa: PLR0911 - one line a case
    if pattern(code, "same_reason").match(part, at):
        return None
    requested = kind == "request" or kind in _SCENES
    if requested and pattern(code, "outcome").match(part, at) and pattern(code, "recalls").search(before):
        return None
    if pattern(code, "further_request").match(part, at):
        return "request"
    if pattern(code, "further_verb").match(part, at):
        return None if pattern(code, "infinitive").search(before) else "request"
    paired = pattern(code, "pair").search(before) is not None
    if kind == "request" and not paired and pattern(code, "further_thing").match(part, at):
        return "request"
    if pattern(code, "further_question").match(part, at):
        return "wh"
    if asked and pattern(code, "further_yes_no").match(part, at):
        return None if pattern(code, "either").search(part, 0, at) else "yes_no"
    if asked and not requested and pattern(code, "further_subject").match(part, at) and not _embeds(before, code):
        return "wh"
    return None


def _embeds(clause: str, code: str) -> bool:
    """Whether a clause holds a question word after its own, so that another one may go with that."""
    found = pattern(code, "wh_word").findall(clause)
    return len(found) > 1


@cache
def pattern(code: str, name: str, *, table: str = "patterns") -> re.Pattern[str]:
    """A pattern of `data/form/<code>.toml`: its lines are alternatives, `<name>` stands for a part of that name."""
    data = toml(f"form/{code}.toml")
    lines = [line for line in data[table][name].strip("\n").split("\n") if not line.startswith("#")]
    source = "|".join(lines)
    parts: dict[str, str] = data.get("parts", {})
    while found := re.search(r"<([a-z_]+)>", source):
        if found.group(1) not in parts:
            break
        source = source.replace(found.group(), f"(?:{parts[found.group(1)]})")
    return re.compile(source)
