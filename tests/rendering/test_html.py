"""The HTML kit as it is written; what it does is tried in tests/browser."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest
from hostile import HOSTILE, hostile_kit

from question_tailor import Tailor, kits, render
from question_tailor._resources import toml
from question_tailor.rendering.plain import visible
from samples import COMPANY, POSTING

NO_END = {"meta", "link", "input", "br"}
RAW = {"style", "script"}


class Page(HTMLParser):
    """A page taken apart: elements with attributes, texts, and what its style and script hold."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.raw, self.open, self.said = [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in NO_END:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] in RAW:
            self.raw.append((self.open[-1], self.elements[-1][1], data))
        else:
            self.said.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.said).split())

    @property
    def shape(self):
        return {(tag, name) for tag, attrs in self.elements for name in (None, *attrs)}


def shown(text):
    return visible(" ".join(text.split()))


def asked_of(kit):
    """All that an interviewer has to be shown of each question."""
    for question in kit.questions:
        yield question.text
        yield question.why
        yield from (*question.probes, *question.red_flags, *question.anchors.model_dump().values())
        yield from (quote.quote for quote in question.evidence)


@pytest.fixture(scope="module")
def kit():
    return kits.sign(Tailor.offline().tailor(POSTING, COMPANY), "Dana <b>Talent</b>")


@pytest.fixture(scope="module")
def page(kit):
    return Page(render(kit, "html"))


def test_the_page_of_a_panel_holds_every_question_with_all_that_it_takes(kit, page):
    for said in asked_of(kit):
        assert shown(said) in page.text
    assert [attrs["id"] for tag, attrs in page.elements if tag == "section" and "id" in attrs] == [
        "part-ceo",
        "part-cfo",
        "part-cto",
        "part-peer",
    ]
    assert page.text.count("To open") == page.text.count("To close") == 4


def test_every_element_is_closed_in_its_order(page):
    assert page.open == []


@pytest.mark.parametrize("who", ["ceo", "cfo", "cto", "peer"])
def test_a_pack_holds_the_questions_of_its_interviewer_and_no_others(kit, who):
    pack = Page(render(kit, "html", who))

    for question in kit.questions:
        assert (shown(question.text) in pack.text) == (question.interviewer == who)


def test_each_pack_shows_the_hash_of_the_kit_and_who_signed_it(kit, page):
    packs = [render(kit, "html", who) for who in ("ceo", "cfo", "cto", "peer")]

    for pack in packs:
        footer = re.search(r'<footer class="imprint">.*?</footer>', pack, re.DOTALL).group()
        assert kit.sha256[:12] in footer
        assert "Signed by Dana &lt;b&gt;Talent&lt;/b&gt;" in footer
        assert f'content: "{kit.sha256[:12]}"' in pack
    assert page.text.count("Signed by Dana <b>Talent</b>") == 1 + len(packs)


@pytest.mark.parametrize("with_questions", [False, True])
def test_the_page_of_a_candidate_helps_nobody_to_judge_and_runs_nothing(kit, with_questions):
    text = render(kit, "html", "candidate", with_questions=with_questions)
    page = Page(text)

    assert not [
        tag for tag, _ in page.elements if tag in {"script", "textarea", "input", "details", "button", "select"}
    ]
    assert "script-src" not in text
    for question in kit.questions:
        assert (shown(question.text) in page.text) == with_questions
        for secret in (question.why, *question.probes, *question.red_flags, *question.anchors.model_dump().values()):
            assert shown(secret) not in page.text
        assert question.canonical_id not in text


@pytest.mark.parametrize("audience", ["panel", "cfo", "candidate"])
def test_nothing_is_loaded_and_only_our_own_style_and_script_are_admitted(kit, audience):
    page = Page(render(kit, "html", audience))
    (policy,) = [attrs["content"] for _, attrs in page.elements if attrs.get("http-equiv") == "Content-Security-Policy"]
    admitted = re.findall(r"'sha256-([^']+)'", policy)
    acting = [
        base64.b64encode(hashlib.sha256(said.encode()).digest()).decode()
        for tag, attrs, said in page.raw
        if attrs.get("type") != "application/json"
    ]

    assert admitted == acting
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag, attrs in page.elements:
        assert not attrs.keys() & {"src", "srcset", "style", "action", "formaction", "srcdoc", "background", "ping"}
        assert not [name for name in attrs if name.startswith("on")]
        if "href" in attrs:
            assert attrs["href"] == "data:," if tag == "link" else attrs["href"].startswith("#")
    for _, _, said in page.raw:
        assert not re.search(r"url\(|@import|https?:|innerHTML|insertAdjacentHTML|document\.write|eval\(|fetch\(", said)


@pytest.mark.parametrize("audience", ["panel", "cfo", "candidate"])
def test_a_hostile_kit_is_all_there_and_adds_no_tag_and_no_attribute(kit, audience):
    plain = Page(render(kit, "html", audience))
    text = render(hostile_kit(kit), "html", audience)
    page = Page(text)

    assert page.shape <= plain.shape
    assert page.open == []
    assert shown(HOSTILE) in page.text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    for _, attrs in page.elements:
        assert not [value for value in attrs.values() if value and "alert" in value]
    if audience == "panel":
        for said in asked_of(hostile_kit(kit)):
            assert shown(said) in page.text


def test_the_script_is_given_the_questions_as_they_are_however_hostile(kit):
    spoilt = hostile_kit(kit)
    page = Page(render(spoilt, "html"))
    (given,) = [json.loads(said) for _, attrs, said in page.raw if attrs.get("type") == "application/json"]

    assert given["sha256"] == spoilt.sha256
    assert sorted((asked["slot"], asked["question"]) for asked in given["questions"]) == [
        (question.slot, question.text) for question in spoilt.questions
    ]


def test_ids_are_given_once_and_labels_and_links_lead_to_them(page):
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    told = [
        target
        for _, attrs in page.elements
        for name in ("for", "aria-labelledby", "aria-describedby", "list")
        for target in attrs.get(name, "").split()
    ]
    links = [attrs["href"][1:] for tag, attrs in page.elements if tag == "a"]

    assert len(ids) == len(set(ids))
    assert links
    assert {*told, *links} <= set(ids)


def test_the_same_kit_gives_the_same_page(kit):
    assert render(kit, "html") == render(kit, "html")


@pytest.mark.parametrize("language", ["de", "fr"])
def test_the_words_of_the_page_are_there_in_each_language_with_the_same_blanks(language):
    words = toml("page.toml")
    english = {name: said for name, said in words.items() if isinstance(said, str)}
    blanks = re.compile(r"\{\w+\}")

    for first, other in ((english, words[language]), (words["script"], words[language]["script"])):
        assert {name: set(blanks.findall(said)) for name, said in first.items()} == {
            name: set(blanks.findall(said)) for name, said in other.items() if isinstance(said, str)
        }
