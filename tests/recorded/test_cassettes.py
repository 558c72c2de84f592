"""The recordings themselves: none unused, nothing in them that should not be, and replay really stands in the way."""

import re
from pathlib import Path

import pytest
import yaml
from scenarios import KITS, tailored

CASSETTES = Path(__file__).parents[2] / "cassettes"
TESTS = Path(__file__).parent
RECORDED = sorted(CASSETTES.rglob("*.yaml"))
KEPT_HEADERS = {"content-type"}


def test_no_recording_is_without_a_test():
    named = {
        f"{path.stem}/{name}"
        for path in TESTS.glob("test_*.py")
        if path.name != Path(__file__).name
        for name in re.findall(r'default_cassette\("([\w.-]+)"\)', path.read_text(encoding="utf-8"))
    }

    assert {str(path.relative_to(CASSETTES)) for path in RECORDED} == named


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_a_recording_holds_requests_and_answers_and_nothing_of_who_made_it(path):
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"sk-[A-Za-z0-9]{8,}|[Bb]earer |set-cookie|organization:", text)
    for exchange in yaml.safe_load(text)["interactions"]:
        for part in (exchange["request"], exchange["response"]):
            assert {name.lower() for name in part["headers"]} <= KEPT_HEADERS


@pytest.mark.vcr
@pytest.mark.default_cassette("cpo.yaml")
@pytest.mark.usefixtures("_without_an_endpoint")
def test_a_replay_reaches_no_network(vcr):
    kit = tailored(KITS["cpo"], "sync")

    assert kit.run.usage.requests == vcr.play_count > 0


@pytest.fixture
def _without_an_endpoint(monkeypatch):
    """An address at which nobody listens: a request that got past the recording would fail."""
    monkeypatch.setenv("OPENAI_API_KEY", "replayed")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")


@pytest.fixture(scope="module")
def vcr_cassette_dir():
    return str(CASSETTES / "test_recorded_kits")
