import json

import pytest
from typer.testing import CliRunner

from question_tailor.cli import app
from wire import completion

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


def examined(*words):
    done = CliRunner().invoke(app, ["doctor", "--format", "json", *words])
    return done.exit_code, json.loads(done.stdout)


def test_with_nothing_set_it_says_that_kits_are_drafted():
    code, said = examined()

    assert code == 0
    assert said["tailor would"] == "draft without a model"
    assert said["extra cli"] == "installed"
    assert "questions" in said["bank"]


def test_a_key_is_never_shown_nor_a_password_in_the_address(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary-key")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://user:canary@localhost:1/v1?token=canary")

    code, said = examined("--model", "m")

    assert code == 0
    assert said["tailor would"] == "ask m"
    assert said["base url"] == "http://localhost:1/v1"
    assert "canary" not in json.dumps(said)


@pytest.mark.parametrize(
    ("variable", "told"), [("OPENAI_API_KEY", "no model is named"), ("QUESTION_TAILOR_MODEL", "there is no key")]
)
def test_what_would_fail_is_said_with_the_code_of_that_failure(variable, told, monkeypatch):
    monkeypatch.setenv(variable, "x")

    code, said = examined()

    assert code == 4
    assert told in said["tailor would"]


def test_a_ping_asks_once_and_says_what_the_endpoint_can_do(endpoint):
    endpoint.answers((200, {}, completion('{"ready": true}')))

    code, said = examined("--model", "m", "--ping")

    assert code == 0
    assert said["endpoint"] == "answered as m-1; takes a strict schema"
    assert len(endpoint.bodies) == 1


def test_a_ping_says_which_form_was_refused(endpoint):
    refusal = {"error": {"message": "response_format json_schema is not supported", "code": "invalid"}}
    endpoint.answers((400, {}, refusal), (400, {}, refusal), (200, {}, completion('{"ready": true}')))

    code, said = examined("--model", "m", "--ping")

    assert code == 0
    assert "strict schema" not in said["endpoint"]


def test_a_ping_that_is_refused_ends_with_the_models_code(endpoint):
    endpoint.answers((401, {}, {"error": {"code": "invalid_api_key"}}))

    code, said = examined("--model", "m", "--ping")

    assert code == 5
    assert "401" in said["endpoint"]
    assert "sk-canary" not in said["endpoint"]
