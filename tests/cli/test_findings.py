"""The findings of a kit on the terminal."""

import pytest

from question_tailor import Tailor
from question_tailor.cli.findings import summary, tell_findings
from question_tailor.findings import Finding
from samples import COMPANY, POSTING


@pytest.fixture(scope="module")
def kit():
    with Tailor.offline() as tailor:
        made = tailor.tailor(POSTING, COMPANY, questions=6)
    silent = [question.model_copy(update={"findings": ()}) for question in made.questions]
    return made.model_copy(update={"findings": (), "questions": tuple(silent)})


def told(number, severity="warn"):
    return Finding(rule=f"rule.number{number}", severity=severity, why=f"Reason {number}.\x1b[31m")


def test_what_blocks_comes_first_and_one_line_stands_for_questions_alike(kit, capsys):
    first, second, *rest = kit.questions
    both = [question.model_copy(update={"findings": (told(2, "block"),)}) for question in (first, second)]
    noted = kit.model_copy(update={"findings": (told(1),), "questions": (*both, *rest)})

    tell_findings(noted, None)

    said = capsys.readouterr().err.splitlines()
    assert said == ["block: s01 s02 Reason 2.[31m (rule.number2)", "warn: Reason 1.[31m (rule.number1)"]
    assert summary(noted) == "1 findings about inputs and plan; 2 of 6 questions have some, 2 of them blocking."


def test_of_many_the_first_ten_are_told_and_where_the_rest_is(kit, capsys, tmp_path):
    tell_findings(kit.model_copy(update={"findings": tuple(told(number) for number in range(13))}), tmp_path / "k.md")

    said = capsys.readouterr().err
    assert said.count("warn:") == 10
    assert "... and 3 more, in " in said
    assert "k.md" in said


def test_a_kit_without_findings_tells_nothing(kit, capsys):
    tell_findings(kit, None)

    assert capsys.readouterr().err == ""
