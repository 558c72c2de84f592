"""Recorded exchanges: what is kept of them, how they are found again, and that all of them are played."""

from __future__ import annotations

from pathlib import Path

import pytest

CASSETTES = Path(__file__).parents[2] / "cassettes"
KEPT_HEADERS = {"content-type"}


def _bare_request(request):
    request.headers = {name: value for name, value in request.headers.items() if name.lower() in KEPT_HEADERS}
    return request


def _bare_response(response):
    response["headers"] = {name: value for name, value in response["headers"].items() if name.lower() in KEPT_HEADERS}
    return response


@pytest.fixture(scope="module")
def vcr_config():
    """An allow-list of headers, readable bodies; any host, so that a recording replays for any base URL."""
    return {
        "match_on": ["method", "path", "body"],
        "before_record_request": _bare_request,
        "before_record_response": _bare_response,
        "decode_compressed_response": True,
    }


@pytest.fixture(scope="module")
def vcr_cassette_dir(request):
    return str(CASSETTES / Path(request.node.name).stem)


@pytest.fixture(autouse=True)
def _every_answer_is_played(request, record_mode, vcr):
    yield
    if record_mode == "none" and request.node.get_closest_marker("vcr"):
        assert vcr is not None
        assert vcr.all_played, f"only {vcr.play_count} of {len(vcr)} recorded answers were asked for"
