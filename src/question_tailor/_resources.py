"""Where the files lie that are shipped with the package."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_PACKAGE = "question_tailor"


def data(name: str) -> Traversable:
    """A file or folder below the package's `data/`."""
    return files(_PACKAGE).joinpath("data", *name.split("/"))


@cache
def toml(name: str) -> dict[str, Any]:
    """A TOML file of the package's `data/`, parsed once per process; not to be changed by the caller."""
    return tomllib.loads(data(name).read_text(encoding="utf-8"))


def prompt_folder(name: str, version: str) -> Traversable:
    """The folder of one version of a prompt.

    A wheel holds the prompts under the package's data; a checkout, also when installed in editable mode, holds
    them at its top level.
    """
    installed = data(f"prompts/{name}/{version}")
    if installed.is_dir():
        return installed
    return Path(__file__).parents[2] / "prompts" / name / version
