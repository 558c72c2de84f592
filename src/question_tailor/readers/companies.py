"""Company context."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from question_tailor.cleaning import clean
from question_tailor.errors import InputError
from question_tailor.inputs import CompanyContext
from question_tailor.outline import headings
from question_tailor.readers import formats
from question_tailor.readers.files import opened
from question_tailor.readers.hiding import placed
from question_tailor.readers.sections import is_confidential, without_confidential
from question_tailor.readers.structured import bounded

if TYPE_CHECKING:
    from pathlib import Path

    from question_tailor.readers.extracted import Extracted

_NO_NAME: Final = re.compile(
    r"(?:about(?: us| the company)?|who we are|our (?:company|story)|company|[\u00fcu]ber uns|(?:das )?unternehmen|"
    r"[\u00e0a] propos(?: de nous)?|qui sommes-nous|l'entreprise|notes?|welcome.*)\W*",
    re.IGNORECASE,
)


def read_company(source: Path | str | bytes | Mapping[str, Any]) -> CompanyContext:
    """Read company context.

    Args:
        source: A file's path (`-` for standard input), its bytes, the text itself (of more than one line), or a
            dictionary. Read are text, Markdown, web pages, PDF, DOCX and e-mail; and YAML, TOML, JSON and dictionaries
            with `name`, `text` and any other named parts (`about`, `products`, `customers`, `figures`, `values`,
            `challenges`, `team`, ...), each a text, a list or a table. What stands under a heading `Confidential`,
            `Vertraulich` or `Confidentiel`, or in the dictionary's `confidential`, stays confidential.

    Raises:
        InputError: It cannot be read, is in a format that is not read, or is empty.
        ConfigurationError: The format needs a library of the extra `documents` that is not installed.
    """
    if isinstance(source, Mapping):
        return _of_mapping(bounded(source, "The company context"))
    file = opened(source, "company text")
    found = formats.read(file)
    if not isinstance(found, formats.Data):
        return _of_text(found)
    if not isinstance(found.document, Mapping):
        raise InputError(f"{file.named} has to hold named parts, such as `about` and `values`.")
    return _of_mapping(found.document)


def _of_text(found: Extracted) -> CompanyContext:
    text, confidential = without_confidential(found.text.replace("\r\n", "\n").replace("\r", "\n"))
    first = next(headings(clean(text).text), None)
    name = first.text if first and first.level == 1 and not _NO_NAME.fullmatch(first.text) else None
    return CompanyContext(
        name=_name(found.fields.company or name),
        text=text,
        confidential=confidential,
        hidden=placed(found, text),
    )


def _name(given: Any) -> str | None:  # noqa: ANN401 - whatever a dictionary holds
    return clean(given).text[:200] or None if isinstance(given, str) else None


def _of_mapping(given: Mapping[str, Any]) -> CompanyContext:
    name = given.get("name")
    parts: list[str] = []
    secrets: list[str] = []
    for key, value in ((str(key), value) for key, value in given.items()):
        said = _lines(value)
        if key == "name" or key.startswith("@") or not said.strip():
            continue
        if is_confidential(clean(key).text.replace("_", " ")):
            secrets.append(said)
            continue
        shown, secret = without_confidential(said)
        secrets.append(secret)
        parts.append(shown if key == "text" else f"## {key.replace('_', ' ').capitalize()}\n\n{shown}")
    if not any(part.strip() for part in (*parts, *secrets)):
        raise InputError("The company context is empty: give `text`, or named parts such as `about` and `values`.")
    text = "\n\n".join(part for part in parts if part.strip())
    confidential = "\n".join(secret for secret in secrets if secret.strip())
    return CompanyContext(name=_name(name), text=text, confidential=confidential)


def _lines(value: Any) -> str:  # noqa: ANN401 - whatever a dictionary holds
    """A value as text: lists as bullets, dictionaries as `name: value` bullets."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return "\n".join(f"- {key}: {_lines(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return "\n".join(f"- {_lines(item)}" for item in value)
    return "" if value is None else str(value)
