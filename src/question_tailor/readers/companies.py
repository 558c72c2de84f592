"""Company context."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from question_tailor.errors import InputError
from question_tailor.inputs import CompanyContext
from question_tailor.outline import headings
from question_tailor.readers.files import text_of
from question_tailor.readers.sections import without_confidential

if TYPE_CHECKING:
    from pathlib import Path

_CONFIDENTIAL_KEYS = frozenset({"confidential", "vertraulich", "confidentiel"})


def read_company(source: Path | str | bytes | Mapping[str, Any]) -> CompanyContext:
    """Read company context.

    Args:
        source: A text or Markdown file's path (`-` for standard input), its bytes, a text of more than one line, or a
            dictionary with `name`, `text` and any other named parts (`about`, `values`, ...), each a text or a list.
            What stands under a heading `Confidential`, `Vertraulich` or `Confidentiel`, or in the dictionary's
            `confidential`, stays confidential.

    Raises:
        InputError: It cannot be read, is in another format, or is empty.
    """
    if isinstance(source, Mapping):
        return _of_mapping(source)
    text, confidential = without_confidential(text_of(source, "company text").replace("\r\n", "\n").replace("\r", "\n"))
    first = next(headings(text), None)
    name = first.text if first and first.level == 1 else None
    return CompanyContext(name=name, text=text, confidential=confidential)


def _of_mapping(given: Mapping[str, Any]) -> CompanyContext:
    name = given.get("name")
    parts: list[str] = []
    secrets: list[str] = []
    for key, value in given.items():
        said = _lines(value)
        if key == "name" or not said.strip():
            continue
        if key.lower() in _CONFIDENTIAL_KEYS:
            secrets.append(said)
            continue
        shown, secret = without_confidential(said)
        secrets.append(secret)
        parts.append(shown if key == "text" else f"## {key.replace('_', ' ').capitalize()}\n\n{shown}")
    if not any(part.strip() for part in (*parts, *secrets)):
        raise InputError("The company context is empty: give `text`, or named parts such as `about` and `values`.")
    text = "\n\n".join(part for part in parts if part.strip())
    confidential = "\n".join(secret for secret in secrets if secret.strip())
    return CompanyContext(
        name=name if isinstance(name, str) and name.strip() else None, text=text, confidential=confidential
    )


def _lines(value: Any) -> str:  # noqa: ANN401 - whatever a dictionary holds
    """A value as text: lists as bullets, dictionaries as `name: value` bullets."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return "\n".join(f"- {key}: {_lines(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return "\n".join(f"- {_lines(item)}" for item in value)
    return "" if value is None else str(value)
