"""The web example in a browser: from the paste to the download, with a stream and with an error."""

from __future__ import annotations

import threading
import time

import pytest

from question_tailor import AsyncTailor, Tailor, load_kit
from question_tailor.errors import AccessDenied
from question_tailor.testing import ScriptedTransport, answers_of
from samples import COMPANY, POSTING

pytestmark = [pytest.mark.browser, pytest.mark.block_network(allowed_hosts=["127.0.0.1"])]


def served(make_tailor):
    """The address of the example with a client of ours, on a port that is free."""
    import uvicorn  # noqa: PLC0415 - only these tests need it
    from app import create_app  # noqa: PLC0415

    server = uvicorn.Server(uvicorn.Config(create_app(make_tailor), host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < until
        time.sleep(0.02)
    return server, thread, f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"


@pytest.fixture
def site(request):
    server, thread, address = served(request.param)
    yield address
    server.should_exit = True
    thread.join(10)


def answering():
    drafted = Tailor.offline().tailor(POSTING, COMPANY)
    return AsyncTailor(transport=ScriptedTransport(answers_of(drafted)))


def refusing():
    return AsyncTailor(transport=ScriptedTransport(lambda _: AccessDenied("The key was refused", status=401)))


def ordered(page, address):
    page.goto(address)
    page.get_by_label("Paste it").fill(POSTING)
    page.locator("#company").fill(COMPANY)
    page.get_by_role("button", name="Tailor the questions").click()


@pytest.mark.parametrize("site", [answering], indirect=True)
def test_from_the_paste_over_a_stream_to_the_kit_a_replacement_and_the_download(site, watched, grave):
    ordered(watched, site)
    watched.get_by_text("12 questions are ready.").wait_for()

    assert watched.locator("#questions li").count() == 12
    assert grave(watched) == []
    with watched.expect_download() as loading:
        watched.get_by_role("link", name="JSON").click()
    kit = load_kit(loading.value.path())
    assert {question.origin for question in kit.questions} == {"model"}
    with watched.context.expect_page() as opening:
        watched.get_by_role("link", name="Open the kit").click()
    opened = opening.value
    opened.locator("#candidate").wait_for()
    opened.close()


@pytest.mark.parametrize("site", [refusing], indirect=True)
def test_an_error_is_said_where_a_screen_reader_hears_it_and_the_form_can_be_sent_again(site, watched):
    ordered(watched, site)
    alert = watched.get_by_role("alert")
    alert.get_by_text("OPENAI_API_KEY").wait_for()

    assert watched.get_by_role("button", name="Tailor the questions").is_enabled()
    assert watched.locator("#questions li").count() == 0


@pytest.mark.parametrize("site", [AsyncTailor.offline], indirect=True)
def test_a_posting_that_is_too_thin_is_refused_before_anything_is_made(site, watched):
    watched.goto(site)
    watched.get_by_label("Paste it").fill("Head of Product\n\nJoin us.\n")
    watched.get_by_role("button", name="Tailor the questions").click()

    watched.get_by_role("alert").get_by_text("duties").wait_for()
    # The browser itself notes a refused request; that is no fault of the page.
    watched.heard[:] = [said for said in watched.heard if "422" not in said]
