"""A kit in which every text is hostile."""

from __future__ import annotations

LONG_WORD = "w" * 60
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> ![i](http://e.invalid) [a](javascript:b) "
    "@SUM {{7*7}} \x1b[31m\x07\x00 &lt;b&gt; | **b** `c` \u202egnp.exe \u05e9\u05dc\u05d5\u05dd "
) + LONG_WORD
"""Short enough for every field of a kit."""


def spoilt(value):
    """Whatever a kit holds, with its texts made hostile."""
    if isinstance(value, str):
        return "=1+1 " + HOSTILE
    if isinstance(value, tuple | list):
        return type(value)(spoilt(item) for item in value)
    return value


def hostile_kit(kit):
    """A kit with every generated text hostile, built past validation as an edited file could not be."""
    questions = []
    for question in kit.questions:
        own = {
            name: spoilt(getattr(question, name))
            for name in type(question.own).model_fields
            if name not in {"horizon", "scale", "people_scope"}
        }
        anchors = question.anchors.model_copy(update={n: spoilt("") for n in type(question.anchors).model_fields})
        evidence = tuple(quote.model_copy(update={"quote": spoilt("")}) for quote in question.evidence)
        changed = {
            "text": spoilt(""),
            "why": spoilt(""),
            "probes": spoilt(question.probes),
            "red_flags": spoilt(question.red_flags),
            "anchors": anchors,
            "evidence": evidence,
            "canonical_id": spoilt(""),
            **own,
        }
        questions.append(question.model_copy(update=changed))
    role = kit.role.model_copy(update={"title": spoilt("")})
    company = kit.company.model_copy(update={"name": spoilt("")})
    return kit.model_copy(update={"questions": tuple(questions), "role": role, "company": company})
