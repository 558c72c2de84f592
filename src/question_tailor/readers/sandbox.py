"""Parsers that can hang or crash run in a process of their own, with limits of time and memory.

What goes in is bytes, what comes back is JSON: nothing of a file is ever unpickled.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Final

from question_tailor.errors import InputError, TailorError
from question_tailor.readers.extracted import Extracted

SECONDS: Final = 20.0
"""How long a parser may take."""
_MEMORY: Final = 512 * 1024 * 1024
"""How much a parser may take, in bytes, beyond what the process has when it begins."""
_TASKS: Final = {"html": "question_tailor.readers.html"}
"""Modules with a function `extract(raw, pick)`."""


def run(task: str, raw: bytes, pick: str | int | None = None, *, seconds: float = SECONDS) -> Extracted:
    """Read a file in a process of its own.

    Args:
        task: Which reader: `html`.
        raw: The file.
        pick: Which posting, where it holds several.
        seconds: How long it may take, by the clock.

    Raises:
        InputError: The reader refused the file, took too long or too much memory, or crashed.
    """
    command = [sys.executable, "-P", "-m", __name__, task, json.dumps(pick)]
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
        raise InputError(f"The file takes more than {seconds:g} seconds to read. Save it in another format.") from None
    except OSError as error:
        raise InputError(f"The file could not be read in a process of its own: {type(error).__name__}.") from None
    try:
        answer = json.loads(done.stdout)
        if refusal := answer.get("refused"):
            raise InputError(str(refusal))
        return Extracted.from_json(json.dumps(answer["extracted"]))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError("The file takes too much memory to read, or is damaged. Save it in another format.") from None


def _limit() -> None:
    """Limits of this process, where the platform has them."""
    try:
        import resource  # noqa: PLC0415 - not on Windows

        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + _MEMORY, used + _MEMORY))
    except (ImportError, OSError, ValueError):
        return


def _main() -> None:
    task, pick = sys.argv[1], json.loads(sys.argv[2])
    reader = import_module(_TASKS[task])
    _limit()
    try:
        found: Extracted = reader.extract(sys.stdin.buffer.read(), pick)
        answer = {"extracted": json.loads(found.to_json())}
    except TailorError as error:
        answer = {"refused": str(error)}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    _main()
