"""Whole kits from recorded answers of a language model."""

import pytest
from scenarios import KITS, STREAM, streamed, tailored

from question_tailor.checks.evidence import locate
from question_tailor.events import KitFinished, QuestionAccepted, QuestionDrafted
from question_tailor.findings import blocks
from question_tailor.readers import read_company, read_posting

pytestmark = [pytest.mark.vcr]
FACES = ["sync", "async"]


@pytest.fixture(autouse=True)
def _a_key_of_no_account(monkeypatch, record_mode):
    if record_mode == "none":
        monkeypatch.setenv("OPENAI_API_KEY", "replayed")


def the_kit_is_whole(kit, scenario):
    job, company = (read(path) for read, path in zip((read_posting, read_company), scenario.inputs, strict=True))
    texts = {"job": job.text, "company": company.text}
    assert [question.slot for question in kit.questions] == [slot.id for slot in kit.plan.slots]
    assert sum(slot.minutes for slot in kit.plan.slots) + kit.plan.spare_minutes == kit.plan.minutes
    for question in kit.questions:
        assert question.origin != "bank"
        assert not blocks(question.findings)
        for quote in question.evidence:
            assert texts[quote.source][quote.start : quote.end] == quote.quote
            assert locate(quote.quote, texts[quote.source])
    assert kit.run.model
    assert kit.run.usage.requests > 0


@pytest.mark.parametrize("face", FACES)
@pytest.mark.default_cassette("cpo.yaml")
def test_the_cpo_kit(face):
    kit = tailored(KITS["cpo"], face)

    the_kit_is_whole(kit, KITS["cpo"])
    assert set(kit.coverage.responsibilities)


@pytest.mark.parametrize("face", FACES)
@pytest.mark.default_cassette("vp.yaml")
def test_the_vp_kit(face):
    the_kit_is_whole(tailored(KITS["vp"], face), KITS["vp"])


@pytest.mark.parametrize("face", FACES)
@pytest.mark.default_cassette("head.yaml")
def test_the_head_kit(face):
    the_kit_is_whole(tailored(KITS["head"], face), KITS["head"])


@pytest.mark.parametrize("face", FACES)
@pytest.mark.default_cassette("lead.yaml")
def test_the_lead_kit(face):
    the_kit_is_whole(tailored(KITS["lead"], face), KITS["lead"])


@pytest.mark.parametrize("face", FACES)
@pytest.mark.default_cassette("german.yaml")
def test_the_german_kit(face):
    kit = tailored(KITS["german"], face)

    the_kit_is_whole(kit, KITS["german"])
    assert kit.language == "de"


@pytest.mark.parametrize("face", FACES)
@pytest.mark.default_cassette("whole.yaml")
def test_the_whole_kit_in_one_request(face):
    the_kit_is_whole(tailored(KITS["whole"], face), KITS["whole"])


@pytest.mark.parametrize("face", FACES)
@pytest.mark.default_cassette("stream.yaml")
def test_a_stream_tells_every_question_once_and_ends_with_the_kit(face):
    events = streamed(STREAM, face)

    finished = events[-1]
    assert isinstance(finished, KitFinished)
    the_kit_is_whole(finished.kit, STREAM)
    told = [event.question for event in events if isinstance(event, QuestionAccepted | QuestionDrafted)]
    assert sorted(told, key=lambda question: question.slot) == sorted(
        finished.kit.questions, key=lambda question: question.slot
    )
