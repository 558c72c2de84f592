"""The files that are shipped with the package: where they lie, what they hold, and their hash."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

_PACKAGE = "question_tailor"
_TRANSLATIONS: Final = frozenset({"de", "fr"})


def data(name: str) -> Traversable:
    """A file or folder below the package's `data/`."""
    return files(_PACKAGE).joinpath("data", *name.split("/"))


@cache
def toml(name: str) -> dict[str, Any]:
    """A TOML file of the package's `data/`, parsed once per process; not to be changed by the caller."""
    return tomllib.loads(data(name).read_text(encoding="utf-8"))


@cache
def toml_in(name: str, language: str) -> dict[str, Any]:
    """A TOML file of the package's `data/` with its texts in a language.

    English stands in the tables themselves; below any of them, a table named for a language holds what is said
    otherwise in it. A language that the file does not have gives English.

    Args:
        name: The file.
        language: Two-letter code.
    """
    return _in_language(toml(name), language)


def _in_language(table: dict[str, Any], language: str) -> dict[str, Any]:
    own = {
        key: _in_language(value, language) if isinstance(value, dict) else value
        for key, value in table.items()
        if key not in _TRANSLATIONS
    }
    return _merged(own, table.get(language, {})) if language in _TRANSLATIONS else own


def _merged(table: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """A table with what another one says put over it, table by table."""
    merged = dict(table)
    for key, value in over.items():
        held = merged.get(key)
        merged[key] = _merged(held, value) if isinstance(value, dict) and isinstance(held, dict) else value
    return merged


def prompt_folder(name: str, version: str) -> Traversable:
    """The folder of one version of a prompt.

    A wheel holds the prompts under the package's data; a checkout, also when installed in editable mode, holds
    them at its top level.
    """
    installed = data(f"prompts/{name}/{version}")
    if installed.is_dir():
        return installed
    return Path(__file__).parents[2] / "prompts" / name / version


@cache
def rules_sha256() -> str:
    """Hash of the data that plan, levels and checks rest on; the bank has a hash of its own."""
    digest = hashlib.sha256()
    for name, raw in sorted(_rule_files(data(""))):
        digest.update(f"{name}\n".encode())
        digest.update(raw)
    return digest.hexdigest()


def _rule_files(folder: Traversable, within: str = "") -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "bank":
            yield from _rule_files(entry, f"{within}{entry.name}/")
        elif entry.name.endswith(".toml"):
            yield f"{within}{entry.name}", entry.read_bytes()
