"""A kit in the shapes of applicant tracking systems: for import tools and for copying, not API calls.

Their public interfaces let nobody create interview kits, but for Lever's feedback templates; so these are their
documented fields, filled. Ratings 1 to 4 keep their order on each system's own scale:

========  ===================  ==================  =========
rating    Greenhouse           Lever               Ashby
========  ===================  ==================  =========
1 poor    no                   1                   1
2 mixed   mixed                2                   2
3 good    yes                  3                   3
4         strong_yes           4                   4
========  ===================  ==================  =========

Source of the fields: the public documentation of Greenhouse Harvest (interview kits, scorecard questions), Lever
(feedback templates) and Ashby (interviews, feedback forms: scores are whole numbers from 1 to 4).
"""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from question_tailor.rendering.view import KitView, PartView, QuestionView

SHAPE_VERSION: Final = "1"
_GREENHOUSE_SCALE: Final = {1: "no", 2: "mixed", 3: "yes", 4: "strong_yes"}
_NUMBERS: Final = {1: 1, 2: 2, 3: 3, 4: 4}


def to_greenhouse(kit: KitView) -> str:
    """One interview kit for each interviewer: preparation as HTML, and scorecard questions."""
    kits = [
        {
            "interview_name": f"{kit.role}: {part.name}",
            "interview_kit": {"exercises": _preparation(part, kit)},
            "scorecard_questions": [
                {
                    "question": _paragraphs(question.text, *_probes(question)),
                    "answer_type": "text",
                    "required": False,
                    "active": True,
                    "sort_order": number,
                }
                for number, question in enumerate(part.questions)
            ],
            "candidate_attribute_types": [
                {"name": f"{question.slot} {question.category_name}", "scale": _scale(question, _GREENHOUSE_SCALE)}
                for question in part.questions
            ],
        }
        for part in kit.parts
    ]
    return _json({**_mark("greenhouse", kit), "interview_kits": kits})


def to_lever(kit: KitView) -> str:
    """One feedback template for each interviewer: for every question a score and a text field."""
    templates = [
        {
            "text": f"{kit.role}: {part.name}",
            "instructions": _plain(part, kit),
            "fields": [field for question in part.questions for field in _lever_fields(question)],
        }
        for part in kit.parts
    ]
    return _json({**_mark("lever", kit), "feedback_templates": templates})


def to_ashby(kit: KitView) -> str:
    """One interview for each interviewer, with its instructions and the fields of its feedback form."""
    interviews = [
        {
            "title": f"{kit.role}: {part.name}",
            "externalTitle": kit.role,
            "instructionsHtml": _preparation(part, kit),
            "instructionsPlain": _plain(part, kit),
            "isFeedbackRequired": True,
            "feedbackForm": [
                {
                    "type": "Score",
                    "title": question.text,
                    "description": _guidance(question),
                    "scale": _scale(question, _NUMBERS),
                    "isRequired": True,
                }
                for question in part.questions
            ],
        }
        for part in kit.parts
    ]
    return _json({**_mark("ashby", kit), "interviews": interviews})


def _json(shape: dict[str, Any]) -> str:
    return json.dumps(shape, indent=2, ensure_ascii=False) + "\n"


def _mark(system: str, kit: KitView) -> dict[str, Any]:
    return {
        "shape": f"question-tailor/{system}/{SHAPE_VERSION}",
        "note": "An import shape with documented fields, for import tools and for copying; no API takes it as it is.",
        "kit_sha256": kit.sha256,
    }


def _lever_fields(question: QuestionView) -> list[dict[str, Any]]:
    return [
        {
            "type": "score",
            "text": question.text,
            "description": _guidance(question),
            "options": [{"score": score, "text": text} for score, text in _scale(question, _NUMBERS).items()],
            "required": True,
        },
        {"type": "textarea", "text": f"{question.slot}: notes", "description": "", "required": False},
    ]


def _scale(question: QuestionView, values: dict[int, Any]) -> dict[Any, str]:
    return {values[number]: text for number, _, text in question.anchors}


def _guidance(question: QuestionView) -> str:
    return "\n".join([question.why, *_probes(question), *(f"! {flag}" for flag in question.red_flags)])


def _probes(question: QuestionView) -> list[str]:
    return [f"- {probe}" for probe in question.probes]


def _preparation(part: PartView, kit: KitView) -> str:
    """What the interviewer reads before, in the few tags that such systems allow."""
    questions = "".join(
        f"<li><b>{escape(question.text)}</b> ({question.minutes} {escape(kit.words['minutes'])})"
        f"<p>{escape(question.why)}</p></li>"
        for question in part.questions
    )
    return f"<p>{escape(part.opening)}</p><ul>{questions}</ul><p>{escape(part.closing)}</p>"


def _paragraphs(*texts: str) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def _plain(part: PartView, kit: KitView) -> str:
    asked = [f"{q.slot} ({q.minutes} {kit.words['minutes']}): {q.text}" for q in part.questions]
    return "\n".join([part.opening, *asked, part.closing])
