"""Put small faults into a part of the library, one at a time, and say which of them no test notices.

The tests are run once without a fault. Then each fault is tried in a copy of this process, in which only the faulty
module, what imports it and the tests are loaded anew; the files stay as they are. A fault counts as killed where a test
fails, where the module can no longer be loaded, or where the tests take far more time or memory than without it.
Faults that change nothing that can be seen are listed with their reasons in equivalent_mutants.toml; they are tried
too, and not counted if they survive.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import os
import resource
import sys
import time
import tomllib
from contextlib import suppress
from importlib.abc import Loader, MetaPathFinder
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import grimp
import pytest
from mutations import Mutation, mutations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

ROOT: Final = Path(__file__).parent.parent
SOURCES: Final = ROOT / "src" / "question_tailor"
_HERE: Final = Path(__file__).parent
_ALWAYS: Final = ("-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "--hypothesis-seed=0", "--no-header")
_PATIENCE: Final = 5
"""How many times as long as without a fault the tests may take."""
_SHORTEST: Final = (3.0, 30.0)
"""Seconds, of the processor and by the clock, that they may take in any case."""
_MEMORY: Final = 2 * 1024**3
_MOMENT: Final = 0.01


class _Faulty(MetaPathFinder, Loader):
    """Loads one module from other code than its file's."""

    def __init__(self, name: str, code: str, path: Path) -> None:
        self._name, self._code, self._path = name, code, path

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        del path, target
        if fullname != self._name:
            return None
        within = [str(self._path.parent)] if self._path.name == "__init__.py" else None
        return importlib.util.spec_from_file_location(
            fullname, self._path, loader=self, submodule_search_locations=within
        )

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._code, str(self._path), "exec"), module.__dict__)  # noqa: S102 - our own code


def _name_of(path: Path) -> str:
    parts = path.relative_to(ROOT / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _tested(tests: list[str], path: Path, code: str, importers: set[str], seconds: float) -> int:
    """Run tests with other code in the place of a module in a copy of this process, whose id is returned."""
    child = os.fork()
    if child:
        return child
    status = 1
    with suppress(BaseException):
        spent = math.ceil(seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (spent, spent + 1))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        for name in [name for name, module in sys.modules.items() if name in importers or _is_test(module)]:
            _forget(name)
        sys.meta_path.insert(0, _Faulty(_name_of(path), code, path))
        status = int(pytest.main([*_ALWAYS, *tests]))
    os._exit(status)


def _forget(name: str) -> None:
    """Have a module loaded anew by whoever imports it next, also as an attribute of its package."""
    del sys.modules[name]
    package, _, own = name.rpartition(".")
    if hasattr(sys.modules.get(package), own):
        delattr(sys.modules[package], own)


def _is_test(module: ModuleType) -> bool:
    return str(getattr(module, "__file__", None) or "").startswith(str(ROOT / "tests"))


def _survives(tests: list[str], path: Path, code: str, importers: set[str], longest: tuple[float, float]) -> bool:
    child = _tested(tests, path, code, importers, longest[0])
    until = time.monotonic() + longest[1]
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status) == 0
        time.sleep(_MOMENT)
    os.kill(child, 9)
    os.waitpid(child, 0)
    return False


def _known(path: Path, mutation: Mutation, line: str, equivalent: list[dict[str, Any]]) -> str | None:
    """Why a mutation changes nothing that can be seen, where that is known."""
    said = {"file": str(path.relative_to(SOURCES)), "line": line, "what": mutation.what, "column": mutation.column}
    for one in equivalent:
        if all(one.get(key, value) == value for key, value in said.items()):
            return str(one["why"])
    return None


def _try(
    name: str,
    part: dict[str, Any],
    equivalent: list[dict[str, Any]],
    graph: grimp.ImportGraph,
    asked: argparse.Namespace,
    before: dict[str, Any] | None,
) -> dict[str, Any]:
    tests: list[str] = part["tests"]
    began = time.process_time(), time.monotonic()
    if pytest.main([*_ALWAYS, *tests]) != 0:
        raise SystemExit(f"The tests of {name} fail without any fault: {' '.join(tests)}")
    took = time.process_time() - began[0], time.monotonic() - began[1]
    longest = max(_SHORTEST[0], _PATIENCE * took[0]), max(_SHORTEST[1], _PATIENCE * took[1])
    counts = {"killed": 0, "equivalent": 0}
    survivors: list[str] = []
    for file in part["files"]:
        path = SOURCES / file
        source = path.read_text(encoding="utf-8")
        importers = {_name_of(path), *graph.find_downstream_modules(_name_of(path))}
        if not _survives(tests, path, source, importers, longest):
            raise SystemExit(f"The tests of {name} fail when {file} is loaded anew, without any fault.")
        for mutation in list(_of_part(mutations(source), part))[:: asked.every]:
            line = source.splitlines()[mutation.line - 1].strip()
            told = f"{file}:{mutation.line}:{mutation.column}: {mutation.what}: {line}"
            if before and told not in before["survivors"]:
                continue
            if not _survives(tests, path, mutation.code(), importers, longest):
                counts["killed"] += 1
            elif _known(path, mutation, line, equivalent):
                counts["equivalent"] += 1
            else:
                survivors.append(told)
                print(told, flush=True)
    if before:
        counts = {key: value + before[key] for key, value in counts.items()}
    return {**counts, "survivors": survivors}


def _of_part(found: Iterable[Mutation], part: dict[str, Any]) -> Iterator[Mutation]:
    """The faults in what belongs to a part, by the beginnings of names."""
    names = tuple(part.get("within", [""]))
    return (mutation for mutation in found if mutation.within.startswith(names))


def _told(name: str, counts: dict[str, Any]) -> str:
    tried = counts["killed"] + len(counts["survivors"])
    share = 100 * counts["killed"] / max(1, tried)
    return f"{name:12} {counts['killed']:5} of {tried:5} killed, {share:5.1f} %, {counts['equivalent']:3} equivalent"


def main() -> int:
    """Try the parts that are asked for; 1 where fewer are killed than a part asks for."""
    parts: dict[str, Any] = tomllib.loads((_HERE / "mutants.toml").read_text(encoding="utf-8"))
    listed = tomllib.loads((_HERE / "equivalent_mutants.toml").read_text(encoding="utf-8"))
    parser = argparse.ArgumentParser(description="Say which small faults no test notices.")
    parser.add_argument("part", nargs="*", choices=[*parts, []], help="parts of mutants.toml; all where none is named")
    parser.add_argument("--again", action="store_true", help="only faults that survived the last time")
    parser.add_argument("--every", type=int, default=1, help="try every so manieth fault only")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "mutants.json")
    parser.add_argument("--least", type=float, default=85.0, help="percent to be killed")
    asked = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT / "src"))
    graph = grimp.build_graph("question_tailor")
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    results: dict[str, Any] = json.loads(asked.out.read_text(encoding="utf-8")) if asked.out.exists() else {}
    for name in asked.part or parts:
        before = results.get(name) if asked.again else None
        results[name] = _try(name, parts[name], listed["mutant"], graph, asked, before)
        print(_told(name, results[name]), flush=True)
        asked.out.write_text(json.dumps(results, indent=1), encoding="utf-8")
    shares = [one["killed"] / max(1, one["killed"] + len(one["survivors"])) for one in results.values()]
    return 0 if 100 * min(shares) >= asked.least else 1


if __name__ == "__main__":
    sys.exit(main())
