import hashlib
import json
from pathlib import Path

import pytest

from question_tailor import load_bank, read_company, read_posting
from question_tailor.making import Making, Setup
from question_tailor.planning import make_plan

EXAMPLES = Path(__file__).parents[1] / "examples"
ENGLISH_BANK = Path(__file__).parent / "data/languages/english_bank.toml"
ENGLISH = {
    "cpo": ("cpo-freight-payments.md", "freight-payments.md"),
    "vp": ("vp-product-hospital-scheduling.txt", "hospital-scheduling.md"),
    "head": ("head-of-product-secondhand-marketplace.md", "secondhand-marketplace.md"),
    "lead": ("lead-pm-developer-tools.txt", "developer-tools.md"),
}


def _inputs(level):
    posting, company = ENGLISH[level]
    return read_posting(EXAMPLES / "postings" / posting), read_company(EXAMPLES / "companies" / company)


def _requests_hash(level):
    job, company = _inputs(level)
    bank = load_bank(ENGLISH_BANK)
    setup = Setup(bank=bank, model="any", fence_key=b"fixed")
    plan, _ = make_plan(bank, level=level, job=job, company=company)
    making = Making(setup, job, company, plan=plan, slots=plan.slots, findings=(), avoid=(), language="en")
    sent = [
        [request.id, request.schema_name, [[message.role, message.content] for message in request.messages]]
        for request in making.requests()
    ]
    said = json.dumps([plan.model_dump(mode="json"), sent], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("cpo", "f84bfbec13fa9d67"),
        ("vp", "0fcfe8cc200e4d99"),
        ("head", "c4bd2569c21665af"),
        ("lead", "93160c40a24150c6"),
    ],
)
def test_what_is_planned_and_asked_in_english_is_the_same_as_before_there_were_other_languages(level, expected):
    """Plan, passages and request bodies of the samples. Recordings hang on them: a new hash means recording again."""
    assert _requests_hash(level) == expected
