import json
import re

import pytest
from hostile import hostile_kit

from question_tailor import Tailor, render
from samples import COMPANY, POSTING

ALLOWED = {"p", "ul", "li", "b", "i", "a"}


@pytest.fixture(scope="module")
def kit():
    return Tailor.offline().tailor(POSTING, COMPANY)


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


@pytest.mark.parametrize(
    ("system", "list_of"), [("greenhouse", "interview_kits"), ("lever", "feedback_templates"), ("ashby", "interviews")]
)
def test_there_is_one_entry_for_each_interviewer_and_a_mark_that_it_is_a_shape(kit, system, list_of):
    shape = json.loads(render(kit, system))

    assert len(shape[list_of]) == 4
    assert shape["shape"].startswith(f"question-tailor/{system}/")
    assert "no API takes it" in shape["note"]
    assert shape["kit_sha256"] == kit.sha256
    said = "\n".join(texts(shape)).replace("&#x27;", "'").replace("&quot;", '"')
    assert all(question.text in said for question in kit.questions)
    assert len(json.loads(render(kit, system, "cfo"))[list_of]) == 1


def test_ratings_keep_their_order_on_each_scale(kit):
    greenhouse = json.loads(render(kit, "greenhouse"))["interview_kits"][0]["candidate_attribute_types"][0]["scale"]
    lever = json.loads(render(kit, "lever"))["feedback_templates"][0]["fields"][0]["options"]
    ashby = json.loads(render(kit, "ashby"))["interviews"][0]["feedbackForm"][0]["scale"]
    first = next(q for q in kit.questions if q.interviewer == "ceo").anchors

    assert list(greenhouse) == ["no", "mixed", "yes", "strong_yes"]
    assert [option["score"] for option in lever] == [1, 2, 3, 4]
    assert list(ashby) == ["1", "2", "3", "4"]
    assert greenhouse["no"] == lever[0]["text"] == ashby["1"] == first.poor


@pytest.mark.parametrize("system", ["greenhouse", "ashby"])
def test_the_html_of_a_hostile_kit_holds_only_the_tags_that_such_systems_allow(kit, system):
    shape = json.loads(render(hostile_kit(kit), system))
    html = [part["interview_kit"]["exercises"] for part in shape.get("interview_kits", [])]
    html += [part["instructionsHtml"] for part in shape.get("interviews", [])]

    assert html
    for text in html:
        assert set(re.findall(r"<\s*/?\s*([a-zA-Z]+)", text)) <= ALLOWED
