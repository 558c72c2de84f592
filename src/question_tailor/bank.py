"""The question bank: canonical questions from TOML files, the package's own or a user's.

A file holds `[[question]]` entries in the form of `CanonicalQuestion`. `category` may stand once at the top of the file
instead of in each entry.
"""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from question_tailor._resources import data
from question_tailor.canonical import CanonicalQuestion
from question_tailor.errors import BankError, ConfigurationError, InputError
from question_tailor.schemas import schema_of
from question_tailor.text import clean
from question_tailor.text import language as language_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable

LARGEST_FILE: Final = 2_000_000
MOST_ENTRIES: Final = 5_000
_FIRST_LANGUAGE: Final = "en"


class Bank:
    """Canonical questions by their ids, in a fixed order.

    Args:
        questions: The entries; ids must be unique.
        language: Two-letter code of the language that they are written in.
    """

    def __init__(self, questions: Iterable[CanonicalQuestion], *, language: str = _FIRST_LANGUAGE) -> None:
        self._questions = {question.id: question for question in questions}
        self.language = language
        content = "\n".join(question.model_dump_json() for question in self._questions.values())
        self.sha256 = hashlib.sha256(content.encode()).hexdigest()

    def __iter__(self) -> Iterator[CanonicalQuestion]:
        return iter(self._questions.values())

    def __len__(self) -> int:
        return len(self._questions)

    def __contains__(self, question_id: object) -> bool:
        return question_id in self._questions

    def __getitem__(self, question_id: str) -> CanonicalQuestion:
        return self._questions[question_id]


def load_bank(path: Path | str | None = None, *, extend: bool = False, language: str | None = None) -> Bank:
    """Load a question bank.

    Args:
        path: A TOML file, or a folder of them; the package's own bank where it is not given.
        extend: Whether the entries come on top of the package's own; of two with the same id the user's counts.
        language: Two-letter code of the language of the entries; told from their texts where it is not given, and
            English for the package's own.

    Raises:
        ConfigurationError: The package's own bank is not written in that language.
        InputError: The file is not there, too large, or holds no entry.
        BankError: Entries have faults; all of them are listed.
    """
    if path is None:
        return shipped(language or _FIRST_LANGUAGE)
    own = _load(_files_at(Path(path)))
    if not own:
        raise InputError(f"The question bank {path} holds no [[question]].")
    language = language or _language_of(own)
    if not extend:
        return Bank(own, language=language)
    replaced = {question.id: question for question in own}
    beside = shipped(language if language in bank_languages() else _FIRST_LANGUAGE)
    kept = [question for question in beside if question.id not in replaced]
    return Bank([*kept, *own], language=language)


def in_language(bank: Bank, language: str) -> Bank:
    """The same questions in another language, where all of them are the package's own; else the bank as it is."""
    if language == bank.language or not {language, bank.language} <= set(bank_languages()):
        return bank
    known, wanted = shipped(bank.language), shipped(language)
    if any(
        question.id not in wanted or question.id not in known or known[question.id] != question for question in bank
    ):
        return bank
    return wanted if len(bank) == len(wanted) else Bank([wanted[question.id] for question in bank], language=language)


def _language_of(questions: Iterable[CanonicalQuestion]) -> str:
    found = language_of(" ".join(question.text for question in questions))
    return found if found and found != "other" else _FIRST_LANGUAGE


@cache
def bank_languages() -> tuple[str, ...]:
    """Languages that the package's own bank is written in, the same questions in each."""
    return tuple(sorted(folder.name for folder in data("bank").iterdir() if folder.is_dir()))


@cache
def shipped(language: str) -> Bank:
    """The package's own bank in a language.

    Raises:
        ConfigurationError: It is not written in that language.
    """
    if language not in bank_languages():
        raise ConfigurationError(
            f"language: the package's own bank is written in {', '.join(bank_languages())}; not {language!r}"
        )
    folder = data(f"bank/{language}")
    return Bank(_load(sorted(folder.iterdir(), key=lambda file: file.name)), language=language)


def _files_at(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(path.glob("*.toml"))
    if not path.is_file():
        raise InputError(f"There is no question bank at {path}.")
    if path.stat().st_size > LARGEST_FILE:
        raise InputError(f"The question bank {path} is larger than {LARGEST_FILE:,} bytes.")
    return [path]


def _load(files: Iterable[Path | Traversable]) -> list[CanonicalQuestion]:
    questions: list[CanonicalQuestion] = []
    faults: list[str] = []
    seen: dict[str, str] = {}
    for file in files:
        for place, entry in _entries(file, faults):
            question = _question(place, entry, faults)
            if question is None:
                continue
            if question.id in seen:
                faults.append(f"{place}, id: stands already in {seen[question.id]}")
            seen[question.id] = place
            questions.append(question)
    if len(questions) > MOST_ENTRIES:
        faults.append(f"{len(questions):,} entries; at most {MOST_ENTRIES:,} are taken")
    if faults:
        raise BankError(tuple(faults))
    return questions


def _entries(file: Path | Traversable, faults: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The entries of a file, each with the place to name in a fault."""
    try:
        content = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(f"{file.name}: not valid TOML: {error}")
        return
    entries = content.get("question", [])
    unknown = sorted(set(content) - {"question", "category"})
    if unknown or not isinstance(entries, list):
        faults.append(f"{file.name}: only `category` and [[question]] may stand at the top, not {', '.join(unknown)}")
        return
    for number, entry in enumerate(entries, start=1):
        name = entry.get("id") if isinstance(entry, dict) else None
        place = f"{file.name}, entry {name if isinstance(name, str) else number}"
        if not isinstance(entry, dict):
            faults.append(f"{place}: not a table")
            continue
        yield place, {"category": content["category"], **entry} if "category" in content else entry


def _question(place: str, entry: dict[str, Any], faults: list[str]) -> CanonicalQuestion | None:
    try:
        question = CanonicalQuestion.model_validate(_cleaned(entry))
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_context=False, include_input=False):
            field = ".".join(str(step) for step in fault["loc"])
            faults.append(f"{place}, {field or 'entry'}: {fault['msg'].removeprefix('Value error, ')}")
        return None
    wrong = list(_faults_of_fields(question))
    faults += [f"{place}, {fault}" for fault in wrong]
    return None if wrong else question


def _faults_of_fields(question: CanonicalQuestion) -> Iterator[str]:
    """Fields that the category does not have, or that its schema refuses; none of them has to be there."""
    try:
        schema_of(question.category).own.model_validate(question.fields)
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_context=False, include_input=False):
            if fault["type"] != "missing":
                yield f"fields.{'.'.join(str(step) for step in fault['loc'])}: {fault['msg']}"


def _cleaned(value: Any) -> Any:  # noqa: ANN401 - whatever TOML holds
    """A TOML value with the invisible characters taken out of all its texts; a bank may come from anywhere."""
    if isinstance(value, str):
        return clean(value).text
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    return value
