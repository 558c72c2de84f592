"""What stands behind a title on its line: the employer's name, the place, the way of working."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from question_tailor._resources import toml
from question_tailor.text import language

_BETWEEN: Final = re.compile(r"\s+[-\u2013\u2014|\u00b7\u2022]\s+")
_PARTS: Final = re.compile(r"\s*[,;/()]\s*")
_LINE_PARTS: Final = re.compile(r"\s*(?:[,;|\u00b7\u2022()]|\s[-\u2013\u2014]\s)\s*")
_NAME: Final = re.compile(r"[A-Z\u00c0-\u00de][\w&.'-]*(?:\s[A-Z\u00c0-\u00de][\w&.'-]*){0,2}")
_ROLE: Final = re.compile(
    r"\b(?:products?|produkt\w*|produits?|head|lead|leiter\w*|vp|cpo|chief|officer|director|manager)\b", re.IGNORECASE
)
_EMPLOYER: Final = (
    r"\b(?:at|join|about|bei|chez|[\u00fcu]ber|[\u00e0a] propos de)\s+{name}\b"
    r"|\b{name}\s+(?:makes|builds|runs|helps|offers|provides|gives|develops|sells|operates|pays|serves"
    r"|macht|entwickelt|bietet|baut|betreibt|verkauft|hilft"
    r"|[\u00e9e]dite|d[\u00e9e]veloppe|propose|con[\u00e7c]oit|vend|exploite|aide|fabrique)\b"
)
"""How a posting speaks of its employer; tells the name after a title's dash from a product area."""
_MOST_PIECES: Final = 8
_LINES_BY_THE_TITLE: Final = 6
_LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Parted:
    """A title line taken apart.

    Attributes:
        title: The title alone.
        company: The employer's name, where one stood behind it.
    """

    title: str
    company: str | None = None


def parted(title: str, text: str) -> Parted:
    """Take off a title what stands behind its dashes and is a place, a way of working or the employer's name.

    A piece goes only where it is told apart safely; a product area and a region stay: `VP Product - EMEA`.

    Args:
        title: The title line, without the marks of genders.
        text: The posting.
    """
    cuts = list(_BETWEEN.finditer(title))[-_MOST_PIECES:]
    company = None
    placed = False
    end = len(title)
    for cut in reversed(cuts):
        parts = [part for part in _PARTS.split(title[cut.end() : end]) if part]
        placed = placed or any(_is_place(part) for part in parts)
        names = [part for part in parts if not (_is_place(part) or _is_region(part))]
        if (
            len(names) > 1
            or not (names or placed)
            or not all(_is_employer(name, text, placed=placed) for name in names)
        ):
            break
        company = names[0] if names else company
        end = cut.start()
    return Parted(title[:end].strip(), company.title() if company and company.isupper() else company)


def company_beside(title: str, text: str) -> str | None:
    """The employer's name in a line by the title, where its legal form tells it: `Kranwerk AG \u00b7 Dortmund`."""
    lines = [line.strip("#*_ \t") for line in text.splitlines() if line.strip()][:_LINES_BY_THE_TITLE]
    for line in lines:
        if title in line:
            continue
        for part in _LINE_PARTS.split(line):
            if len(part) <= _LONGEST_NAME and _has_legal_form(part):
                return part
    return None


def _is_employer(name: str, text: str, *, placed: bool) -> bool:
    if _has_legal_form(name):
        return True
    if (
        not _NAME.fullmatch(name)
        or _ROLE.search(name)
        or any(word in _listed("areas") for word in _key(name).split("-"))
    ):
        return False
    if re.search(_EMPLOYER.format(name=re.escape(name)), text, re.IGNORECASE):
        return True
    # Elsewhere a name of its own: written with a capital wherever it stands. In German every noun is.
    elsewhere = [found.group() for found in re.finditer(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)][1:]
    return placed and bool(elsewhere) and all(said[0].isupper() for said in elsewhere) and language(text) != "de"


def _has_legal_form(name: str) -> bool:
    words = name.split()
    return any(
        len(words) > size and " ".join(words[-size:]) in _forms() and words[0][0].isupper() and not _ROLE.search(name)
        for size in (1, 4)
    )


def _is_place(part: str) -> bool:
    """Whether a part is a place or a way of working, perhaps with a region or a district: `Remote EU`, `Paris 9e`."""
    key = _key(part)
    if key in _listed("places") or key in _listed("ways"):
        return True
    words = key.split("-")
    known = [word in _listed("places") or word in _listed("ways") for word in words]
    return any(known) and all(
        one or word in _listed("regions") or word[0].isdigit() for one, word in zip(known, words, strict=True)
    )


def _is_region(part: str) -> bool:
    return _key(part) in _listed("regions")


def _key(part: str) -> str:
    return "-".join(part.lower().strip(".!").split())


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(toml("places.toml")[name].split())


@cache
def _forms() -> frozenset[str]:
    return frozenset(toml("places.toml")["legal_forms"])
