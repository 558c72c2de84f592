import pytest

from question_tailor import Tailor
from question_tailor.errors import ConfigurationError
from question_tailor.rendering.view import view
from samples import COMPANY, POSTING


@pytest.fixture(scope="module")
def kit():
    return Tailor.offline().tailor(POSTING, COMPANY)


def test_the_panel_sees_every_question_once_by_interviewer(kit):
    shown = view(kit)

    assert sorted(question.slot for question in shown.questions) == [question.slot for question in kit.questions]
    assert [part.interviewer for part in shown.parts] == ["ceo", "cfo", "cto", "peer"]
    assert sum(sum(counts) for _, counts in shown.grid) == len(kit.questions)
    assert len(shown.columns) == 4


@pytest.mark.parametrize("who", ["ceo", "cfo", "cto", "peer"])
def test_an_interviewer_sees_their_own_part_and_the_hash_of_the_whole(kit, who):
    shown = view(kit, who)

    (part,) = shown.parts
    assert part.interviewer == who
    assert {question.slot for question in part.questions} == {q.slot for q in kit.questions if q.interviewer == who}
    assert shown.sha256 == kit.sha256
    assert shown.findings == ()


@pytest.mark.parametrize("with_questions", [False, True])
def test_a_candidate_sees_themes_or_questions_and_nothing_that_helps_to_judge(kit, with_questions):
    shown = view(kit, "candidate", with_questions=with_questions)

    for question, asked in zip(shown.questions, kit.questions, strict=True):
        assert question.text == (asked.text if with_questions else "")
        assert not any((question.why, question.evidence, question.probes, question.anchors, question.red_flags))
        assert not any((question.fields, question.canonical_id, question.origin, question.reason, question.findings))
    assert shown.made_with == shown.run == ""
    assert shown.grid == shown.findings == ()


def test_who_is_not_on_the_panel_gets_a_clear_error(kit):
    with pytest.raises(ConfigurationError, match="one of panel"):
        view(kit, "board")
    small = Tailor.offline().tailor(POSTING, COMPANY, panel=["ceo"], questions=3)
    with pytest.raises(ConfigurationError, match="no question for CFO"):
        view(small, "cfo")
