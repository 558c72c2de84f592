"""One fuzzing process: feeds a target with what atheris thinks of, and keeps an example of each kind of finding.

It does not stop at a finding, since the same one would come up again at once: findings are told apart by their kind and
by the line of ours that they went through last. A hang or a lack of memory does end it.
"""

from __future__ import annotations

import hashlib
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Final

import atheris

sys.path.insert(0, str(Path(__file__).parent))
_PARSERS: Final = ("email", "tomllib", "pypdf", "docx", "zipfile")
"""Packages of others whose coverage guides the search too."""


class _Findings:
    """Where examples are kept, one for each kind."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: set[str] = set()

    def note(self, error: Exception, data: bytes) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        ours = [frame for frame in frames if "question_tailor" in frame.filename] or frames
        kind = f"{type(error).__name__} at {Path(ours[-1].filename).name}:{ours[-1].lineno}"
        if kind in self._seen:
            return
        self._seen.add(kind)
        name = hashlib.sha256(kind.encode()).hexdigest()[:12]
        (self._folder / name).write_bytes(data)
        told = "".join(traceback.format_exception(error))
        (self._folder / f"{name}.txt").write_text(f"{kind}\n\n{told}", encoding="utf-8", errors="backslashreplace")
        sys.stderr.write(f"FINDING {kind}\n")


def main() -> None:
    """Fuzz the target of the first argument; the second is the folder of findings, the others are libFuzzer's."""
    name, folder, *options = sys.argv[1:]
    with atheris.instrument_imports(include=["question_tailor", *_PARSERS]):
        from targets import TARGETS  # noqa: PLC0415 - imported while atheris looks on

        target = TARGETS[name]
        for seed in target.seeds():  # what the library imports when it is first needed is imported now
            with suppress(Exception):
                target.run(seed)
    findings = _Findings(Path(folder))

    def run(data: bytes) -> None:
        try:
            target.run(data)
        except Exception as error:  # noqa: BLE001 - whatever comes is a finding
            findings.note(error, data)

    atheris.Setup([sys.argv[0], *options], run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
