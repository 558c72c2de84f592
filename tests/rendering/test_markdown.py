import re
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hostile import hostile_kit
from markdown_it import MarkdownIt

from question_tailor import Tailor, kits, render, save_kit
from question_tailor.errors import ConfigurationError
from question_tailor.rendering.markdown import escaped
from question_tailor.rendering.plain import visible
from samples import COMPANY, POSTING

SIGNED_AT = datetime(2026, 3, 1, tzinfo=UTC)


@dataclass
class Seen:
    """What a reader of Markdown makes of a text: kinds of tokens, the number of headings, and the words."""

    kinds: set[str]
    headings: int
    text: str


def seen_by_a_reader(markdown):
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(markdown)
    inner = [child for token in tokens for child in token.children or ()]
    said = " ".join(" ".join(child.content for child in token.children or ()) for token in tokens)
    return Seen(
        {token.type for token in (*tokens, *inner)},
        sum(token.type == "heading_open" for token in tokens),
        " ".join(said.split()),
    )


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


@pytest.mark.parametrize("who", ["ceo", "cfo", "cto", "peer"])
def test_a_pack_holds_the_questions_of_its_interviewer_and_the_hash_of_the_whole_kit(kit, who):
    pack = render(kit, "md", who)

    for question in kit.questions:
        assert (f"**{escaped(question.text)}**" in pack) == (question.interviewer == who)
    assert pack.endswith(f"\nKit {kit.sha256[:12]}\n")
    assert "## About this kit" not in pack


@pytest.mark.parametrize("with_questions", [False, True])
def test_a_candidate_is_shown_themes_or_questions_and_nothing_that_helps_to_judge(kit, with_questions):
    text = render(kit, "md", "candidate", with_questions=with_questions)

    assert text.count("\n- ") == len(kit.questions)
    for question in kit.questions:
        assert (escaped(question.text) in text) == with_questions
        for secret in (question.why, *question.probes, *question.red_flags, *question.anchors.model_dump().values()):
            assert escaped(secret) not in text
        assert question.canonical_id not in text


def test_a_signed_kit_says_by_whom(kit):
    assert render(kits.sign(kit, "Dana *T*", at=SIGNED_AT), "md").endswith(" · Signed by Dana \\*T\\* on 2026-03-01\n")


@pytest.mark.parametrize("audience", ["panel", "cfo", "candidate"])
def test_a_hostile_kit_is_all_there_and_adds_nothing_that_a_reader_of_markdown_would_act_on(kit, audience):
    text = render(hostile_kit(kit), "md", audience, with_questions=True)
    usual, hostile = (seen_by_a_reader(said) for said in (render(kit, "md", audience, with_questions=True), text))

    assert hostile.kinds == usual.kinds
    assert hostile.headings == usual.headings
    for question in hostile_kit(kit).questions:
        if audience in {"panel", question.interviewer}:
            for said in (question.text, *question.probes, *question.anchors.model_dump().values()):
                assert visible(" ".join(said.split())) in hostile.text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
