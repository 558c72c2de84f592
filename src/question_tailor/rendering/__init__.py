"""Kits to files and documents."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args

from question_tailor.errors import ConfigurationError
from question_tailor.rendering.markdown import to_markdown

if TYPE_CHECKING:
    from question_tailor.kit import InterviewKit

Format = Literal["json", "md"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
_SUFFIXES: Final[dict[str, Format]] = {".json": "json", ".md": "md", ".markdown": "md"}


def render(kit: InterviewKit, form: Format) -> str:
    """A kit as text.

    Args:
        kit: The kit.
        form: `json` (the published schema) or `md` (Markdown for the panel).

    Raises:
        ConfigurationError: There is no such form.
    """
    if form == "json":
        return kit.model_dump_json(indent=2) + "\n"
    if form == "md":
        return to_markdown(kit)
    raise ConfigurationError(f"format: one of {', '.join(FORMATS)}, not {form!r}")


def form_of(path: Path) -> Format:
    """The form that a file's name asks for.

    Raises:
        ConfigurationError: Its suffix is not known.
    """
    form = _SUFFIXES.get(path.suffix.lower())
    if form is None:
        raise ConfigurationError(f"{path}: the suffix has to be one of {', '.join(_SUFFIXES)}; or give a format.")
    return form


def save_kit(kit: InterviewKit, path: Path | str, form: Format | None = None) -> None:
    """Write a kit into a file: whole, or not at all.

    Args:
        kit: The kit.
        path: Where to; a file that is there is replaced.
        form: What to write; by the file's suffix where it is not given.

    Raises:
        ConfigurationError: The form is not known, or the file cannot be written.
    """
    path = Path(path)
    text = render(kit, form or form_of(path))
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".kit-")
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be written: {error.strerror}.") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        with suppress(OSError):
            Path(name).unlink()
        raise ConfigurationError(f"{path} cannot be written: {error.strerror}.") from None
