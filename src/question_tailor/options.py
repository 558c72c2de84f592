"""What may be asked of a kit, and the same once it is known to be right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypedDict, cast

from question_tailor.errors import ConfigurationError
from question_tailor.kit import InterviewKit
from question_tailor.vocabulary import CATEGORIES, INTERVIEWERS, LEVELS, Category, Interviewer, RoleLevel
from question_tailor.written_names import code_meant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from question_tailor.written_names import Named


class KitOptions(TypedDict, total=False):
    """What may be asked of a kit.

    Names may be written as people write them: `VP Product`, `cultural-fit`, or an unmistakable beginning of three
    letters or more.

    Attributes:
        level: Role level; found from title and posting where it is not given.
        panel: Who takes part, one or several; all four where it is not given.
        categories: Which categories to cover, one or several; all six where it is not given.
        questions: How many questions, 1 to 40; 12 where it is not given.
        minutes: Minutes that the whole panel has, 5 to 1440; 180 where it is not given.
        avoid: Questions used before: texts, or whole kits.
        language: Two-letter code of the language to write in; the posting's where it is not given.
        jurisdictions: Codes of the countries and states whose rules of lawful questions hold, such as `us-ca`; the
            strictest of all where none is given.
        thin_ok: Whether a posting that names fewer than three duties is used even so.
    """

    level: RoleLevel | str | None
    panel: Sequence[Interviewer] | Sequence[str] | str
    categories: Sequence[Category] | Sequence[str] | str
    questions: int
    minutes: int
    avoid: Iterable[str | InterviewKit] | str | InterviewKit
    language: str | None
    jurisdictions: Sequence[str] | str
    thin_ok: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """The options of a kit with their names in the spelling of the library and what was not given filled in."""

    level: RoleLevel | None
    panel: tuple[Interviewer, ...]
    categories: tuple[Category, ...]
    questions: int
    minutes: int
    avoid: tuple[str | InterviewKit, ...]
    language: str | None
    jurisdictions: tuple[str, ...]
    thin_ok: bool


def settled(options: KitOptions) -> Settled:
    """Make sure that options can be used. Ranges of numbers are planning's to know.

    Raises:
        ConfigurationError: One is not known, or has a value that it cannot have.
    """
    known = tuple(KitOptions.__annotations__)
    for name in options:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            meant = f" Is it {near[0]}?" if near else ""
            raise ConfigurationError(f"{name[:40]}: there is no such option.{meant} There are {', '.join(known)}.")
    level = options.get("level")
    language = options.get("language")
    if language is not None and not isinstance(language, str):
        raise ConfigurationError(f"language: a two-letter code such as en, de or fr, not {_shown(language)}")
    return Settled(
        level=None if level is None else cast("RoleLevel", names("level", "levels", [level], LEVELS)[0]),
        panel=cast(
            "tuple[Interviewer, ...]",
            names("panel", "interviewers", _several("panel", options.get("panel"), str) or INTERVIEWERS, INTERVIEWERS),
        ),
        categories=cast(
            "tuple[Category, ...]",
            names(
                "categories",
                "category",
                _several("categories", options.get("categories"), str) or CATEGORIES,
                CATEGORIES,
            ),
        ),
        questions=_whole("questions", options.get("questions", 12)),
        minutes=_whole("minutes", options.get("minutes", 180)),
        avoid=_several("avoid", options.get("avoid"), str | InterviewKit),
        language=language,
        jurisdictions=_several("jurisdictions", options.get("jurisdictions"), str),
        thin_ok=bool(options.get("thin_ok", False)),
    )


def names(option: str, what: Named, given: Iterable[object], known: Sequence[str]) -> tuple[str, ...]:
    """Names in the spelling of the library, each once, in the order given.

    Args:
        option: What they are given for, as the caller calls it.
        what: Which closed set they are of.
        given: The names.
        known: All names of that set.

    Raises:
        ConfigurationError: One is not known, or begins more than one.
    """
    listed = list(given)
    meant = [code_meant(what, name) if isinstance(name, str) else None for name in listed]
    if wrong := [name for name, code in zip(listed, meant, strict=True) if code is None]:
        some = "one" if len(listed) == 1 else "some"
        raise ConfigurationError(f"{option}: {some} of {', '.join(known)}; not {', '.join(map(_shown, wrong[:5]))}")
    return tuple(dict.fromkeys(code for code in meant if code is not None))


def _several(option: str, given: Any, kind: Any) -> tuple[Any, ...]:  # noqa: ANN401 - whatever a caller gives
    """One thing or several, as several; none where nothing is given."""
    if given is None or isinstance(given, kind):
        return () if given is None else (given,)
    # A mapping or bytes can be gone through too, and would give what nobody meant.
    if not isinstance(given, Iterable) or isinstance(given, bytes | dict):
        raise ConfigurationError(f"{option}: one or a list of them, not {_shown(given)}")
    listed = tuple(given)
    if wrong := [one for one in listed if not isinstance(one, kind)]:
        raise ConfigurationError(f"{option}: {_shown(wrong[0])} is nothing that may stand here")
    return listed


def _whole(option: str, given: object) -> int:
    if isinstance(given, bool) or not isinstance(given, int):
        raise ConfigurationError(f"{option}: a whole number, not {_shown(given)}")
    return given


def _shown(value: object) -> str:
    """A wrong value in a message: its text, or of what type it is; what it holds may be long or secret."""
    return repr(value)[:60] if isinstance(value, str | int | float) else f"a value of type {type(value).__name__}"
