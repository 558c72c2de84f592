from collections import Counter
from typing import get_args

import pytest

from question_tailor import Tailor, load_bank, schemas
from question_tailor.bank import Bank
from question_tailor.canonical import Long, Short
from question_tailor.errors import BankError, InputError
from question_tailor.vocabulary import CATEGORIES, INTERVIEWERS, LEVELS, Competency, Responsibility
from samples import POSTING

BANK = load_bank()
CPO_DOCUMENT = "How CPO qualities differ from Head's or Lead's qualities"
VP_DOCUMENT = "How to Interview: CPO vs. VP Product"

OWN = """
category = "Leadership"

[[question]]
id = "own-1"
text = "Tell me about a leader whom you let go."
competency = "leading-people"
levels = ["vp", "head"]
interviewers = ["ceo"]
kind = "past_behaviour"
intent = "Finds out how the person parts with people."
signals = ["told them early"]
red_flags = ["speaks ill of them"]
probes = ["Who told the team?"]
source = { document = "Ours", section = "People" }
"""


def test_there_are_at_least_150_questions_with_unique_ids_and_texts():
    assert len(BANK) >= 150
    assert len({question.text.lower() for question in BANK}) == len(BANK)


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("level", LEVELS)
def test_every_cell_of_category_and_level_holds_at_least_six(category, level):
    held = [question for question in BANK if question.category == category and level in question.levels]

    assert len(held) >= 6
    assert {name for question in held for name in question.interviewers} == set(INTERVIEWERS)
    assert sum(question.kind == "past_behaviour" for question in held) >= 3


@pytest.mark.parametrize("level", LEVELS)
def test_every_competency_is_covered_at_every_level(level):
    held = {question.competency for question in BANK if level in question.levels}

    assert held == set(get_args(Competency))


def test_the_cpo_questions_cover_all_eight_responsibilities():
    held = Counter(question.responsibility for question in BANK if "cpo" in question.levels)

    assert set(held) == set(get_args(Responsibility))


def test_what_the_two_documents_hold_is_all_there():
    held = Counter((question.source.document, question.source.section.partition(":")[0]) for question in BANK)

    assert held[CPO_DOCUMENT, "Strategy"] == 4
    assert held[CPO_DOCUMENT, "Co-working"] == 4
    assert held[CPO_DOCUMENT, "Interaction with stakeholders"] == 5
    assert held[CPO_DOCUMENT, "Communications"] == 1
    assert held[CPO_DOCUMENT, "Hiring staff"] == 2
    assert held[VP_DOCUMENT, "Categories of Interview Questions"] == 12
    assert held[VP_DOCUMENT, "Interview Focus Area"] == 12


@pytest.mark.parametrize("category", CATEGORIES)
def test_the_category_table_gives_one_question_for_each_of_its_two_levels(category):
    levels = [
        question.levels
        for question in BANK
        if question.category == category and question.source.section == "Categories of Interview Questions"
    ]

    assert sorted(levels) == [("cpo",), ("vp",)]


def test_every_frame_of_the_bank_has_a_place_for_its_fact():
    for question in BANK:
        shapes = {frame.fact for frame in question.frames}
        assert "doing" in shapes
        assert len(shapes) >= 2
        assert question.category == "Cultural Fit" or "value" not in shapes
        assert question.anchors


def test_a_bank_of_ones_own_replaces_or_extends_the_shipped_one(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(OWN)

    assert [question.id for question in load_bank(path)] == ["own-1"]
    extended = load_bank(path, extend=True)
    assert len(extended) == len(BANK) + 1
    assert extended["own-1"].category == "Leadership"
    assert extended.sha256 != BANK.sha256


def test_an_entry_with_the_same_id_takes_the_place_of_the_shipped_one(tmp_path):
    taken = next(iter(BANK)).id
    path = tmp_path / "own.toml"
    path.write_text(OWN.replace("own-1", taken))

    extended = load_bank(path, extend=True)

    assert len(extended) == len(BANK)
    assert extended[taken].text == "Tell me about a leader whom you let go."


def test_invisible_characters_are_taken_out_of_a_bank(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(OWN.replace("a leader", "a \u200bleader\U000e0041"))

    assert load_bank(path)["own-1"].text == "Tell me about a leader whom you let go."


def test_every_fault_is_told_at_once_with_file_entry_and_field(tmp_path):
    (tmp_path / "a.toml").write_text(
        OWN.replace('["vp", "head"]', '["cpo", "lead"]')
        + OWN.replace('category = "Leadership"', "").replace("own-1", "own-2")
        + "nonsense = 1\n"
    )
    (tmp_path / "b.toml").write_text("[[question]\n")
    (tmp_path / "c.toml").write_text(
        OWN.replace("own-1", "own-3").replace("signals = [", "fields = { horizon = '3 years' }\nsignals = [")
    )
    (tmp_path / "d.toml").write_text(OWN + "\nframes = [{ fact = 'doing', text = 'What of it?' }]\n")

    with pytest.raises(BankError) as caught:
        load_bank(tmp_path)

    told = "\n".join(caught.value.faults)
    assert "a.toml, entry own-1, entry: levels: one level, or two adjacent ones" in told
    assert "a.toml, entry own-2, nonsense" in told
    assert "b.toml: not valid TOML" in told
    assert "c.toml, entry own-3, fields.horizon" in told
    assert "d.toml, entry own-1, frames.0" in told


def test_two_entries_with_one_id_are_a_fault(tmp_path):
    (tmp_path / "a.toml").write_text(OWN)
    (tmp_path / "b.toml").write_text(OWN)

    with pytest.raises(BankError, match=r"b\.toml, entry own-1, id: stands already in a\.toml"):
        load_bank(tmp_path)


@pytest.mark.parametrize("content", [None, "", 'category = "Leadership"\n'])
def test_a_bank_that_is_missing_or_empty_is_refused(tmp_path, content):
    path = tmp_path / "own.toml"
    if content is not None:
        path.write_text(content)

    with pytest.raises(InputError, match="bank"):
        load_bank(path)


def test_equal_banks_have_equal_hashes():
    assert Bank(list(BANK)).sha256 == BANK.sha256


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("longest", [False, True], ids=["shortest", "longest"])
def test_a_question_that_leaves_every_optional_field_out_makes_a_kit(category, longest, tmp_path):
    """What the bank takes at the bounds of its fields, a kit takes too, whether it is drafted from or left as it is."""
    short, long = ("A" * 240, "B" * 480) if longest else ("abc", "abcdefghijkl")
    entry = (
        OWN.replace("Leadership", category)
        .replace("Finds out how the person parts with people.", long)
        .replace("told them early", "C" * 600 if longest else "abc")
        .replace("speaks ill of them", short)
        .replace("Who told the team?", short)
    )
    (tmp_path / "own.toml").write_text(entry)

    with Tailor.offline(bank=load_bank(tmp_path / "own.toml")) as tailor:
        kit = tailor.tailor(POSTING, level="vp", categories=[category])

    assert [question.canonical_id for question in kit.questions] == ["own-1"]
    assert "block" not in {finding.severity for finding in kit.findings}
    assert type(kit).model_validate_json(kit.model_dump_json()) == kit


def test_the_banks_own_words_have_the_bounds_of_a_kit():
    assert (Short, Long) == (schemas.Short, schemas.Long)


def test_a_question_that_names_no_method_is_kept_and_the_kit_says_what_would_help(tmp_path):
    (tmp_path / "own.toml").write_text(OWN.replace("Leadership", "Technical"))

    with Tailor.offline(bank=load_bank(tmp_path / "own.toml")) as tailor:
        kit = tailor.tailor(POSTING, level="vp", categories=["Technical"])

    (question,) = kit.questions
    assert question.depth_markers == ["told them early"]
    assert "category.subject_unknown" not in {finding.rule for finding in question.findings}
    (said,) = [finding for finding in kit.findings if finding.rule == "set.subject_unnamed"]
    assert said.severity == "warn"
    assert "subject" in said.suggestion


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_own_questions_on_top_of_which_none_is_planned_are_told_with_the_reason(language, tmp_path):
    (tmp_path / "own.toml").write_text(OWN)
    both = load_bank(tmp_path / "own.toml", extend=True)
    assert both.own == {"own-1"}

    def said(bank=both, **options):
        with Tailor.offline(bank=bank) as tailor:
            kit = tailor.tailor(POSTING, **options)
        held = {question.canonical_id for question in kit.questions}
        return held, [one.why for one in kit.findings if one.rule == "plan.own_left_out"]

    held, of_the_level = said(level="cpo", language=language)
    assert "own-1" not in held
    assert len(of_the_level) == 1
    ranked, of_the_rank = said(level="vp", questions=1, categories=["Leadership"])
    assert ("own-1" in ranked) != bool(of_the_rank)
    assert of_the_rank != of_the_level

    alone = load_bank(tmp_path / "own.toml")
    assert said(alone, level="vp") == ({"own-1"}, [])
    assert said(load_bank(), level="vp")[1] == []
