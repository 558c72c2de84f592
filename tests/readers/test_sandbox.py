"""Parsers in a process of their own: what they say comes back, and what they do there does no harm here."""

import subprocess
import sys
import threading

import pytest

from question_tailor.cleaning import Removal
from question_tailor.errors import ConfigurationError, InputError
from question_tailor.readers import sandbox
from question_tailor.readers.extracted import Extracted, Fields

READERS = """
import os, sys
from question_tailor.errors import InputError
from question_tailor.readers.extracted import Extracted, Fields
from question_tailor.cleaning import Removal

def extract(raw, pick):
    if raw == b"refuse":
        raise InputError("This is refused.")
    if raw == b"crash":
        os.abort()
    if raw == b"fail":
        raise KeyError("any error of a parser")
    if raw == b"quit":
        sys.exit(0)
    if raw == b"hang":
        while True:
            pass
    if raw == b"grow":
        return bytearray(2 ** 31)
    if raw == b"deep":
        return extract(raw, [pick])
    return Extracted(raw.decode(), Fields(title=str(pick)), (Removal("comment", 1, 2),))
"""


@pytest.fixture(autouse=True)
def readers(tmp_path, monkeypatch):
    """A reader `trial` that does what its file says."""
    (tmp_path / "trial_reader.py").write_text(READERS, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(sandbox._TASKS, "trial", "trial_reader")


def test_what_a_reader_finds_comes_back():
    assert sandbox.run("trial", "Gr\u00f6\u00dfe \U0001f600".encode(), pick=2) == Extracted(
        "Gr\u00f6\u00dfe \U0001f600", Fields(title="2"), (Removal("comment", 1, 2),)
    )


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (b"refuse", r"^This is refused\.$"),
        (b"crash", "crash"),
        (b"fail", "crash"),
        (b"quit", "crash"),
        (b"deep", "crash"),
    ],
)
def test_whatever_a_parser_does_is_one_of_our_errors(file, told):
    with pytest.raises(InputError, match=told):
        sandbox.run("trial", file)


def test_a_parser_that_hangs_is_ended():
    with pytest.raises(InputError, match=r"more than 0\.9 seconds"):
        sandbox.run("trial", b"hang", seconds=0.9)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit is set where /proc tells what is in use")
def test_a_parser_that_wants_too_much_memory_is_told():
    with pytest.raises(InputError, match="more than 512 MB of memory"):
        sandbox.run("trial", b"grow")


def test_it_works_from_a_thread():
    found = []
    thread = threading.Thread(target=lambda: found.append(sandbox.run("trial", b"text").text))
    thread.start()
    thread.join()

    assert found == ["text"]


DAEMON = """
import multiprocessing, sys
from question_tailor.readers import sandbox

def read(connection):
    sandbox._TASKS["trial"] = "trial_reader"
    connection.send_bytes(sandbox.run("trial", b"text").text.encode())

if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=read, args=(theirs,), daemon=True)
    process.start()
    print(ours.recv_bytes().decode() if ours.poll(30) else "nothing")
    process.join()
"""


def test_it_works_from_a_daemon_process(tmp_path):
    script = tmp_path / "daemon.py"
    script.write_text(DAEMON, encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, timeout=40)

    assert done.stdout.strip() == "text", done.stderr


def test_a_program_without_an_interpreter_is_told(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    with pytest.raises(ConfigurationError, match="a Python of their own"):
        sandbox.run("trial", b"text")
