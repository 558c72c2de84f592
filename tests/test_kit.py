import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from question_tailor import Tailor
from question_tailor.kit import InterviewKit, Signature, kit_schema
from samples import COMPANY, POSTING

PUBLISHED = Path(__file__).parents[1] / "docs" / "kit.schema.json"


@pytest.fixture(scope="module")
def kit():
    return Tailor.offline().tailor(POSTING, COMPANY)


def with_question(kit, number, **changes):
    questions = list(kit.questions)
    questions[number] = questions[number].model_copy(update=changes)
    return kit.model_copy(update={"questions": tuple(questions)})


def test_the_published_schema_is_that_of_the_library():
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == kit_schema()


def test_two_runs_over_the_same_inputs_give_kits_of_one_hash(kit):
    again = Tailor.offline().tailor(POSTING, COMPANY)

    assert again.run.id != kit.run.id
    assert again.sha256 == kit.sha256
    assert again.content_sha256 != kit.content_sha256


@pytest.mark.parametrize(
    "changes",
    [{"text": "What did you close down last?"}, {"minutes": 3}, {"interviewer": "peer"}, {"red_flags": ("None.",)}],
)
def test_whatever_makes_a_difference_to_a_candidate_changes_the_hash(kit, changes):
    assert with_question(kit, 0, **changes).sha256 != kit.sha256


def test_order_changes_the_hash_and_pins_findings_places_and_signature_do_not(kit):
    signature = Signature(by="A. Panel", at=kit.run.created_at, sha256="0" * 64)

    assert kit.model_copy(update={"questions": kit.questions[::-1]}).sha256 != kit.sha256
    assert with_question(kit, 0, pinned=True, origin="person", findings=()).sha256 == kit.sha256
    moved = tuple(q.model_copy(update={"start": q.start + 9, "end": q.end + 9}) for q in kit.questions[0].evidence)
    assert with_question(kit, 0, evidence=moved).sha256 == kit.sha256
    assert with_question(kit, 0, evidence=()).sha256 != kit.sha256
    assert kit.model_copy(update={"signature": signature, "findings": ()}).sha256 == kit.sha256


def test_only_the_signature_is_left_out_of_the_hash_of_the_content(kit):
    signature = Signature(by="A. Panel", at=kit.run.created_at, sha256="0" * 64)

    assert kit.model_copy(update={"signature": signature}).content_sha256 == kit.content_sha256
    assert with_question(kit, 0, pinned=True).content_sha256 != kit.content_sha256


def test_the_hashes_are_the_same_after_a_way_through_json(kit):
    again = InterviewKit.model_validate_json(kit.model_dump_json())

    assert (again.sha256, again.content_sha256) == (kit.sha256, kit.content_sha256)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda kit: kit["questions"].pop(), "one for each slot"),
        (lambda kit: kit["questions"].append(kit["questions"][0]), "one for each slot"),
        (lambda kit: kit["questions"].reverse(), "in its order"),
        (lambda kit: kit["plan"]["slots"][1].update(id="s01"), "an id of its own"),
        (lambda kit: kit["questions"][2].update(minutes=99), "s03: other than in the plan: minutes"),
        (lambda kit: kit["questions"][2].update(canonical_id="x"), "s03: other than in the plan: canonical_id"),
        (lambda kit: kit["questions"][2].update(level="lead"), "s03: the level of the kit"),
        (lambda kit: kit["plan"].update(level="lead"), "plan.level"),
        (lambda kit: kit["plan"].update(spare_minutes=0), "plan.minutes"),
        (lambda kit: kit["plan"].update(panel=["ceo"]), "an interviewer of the panel"),
        (lambda kit: kit["coverage"]["minutes"].pop("ceo"), "coverage.minutes"),
    ],
)
def test_a_kit_that_contradicts_itself_is_none(kit, spoil, told):
    document = kit.model_dump(mode="json")
    spoil(document)

    with pytest.raises(ValidationError, match=told):
        InterviewKit.model_validate(document)


@pytest.mark.parametrize(("origin", "holds"), [("bank", True), ("person", True), ("model", False), ("offline", False)])
def test_only_questions_of_the_bank_or_of_a_person_may_quote_nothing(kit, origin, holds):
    document = kit.model_dump(mode="json")
    document["questions"][0] |= {"evidence": [], "origin": origin}
    document["coverage"]["origins"] = {"offline": 12} if origin == "offline" else {"offline": 11, origin: 1}

    if holds:
        assert InterviewKit.model_validate(document).questions[0].evidence == ()
    else:
        with pytest.raises(ValidationError, match="evidence"):
            InterviewKit.model_validate(document)
