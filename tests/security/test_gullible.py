"""Whatever the inputs say and however much a model believes them, nothing of it is in the kit."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from gullible import CANARY, Gullible
from payloads import BENIGN, PAYLOADS

from question_tailor import Tailor, load_bank
from question_tailor.findings import blocks
from question_tailor.testing import ScriptedTransport
from question_tailor.vocabulary import CATEGORIES
from samples import COMPANY, POSTING

BANK = load_bank()
PLACES = ("title", "first", "middle", "last", "company")
FIELDS = ("text", "why", "probes", "anchors", "red_flags", "evidence", "all", "structure")
OPTIONS = {"questions": 2, "minutes": 30, "level": "cpo", "categories": ["Strategic", "Leadership"]}


def planted(payload, place):
    """The inputs with a payload in one of five places."""
    lines = POSTING.splitlines()
    if place == "title":
        lines[0] = f"{lines[0]} {' '.join(payload.split())}"
    elif place == "first":
        lines.insert(1, payload)
    elif place == "middle":
        at = next(number for number, line in enumerate(lines) if line.startswith("- Decide"))
        lines.insert(at, f"- {payload}")
    elif place == "last":
        lines.append(payload)
    firm = COMPANY.replace("## Values", f"{payload}\n\n## Values") if place == "company" else COMPANY
    return "\n".join(lines), firm


def generated(kit):
    """Every text of a kit that a model or draft wrote, as JSON."""
    return [question.model_dump(mode="json") for question in kit.questions]


def plain(text):
    """Letters and digits only, folded: what is left of a mark however it is dressed up."""
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKC", text).lower())


def assert_clean(kit, mark):
    for question in generated(kit):
        whole = json.dumps(question, ensure_ascii=False)
        assert plain(mark) not in plain(whole), question["slot"]
        assert not CANARY.search(whole)
        assert not re.search(r"https?://|www\.|example\.invalid|@[\w-]+\.\w", whole)
        assert not re.search(r"</?\w+[^>]*>|!\[|\]\(|\{\{|\{%|<\||\[/?INST", whole)
        assert not [char for char in whole if unicodedata.category(char) in {"Cc", "Cf", "Co", "Cn"}]
        assert question["category"] in CATEGORIES
        assert question["level"] == kit.level
        assert question["canonical_id"] in BANK
    assert [question.slot for question in kit.questions] == [slot.id for slot in kit.plan.slots]
    assert not any(blocks(question.findings) for question in kit.questions)


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: payload.id)
def test_a_gullible_model_gets_nothing_into_a_kit(payload):
    for number, place in enumerate(PLACES):
        posting, firm = planted(payload.text, place)
        good = Tailor.offline().tailor(posting, firm, **OPTIONS)
        assert_clean(good, payload.mark)
        # Over places and payloads every field is met many times, without 2,000 kits.
        field = FIELDS[(number + int(payload.id[1:])) % len(FIELDS)]
        with Tailor(transport=ScriptedTransport(Gullible(good, payload.text, field))) as tailor:
            assert_clean(tailor.tailor(posting, firm, **OPTIONS), payload.mark)


@pytest.mark.parametrize("field", FIELDS)
def test_a_stream_lets_nothing_out_either(field):
    payload = PAYLOADS[0]
    posting, firm = planted(payload.text, "middle")
    good = Tailor.offline().tailor(posting, firm, **OPTIONS)
    with Tailor(transport=ScriptedTransport(Gullible(good, payload.text, field), piece=11)) as tailor:
        events = list(tailor.stream(posting, firm, **OPTIONS))

    for event in events:
        if question := getattr(event, "question", None):
            assert payload.mark not in question.model_dump_json()
    assert_clean(events[-1].kit, payload.mark)


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: payload.id)
def test_untrusted_text_stays_inside_its_fence_and_out_of_the_rules(payload):
    posting, firm = planted(payload.text, "middle")
    for request in Tailor(transport=ScriptedTransport([]), fence_key=b"k").dry_run(posting, firm, **OPTIONS):
        system, user = request.messages
        (fence,) = set(re.findall(r"<posting-([0-9a-f]{12})>", user.content)) - {"0123456789ab"}
        assert user.content.count(f"<posting-{fence}>") == user.content.count(f"</posting-{fence}>") == 1
        assert payload.mark not in system.content
        inside = user.content.partition(f"<posting-{fence}>")[2].partition(f"</posting-{fence}>")[0]
        outside = user.content.replace(inside, "")
        assert payload.mark not in outside
        assert "<|" not in user.content
        assert "[/INST]" not in user.content
        assert not [char for char in user.content if unicodedata.category(char) in {"Co", "Cn"} or char >= "\U000e0000"]


@pytest.mark.parametrize("line", BENIGN)
def test_look_alikes_pass_and_lose_nothing(line):
    posting = POSTING.replace("- Decide which", f"- {line}\n- Decide which")
    kit = Tailor.offline().tailor(posting, COMPANY, **OPTIONS)

    assert not [finding for finding in kit.findings if finding.rule.startswith("input.talks")]
    assert not any(blocks(question.findings) for question in kit.questions)
    requests = Tailor(transport=ScriptedTransport([])).dry_run(posting, COMPANY, **OPTIONS)
    assert all(line in request.messages[1].content for request in requests)


def test_one_kit_does_not_colour_the_next():
    clean = Tailor.offline()
    before = clean.tailor(POSTING, COMPANY, **OPTIONS)
    clean.tailor(*planted(PAYLOADS[-2].text, "middle"), **OPTIONS)
    after = clean.tailor(POSTING, COMPANY, **OPTIONS)

    assert after.questions == before.questions
    assert after.plan == before.plan


def test_no_kit_holds_a_run_of_the_prompt():
    good = Tailor.offline().tailor(POSTING, COMPANY, **OPTIONS)
    (request, *_) = Tailor(transport=ScriptedTransport([])).dry_run(POSTING, COMPANY, **OPTIONS)
    echo = " ".join(request.messages[0].content.split()[20:40])
    words = echo.lower().split()
    runs = [" ".join(words[at : at + 12]) for at in range(len(words) - 11)]

    for field in ("why", "anchors", "probes", "red_flags"):
        with Tailor(transport=ScriptedTransport(Gullible(good, echo, field))) as tailor:
            kit = tailor.tailor(POSTING, COMPANY, **OPTIONS)
        said = " ".join(json.dumps(generated(kit)).lower().split())
        assert not [run for run in runs if run in said], field


def test_a_model_is_shown_no_question_of_the_bank_but_those_of_its_slots():
    for request in Tailor(transport=ScriptedTransport([])).dry_run(POSTING, COMPANY, **OPTIONS):
        sent = " ".join(message.content for message in request.messages)
        shown = [question.id for question in BANK if question.text in sent]
        assert len(shown) == len(request.id.split("+"))


def test_a_flood_is_cut_and_said_so():
    flood = POSTING + "\n" + "Filler about nothing at all, line after line.\n" * 2_500
    kit = Tailor.offline().tailor(flood, COMPANY, **OPTIONS)

    assert [finding for finding in kit.findings if finding.rule == "input.left_out"]
