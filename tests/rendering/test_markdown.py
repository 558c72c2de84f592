import re

import pytest

from question_tailor import Tailor, render, save_kit
from question_tailor.errors import ConfigurationError
from question_tailor.rendering.markdown import escaped
from samples import COMPANY, POSTING


@pytest.fixture(scope="module")
def kit():
    return Tailor.offline().tailor(POSTING, COMPANY)


def test_a_kit_for_the_panel_holds_every_question_with_all_that_it_takes(kit):
    text = render(kit, "md")

    for question in kit.questions:
        part = text.partition(f"### {question.slot} ")[2].partition("\n### ")[0]
        assert escaped(question.text) in part
        for said in (*question.probes, *question.red_flags, *question.anchors.model_dump().values()):
            assert escaped(said) in part
        for quote in question.evidence:
            assert escaped(quote.quote) in part
    for interviewer in ("CEO", "CFO", "CTO", "Other product leaders"):
        assert f"## {interviewer}\n" in text


def test_texts_stay_texts(kit):
    hostile = "<script>x</script> ![i](http://e.invalid) [a](javascript:b) | **b** # h `c` &lt;"
    questions = tuple(q.model_copy(update={"text": hostile, "why": hostile}) for q in kit.questions)
    text = render(kit.model_copy(update={"questions": questions}), "md")

    assert not re.search(r"(?<!\\)<script", text)
    assert not re.search(r"(?<!\\)!\[|(?<!\\)\]\(", text)
    assert text.count(escaped(hostile)) == 2 * len(questions)


def test_a_file_is_whole_or_not_there(kit, tmp_path):
    save_kit(kit, tmp_path / "kit.md")

    assert (tmp_path / "kit.md").read_text() == render(kit, "md")
    assert [path.name for path in tmp_path.iterdir()] == ["kit.md"]
    with pytest.raises(ConfigurationError, match="suffix"):
        save_kit(kit, tmp_path / "kit.doc")
    with pytest.raises(ConfigurationError, match="cannot be written"):
        save_kit(kit, tmp_path / "nowhere" / "kit.md")
    with pytest.raises(ConfigurationError, match="format"):
        render(kit, "docm")
