"""How well the checks work on labelled texts: counts and shares only, never a text.

python evals/check_rates.py           both halves
python evals/check_rates.py seen      the half that the rules were written with

Rules are written with `tests/data/seen` at hand; `tests/data/unseen` was written by others and is measured only. So the
second half tells what to expect of texts that nobody has thought of.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from question_tailor.checks import form, lawful, level
from question_tailor.checks.evidence import locate
from question_tailor.checks.lawful.places import PARENTS
from question_tailor.levels import detect_level
from question_tailor.vocabulary import LEVELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Line = dict[str, Any]
    Row = tuple[str, str]

DATA = Path(__file__).parents[1] / "tests" / "data"
HALVES = ("seen", "unseen")
_WIDTH = 44


class Tally:
    """Hits and misses of one thing that is looked for.

    Attributes:
        hits: Texts that have it, and it was found.
        missed: Texts that have it, and it was not found.
        false: Texts that do not have it, and it was found.
    """

    def __init__(self) -> None:
        self.hits = self.missed = self.false = 0

    def count(self, *, is_there: bool, was_found: bool) -> None:
        """Count one text."""
        self.hits += is_there and was_found
        self.missed += is_there and not was_found
        self.false += was_found and not is_there

    def __str__(self) -> str:
        wanted, found = self.hits + self.missed, self.hits + self.false
        if not wanted:
            return f"{0:>5}      -      -      -"
        recall, precision = self.hits / wanted, self.hits / found if found else 0.0
        both = recall + precision
        return f"{wanted:>5}  {precision:.3f}  {recall:.3f}  {2 * precision * recall / both if both else 0.0:.3f}"


HEAD = f"{'n':>5}  {'prec.':>5}  {'rec.':>5}  {'F1':>5}"
NOTHING = " " * len(HEAD)


def lines(half: str, name: str) -> list[Line]:
    """The labelled texts of one half."""
    return [json.loads(line) for line in (DATA / half / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def share(part: int, whole: int) -> str:
    """A part of a whole, in the width of a tally."""
    return f"{part:>5} of {whole:>4}  {part / whole if whole else 0.0:>11.3f}"


def of_lawful(half: str, places: Sequence[str] = lawful.JURISDICTIONS) -> Iterator[Row]:
    """Texts to stop and texts to pass, with no place named; then by topic, by language, and with each place named."""
    given = lines(half, "lawful")
    found = [_severities(line["text"], ()) for line in given]
    pairs = list(zip(given, found, strict=True))
    counts = Counter((line["expect"], _worst(said)) for line, said in pairs)
    total = Counter(line["expect"] for line in given)
    alike = [said for line, said in pairs if line["expect"] == "pass" and line["lookalike"]]
    yield "to block: blocked", share(counts["block", "block"], total["block"])
    yield "to warn of: warned of or blocked", share(total["warn"] - counts["warn", "pass"], total["warn"])
    yield "to pass: blocked (false alarms)", share(counts["pass", "block"], total["pass"])
    yield "  of them look-alikes", share(sum(_worst(said) == "block" for said in alike), len(alike))
    yield "to pass: warned of", share(counts["pass", "warn"], total["pass"])
    by_topic: dict[str, Tally] = defaultdict(Tally)
    by_language: dict[str, Tally] = defaultdict(Tally)
    for line, said in pairs:
        _count_topics(line, said, by_topic)
        if line["expect"] != "warn":
            by_language[line["language"]].count(is_there=line["expect"] == "block", was_found=_worst(said) == "block")
    yield from ((f"topic {topic}", str(by_topic[topic])) for topic in sorted(by_topic))
    yield from ((f"language {code}", str(by_language[code])) for code in sorted(by_language))
    for code in places:
        yield f"jurisdiction {code}", str(_with_place(given, code))


def _severities(text: str, codes: Sequence[str]) -> dict[str, str]:
    return {finding.rule.partition(".")[2]: finding.severity for finding in lawful.find(text, jurisdictions=codes)}


def _worst(said: dict[str, str]) -> str:
    return "block" if "block" in said.values() else "warn" if said else "pass"


def _count_topics(line: Line, said: dict[str, str], by_topic: dict[str, Tally]) -> None:
    """A topic is found where the finding names it and is as severe as it should be; elsewhere where it blocks."""
    own = line["topic"] if line["expect"] != "pass" else None
    if own:
        enough = {"block"} if line["expect"] == "block" else {"block", "warn"}
        by_topic[own].count(is_there=True, was_found=said.get(own) in enough)
    elif line["expect"] == "pass":
        for topic, severity in said.items():
            by_topic[topic].count(is_there=False, was_found=severity == "block")


def _with_place(given: Iterable[Line], code: str) -> Tally:
    """Texts to block in one place, and texts to pass everywhere, with that place named."""
    tally = Tally()
    for line in given:
        applies = {"all", code, PARENTS.get(code)} & set(line["jurisdictions"])
        if line["expect"] == "pass" or (line["expect"] == "block" and applies):
            is_there = line["expect"] == "block"
            tally.count(is_there=is_there, was_found=_worst(_severities(line["text"], (code,))) == "block")
    return tally


def of_form(half: str) -> Iterator[Row]:
    """Each label, over all languages and in each."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for line in lines(half, "form"):
        said = form.labels(line["text"])
        for label in form.LABELS:
            for key in (f"label {label}", f"label {label}, {line['language']}"):
                tallies[key].count(is_there=label in line["labels"], was_found=label in said)
    yield from ((key, str(tallies[key])) for label in form.LABELS for key in sorted(tallies) if f" {label}" in key)


def of_level(half: str) -> Iterator[Row]:
    """How often a question's level is told exactly, and within one level."""
    distances: dict[str, list[int]] = defaultdict(list)
    for line in lines(half, "level_fit"):
        away = abs(LEVELS.index(level.fit(line["text"]).level) - LEVELS.index(line["level"]))
        distances["all"].append(away)
        distances[line["language"]].append(away)
    for name, away in sorted(distances.items()):
        yield f"exact, {name}", share(sum(one == 0 for one in away), len(away))
        yield f"within one level, {name}", share(sum(one <= 1 for one in away), len(away))


def of_titles(half: str) -> Iterator[Row]:
    """How often a title's level is told, by the level that is right."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for line in lines(half, "titles"):
        for name in ("all", line["level"]):
            total[name] += 1
            right[name] += detect_level(line["title"], line.get("snippet") or "").level == line["level"]
    yield from ((f"right, {name}", share(right[name], total[name])) for name in sorted(total))


def of_evidence(half: str) -> Iterator[Row]:
    """Quotes that are found though they are not there, and the other way round."""
    given = lines(half, "evidence")
    found = [locate(line["quote"], line["source"]) is not None for line in given]
    there = sum(line["found"] for line in given)
    wrong = sum(said and not line["found"] for said, line in zip(found, given, strict=True))
    missed = sum(line["found"] and not said for said, line in zip(found, given, strict=True))
    yield "not there: found", share(wrong, len(given) - there)
    yield "there: not found", share(missed, there)


PARTS: dict[str, Callable[[str], Iterator[Row]]] = {
    "Topics to keep out of interviews": of_lawful,
    "Form of a question": of_form,
    "Level that a question fits": of_level,
    "Level that a title speaks of": of_titles,
    "Quotes": of_evidence,
}


def table(halves: Sequence[str] = HALVES) -> str:
    """All rates, the halves side by side."""
    parts: list[str] = []
    for heading, rates in PARTS.items():
        columns = [dict(rates(half)) for half in halves]
        names = list(dict.fromkeys(name for column in columns for name in _in_order(columns, column)))
        parts.append(f"{heading:<{_WIDTH}}" + "".join(f"  {half:<{len(HEAD)}}" for half in halves).rstrip())
        if rates in {of_lawful, of_form}:
            parts.append(" " * _WIDTH + "".join(f"  {HEAD}" for _ in halves))
        for name in names:
            cells = (column.get(name, NOTHING) for column in columns)
            parts.append(f"{name:<{_WIDTH}}" + "".join(f"  {cell}" for cell in cells))
        parts.append("")
    return "\n".join(line.rstrip() for line in parts).rstrip()


def _in_order(columns: Sequence[dict[str, str]], column: dict[str, str]) -> Iterable[str]:
    """Names in the order of the longest column, so that a topic that one half does not have keeps its place."""
    longest = max(columns, key=len)
    return [*longest, *column]


def main() -> None:
    """Print the rates of the halves that are named, of both where none is."""
    print(table(sys.argv[1:] or HALVES))


if __name__ == "__main__":
    main()
