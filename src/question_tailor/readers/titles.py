"""The title of a posting and the employer's name, as people write them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from question_tailor.cleaning import clean
from question_tailor.outline import headings
from question_tailor.readers.tails import company_beside, parted

_TITLE_LINE: Final = re.compile(
    r"\s*(?:\W{0,4})(?:job\s*title|title|position|role|stelle|titel|poste|intitul[ée])\W{0,4}:\W{0,4}\s*(\S.{1,150})$",
    re.IGNORECASE,
)
_COMPANY_LINE: Final = re.compile(
    r"\s*\W{0,4}(?:company|employer|unternehmen|entreprise)\W{0,4}:\W{0,4}\s*(\S.{0,100})$", re.IGNORECASE
)
_ABOUT: Final = re.compile(
    r"(?:about|who is|who are|[üu]ber|[àa] propos de)\s+(?P<name>[^\W\d_].{0,60})$", re.IGNORECASE
)
_NOT_A_NAME: Final = frozenset(
    {
        "us",
        "the",
        "this",
        "our",
        "you",
        "your",
        "we",
        "me",
        "role",
        "position",
        "company",
        "team",
        "uns",
        "nous",
        "job",
        "diese",
    }
)
_PRODUCT_ROLE: Final = re.compile(
    r"\b(?:chief|cpo|cpto|vp|vice president|head|director|lead|principal|staff|group|leiter\w*|directeur|directrice)\b"
    r".*\b(?:products?|produkt\w*|produits?|pm)\b"
    r"|\b(?:product|produkt\w*)\b.*\b(?:lead|leader|director|officer|manager|head)\b|\bc(?:pt?o|tpo)\b",
    re.IGNORECASE,
)
_AT_COMPANY: Final = re.compile(r"\s+(?:at|@|bei|chez)\s+(?P<name>[^\W\d_][\w&.\- ]{1,60})$")
_GENDERS: Final = re.compile(
    r"\s*[(\[]\s*(?:all genders|gn|[mwfdxhi](?:\s*[/|*,.]\s*[mwfdxhi]){1,3})\s*[)\]]"
    r"|\s+(?:[hf]/[hf]|[mwf]/[mwfd]/[mwfdx])(?=\s|$)",
    re.IGNORECASE,
)
_ASIDES: Final = re.compile(
    r"\s*\((?:apply now|remote|hybrid|on-?site|full[- ]time|part[- ]time|permanent)[^)]{0,40}\)", re.IGNORECASE
)
_LONGEST_TITLE: Final = 120
_LONGEST_NAME: Final = 4
"""Words."""
_HEAD: Final = 60_000
_LINES_FOR_A_TITLE: Final = 40


def title_of(text: str) -> str:
    """An explicit title, else the first line like a product role, else the first heading or line; empty without any."""
    first = _first_lines(text)
    if title := _named_title(first):
        return title
    heading = next(headings("\n".join(first)), None)
    return (heading.text if heading else next(iter(first), "").strip("#*_= "))[:_LONGEST_TITLE]


def has_title(text: str) -> bool:
    """Whether a text has an explicit title, or a line that reads like a product role."""
    return _named_title(_first_lines(text)) is not None


def _first_lines(text: str) -> list[str]:
    lines = (line.strip() for line in clean(text[:_HEAD]).text.splitlines())
    return [line for line in lines if line][:_LINES_FOR_A_TITLE]


def _named_title(lines: list[str]) -> str | None:
    for line in lines:
        if match := _TITLE_LINE.match(line):
            return match[1].strip(" *_")
    for line in lines:
        said = line.strip("#*_= ").strip()
        if len(said) <= _LONGEST_TITLE and _PRODUCT_ROLE.search(said) and not said.endswith((".", "!", "?", ",")):
            return said
    return None


def bare(title: str, text: str) -> str:
    """A title without the marks of genders and without employer, place and way of working behind it."""
    said = " ".join(_ASIDES.sub(" ", _GENDERS.sub(" ", title)).split())
    said = parted(said, text).title or said
    return _AT_COMPANY.sub("", said).strip() or title


def _tells_of(name: str, below: str) -> bool:
    """Whether a line begins with the name that the line above it, without any mark of a heading, is about."""
    return len(name.split()) <= _LONGEST_NAME and re.match(rf"{re.escape(name)}\b", below) is not None


def company_of(title: str, text: str) -> str | None:
    """The employer's name, where a line, the title or a heading tells it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in lines[:_LINES_FOR_A_TITLE]:
        if match := _COMPANY_LINE.match(line):
            return match[1].strip(" *_")
        if title in line and (match := _AT_COMPANY.search(line.strip("#*_= "))):
            return match["name"].strip()
    if name := parted(_GENDERS.sub("", title).strip(), text).company or company_beside(title, text):
        return name
    about = [
        line for line, below in pairwise(lines) if (match := _ABOUT.match(line)) and _tells_of(match["name"], below)
    ]
    for said in [*(heading.text for heading in headings(text)), *about]:
        match = _ABOUT.match(said)
        if match and match["name"].split()[0].lower() not in _NOT_A_NAME:
            name = match["name"].strip(" :*_")
            return name.title() if name.isupper() and len(name) > 4 else name  # noqa: PLR2004 - an acronym stays
    return None
