"""The question bank: canonical questions from files, the package's own or a user's.

A TOML file holds `[[question]]` entries in the form of `CanonicalQuestion`. `category` may stand once at the top of the
file instead of in each entry. Tables (docs/banks.md) come as the same entries.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from question_tailor._resources import data
from question_tailor.bank_faults import Fault, Place, shown
from question_tailor.canonical import CanonicalQuestion
from question_tailor.cleaning import clean
from question_tailor.errors import BankError, ConfigurationError, InputError
from question_tailor.faults_in_words import in_words
from question_tailor.schemas import schema_of
from question_tailor.text import language as language_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable

LARGEST_FILE: Final = 2_000_000
"""Bytes of one file."""
MOST_ENTRIES: Final = 5_000
_FIRST_LANGUAGE: Final = "en"
_SUFFIXES: Final = (".toml", ".csv", ".tsv", ".xlsx")
_NO_FILES_OF_OURS: Final = (".", "~$")
"""How the names of files begin that programs leave beside the one that is open."""

Tables = Callable[[str, bytes, list[Fault]], list[tuple[Place, dict[str, Any]]] | None]
"""What reads tables: from a file's name, its bytes and a list to add faults to, the entries; None if it is no table."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A sound entry.

    Attributes:
        place: Where it stands.
        question: What it holds.
        hidden: What a reader does not see was taken out of it: channel, count and position, never the words.
    """

    place: Place
    question: CanonicalQuestion
    hidden: tuple[Fault, ...] = ()


@dataclass(slots=True)
class Gathered:
    """What files of questions hold.

    Attributes:
        entries: Those that are sound.
        faults: What is wrong with the others, all of it.
    """

    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class Bank:
    """Canonical questions by their ids, in a fixed order.

    Args:
        questions: The entries; ids must be unique.
        language: Two-letter code of the language that they are written in.
        own: Ids of those that a user put on top of the package's.
    """

    def __init__(
        self, questions: Iterable[CanonicalQuestion], *, language: str = _FIRST_LANGUAGE, own: Iterable[str] = ()
    ) -> None:
        self._questions = {question.id: question for question in questions}
        self.language = language
        self.own = frozenset(own)
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


def load_bank(
    path: Path | str | None = None,
    *,
    extend: bool = False,
    language: str | None = None,
    tables: Tables | None = None,
) -> Bank:
    """Load a question bank.

    Args:
        path: A file, or a folder of them; the package's own bank where it is not given.
        extend: Whether the entries come on top of the package's own; of two with the same id the user's counts.
        language: Two-letter code of the language of the entries; told from their texts where it is not given, and
            English for the package's own.
        tables: What reads spreadsheets, which lies in a layer above; without it every file is TOML.

    Raises:
        ConfigurationError: The package's own bank is not written in that language; or a library is missing.
        InputError: The file is not there, too large, or holds no entry.
        BankError: Entries have faults; all of them are listed.
    """
    if path is None:
        return shipped(language or _FIRST_LANGUAGE)
    own = [entry.question for entry in _sound(gathered(files_at(Path(path), tables), tables))]
    if not own:
        raise InputError(f"The question bank {path} holds no question.")
    language = language or language_in(own)
    if not extend:
        return Bank(own, language=language)
    replaced = {question.id: question for question in own}
    beside = shipped(language if language in bank_languages() else _FIRST_LANGUAGE)
    kept = [question for question in beside if question.id not in replaced]
    return Bank([*kept, *own], language=language, own=replaced)


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


def language_in(questions: Iterable[CanonicalQuestion]) -> str:
    """Two-letter code of the language that questions are written in; English where it cannot be told."""
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
    held = _sound(gathered(sorted(folder.iterdir(), key=lambda file: file.name)))
    return Bank([entry.question for entry in held], language=language)


def files_at(path: Path, tables: Tables | None = None) -> list[Path]:
    """The files of a bank: one, or those of a folder in the order of their names.

    Raises:
        InputError: There is none.
    """
    if path.is_dir():
        suffixes = _SUFFIXES if tables else _SUFFIXES[:1]
        return sorted(
            file
            for file in path.iterdir()
            if file.suffix.lower() in suffixes and not file.name.startswith(_NO_FILES_OF_OURS)
        )
    if not path.is_file():
        raise InputError(f"There is no question bank at {path}.")
    return [path]


def gathered(files: Iterable[Path | Traversable], tables: Tables | None = None) -> Gathered:
    """All that files of questions hold, sound or not.

    Raises:
        InputError: A file cannot be read, or is too large.
        ConfigurationError: A library that a file needs is not installed.
    """
    found = Gathered()
    seen: dict[str, Place] = {}
    for file in files:
        for place, given in _given(file, found.faults, tables):
            entry = _entry(place, given, found.faults)
            if entry is None:
                continue
            if entry.question.id in seen:
                found.faults.append(place.fault(f"stands already in {seen[entry.question.id]}", "id"))
            seen[entry.question.id] = place
            found.entries.append(entry)
    if len(found.entries) > MOST_ENTRIES:
        why = f"{len(found.entries):,} entries; at most {MOST_ENTRIES:,} are taken"
        found.faults.append(Fault(found.entries[-1].place.file, why))
    return found


def _sound(found: Gathered) -> list[Entry]:
    if found.faults:
        raise BankError(tuple(str(fault) for fault in found.faults))
    return found.entries


def _given(
    file: Path | Traversable, faults: list[Fault], tables: Tables | None
) -> Iterable[tuple[Place, dict[str, Any]]]:
    """The entries of a file, each with its place."""
    try:
        with file.open("rb") as opened:
            raw: bytes = opened.read(LARGEST_FILE + 1)
    except OSError as error:
        raise InputError(f"The question bank {file.name} cannot be read: {type(error).__name__}.") from None
    if len(raw) > LARGEST_FILE:
        raise InputError(f"The question bank {file.name} is larger than {LARGEST_FILE:,} bytes.")
    of_a_table = tables(file.name, raw, faults) if tables else None
    return of_a_table if of_a_table is not None else _of_toml(file.name, raw, faults)


def _of_toml(file: str, raw: bytes, faults: list[Fault]) -> Iterator[tuple[Place, dict[str, Any]]]:
    try:
        content = tomllib.loads(raw.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        faults.append(Fault(file, f"not valid TOML: {error}"))
        return
    entries = content.get("question", [])
    unknown = sorted(set(content) - {"question", "category"})
    if unknown or not isinstance(entries, list):
        faults.append(Fault(file, f"only `category` and [[question]] may stand at the top, not {', '.join(unknown)}"))
        return
    for number, entry in enumerate(entries, start=1):
        name = entry.get("id") if isinstance(entry, dict) else None
        place = Place(file, shown(name) if isinstance(name, str) else str(number))
        if not isinstance(entry, dict):
            faults.append(Fault(file, "not a table", entry=place.entry))
            continue
        yield place, {"category": content["category"], **entry} if "category" in content else entry


def _entry(place: Place, given: dict[str, Any], faults: list[Fault]) -> Entry | None:
    hidden: list[Fault] = []
    try:
        question = CanonicalQuestion.model_validate(_cleaned(given, place, hidden))
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False):
            empty = fault["type"] == "missing" and place.row is not None
            said = place.fault("is empty" if empty else in_words(fault), *fault["loc"])
            if not empty or said.column not in place.told:
                faults.append(said)
        return None
    wrong = list(_faults_of_fields(question, place))
    faults += wrong
    return None if wrong else Entry(place, question, tuple(hidden))


def _faults_of_fields(question: CanonicalQuestion, place: Place) -> Iterator[Fault]:
    """Fields that the category does not have, or that its schema refuses; none of them has to be there."""
    try:
        schema_of(question.category).own.model_validate(question.fields)
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False):
            if fault["type"] == "extra_forbidden":
                yield place.fault(f"{question.category} has no such field", "fields", *fault["loc"])
            elif fault["type"] != "missing":
                yield place.fault(in_words(fault), "fields", *fault["loc"])


def _cleaned(value: Any, place: Place, hidden: list[Fault], *steps: str | int) -> Any:  # noqa: ANN401 - as TOML
    """A value with the invisible characters taken out of all its texts; a bank may come from anywhere."""
    if isinstance(value, str):
        cleaned = clean(value)
        for removal in cleaned.removed:
            why = f"invisible characters were taken out: {removal.channel}, {removal.count} at {removal.start}"
            hidden.append(place.fault(why, *steps))
        return cleaned.text
    if isinstance(value, list):
        return [_cleaned(item, place, hidden, *steps, number) for number, item in enumerate(value)]
    if isinstance(value, dict):
        return {key: _cleaned(item, place, hidden, *steps, key) for key, item in value.items()}
    return value
