"""A question that every check passes, to be spoilt one field at a time."""

from __future__ import annotations

import pytest

from question_tailor.bank import load_bank
from question_tailor.checks.brief import Brief
from question_tailor.levels import profile_of
from question_tailor.readers import read_company, read_posting
from question_tailor.schemas import schema_of
from question_tailor.slots import Slot
from samples import COMPANY, POSTING

JOB, FIRM = read_posting(POSTING), read_company(COMPANY)
BANK = load_bank()

COMMON = {
    "slot": "s01",
    "evidence": [{"source": "job", "quote": "Decide which of our three ledgers survives"}],
    "why": "Finds out whether the person can close down a working platform that other people depend on.",
    "text": "Tell me about a time you had to choose which of several working platforms would be closed down.",
    "probes": ["Who argued for another one?", "What did the closure cost?"],
    "anchors": {
        "poor": "Describes a migration that others had decided, without a part of their own in it.",
        "mixed": "Made the choice themselves, yet gives only one side of the argument.",
        "good": "Sets out the arguments on both sides and shows what the closure cost and saved.",
        "excellent": "Also says which sign would have reversed the choice and how customers were carried over.",
    },
    "red_flags": ["The choice turns out to have been somebody else's."],
}
OWN = {
    "Behavioral": {
        "past_event": "the closure of a platform",
        "situation": "how many customers used it",
        "action": "what they decided themselves",
        "result": "what customers did afterwards",
    },
    "Technical": {"subject": "unit economics", "depth_markers": ["Names the cost that is left out most often."]},
    "Strategic": {"horizon": "3 years", "trade_off": "one platform against three loyal customer bases"},
    "Cultural Fit": {"value": "Say it early", "observable_behaviour": "brings bad news before anybody asks"},
    "Operational Acumen": {"mechanism": "portfolio review", "scale": "whole company"},
    "Leadership": {"people_scope": "leaders of leaders", "leadership_act": "closing down a leader's platform"},
}


@pytest.fixture
def answer():
    """A function that makes an answer, with some fields changed."""

    def made(category="Strategic", **changes):
        fields = {**COMMON, **OWN[category], **changes}
        return schema_of(category).adapter.validate_python(fields)

    return made


@pytest.fixture
def brief():
    """A function that makes the brief of a slot, with some of it changed."""

    def made(category="Strategic", kind="past_behaviour", level="cpo", **changes):
        canonical = next(q for q in BANK if q.category == category and q.kind == kind and level in q.levels)
        slot = Slot(
            id="s01",
            category=category,
            canonical_id=canonical.id,
            kind=kind,
            interviewer="ceo",
            minutes=12,
            responsibility=None,
            why="It was chosen.",
        )
        parts = {"slot": slot, "canonical": canonical, "profile": profile_of(level), "job": JOB, "company": FIRM}
        return Brief(**{**parts, **changes})

    return made
