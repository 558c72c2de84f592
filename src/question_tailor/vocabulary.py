"""The closed sets of words that the whole library shares."""

from __future__ import annotations

from typing import Final, Literal, get_args

Category = Literal["Behavioral", "Technical", "Strategic", "Cultural Fit", "Operational Acumen", "Leadership"]
"""What a question is about. Source: "How to Interview: CPO vs. VP Product", Categories of Interview Questions."""

RoleLevel = Literal["cpo", "vp", "head", "lead"]
"""Chief Product Officer, VP Product, Head of Product, Lead PM; highest first."""

Interviewer = Literal["ceo", "cfo", "cto", "peer"]
"""Who asks; `peer` stands for other product leaders. Source: the same, Who Should Focus on What Questions."""

Kind = Literal["past_behaviour", "situational", "knowledge"]
"""What kind of answer a question asks for: an event, a decision in a given case, a practice."""

Origin = Literal["model", "repaired", "offline", "bank", "person"]
"""Where a tailored question comes from: the model, its second try, a draft without a model, the bank's own text, a
person who wrote or changed it."""

Source = Literal["job", "company"]
"""Which input a quote is taken from."""

Competency = Literal[
    "strategy",
    "vision",
    "leading-people",
    "stakeholders",
    "communication",
    "hiring",
    "execution",
    "customer-insight",
    "metrics",
    "technology",
    "commercial",
    "organisation",
]

Responsibility = Literal[
    "user-advocacy",
    "vision",
    "strategy",
    "integration",
    "clarity",
    "health-metrics",
    "leadership-team",
    "team-principles",
]
"""The eight of a CPO. Source: "How CPO qualities differ from Head's or Lead's qualities", What are the CPO functional
responsibilities."""

FactShape = Literal["doing", "thing", "people", "value"]
"""Grammatical shape of a fact: an -ing phrase, a name or noun phrase, people or bodies, a company value."""

Horizon = Literal["quarters", "1 year", "3 years", "5 years"]
Scale = Literal["one team", "several teams", "product organisation", "whole company"]
PeopleScope = Literal["individuals", "one team", "managers", "leaders of leaders"]

CATEGORIES: Final[tuple[Category, ...]] = get_args(Category)
LEVELS: Final[tuple[RoleLevel, ...]] = get_args(RoleLevel)
INTERVIEWERS: Final[tuple[Interviewer, ...]] = get_args(Interviewer)
