"""Take out each rule of the lawful check in turn, and say which are held by no labelled text and by no test.

A rule is a line of `data/lawful/words` or of a list in `frames.toml`. It is held where some text that is told rightly
with it is told wrongly without it, or where the result for a sentence of the tests changes; `lawful_lines.py` wrote one
for each line of the word lists. Only texts that a rule fires on are read again without it. The choices of words within
a line are not taken out one by one. Of the rules that nothing holds, some fire on no text; on others no result rests
alone, since another rule fires too or the attribute is somebody else's.
"""

from __future__ import annotations

import argparse
import ast
import copy
import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from question_tailor._resources import toml
from question_tailor.checks import lawful
from question_tailor.checks.lawful import frames as frames_module
from question_tailor.checks.lawful.lexicon import Entry, Mention, entries, mentions
from question_tailor.checks.lawful.owner import Reading
from question_tailor.checks.lawful.phrases import read
from question_tailor.checks.lawful.tokens import line_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TESTS: Final = Path(__file__).parent.parent / "tests"
LABELLED: Final = (TESTS / "data" / "seen" / "lawful.jsonl", TESTS / "checks" / "lawful_texts.jsonl")
SENTENCES: Final = (TESTS / "checks" / "test_lawful.py", TESTS / "checks" / "test_lines_edges.py")
WRITTEN: Final = TESTS / "checks" / "lawful_lines.txt"
_SHORTEST: Final = 12
_FRAME_WORDS: Final = ("before", "after")


@dataclass(frozen=True)
class Text:
    """One text that the check is tried on.

    Attributes:
        said: Its words.
        form: `question` or `posting`.
        expect: What is right: `block`, `warn` or `pass`; None where any change counts.
        topic: What it should be stopped for.
    """

    said: str
    form: Any
    expect: str | None = None
    topic: str | None = None

    def told(self) -> Any:  # noqa: ANN401 - whatever can be compared
        """Whether it is told rightly; what is found, where nothing is expected of it."""
        found = {one.rule.split("#")[0]: one.severity for one in lawful.find(self.said, form=self.form)}
        if self.expect is None:
            return sorted(found.items())
        if self.expect == "pass":
            return "block" not in found.values()
        wanted = {"block"} if self.expect == "block" else {"block", "warn"}
        own = found.get(f"lawful.{self.topic}") in wanted
        return own, bool(wanted & set(found.values()))


def _texts() -> Iterator[Text]:
    for path in LABELLED:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield Text(row["text"], row.get("form", "question"), row["expect"], row.get("topic"))
    for path in SENTENCES:
        if not path.exists():
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) >= _SHORTEST:
                yield Text(node.value, "question")
                yield Text(node.value, "posting")
    for line in WRITTEN.read_text(encoding="utf-8").splitlines():
        yield Text(line.split("\t")[-1], "question")


def _worse(before: Any, after: Any) -> bool:  # noqa: ANN401 - what `told` gives
    if isinstance(before, bool):
        return before and not after
    if isinstance(before, tuple):
        return any(one and not other for one, other in zip(before, after, strict=True))
    return bool(before != after)


def held_words(texts: list[Text]) -> tuple[set[Entry], set[Entry]]:
    """The lines of the word lists without which some text is told worse, and all that fire on any."""
    held: set[Entry] = set()
    fired: set[Entry] = set()
    for text in texts:
        line = line_of(text.said, line_ends=text.form == "posting")
        seen = list(mentions(line, Reading(line, note=False, posting=text.form == "posting").languages))
        before = text.told()
        fired |= {one.entry for one in seen}
        for entry in {one.entry for one in seen} - held:
            if _worse(before, _without(entry, seen, text)):
                held.add(entry)
    return held, fired


def _without(entry: Entry, seen: list[Mention], text: Text) -> Any:  # noqa: ANN401 - what `told` gives
    lawful.mentions = lambda *_: iter([one for one in seen if one.entry is not entry])  # type: ignore[attr-defined]
    try:
        return text.told()
    finally:
        lawful.mentions = mentions  # type: ignore[attr-defined]


def _frame_lines() -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Language, way in the data and words of each line of a frame."""
    for language, listed in toml(frames_module.FILE).items():
        for name, written in listed.items():
            kinds = written.items() if name in _FRAME_WORDS else [("", written)]
            for kind, lines in kinds:
                if name in {"lists", "second", "third", "tells"} or not isinstance(lines, str):
                    continue
                for line in lines.splitlines():
                    if line.strip():
                        yield language, (name, kind) if kind else (name,), line


def held_frames(texts: list[Text]) -> tuple[Counter[str], dict[str, list[str]]]:
    """How many lines there are in each list of frames, and those of them that nothing holds."""
    lines = [(text, line_of(text.said, line_ends=text.form == "posting").text, text.told()) for text in texts]
    total: Counter[str] = Counter()
    loose: dict[str, list[str]] = defaultdict(list)
    for language, way, said in _frame_lines():
        name = f"{language} {'.'.join(way)}"
        total[name] += 1
        listed = toml(frames_module.FILE)[language]
        patterns = [read(said.strip(), {**listed["lists"], **listed[person]}).pattern for person in ("second", "third")]
        touched = [one for one in lines if any(_occurs(pattern, one[1]) for pattern in patterns)]
        if not any(_worse(before, after) for before, after in _with_changed(language, way, said, touched)):
            loose[name].append(said)
    return total, loose


def _occurs(pattern: str, line: str) -> bool:
    import re  # noqa: PLC0415 - its cache is too small for so many patterns

    return _COMPILED.setdefault(pattern, re.compile(rf"(?<= ){pattern}")).search(line) is not None


_COMPILED: Final[dict[str, Any]] = {}


def _with_changed(
    language: str, way: tuple[str, ...], said: str, touched: Iterable[tuple[Text, str, Any]]
) -> Iterator[tuple[Any, Any]]:
    """What was told and what is told of each text, while a line of a frame is left out."""
    changed = copy.deepcopy(toml(frames_module.FILE))
    around = changed[language]
    for step in way[:-1]:
        around = around[step]
    around[way[-1]] = "\n".join(line for line in around[way[-1]].splitlines() if line != said)
    frames_module.toml = lambda _: changed  # type: ignore[assignment, attr-defined]
    frames_module.frames.cache_clear()
    try:
        for text, _, before in touched:
            yield before, text.told()
    finally:
        frames_module.toml = toml  # type: ignore[attr-defined]
        frames_module.frames.cache_clear()


def main() -> None:
    """Print the shares, and the rules themselves where they are asked for."""
    options = argparse.ArgumentParser(description="Which rules of the lawful check nothing holds.")
    options.add_argument("--list", action="store_true", help="print the rules")
    options.add_argument("--frames", action="store_true", help="take out the lines of the frames too")
    asked = options.parse_args()
    texts = list(dict.fromkeys(_texts()))
    print(f"{len(texts)} texts")
    rules = [entry for language in frames_module.languages() for entry in entries(language)]
    held, fired = held_words(texts)
    kinds = dict.fromkeys((entry.language, entry.kind) for entry in rules)
    for language, kind in kinds:
        _tell(f"{language} {kind}", [one for one in rules if (one.language, one.kind) == (language, kind)], held, fired)
    _tell("word lists", rules, held, fired)
    if asked.list:
        for entry in rules:
            if entry not in held:
                print(f"  {entry.language} {entry.topic} {entry.kind}: {entry.phrase.pattern}")
    if asked.frames:
        total, loose = held_frames(texts)
        for name in total:
            print(f"{name:24} {total[name]:5} lines, {len(loose[name]):5} held by nothing")
        print(f"{'frames':24} {total.total():5} lines, {sum(map(len, loose.values())):5} held by nothing")
        if asked.list:
            for name, lines in loose.items():
                print(*(f"  {name}: {line}" for line in lines), sep="\n")


def _tell(name: str, rules: list[Entry], held: set[Entry], fired: set[Entry]) -> None:
    loose = [entry for entry in rules if entry not in held]
    spare = sum(entry in fired for entry in loose)
    share = 100 * len(loose) / max(1, len(rules))
    print(
        f"{name:24} {len(rules):5} rules, {len(loose):5} held by nothing ({share:.1f} %): "
        f"{len(loose) - spare} fire on no text, {spare} fire, but never alone"
    )


if __name__ == "__main__":
    main()
