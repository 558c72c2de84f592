"""Kits, also those that an earlier version of this library wrote."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from pydantic import ValidationError

from question_tailor.cleaning import clean
from question_tailor.errors import InputError
from question_tailor.kit import SCHEMA_VERSION, InterviewKit, content_sha256_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_LARGEST_KIT: Final = 4_000_000
_TOLD_FAULTS: Final = 10
_DEEPEST: Final = 20
_LONGEST_NAME: Final = 200
_FIELD: Final = re.compile(r"[A-Za-z0-9_ ]{1,40}")


def load_kit(source: Path | str | bytes) -> InterviewKit:
    """Load a kit from its JSON. A kit of an earlier schema version is brought up to this one.

    Args:
        source: A path, or the JSON itself.

    Raises:
        InputError: It is not there, is no kit, is of a later schema version (the first faults are named), or is
            signed and was changed since.
    """
    named, text = read_text(source)
    document = document_of(text, named)
    _require_unchanged(document, named)
    try:
        kit = InterviewKit.model_validate(upgraded(document, named))
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)[:_TOLD_FAULTS]
        told = "; ".join(f"{_place(fault['loc'])}: {fault['msg']}" for fault in faults)
        raise InputError(f"{named} is no kit of schema version {SCHEMA_VERSION}: {told}") from None
    if kit.signature is None:
        return kit
    # What a later library adds to the shape of a kit is no change of it.
    return kit.model_copy(update={"signature": kit.signature.model_copy(update={"sha256": kit.content_sha256})})


def _place(steps: Iterable[int | str]) -> str:
    """Where a fault is. A key that no field could have is not repeated: it may steer a terminal, or be a secret."""
    said = [str(step) for step in steps]
    return ".".join(step if _FIELD.fullmatch(step) else "(a key that is no field)" for step in said) or "all"


def _require_unchanged(document: dict[str, Any], named: str) -> None:
    signature = document.get("signature")
    if not isinstance(signature, dict) or signature.get("sha256") == content_sha256_of(document):
        return
    by = " ".join(clean(str(signature.get("by"))).text.split())[:_LONGEST_NAME]
    raise InputError(
        f"{named} was changed after {by} signed it. Take the file that was signed; or set "
        '"signature" to null in this one, which makes it an unsigned kit, and have it reviewed and signed again.'
    )


def read_text(source: Path | str | bytes) -> tuple[str, str]:
    """Read the text of a kit's file.

    Args:
        source: A path; bytes; or the text itself, which is JSON or has more than one line.

    Returns:
        A name for error messages, and the text.

    Raises:
        InputError: It is not there, is too large, or is not in UTF-8.
    """
    named, raw = _raw(source)
    if len(raw) > _LARGEST_KIT:
        raise InputError(f"{named} is larger than {_LARGEST_KIT:,} bytes.")
    try:
        return named, raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{named} is not in UTF-8; save it in that encoding.") from None


def document_of(text: str, named: str) -> dict[str, Any]:
    """The JSON object of a kit as it stands, before anything is known of its shape.

    Raises:
        InputError: It is no JSON object with each of its keys once.
    """
    try:
        document = json.loads(text, object_pairs_hook=_with_keys_once, parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        told = str(error) if isinstance(error, json.JSONDecodeError | _Fault) else type(error).__name__
        raise InputError(f"{named} is no JSON: {told}.") from None
    if not isinstance(document, dict):
        raise InputError(f"{named} is no kit: it has to be a JSON object.")
    if _depth(document) > _DEEPEST:
        raise InputError(f"{named} is no kit: it is nested more than {_DEEPEST} levels deep.")
    try:
        json.dumps(document, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise InputError(
            f"{named} is no kit: it holds half a character (a lone surrogate), which is no text."
        ) from None
    return document


class _Fault(ValueError):
    """JSON that another reader would take, and perhaps differently."""


def _with_keys_once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """An object from its pairs; with a key twice, readers differ on which value holds."""
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise _Fault(f"the key {key[:40]!r} stands twice in one object")
        made[key] = value
    return made


def _refuse(constant: str) -> NoReturn:
    raise _Fault(f"{constant} is no number of JSON")


def _finite(figure: str) -> float:
    number = float(figure)
    if not math.isfinite(number):
        raise _Fault("a number is too large")
    return number


def _depth(document: dict[str, Any]) -> int:
    """How many levels of objects and arrays a document has."""
    level: list[Any] = [document]
    depth = 0
    while level:
        depth += 1
        inner = [value.values() if isinstance(value, dict) else value for value in level]
        level = [value for values in inner for value in values if isinstance(value, dict | list)]
    return depth


def _raw(source: Path | str | bytes) -> tuple[str, bytes]:
    if not isinstance(source, Path | str | bytes):
        raise InputError(f"The kit has to be a path, a text or bytes, not {type(source).__name__}.")
    if isinstance(source, bytes):
        return "The kit", source
    if isinstance(source, str) and (source.lstrip().startswith("{") or "\n" in source):
        return "The kit", source.encode("utf-8", "replace")
    try:
        with Path(source).open("rb") as file:
            return f"The kit {source}", file.read(_LARGEST_KIT + 1)
    except (OSError, ValueError) as error:
        raise InputError(f"The kit {source} cannot be read: {type(error).__name__}.") from None


def upgraded(document: dict[str, Any], named: str) -> dict[str, Any]:
    """A kit's JSON object in the shape of this schema version.

    Raises:
        InputError: It is of a version that is not known.
    """
    version = document.get("schema_version")
    while version != SCHEMA_VERSION:
        step = _STEPS.get(version) if isinstance(version, str) else None
        if step is None:
            raise InputError(
                f"{named} has the schema_version {str(version)[:20]!r}, which this question-tailor does not know; it "
                f"reads {', '.join([*_STEPS, SCHEMA_VERSION])}. Install a later version, or make the kit anew."
            )
        document = step(document)
        version = document["schema_version"]
    return document


def _to_1_1(document: dict[str, Any]) -> dict[str, Any]:
    """1.1 added pins, signatures and the jurisdictions of a run; what 1.0 left out is their absence."""
    return {**document, "schema_version": "1.1"}


_STEPS: Final[dict[str, Callable[[dict[str, Any]], dict[str, Any]]]] = {"1.0": _to_1_1}
"""From each earlier schema version, the step to the next."""
