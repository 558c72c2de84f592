"""Postings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from question_tailor.errors import InputError
from question_tailor.inputs import JobDescription
from question_tailor.outline import headings
from question_tailor.readers.files import text_of
from question_tailor.readers.sections import without_confidential
from question_tailor.text import clean

if TYPE_CHECKING:
    from pathlib import Path

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
_DASHED_COMPANY: Final = re.compile(r"\s+[-\u2013\u2014|]\s+(?P<name>[A-Z][\w&.]*(?:\s[A-Z][\w&.]*){0,2})$")
_GENDERS: Final = re.compile(
    r"\s*[(\[]\s*(?:all genders|gn|[mwfdxhi](?:\s*[/|*,.]\s*[mwfdxhi]){1,3})\s*[)\]]", re.IGNORECASE
)
_ASIDES: Final = re.compile(
    r"\s*\((?:apply now|remote|hybrid|on-?site|full[- ]time|part[- ]time|permanent)[^)]{0,40}\)", re.IGNORECASE
)
_EMPLOYER: Final = (
    r"\b(?:at|join|about|bei|chez)\s+{name}\b"
    r"|\b{name}\s+(?:makes|builds|runs|helps|offers|provides|gives|develops|sells|operates|pays|serves|macht)\b"
)
"""How a posting speaks of its employer; tells the name after a title's dash from a product area."""
_LONGEST_TITLE: Final = 120
_LINES_FOR_A_TITLE: Final = 40


def read_posting(source: Path | str | bytes | Mapping[str, Any]) -> JobDescription:
    """Read a posting.

    Args:
        source: A text or Markdown file's path (`-` for standard input), its bytes, a text of more than one line, or
            a dictionary with `title`, `text` (or `description`) and perhaps `company`.

    Raises:
        InputError: It cannot be read, is in another format, or has no title that can be told.
    """
    if isinstance(source, Mapping):
        return _of_mapping(source)
    text, _ = without_confidential(clean_lines(text_of(source, "posting")))
    if not text.strip():
        raise InputError("The posting holds nothing but a confidential part.")
    title = _title_of(text)
    company = _company_of(title, text)
    return _posting(_bare(title, text), text, company)


def _posting(title: str, text: str, company: str | None) -> JobDescription:
    try:
        return JobDescription(title=title, text=text, company=company)
    except ValidationError:
        raise InputError("The posting holds no title and text that can be seen.") from None


def clean_lines(text: str) -> str:
    """A text with invisible characters still in it, but with one form of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _of_mapping(given: Mapping[str, Any]) -> JobDescription:
    text = next((given[key] for key in ("text", "description") if isinstance(given.get(key), str)), "")
    title = given.get("title")
    if not isinstance(title, str) or not title.strip():
        raise InputError("The posting has no `title`.")
    if not text.strip():
        raise InputError("The posting has no `text` (or `description`).")
    company = given.get("company")
    kept, _ = without_confidential(clean_lines(text))
    return _posting(title, kept, company if isinstance(company, str) and company.strip() else None)


def _title_of(text: str) -> str:
    """An explicit title, else the first line that reads like a product role, else the first heading or line."""
    lines = [line.strip() for line in clean(text).text.splitlines()]
    first = [line for line in lines if line][:_LINES_FOR_A_TITLE]
    for line in first:
        if match := _TITLE_LINE.match(line):
            return match[1].strip(" *_")
    for line in first:
        said = line.strip("#*_= ").strip()
        if len(said) <= _LONGEST_TITLE and _PRODUCT_ROLE.search(said) and not said.endswith((".", "!", "?", ",")):
            return said
    heading = next(headings("\n".join(lines)), None)
    title = heading.text if heading and heading.line < _LINES_FOR_A_TITLE else first[0].strip("#*_= ")
    return title[:_LONGEST_TITLE]


def _bare(title: str, text: str) -> str:
    """A title without the marks of genders and the employer's name behind it."""
    said = " ".join(_ASIDES.sub(" ", _GENDERS.sub(" ", title)).split())
    if _dashed_company(said, text):
        said = _DASHED_COMPANY.sub("", said)
    return _AT_COMPANY.sub("", said).strip() or title


def _dashed_company(title: str, text: str) -> str | None:
    match = _DASHED_COMPANY.search(title)
    if match and re.search(_EMPLOYER.format(name=re.escape(match["name"])), text, re.IGNORECASE):
        return match["name"].title() if match["name"].isupper() else match["name"]
    return None


def _company_of(title: str, text: str) -> str | None:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in lines[:_LINES_FOR_A_TITLE]:
        if match := _COMPANY_LINE.match(line):
            return match[1].strip(" *_")
        if title in line and (match := _AT_COMPANY.search(line.strip("#*_= "))):
            return match["name"].strip()
    if name := _dashed_company(_GENDERS.sub("", title).strip(), text):
        return name
    for heading in headings(text):
        match = _ABOUT.match(heading.text)
        if match and match["name"].split()[0].lower() not in _NOT_A_NAME:
            name = match["name"].strip(" :*_")
            return name.title() if name.isupper() and len(name) > 4 else name  # noqa: PLR2004 - an acronym stays
    return None
