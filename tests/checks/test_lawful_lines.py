"""A sentence for each line of the lawful check's word lists, told as it was when `scripts/lawful_lines.py` wrote it."""

from pathlib import Path

from question_tailor.checks.lawful import find, lexicon, tokens
from question_tailor.checks.lawful.frames import languages
from question_tailor.checks.lawful.lexicon import entries

SENTENCES = [
    row.split("\t") for row in Path(__file__).with_name("lawful_lines.txt").read_text(encoding="utf-8").splitlines()
]
LOST_AT_MOST = 0
"""How many sentences may be told otherwise until the file is written anew, as lines are also put better on purpose."""


def test_the_sentences_are_told_as_when_they_were_written():
    lost = []
    for topic, severity, sentence in SENTENCES:
        told = [one.severity for one in find(sentence) if one.rule == f"lawful.{topic}"]
        if told != ([] if severity == "pass" else [severity]):
            lost.append(f"{topic} {severity}: {sentence}")

    assert len(lost) <= LOST_AT_MOST, lost


def test_hardly_any_line_has_no_sentence():
    assert len(SENTENCES) >= 0.93 * sum(len(entries(language)) for language in languages())


def test_no_beginning_or_ending_is_too_long_or_short_to_be_looked_up():
    """What is longer or shorter would never be found, and nothing would say so."""
    parts = {
        word.strip("*") for code in languages() for one in entries(code) for word in one.phrase.first if "*" in word
    }
    assert {len(part) for part in parts} <= set(range(lexicon._SHORTEST, lexicon._LONGEST + 1))

    _, starting, ending = tokens._marks()
    assert {len(part) for part in (*starting, *ending)} <= set(range(tokens._SHORTEST_PART, tokens._LONGEST_PART + 1))
