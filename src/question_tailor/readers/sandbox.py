"""Parsers that can hang or crash run in a process of their own, with limits of time and memory.

What goes in is bytes, what comes back is JSON: nothing of a file is ever unpickled. The process is a new interpreter
and no copy of this one, so it can be started from threads, from daemons, and whatever the main program is. Its memory
is limited where the system tells how much it has (Linux); its time is limited everywhere.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Final

from question_tailor.errors import ConfigurationError, InputError, TailorError
from question_tailor.readers.extracted import Extracted

SECONDS: Final = 20.0
"""How long a parser may take."""
_MEMORY: Final = 512 * 1024 * 1024
"""How much a parser may take, in bytes, beyond what the process has when it begins."""
_WAY_OUT: Final = "Save it in another format, or paste its text."
_TASKS: Final = {name: f"question_tailor.readers.{name}" for name in ("docx", "html", "pdf", "workbooks")}
"""Modules with a function `extract(raw, pick)`."""


def run(task: str, raw: bytes, pick: str | int | None = None, *, seconds: float = SECONDS) -> Extracted:
    """Read a file in a process of its own.

    Args:
        task: Which reader: `docx`, `html`, `pdf`, `workbooks`.
        raw: The file.
        pick: Which posting, where it holds several.
        seconds: How long it may take, by the clock.

    Raises:
        InputError: The reader refused the file, took too long or too much memory, or crashed.
        ConfigurationError: There is no interpreter to start, as in a program that is packed into one file.
    """
    if getattr(sys, "frozen", False) or not sys.executable:
        raise ConfigurationError(f"Files of this kind are read in a Python of their own, and there is none. {_WAY_OUT}")
    command = [sys.executable, "-P", "-m", __name__, _TASKS[task], json.dumps(pick)]
    paths = os.pathsep.join(path for path in sys.path if path)
    try:
        done = subprocess.run(  # noqa: S603 - this interpreter, with arguments of our own
            command,
            input=raw,
            capture_output=True,
            timeout=seconds,
            check=False,
            env={**os.environ, "PYTHONPATH": paths},
        )
    except subprocess.TimeoutExpired:
        raise InputError(f"The file takes more than {seconds:g} seconds to read. {_WAY_OUT}") from None
    except OSError as error:
        raise InputError(f"The file could not be read in a process of its own: {type(error).__name__}.") from None
    return _heard(done.stdout)


def _heard(said: bytes) -> Extracted:
    """What a reader answered."""
    try:
        answer = json.loads(said)
        refusal = answer.get("refused")
        if refusal is None:
            return Extracted.from_json(json.dumps(answer["extracted"]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise InputError(f"The file makes its parser crash, or takes too much memory. {_WAY_OUT}") from None
    raise InputError(str(refusal))


def _limit() -> None:
    """Limits of this process, where the platform has them."""
    try:
        import resource  # noqa: PLC0415 - not on Windows

        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + _MEMORY, used + _MEMORY))
    except (ImportError, OSError, ValueError):
        return


def _main() -> None:
    reader, pick = import_module(sys.argv[1]), json.loads(sys.argv[2])
    _limit()
    try:
        found: Extracted = reader.extract(sys.stdin.buffer.read(), pick)
        answer = {"extracted": json.loads(found.to_json())}
    except TailorError as error:
        answer = {"refused": str(error)}
    except MemoryError:
        answer = {"refused": f"The file takes more than {_MEMORY // 2**20} MB of memory to read. {_WAY_OUT}"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    _main()
