"""Keys, what is confidential and what a posting should not have held: in no log, no error, no recording, no kit."""

from __future__ import annotations

import asyncio
import json
import logging
import pickle
import re
import socket
import traceback
from pathlib import Path

import openai
import pytest
from gullible import Gullible

from question_tailor import AsyncTailor, Tailor, load_kit, read_company, read_posting, render, save_kit
from question_tailor.errors import AccessDenied, InputError, TailorError
from question_tailor.exchange import ModelRequest
from question_tailor.testing import ScriptedTransport, answers_of
from samples import COMPANY, POSTING
from wire import STREAM, completion, events

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

KEY = "sk-canary-key"
MAIL, PHONE, TOKEN = "anna.verhoef@harbourline.example", "+31 10 555 01 42", "sk-live-4f9Zq81Lm22Xv7Bn"
ADDRESS = "https://portal.harbourline.example/x"
PERSONAL = (MAIL, PHONE, TOKEN, ADDRESS)
CONFIDENTIAL = ("nine months of runway", "Nordkai", "ZQCONF")
CANARIES = tuple(f"ZQPART{number:02}" for number in range(6))
"""One for each part of the inputs that may be shown: they may stand in a kit, and nowhere else."""

JOB = (
    POSTING.replace("Rotterdam, hybrid.", f"Rotterdam, hybrid. {CANARIES[0]}")
    .replace("about 600 people.", f"about 600 people. {CANARIES[1]}")
    .replace(
        "- Coach the directors",
        f"- Agree the claims roadmap with Anna Verhoef, {PHONE}, before each quarter\n"
        f"- Own the relation to carriers with {MAIL} and the sales team\n"
        f"- Maintain the carrier portal at {ADDRESS} and its roadmap\n"
        f"- Lead the migration of the gateway whose key is {TOKEN}\n- Coach the directors {CANARIES[2]}",
    )
    .replace("several of them in payments", f"several of them in payments {CANARIES[3]}")
    + f"\n- {CANARIES[4]}\n\n## Confidential\n\nThe last one left in May, ZQCONF.\n"
)
FIRM = COMPANY.replace("bad news travels first.", f"bad news travels first. {CANARIES[5]}") + "\nZQCONF.\n"
OPTIONS = {"questions": 2, "minutes": 30, "level": "cpo", "categories": ["Strategic", "Leadership"]}
NOWHERE = (KEY, *PERSONAL, *CONFIDENTIAL, *CANARIES, "Ledgerline", "You prepare structured interviews")


@pytest.fixture(scope="module")
def drafted():
    return Tailor.offline().tailor(JOB, FIRM, **OPTIONS)


@pytest.fixture
def logged(caplog):
    """Everything that any logger says, at any level, as text."""
    names = ("openai", "httpx", "httpx2", "httpcore", "httpcore2", "asyncio", "question_tailor", "pypdf")
    levels = {name: logging.getLogger(name).level for name in names}
    caplog.set_level(logging.DEBUG)
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    form = logging.Formatter()
    yield lambda: [f"{form.format(record)} {record.__dict__!r}" for record in caplog.records]
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def shown(error):
    """Whatever of an error reaches a log, a screen, another process or a tracker of errors."""
    told = [str(error), repr(error), repr(error.args), repr(vars(error)), error.hint]
    told += [pickle.dumps(error).decode("latin-1"), *traceback.format_exception(error)]
    return "\n".join(told)


def holds(text, secrets):
    """Which of the secrets a text holds; of an error or a log, escaped ones count too."""
    return [secret for secret in secrets if secret in text or json.dumps(secret)[1:-1] in text]


def made(face, **setup):
    """A kit by one of the three ways; what is raised comes back."""
    options = {"attempts": 1, "timeout": 20.0, **setup}

    async def once():
        async with AsyncTailor("some-model", **options) as tailor:
            return await tailor.tailor(JOB, FIRM, **OPTIONS)

    try:
        if face == "async":
            return asyncio.run(once())
        with Tailor("some-model", **options) as tailor:
            if face == "sync":
                return tailor.tailor(JOB, FIRM, **OPTIONS)
            return list(tailor.stream(JOB, FIRM, **OPTIONS))[-1].kit
    except TailorError as error:
        return error


ECHO = f"{KEY} was refused for: {JOB} {FIRM}"
"""What servers repeat in their refusals: the key, and all that they were sent."""


def refusal(message, **more):
    return {"error": {"message": message, "type": "invalid", "param": None, "code": None, "input": JOB} | more}


def answered(endpoint, drafted, face):
    good = answers_of(drafted)
    slots = [question.slot for question in drafted.questions]
    # Which group asks first is not told, so each answer holds the questions of both.
    texts = good(ModelRequest("+".join(slots), (), "x", {}))
    if face == "stream":
        endpoint.answers((200, STREAM | {"x-request-id": "req_1"}, events(texts)))
    else:
        endpoint.answers((200, {"x-request-id": "req_1"}, completion(texts)))


OUTCOMES = {
    "refused": (200, {}, completion("", choices=[{"message": {"refusal": ECHO}, "finish_reason": "stop"}])),
    "the key": (401, {}, refusal(f"Incorrect API key provided: {ECHO}", code="invalid_api_key")),
    "the model": (404, {}, refusal(f"No such model {ECHO}")),
    "the request": (400, {}, refusal(f"Bad words in {ECHO}")),
    "the server": (500, {}, refusal(f"Traceback: {ECHO}")),
    "a page": (502, {"content-type": "text/html"}, f"<html>{ECHO}</html>"),
    "no JSON": (200, {}, f"{{{ECHO}"),
    "an answer that is none": (200, {}, completion(f"Sure! {ECHO}")),
}


@pytest.mark.parametrize("face", ["sync", "async", "stream"])
def test_a_kit_that_is_made_leaves_nothing_in_a_log_and_holds_nothing_confidential(face, endpoint, drafted, logged):
    answered(endpoint, drafted, face)

    kit = made(face)

    assert {question.origin for question in kit.questions} == {"model"}
    assert any("chat/completions" in line for line in logged()), "nothing was logged, so nothing was looked at"
    assert not holds("\n".join(logged()), NOWHERE)
    sent = json.dumps(endpoint.bodies, ensure_ascii=False)
    assert not holds(sent, (KEY, *CONFIDENTIAL))
    assert "ZQPART05" in sent
    assert not holds(kit.model_dump_json(), (KEY, *CONFIDENTIAL))


@pytest.mark.parametrize("face", ["sync", "async", "stream"])
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_whatever_goes_wrong_neither_the_error_nor_a_log_says_what_was_sent(outcome, face, endpoint, logged):
    endpoint.answers(OUTCOMES[outcome])

    result = made(face)

    assert not holds("\n".join(logged()), NOWHERE)
    if isinstance(result, TailorError):
        assert not holds(shown(result), NOWHERE)
    else:  # the model was heard, so there is a kit
        assert {question.origin for question in result.questions} <= {"offline", "bank"}
        assert not holds(result.model_dump_json(), (KEY, *CONFIDENTIAL))


@pytest.mark.parametrize("face", ["sync", "async", "stream"])
def test_a_server_that_never_answers_is_told_without_what_was_sent(face, monkeypatch, logged):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{silent.getsockname()[1]}/v1")
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        error = made(face, timeout=0.4)

    assert type(error).__name__ == "DeadlineExceeded"
    assert not holds(shown(error), NOWHERE)
    assert not holds("\n".join(logged()), NOWHERE)


def test_a_client_of_the_callers_is_as_silent(endpoint, logged):
    endpoint.answers(OUTCOMES["the key"])

    async def once():
        async with openai.AsyncOpenAI(api_key=KEY, max_retries=2) as client:
            with pytest.raises(AccessDenied) as caught:
                await AsyncTailor("some-model", client=client).tailor(JOB, FIRM, **OPTIONS)
            return caught.value

    assert not holds(shown(asyncio.run(once())) + "\n".join(logged()), NOWHERE)


@pytest.mark.parametrize("field", ["text", "probes"])
@pytest.mark.parametrize(
    "said",
    [
        f"Call Anna Verhoef on {PHONE} about it.",
        f"Write to {MAIL} about it.",
        f"Use the key {TOKEN} for it.",
        f"Look at {ADDRESS} before.",
        "We have nine months of runway left, and Nordkai knows.",
    ],
)
def test_what_a_candidate_hears_holds_no_address_number_key_or_confidence_of_the_inputs(said, field, drafted):
    with Tailor(transport=ScriptedTransport(Gullible(drafted, said, field))) as tailor:
        kit = tailor.tailor(JOB, FIRM, **OPTIONS)

    for one in (kit, drafted):
        heard = json.dumps([[question.text, *question.probes] for question in one.questions], ensure_ascii=False)
        assert not holds(heard, (KEY, *PERSONAL, *CONFIDENTIAL))
        assert not holds(one.model_dump_json(), CONFIDENTIAL)
        assert not holds(render(one, "md") + render(one, "html"), CONFIDENTIAL)


TOLD = f"{MAIL} {TOKEN} ZQPART00"
UNREADABLE = {
    "thin": f"Head of Product\n\n{TOLD}. Join us.\n",
    "JSON": f'{{"title": "VP", "text": "{TOLD}" oh',
    "JSON of the wrong shape": json.dumps({"title": ["VP"], "text": {"a": TOLD}, TOKEN: 1}),
    "no title": json.dumps({"text": TOLD}),
    "a list": json.dumps([{"title": "VP", "text": TOLD}, {"title": "CPO", "text": TOLD}]),
    "confidential": f"Confidential\n{TOLD}\n{TOLD}",
    "mail": f"From: {MAIL}\nMessage-ID: <1@x>\nContent-Type: application/pdf\n\n{TOLD}",
    "a zip": b"PK\x03\x04" + TOLD.encode(),
    "a PDF": b"%PDF-1.7\n" + TOLD.encode(),
    "bytes": TOLD.encode() + b"\x00",
}


NAMED_PARTS = [
    ("unclosed.yaml", f"about: [{TOLD}\nteam: x"),
    ("alias.yaml", f"{TOLD}: &a b\nteam: *a"),
    ("tag.yaml", "about: !!python/ZQPART00 x"),
    ("twice.yaml", f'"{TOLD}": 1\n"{TOLD}": 2'),
    ("value.toml", f"about = {TOLD}"),
    ("table.toml", f"[{TOLD}]"),
]


@pytest.mark.parametrize("what", UNREADABLE)
def test_an_input_that_is_refused_is_not_repeated(what, logged):
    with pytest.raises(InputError) as caught:
        Tailor.offline().tailor(UNREADABLE[what])

    assert not holds(shown(caught.value) + "\n".join(logged()), (MAIL, TOKEN, "ZQPART00"))


def test_a_kit_file_or_a_company_text_that_is_refused_is_not_repeated(drafted, tmp_path, logged):
    path = tmp_path / "kit.json"
    save_kit(drafted, path)
    damaged = json.loads(path.read_text(encoding="utf-8"))
    damaged["questions"][0] |= {"minutes": TOLD, TOKEN: TOLD, "\x1b[31mred": 1}
    for text in (json.dumps(damaged), f"{{{TOLD}", json.dumps({"questions": TOLD})):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError) as caught:
            load_kit(path)
        assert not holds(shown(caught.value), (MAIL, TOKEN, "ZQPART00"))
    for given in (f'{{"about": "{TOLD}" oh', json.dumps([TOLD])):
        with pytest.raises(InputError) as caught:
            read_company(given.encode())
        assert not holds(shown(caught.value), (MAIL, TOKEN, "ZQPART00"))
    for name, text in NAMED_PARTS:
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(InputError) as caught:
            read_company(tmp_path / name)
        assert not holds(shown(caught.value), (MAIL, TOKEN, "ZQPART00"))
    with pytest.raises(InputError) as caught:
        Tailor.offline().replace(drafted, "s01", read_posting(POSTING), read_company(FIRM))
    assert not holds(shown(caught.value) + "\n".join(logged()), NOWHERE)


RECORDED = sorted((Path(__file__).parents[2] / "cassettes").rglob("*.yaml"))


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_a_recording_holds_no_key_no_header_of_who_asked_and_nothing_confidential(path):
    text = path.read_text(encoding="utf-8")
    companies = (path.parents[2] / "examples" / "companies").glob("*.md")
    secrets = [line.strip() for one in companies for line in read_company(one).confidential.splitlines()[1:]]

    assert RECORDED
    of_who_asked = r"\b(?:sk|pk|rk)-\w{6}|authorization|bearer |cookie|api[-_]key|x-api|organization"
    assert not re.search(of_who_asked, text, re.IGNORECASE)
    joined = re.sub(r"\\?\n\s*\\?", " ", text)
    assert secrets
    assert not [line for line in secrets if len(line) > 20 and line in joined]
