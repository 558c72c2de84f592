"""A real server for the tests that are marked `integration`, with a model that is made here."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from results import Results
from serving import Server
from tiny_model import CONTEXT, write_tiny_model

PAGE = os.environ.get("INTEGRATION_PAGE", "")
"""The page that the results are written into, where all tests pass."""
RESULTS = Results()


@pytest.fixture(scope="session")
def results():
    """The tables that are printed at the end."""
    return RESULTS


def pytest_terminal_summary(terminalreporter, exitstatus):
    if shown := str(RESULTS):
        terminalreporter.write_sep("=", "a real server")
        terminalreporter.write(shown)
        if PAGE and exitstatus == pytest.ExitCode.OK:
            RESULTS.write_into(Path(PAGE))


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory):
    """The file of a language model of random weights."""
    path = tmp_path_factory.mktemp("model") / "tiny.gguf"
    RESULTS.weights = write_tiny_model(path)
    return path


@pytest.fixture(scope="session")
def llama_cpp_python(tiny_model):
    """The server of llama-cpp-python."""
    settings = ["--model", str(tiny_model), "--model_alias", "tiny", "--n_ctx", str(CONTEXT), "--n_threads", "1"]
    # By default each new request ends the stream before it.
    settings += ["--host", "127.0.0.1", "--port", "0", "--interrupt_requests", "false", "--verbose", "false"]
    with Server([sys.executable, "-m", "llama_cpp.server", *settings], ready="Uvicorn running") as server:
        yield server
