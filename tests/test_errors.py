import inspect
import json
import pickle

import openai
import pytest

from question_tailor import errors
from question_tailor.errors import BankError, ModelError, TailorError

MODEL_ERRORS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, ModelError)]


@pytest.mark.parametrize("kind", MODEL_ERRORS)
def test_a_model_error_survives_pickling_with_all_it_knows(kind):
    error = kind("It failed", status=503, request_id="req_1", retry_after=2.5)

    again = pickle.loads(pickle.dumps(error))

    assert type(again) is kind
    assert str(again) == "It failed (status 503, request req_1)"
    assert (again.status, again.request_id, again.retry_after) == (503, "req_1", 2.5)
    json.dumps(vars(again))


def test_a_bank_error_survives_pickling_and_lists_every_fault():
    error = pickle.loads(pickle.dumps(BankError(("a.toml, entry x, text: missing", "b.toml: not TOML"))))

    assert error.faults == ("a.toml, entry x, text: missing", "b.toml: not TOML")
    assert "2 faults" in str(error)
    assert "b.toml: not TOML" in str(error)


def test_the_tree_in_the_docstring_names_every_error():
    kinds = [name for name, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, TailorError)]

    assert all(name in (errors.__doc__ or "") for name in kinds)


def test_what_is_fatal_is_never_sent_again():
    assert not [kind for kind in MODEL_ERRORS if kind.fatal and kind.retryable]


def test_every_error_of_the_sdk_is_of_the_family_that_the_transport_translates():
    kinds = [kind for _, kind in inspect.getmembers(openai, inspect.isclass) if issubclass(kind, Exception)]

    foreign = [kind.__name__ for kind in kinds if not issubclass(kind, openai.OpenAIError)]

    assert set(foreign) <= {"InvalidWebhookSignatureError"}
