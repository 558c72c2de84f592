"""Each fault of the catalogue, served by a server in a process of its own, through every way in."""

import asyncio
import http.client
import json
import logging
import os
import pickle
import re
import subprocess
import sys
import traceback
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from catalogue import ELSEWHERE, FAULTS
from promises import PROMISES

from question_tailor import AsyncTailor, InterviewKit, Tailor, TailorError, async_client, read_posting
from question_tailor.events import KitFinished, QuestionAccepted
from question_tailor.exchange import ModelRequest
from question_tailor.retry import RetryPolicy
from question_tailor.testing import answers_of

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

TESTS = Path(__file__).parents[1]
SERVER = TESTS / "faults" / "server.py"
JOB = read_posting("""# Chief Product Officer at Harbourline

## What you will do

- Own the product vision and strategy for freight payments over the next five years
- Decide which of our three ledgers survives and retire the other two
- Bring carriers in the Baltics onto the platform for forwarders without a local sales team
- Replace quarterly roadmaps with a portfolio review that finance trusts
""")
CATEGORIES = ["Strategic"]
"""One category, so that both questions go into one request."""
GIVEN = re.compile(r"sk-canary|forwarders|Harbourline|You sent", re.IGNORECASE)
"""What no error and no log may hold: the key, and words of the posting and the prompt."""
FOREIGN = re.compile(rf"{GIVEN.pattern}|bearer|authorization", re.IGNORECASE)
"""What no error may hold: these, and headers."""
WITHOUT_ID = {"ConnectionFailed", "DeadlineExceeded"}
"""Errors of requests to which no head of a response came, or not in time."""
BY_PATH = {fault.path: fault for fault in FAULTS}


def right_answers(questions):
    """The right answer of each slot of a kit of so many questions."""
    with Tailor.offline() as tailor:
        kit = tailor.tailor(JOB, questions=questions, categories=CATEGORIES)
    asked = ModelRequest("+".join(question.slot for question in kit.questions), (), "", {})
    return {entry["slot"]: entry for entry in json.loads(answers_of(kit)(asked))["questions"]}


class Server:
    """The fault server, as the tests see it."""

    def __init__(self, port):
        self.port = port

    def url(self, run):
        return f"http://127.0.0.1:{self.port}/{run}/v1"

    def seen(self, run):
        """What arrived in a run: for each request a hash of its body and the form it was sent in."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", f"/seen/{run}")
            return json.loads(connection.getresponse().read())
        finally:
            connection.close()


@pytest.fixture(scope="module")
def server():
    entries = json.dumps([right_answers(1), right_answers(2)])
    helpers = {**os.environ, "PYTHONPATH": str(TESTS)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, SERVER], env=helpers, text=True, **pipes) as process:
        process.stdin.write(entries)
        process.stdin.close()
        try:
            yield Server(int(process.stdout.readline()))
        finally:
            process.terminate()


@pytest.fixture(autouse=True)
def _no_waits_of_our_own(monkeypatch):
    monkeypatch.setattr(async_client, "RetryPolicy", partial(RetryPolicy, first_wait=0.0))
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary-key")


class Outcome:
    """What came of one kit: the kit and its accepted questions, or the error."""

    def __init__(self, kit=None, error=None, accepted=()):
        self.kit, self.error, self.accepted = kit, error, accepted

    def __str__(self):
        if self.error is not None:
            return type(self.error).__name__
        origins = {"offline": "drafted", "bank": "drafted"}
        return " ".join(origins.get(question.origin, question.origin) for question in self.kit.questions)


def run(way, fault):
    """One kit, by one way in, with a client of its own."""
    try:
        return synchronous(fault, way) if way.startswith("sync") else asyncio.run(asynchronous(fault, way))
    except TailorError as error:
        return Outcome(error=error)


def synchronous(fault, way):
    wishes = {"questions": fault.questions, "categories": CATEGORIES, "timeout": fault.timeout}
    with Tailor("some-model") as tailor:
        if way == "sync":
            return Outcome(tailor.tailor(JOB, **wishes))
        return told(list(tailor.stream(JOB, **wishes)))


async def asynchronous(fault, way):
    wishes = {"questions": fault.questions, "categories": CATEGORIES, "timeout": fault.timeout}
    async with AsyncTailor("some-model") as tailor:
        if way == "async":
            return Outcome(await tailor.tailor(JOB, **wishes))
        return told([event async for event in tailor.stream(JOB, **wishes)])


def told(events):
    assert isinstance(events[-1], KitFinished)
    return Outcome(events[-1].kit, accepted=[event for event in events if isinstance(event, QuestionAccepted)])


def assert_tells_on_nobody(error):
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert vars(again) == vars(error)
    assert again.hint == error.hint != ""
    assert str(again) == str(error)
    shown = [str(error), repr(error), pickle.dumps(error).decode("latin-1"), *traceback.format_exception(error)]
    # The lines of code that a traceback shows are ours.
    assert not FOREIGN.search("\n".join(line for line in shown if not line.lstrip().startswith("File ")))


@pytest.mark.parametrize(
    ("path", "way"),
    [
        (fault.path, way)
        for at, fault in enumerate(FAULTS)
        for way in ("sync", "async", ("sync-stream", "async-stream")[at % 2])
    ],
)
def test_a_fault_ends_as_the_catalogue_says(path, way, server, monkeypatch, caplog):
    fault, place = BY_PATH[path], f"{path}/{way}"
    monkeypatch.setenv("OPENAI_BASE_URL", server.url(place))
    caplog.set_level(logging.DEBUG)

    outcome = run(way, fault)

    seen = server.seen(place)
    assert (str(outcome), len(seen)) == fault.expected(streamed="stream" in way)
    if outcome.error is not None:
        assert fault.says in f"{outcome.error} {outcome.error.hint}"
        assert outcome.error.request_id == (None if str(outcome) in WITHOUT_ID else f"req-{path}")
        assert_tells_on_nobody(outcome.error)
    else:
        assert fault.finding in {"", *(finding.rule for finding in outcome.kit.findings)}
        assert fault.estimated in {None, outcome.kit.run.usage.estimated}
        assert len(outcome.accepted) <= fault.questions
        assert InterviewKit.model_validate_json(outcome.kit.model_dump_json()) == outcome.kit
    assert not GIVEN.search(caplog.text)
    if fault.differ:
        assert len({one["body"] for one in seen}) == len(seen)


def test_the_target_of_a_redirect_is_sent_nothing(server, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", server.url("A26-redirect/target"))

    assert str(run("sync", BY_PATH["A26-redirect"])) == "AccessDenied"

    assert len(server.seen("A26-redirect/target")) == 1
    assert server.seen("A26-redirect/target-elsewhere") == []


@pytest.mark.parametrize(
    ("path", "forms", "said"),
    [
        ("A24-llama-cpp-python", ["strict", "object_schema", "object_schema"], [1, 1]),
        ("A24-text-only", ["strict", "object_schema", "object", "text", "text"], [1, 1]),
        ("A25-strict", ["strict", "schema", "schema"], [1, 1]),
        # What is taken and not kept to is not known before the second such answer, and nothing lesser would help.
        ("B14-not-enforced", ["strict"] * 4, [1, 1]),
        ("A24-nothing", ["strict", "object_schema", "object", "text", "strict"], []),
    ],
)
def test_what_an_endpoint_takes_is_found_out_once_by_a_client_and_said_once_in_each_kit(
    path, forms, said, server, monkeypatch
):
    monkeypatch.setenv("OPENAI_BASE_URL", server.url(f"{path}/twice"))
    kits = []

    with Tailor("some-model") as tailor:
        for _ in range(2):
            with suppress(TailorError):
                kits.append(tailor.tailor(JOB, questions=1, categories=CATEGORIES))

    assert [one["form"] for one in server.seen(f"{path}/twice")] == forms
    assert [sum(finding.rule == "endpoint.capability" for finding in kit.findings) for kit in kits] == said


def test_every_row_of_the_list_is_served_or_has_a_reason():
    rows = {f"A{number:02}" for number in range(1, 27)} | {f"B{number:02}" for number in range(1, 45)}

    assert {fault.row for fault in FAULTS} | set(ELSEWHERE) == rows
    assert len(BY_PATH) == len(FAULTS)


def test_every_promise_of_the_list_is_held_by_tests_that_are_there_or_does_not_apply():
    numbers = [*range(1, 17), *range(20, 34), *range(40, 55), 61, *range(80, 86)]

    assert {f"T-{number:02}" for number in numbers} <= {promise.row for promise in PROMISES}
    for promise in PROMISES:
        assert promise.tests or promise.words.startswith("Does not apply: "), promise.row
        for test in promise.tests:
            file, _, name = test.partition("::")
            assert f"def {name}(" in (TESTS / file).read_text(encoding="utf-8"), test


def test_the_page_of_faults_is_current():
    checked = subprocess.run(
        [sys.executable, TESTS.parent / "scripts" / "faults.py", "--check"], capture_output=True, text=True, check=False
    )

    assert checked.returncode == 0, checked.stderr
