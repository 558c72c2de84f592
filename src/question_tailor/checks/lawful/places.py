"""Where which topic is to be kept out of interviews, and on what ground."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from question_tailor._resources import toml, toml_in
from question_tailor.errors import ConfigurationError

if TYPE_CHECKING:
    from question_tailor.findings import Severity

PARENTS: Final = {"us-ca": "us", "us-ny": "us", "us-il": "us", "de": "eu", "fr": "eu"}
"""Places whose law holds beside that of a larger one."""
JURISDICTIONS: Final = ("us", "us-ca", "us-ny", "us-il", "ca-on", "uk", "eu", "de", "fr")
"""Codes of the places that the data knows."""
_PIECES: Final = re.compile(r"[^;:(),\s][^;:(),]*[^;:(),\s]|[^;:(),\s]")


@dataclass(frozen=True, slots=True)
class Rule:
    """How a topic is judged.

    Attributes:
        topic: Its id.
        name: As a person says it.
        severity: `block`, or `warn` where it depends on the case.
        basis: Legal grounds, with the code of each place.
        suggestion: A lawful way to learn what is needed, or to leave it out.
    """

    topic: str
    name: str
    severity: Severity
    basis: str
    suggestion: str


@cache
def rules(jurisdictions: frozenset[str], language: str = "en") -> dict[str, Rule]:
    """The rules that hold in all of some places together, by topic; with none given, in any place.

    Args:
        jurisdictions: Codes of the places.
        language: Two-letter code of the language that names, grounds and suggestions are in.

    Raises:
        ConfigurationError: A code is unknown.
    """
    if unknown := sorted(jurisdictions - set(JURISDICTIONS)):
        known = ", ".join(JURISDICTIONS)
        raise ConfigurationError(f"Unknown jurisdiction {unknown[0]!r}; known are: {known}.")
    chosen = jurisdictions | {PARENTS[code] for code in jurisdictions if code in PARENTS}
    places = [
        (code, toml(f"lawful/places/{code}.toml")["topic"])
        for code in JURISDICTIONS
        if code in (chosen or set(JURISDICTIONS))
    ]
    found: dict[str, Rule] = {}
    for topic, said in toml_in("lawful/topics.toml", language)["topic"].items():
        holding = [(code, topics[topic]) for code, topics in places if topic in topics]
        if holding:
            found[topic] = _rule(topic, said, holding, named=bool(jurisdictions), language=language)
    return found


def topic_name(topic: str, language: str) -> str:
    """A topic as people say it in a language."""
    name: str = toml_in("lawful/topics.toml", language)["topic"][topic]["name"]
    return name


def _rule(
    topic: str, said: dict[str, str], holding: list[tuple[str, dict[str, Any]]], *, named: bool, language: str
) -> Rule:
    severity: Severity = "block" if any(one["severity"] == "block" for _, one in holding) else "warn"
    strict = [(code, one) for code, one in holding if one["severity"] == severity]
    basis = "; ".join(f"{code}: {_ground(one['basis'], language)}" for code, one in (strict if named else strict[:3]))
    if not named:
        words = toml("words.toml")
        basis = f"{words.get(language, words['en'])['no_place']}; {basis}"
    return Rule(topic, said["name"], severity, basis, said["suggestion"])


def _ground(basis: str, language: str) -> str:
    """A ground with what stands around the names of laws in a language; the laws keep their own names."""
    said: dict[str, str] = toml("lawful/grounds.toml").get(language, {})
    return _PIECES.sub(lambda piece: said.get(piece.group(), piece.group()), basis)
