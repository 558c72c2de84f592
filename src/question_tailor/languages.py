"""The language of a kit: the posting's, unless the caller says otherwise or nothing is there to write it with.

A text that does not tell is taken to be in the language of the company text, else in English.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from question_tailor.bank import in_language
from question_tailor.errors import ConfigurationError
from question_tailor.findings import Finding, say
from question_tailor.text import language as language_of
from question_tailor.text import likely_language

if TYPE_CHECKING:
    from question_tailor.bank import Bank
    from question_tailor.inputs import CompanyContext, JobDescription

MEASURED: Final = ("en", "de", "fr")
"""Languages that a kit can be written in without a model, and in which the checks have been measured."""

_FIRST: Final = "en"
_CODE: Final = re.compile(r"[a-z]{2}")
_WORDS_THAT_TELL: Final = 40
"""Of a posting with fewer words it is no wonder that its language cannot be told."""


def settle_language(
    job: JobDescription, asked: str | None, bank: Bank, *, with_model: bool, company: CompanyContext | None = None
) -> tuple[str, tuple[Finding, ...]]:
    """The language that a kit is written in.

    Args:
        job: The posting.
        asked: Two-letter code that the caller gave; None for the posting's language.
        bank: The question bank; without a model a kit is in the bank's language.
        with_model: Whether a model writes the kit.
        company: The company context; its language is taken where the posting does not tell its own.

    Returns:
        A two-letter code, and a finding where the kit is not in the language that was wanted, or where the checks have
        not been measured in it.

    Raises:
        ConfigurationError: What the caller gave is no language code.
    """
    if asked is not None and not _CODE.fullmatch(asked):
        raise ConfigurationError(f"language: a two-letter code such as en, de or fr, not {asked!r}")
    wanted = asked or _spoken(job, company)
    if wanted is None:
        told = len(job.text.split()) >= _WORDS_THAT_TELL
        return _FIRST, (say("language.unknown", _FIRST, "warn", field="job"),) if told else ()
    if with_model:
        return wanted, () if wanted in MEASURED else (_warn("rates", _FIRST, wanted),)
    if wanted not in MEASURED:
        return _FIRST, (_warn("offline", _FIRST, wanted),)
    written = in_language(bank, wanted).language
    return written, () if written == wanted else (_warn("bank", written, wanted),)


def _spoken(job: JobDescription, company: CompanyContext | None) -> str | None:
    found = likely_language(f"{job.title}\n{job.text}")
    if found is None and company is not None:
        found = language_of(company.text)
    return None if found == "other" else found


def _warn(what: str, language: str, wanted: str) -> Finding:
    return say(f"language.{what}", language, "warn", field="job", wanted=wanted)
