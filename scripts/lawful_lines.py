"""Write a sentence for each line of the lawful check's word lists: one that the line finds, and no other if it can be.

The sentences stand in `tests/checks/lawful_lines.txt`; a test holds that each is still told as it was, so that a line
that is taken out or broken is noticed. A sentence is made of the first words that match a line, behind words that give
an attribute of its kind to the candidate; few are good English, German or French. Lines for which no way tried here
makes a sentence are counted, and named with `--list`.
"""

from __future__ import annotations

import argparse
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Final

from question_tailor._resources import data, toml
from question_tailor.checks import lawful
from question_tailor.checks.lawful.frames import languages
from question_tailor.checks.lawful.lexicon import FOLDER, KINDS, Entry, entries, mentions
from question_tailor.checks.lawful.phrases import _PARTS, _filled

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE: Final = Path(__file__).parent.parent / "tests" / "checks" / "lawful_lines.txt"
_FILLING: Final = {
    "en": {"_": "real", "@": "users", "#": "40"},
    "de": {"_": "echt", "@": "Nutzer", "#": "40"},
    "fr": {"_": "vrai", "@": "utilisateurs", "#": "40"},
}
_BEFORE: Final = {
    "en": {
        "own": (
            "What is your {}?",
            "Do you have {}?",
            "Do you have any {}?",
            "Tell me about your {}.",
            "Do you have a grave {}?",
        ),
        "is": ("Are you {}?", "Are you a {}?", "Is the candidate {}?"),
        "does": ("Do you {}?", "Have you {}?", "Are you {}?", "Does the candidate {}?", "Do you want to {}?"),
        "": (
            "{}?",
            "Do you {}?",
            "And you, {}?",
            "What is your {}?",
            "Are you {}?",
            "Please ask: {}.",
            "Do you have a grave {}?",
            "{}",
        ),
    },
    "de": {
        "own": (
            "Was ist Ihr {}?",
            "Haben Sie {}?",
            "Wie ist Ihre {}?",
            "Haben Sie ein {}?",
            "Wie sind Ihre {}?",
            "Haben Sie graue {}?",
        ),
        "is": ("Sind Sie {}?", "Sind Sie ein {}?", "Ist der Bewerber {}?"),
        "does": ("Haben Sie {}?", "Wollen Sie {}?", "Sind Sie {}?", "Wann {} Sie?", "Werden Sie {}?"),
        "": (
            "{}?",
            "Haben Sie {}?",
            "Und Sie, {}?",
            "Wie ist Ihre {}?",
            "Sind Sie {}?",
            "Bitte fragen: {}.",
            "Haben Sie graue {}?",
            "{}",
        ),
    },
    "fr": {
        "own": (
            "Quel est votre {} ?",
            "Avez-vous {} ?",
            "Avez-vous une {} ?",
            "Quelle est votre {} ?",
            "Avez-vous un gros {} ?",
        ),
        "is": ("\u00cates-vous {} ?", "\u00cates-vous une {} ?", "Vous \u00eates {} ?"),
        "does": ("Vous {} ?", "Est-ce que vous {} ?", "Avez-vous {} ?", "Allez-vous {} ?", "\u00cates-vous {} ?"),
        "": (
            "{} ?",
            "Vous, {} ?",
            "Est-ce que vous {} ?",
            "Quel est votre {} ?",
            "\u00cates-vous {} ?",
            "Avez-vous un gros {} ?",
            "{}",
        ),
    },
}
_WAYS: Final = 6
"""How many alternatives of a choice are tried."""


class _Maker:
    """Makes words of a phrase that match it.

    Args:
        parts: The parts of the phrase, its lists filled in.
        filling: What stands for the signs that are not words.
        way: Which alternative of each choice is taken, where it has so many; the last otherwise.
        whole: Whether what may be left out is said.
    """

    def __init__(self, parts: list[str], filling: dict[str, str], way: int, *, whole: bool) -> None:
        self._parts, self._filling, self._way, self._whole = parts, filling, way, whole
        self._at = 0

    def choice(self) -> list[str]:
        """The words of one of the alternatives that follow, up to where they end."""
        ways = [self._sequence()]
        while self._at < len(self._parts) and self._parts[self._at] == "|":
            self._at += 1
            ways.append(self._sequence())
        return ways[min(self._way, len(ways) - 1)]

    def _sequence(self) -> list[str]:
        said: list[str] = []
        while self._at < len(self._parts) and self._parts[self._at] not in {"|", ")", "]"}:
            part = self._parts[self._at]
            self._at += 1
            if part in {"(", "[", "!("}:
                inner = self.choice()
                self._at += 1
                said += inner if part == "(" or (part == "[" and self._whole) else []
            elif part not in {"<", ">", "..", "..."}:
                said.append(self._filling.get(part) or part.strip("*").removeprefix("="))
        return said


def lines(language: str) -> Iterator[tuple[Entry, str]]:
    """Each entry of a language with the line that it is written in, its lists filled in."""
    lists = toml("lawful/frames.toml")[language]["lists"]
    written: list[str] = []
    for file in sorted(data(FOLDER).iterdir(), key=lambda file: file.name):
        if file.name.startswith(f"{language}_"):
            for listed in toml(f"{FOLDER}/{file.name}")["topic"].values():
                for ways in (listed, listed.get("warn", {})):
                    written += [line for kind in KINDS for line in ways.get(kind, "").splitlines() if line.strip()]
    for entry, line in zip(entries(language), written, strict=True):
        yield entry, _filled(line.strip(), lists)


def _sentences(entry: Entry, line: str) -> Iterator[str]:
    befores = _BEFORE[entry.language]
    made = []
    for way, whole in product(range(_WAYS), (False, True)):
        said = " ".join(_Maker(_PARTS.findall(line), _FILLING[entry.language], way, whole=whole).choice())
        made.append(said.replace(" 's", "'s").replace(" ,", ","))
    for said in dict.fromkeys(made):
        for before in befores.get(entry.kind, befores[""]):
            sentence = before.format(said)
            yield sentence[0].upper() + sentence[1:]


def told(sentence: str, topic: str) -> str:
    """`block` or `warn` where a topic is found in a sentence, `pass` where it is not."""
    severities = [one.severity for one in lawful.find(sentence) if one.rule == f"lawful.{topic}"]
    return severities[0] if severities else "pass"


def _told_without(entry: Entry, sentence: str) -> str:
    lawful.mentions = lambda *asked: (one for one in mentions(*asked) if one.entry is not entry)  # type: ignore[attr-defined]
    try:
        return told(sentence, entry.topic)
    finally:
        lawful.mentions = mentions  # type: ignore[attr-defined]


def sentence_of(entry: Entry, line: str) -> tuple[str, str, bool] | None:
    """A sentence that is told so because of an entry, how it is told, and whether it rests on that entry alone.

    None where no way tried here makes one. A lawful way counts only where a sentence passes by it alone.
    """
    second = None
    for sentence in _sentences(entry, line):
        said = told(sentence, entry.topic)
        if (said == "pass") is not (entry.kind == "allow"):
            continue
        if _told_without(entry, sentence) != said:
            return sentence, said, True
        if said != "pass" and second is None:
            second = sentence, said, False
    return second


def main() -> None:
    """Write the sentences, and say for how many lines there are none."""
    options = argparse.ArgumentParser(description="Write a sentence for each line of the lawful check's word lists.")
    options.add_argument("--list", action="store_true", help="name the lines without one")
    asked = options.parse_args()
    written: list[str] = []
    for language in languages():
        every, alone, none = 0, 0, []
        for entry, line in lines(language):
            every += 1
            made = sentence_of(entry, line)
            if made is None:
                none.append(f"  {language} {entry.topic} {entry.kind}: {line}")
                continue
            alone += made[2]
            written.append(f"{entry.topic}\t{made[1]}\t{made[0]}")
        print(
            f"{language}: {every} lines, {alone} found by themselves alone, {every - alone - len(none)} with others, "
            f"{len(none)} without a sentence"
        )
        if asked.list:
            print(*none, sep="\n")
    FILE.write_text("\n".join(dict.fromkeys(written)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
