"""The web example, from the form to the download, without a browser."""

import asyncio
import json

import pytest

pytest.importorskip("fastapi", reason="the extra `web` is not installed")

from app import LARGEST_UPLOAD, create_app
from fastapi.testclient import TestClient
from sessions import MOST_KITS_OF_A_SESSION, Order, Sessions
from streaming import streamed

from question_tailor import AsyncTailor, Tailor, load_kit, read_posting
from question_tailor.errors import AccessDenied
from question_tailor.exchange import ModelReply
from question_tailor.testing import ScriptedTransport, answers_of
from samples import COMPANY, POSTING

PAGE = {"x-question-tailor": "page"}
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def page():
    with TestClient(create_app(), headers=PAGE) as client:
        yield client


def ordered(client, **fields):
    return client.post("/kits", data={"posting": POSTING, "company": COMPANY, "options": "{}", **fields})


def events_of(client, kit):
    text = client.get(f"/kits/{kit}/events").text
    parts = [dict(line.split(": ", 1) for line in part.splitlines()) for part in text.strip().split("\n\n")]
    return [(part["event"], json.loads(part["data"])) for part in parts if "event" in part]


def test_from_a_pasted_posting_to_the_downloads(page):
    answer = ordered(page, options=json.dumps({"questions": 6, "panel": ["ceo", "cto"], "level": "vp", "minutes": 60}))
    told = answer.json()
    events = events_of(page, told["kit"])

    assert told["role"] == "Chief Product Officer"
    assert told["model"] is False
    assert [name for name, _ in events].count("question") == 6
    assert events[-1][0] == "finished"
    assert events[-1][1]["level"] == "vp"
    for form in ("json", "md", "csv"):
        got = page.get(f"/kits/{told['kit']}/kit.{form}")
        assert got.status_code == 200
        assert "attachment" in got.headers["content-disposition"]
    kit = load_kit(page.get(f"/kits/{told['kit']}/kit.json").content)
    assert {question.interviewer for question in kit.questions} == {"ceo", "cto"}


def test_a_question_is_replaced_in_the_kit_that_is_downloaded(page):
    kit = ordered(page).json()["kit"]
    before = {told["slot"]: told["text"] for name, told in events_of(page, kit) if name == "question"}

    new = page.post(f"/kits/{kit}/replace/s03").json()

    assert new["slot"] == "s03"
    assert new["text"] != before["s03"]
    assert load_kit(page.get(f"/kits/{kit}/kit.json").content).question("s03").text == new["text"]
    assert page.post(f"/kits/{kit}/replace/s99").status_code == 422


def test_questions_of_a_model_arrive_one_by_one():
    drafted = Tailor.offline().tailor(POSTING, COMPANY)
    with TestClient(
        create_app(lambda: AsyncTailor(transport=ScriptedTransport(answers_of(drafted)))), headers=PAGE
    ) as client:
        events = events_of(client, ordered(client).json()["kit"])

    names = [name for name, _ in events]
    assert names.count("asked") == 6
    assert names.count("question") == 12
    assert {told["origin"] for name, told in events if name == "question"} == {"model"}


def test_an_error_of_the_model_is_one_paragraph_with_what_to_do():
    def refusing():
        return AsyncTailor(transport=ScriptedTransport(lambda _: AccessDenied("The key was refused", status=401)))

    with TestClient(create_app(refusing), headers=PAGE) as client:
        kit = ordered(client).json()["kit"]
        events = events_of(client, kit)

        assert events[-1][0] == "failed"
        assert "OPENAI_API_KEY" in events[-1][1]["why"]
        assert client.get(f"/kits/{kit}/kit.json").status_code == 404


@pytest.mark.parametrize(
    ("fields", "files", "code", "told"),
    [
        ({"posting": " "}, None, 422, "Paste a posting"),
        ({"posting": "https://example.com/job"}, None, 422, "address"),
        ({"options": "["}, None, 422, "options"),
        ({"options": json.dumps({"panel": ["board"]})}, None, 422, "panel"),
        ({"options": json.dumps({"questions": 4000})}, None, 422, "questions"),
        ({}, {"posting_file": ("x.txt", b"x" * (LARGEST_UPLOAD + 1))}, 413, "2 MB"),
        ({"posting": "Head of Product\n\nJoin us.\n"}, None, 422, "duties"),
    ],
)
def test_what_cannot_be_used_is_told_before_anything_is_made(page, fields, files, code, told):
    answer = page.post("/kits", data={"posting": POSTING, "options": "{}", **fields}, files=files)

    assert answer.status_code == code
    assert told in answer.json()["detail"]


def test_an_upload_counts_before_the_text_and_its_name_for_nothing(page):
    files = {"posting_file": ("../../etc/passwd", POSTING.replace("Harbourline", "Northlane").encode())}
    kit = page.post("/kits", data={"posting": POSTING, "options": "{}"}, files=files).json()["kit"]
    events_of(page, kit)

    assert load_kit(page.get(f"/kits/{kit}/kit.json").content).company.name == "Northlane"


def test_browsers_do_not_see_each_others_kits(page):
    kit = ordered(page).json()["kit"]
    events_of(page, kit)

    with TestClient(page.app, headers=PAGE) as other:
        assert other.get(f"/kits/{kit}/kit.json").status_code == 404
        assert other.post(f"/kits/{kit}/replace/s01").status_code == 404
    assert page.get(f"/kits/{kit}/kit.json").status_code == 200


def test_only_the_page_itself_can_send(page):
    assert page.post("/kits", data={"posting": POSTING}, headers={"x-question-tailor": "other"}).status_code == 403


def test_the_page_loads_nothing_from_outside_and_its_cookie_is_kept_to_itself(page):
    answer = page.get("/")

    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "http" not in answer.text.replace("http-equiv", "")
    cookie = ordered(page).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert page.get("/app.py").status_code == 404


def test_old_kits_make_room_for_new_ones():
    sessions = Sessions()
    job = read_posting(POSTING)
    names = [sessions.add("one", Order(job, None, {})) for _ in range(MOST_KITS_OF_A_SESSION + 1)]

    assert sessions.get("one", names[-1])
    with pytest.raises(Exception, match="no such kit"):
        sessions.get("one", names[0])


def test_whoever_goes_away_cancels_the_making():
    under_way = []

    class Slow:
        model = "slow"

        async def send(self, request, on_text=None):
            under_way.append(request.id)
            try:
                await asyncio.sleep(30)
            finally:
                under_way.remove(request.id)
            return ModelReply("")

    async def visit():
        async with AsyncTailor(transport=Slow()) as tailor:
            events = streamed(tailor, Order(read_posting(POSTING), None, {}), asyncio.Semaphore(1))
            await anext(events)
            await asyncio.sleep(0.05)
            seen = len(under_way)
            await events.aclose()
            return seen

    assert asyncio.run(visit()) > 0
    assert under_way == []
