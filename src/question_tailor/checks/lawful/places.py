"""Where which topic is to be kept out of interviews, and on what ground."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from question_tailor._resources import toml
from question_tailor.errors import ConfigurationError

if TYPE_CHECKING:
    from question_tailor.findings import Severity

PARENTS: Final = {"us-ca": "us", "us-ny": "us", "us-il": "us", "de": "eu", "fr": "eu"}
"""Places whose law holds beside that of a larger one."""
JURISDICTIONS: Final = ("us", "us-ca", "us-ny", "us-il", "ca-on", "uk", "eu", "de", "fr")
"""Codes of the places that the data knows."""


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
def rules(jurisdictions: frozenset[str]) -> dict[str, Rule]:
    """The rules that hold in all of some places together, by topic; with none given, in any place.

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
    for topic, said in toml("lawful/topics.toml")["topic"].items():
        holding = [(code, topics[topic]) for code, topics in places if topic in topics]
        if holding:
            found[topic] = _rule(topic, said, holding, named=bool(jurisdictions))
    return found


def _rule(topic: str, said: dict[str, str], holding: list[tuple[str, dict[str, Any]]], *, named: bool) -> Rule:
    severity: Severity = "block" if any(one["severity"] == "block" for _, one in holding) else "warn"
    strict = [(code, one) for code, one in holding if one["severity"] == severity]
    basis = "; ".join(f"{code}: {one['basis']}" for code, one in (strict if named else strict[:3]))
    if not named:
        basis = f"no place was named, so the strictest rule of all holds; {basis}"
    return Rule(topic, said["name"], severity, basis, said["suggestion"])
