"""Known names as people write them: in any case, with spaces or hyphens, as a title in English, German or French."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from question_tailor._resources import toml, toml_in
from question_tailor.vocabulary import (
    CATEGORIES,
    INTERVIEWERS,
    LEVELS,
    Competency,
    Horizon,
    Kind,
    PeopleScope,
    Responsibility,
    Scale,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Named = Literal[
    "category", "competency", "levels", "interviewers", "kind", "responsibility", "horizon", "scale", "people_scope"
]
"""What there are closed sets of names for, by the field of a bank's entry."""

_LANGUAGES: Final = ("en", "de", "fr")
_SHORTEST_BEGINNING: Final = 3


def letters_of(name: str) -> str:
    """A name without case, spaces and signs."""
    return "".join(char for char in name.casefold() if char.isalnum())


def code_of(what: str, said: str) -> str | None:
    """The name of a closed set that is meant; None where none is, or where the set is not known."""
    return _names().get(what, {}).get(letters_of(said))


def code_meant(what: Named, said: str) -> str | None:
    """The same, also where only the beginning of a name is given and it is the beginning of no other's."""
    if exact := code_of(what, said):
        return exact
    begun = letters_of(said)
    if len(begun) < _SHORTEST_BEGINNING:
        return None
    meant = {code for written, code in _names()[what].items() if written.startswith(begun)}
    return meant.pop() if len(meant) == 1 else None


@cache
def _names() -> dict[str, dict[str, str]]:
    """For each field of known names: the name that each way of writing it stands for."""
    written = toml("bank_tables.toml")
    words = [toml("words.toml").get(language, {}) for language in _LANGUAGES]
    closed = [each.get("closed_values", {}) for each in words]
    levels: list[dict[str, Any]] = [
        {level: toml_in("levels.toml", language)["level"][level]["name"] for level in LEVELS} for language in _LANGUAGES
    ]
    return {
        "category": _written(CATEGORIES, *[each.get("categories", {}) for each in words]),
        "competency": _written(get_args(Competency), *[each.get("competencies", {}) for each in words]),
        "levels": _written(LEVELS, written["levels"], *levels),
        "interviewers": _written(
            INTERVIEWERS,
            written["interviewers"],
            *[toml_in("panel.toml", language)["names"] for language in _LANGUAGES],
        ),
        "kind": _written(get_args(Kind), written["kinds"]),
        "responsibility": _written(
            get_args(Responsibility),
            *[
                {code: about["name"] for code, about in toml_in("responsibilities.toml", language).items()}
                for language in _LANGUAGES
            ],
        ),
        "horizon": _written(get_args(Horizon), *closed),
        "scale": _written(get_args(Scale), *closed),
        "people_scope": _written(get_args(PeopleScope), *closed),
    }


def _written(codes: Iterable[str], *more: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for code in codes:
        ways = [code, *(way for names in more for way in _ways(names.get(code)))]
        found |= {letters_of(way): code for way in ways}
    return found


def _ways(said: object) -> list[str]:
    if isinstance(said, str):
        return [said]
    return [way for way in said if isinstance(way, str)] if isinstance(said, list) else []
