"""Which rule packs of lawful questions hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from question_tailor.checks.lawful import JURISDICTIONS
from question_tailor.errors import ConfigurationError
from question_tailor.findings import Finding, say

if TYPE_CHECKING:
    from collections.abc import Iterable


def known_jurisdictions(codes: str | Iterable[str]) -> tuple[str, ...]:
    """Codes of rule packs in the spelling of their files, each once, in the order given.

    Args:
        codes: One code or several, in any case, with a hyphen or an underscore: `US-CA`, `us_ca`.

    Raises:
        ConfigurationError: There is no pack of that code.
    """
    known = {_letters(code): code for code in JURISDICTIONS}
    given = [codes] if isinstance(codes, str) else list(codes)
    unknown = [code for code in given if _letters(code) not in known]
    if unknown:
        told = ", ".join(repr(code)[:40] for code in unknown[:5])
        raise ConfigurationError(f"jurisdictions: some of {', '.join(known.values())}; not {told}")
    return tuple(dict.fromkeys(known[_letters(code)] for code in given))


def unset_jurisdiction(codes: tuple[str, ...], language: str = "en") -> tuple[Finding, ...]:
    """A finding where no jurisdiction was given, in the kit's language."""
    if codes:
        return ()
    return (say("lawful.jurisdiction_unset", language, "warn", codes=", ".join(JURISDICTIONS)),)


def _letters(code: str) -> str:
    return "".join(char for char in str(code).casefold() if char.isalnum())
