import io
import json

import pytest
from rich.console import Console

from question_tailor import Tailor
from question_tailor.cli import progress
from question_tailor.cli.progress import note, plain, show_plan, watching
from question_tailor.events import KitFinished, QuestionAccepted, QuestionDrafted, QuestionSentBack, SlotsAsked
from question_tailor.findings import Finding
from samples import COMPANY, POSTING

HOSTILE = "\x1b[31mred\x1b]8;;http://e.invalid\x07link\x1b\\ \u202egnp.exe \x07\x9b2J end"


@pytest.fixture(scope="module")
def kit():
    return Tailor.offline().tailor(POSTING, COMPANY)


@pytest.fixture
def events(kit):
    finding = Finding(rule="evidence.not_found", severity="block", why="It is not there.")
    slot, question = kit.plan.slots[0], kit.questions[0]
    return [
        SlotsAsked((slot, kit.plan.slots[1])),
        QuestionSentBack(slot, (finding,)),
        QuestionAccepted(question),
        QuestionDrafted(kit.questions[1], (finding,)),
        KitFinished(kit),
    ]


def test_json_lines_have_an_object_for_each_event_with_stable_names(events, capsys):
    with watching("jsonl") as tell:
        for event in events:
            tell(event)

    said = capsys.readouterr()
    told = [json.loads(line) for line in said.err.splitlines()]
    assert said.out == ""
    assert [one["event"] for one in told] == [
        "slots_asked",
        "question_sent_back",
        "question_accepted",
        "question_drafted",
        "kit_finished",
    ]
    assert told[0]["slots"] == ["s01", "s02"]
    assert told[1]["rules"] == told[3]["rules"] == ["evidence.not_found"]
    assert {"slot", "category", "interviewer", "origin", "text"} <= set(told[2])


def test_without_a_terminal_there_are_plain_lines(events, capsys, monkeypatch):
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    with watching("live") as tell:
        for event in events:
            tell(event)

    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert said.splitlines()[0].startswith("asked      s01, s02")
    assert "sent back  s01 evidence.not_found" in said


def test_nothing_is_nothing(events, capsys):
    with watching("none") as tell:
        for event in events:
            tell(event)

    assert capsys.readouterr().err == ""


def test_on_a_terminal_questions_stay_and_the_board_goes(events, monkeypatch):
    screen = io.StringIO()
    monkeypatch.setattr(
        progress, "console", lambda: Console(file=screen, force_terminal=True, width=100, highlight=False, markup=False)
    )

    with watching("live") as tell:
        for event in events:
            tell(event)

    said = screen.getvalue()
    assert "s01 asked" in said
    assert "s01 sent back" in said
    assert events[2].question.text.split()[0] in said


def test_nothing_from_inputs_or_models_moves_the_cursor_or_sets_a_colour(kit, capsys):
    note(HOSTILE)
    question = kit.questions[0].model_copy(update={"text": HOSTILE})
    with watching("live") as tell:
        tell(QuestionAccepted(question))
    with watching("jsonl") as tell:
        tell(QuestionAccepted(question))

    said = capsys.readouterr().err
    assert not [char for char in said if (ord(char) < 32 and char != "\n") or 0x7F <= ord(char) < 0xA0]
    assert "\u202e" not in plain(HOSTILE)


def test_the_plan_is_a_table(kit, capsys):
    show_plan(kit)

    said = capsys.readouterr().err
    for question in kit.questions:
        assert question.slot in said
