"""From a duty as a French posting puts it to an infinitive phrase that a question can hold.

Duties that are read: infinitives ("Définir la feuille de route"), with a person ("Vous définissez ...", "Vous aurez à
définir ..."), and nouns that stand for a verb ("Pilotage de la feuille de route").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from question_tailor.facts.lists import listed, table

_LANGUAGE: Final = "fr"
_FEWEST: Final = 4
_MOST: Final = 11
_LABEL: Final = re.compile(r"\**[^:.]{2,50}?\s?:\**\s+(?=\S)")
_CUT: Final = re.compile(r"\s*(?:[;:(\u2013\u2014?!]|\s-\s|\.(?=\s|$)|,?\s(?:par ex|etc|c\.-à-d))")
_JOINED: Final = frozenset({"et", "ou"})
_MARKS: Final = ',.*\u00ab\u00bb\u201c\u201d"'
_YOURS: Final = re.compile(r"^(?:ton|ta)$|^tes$", re.IGNORECASE)
_OF: Final = {"du": "le", "des": "les"}
_OBJECTS: Final = frozenset({"un", "une", "nos", "notre", "vos", "votre", "plusieurs", "cette", "ce", "ces", "deux"})
_PLURAL_ADJECTIVES: Final = frozenset({"nouveaux", "nouvelles", "grands", "grandes", "meilleurs", "meilleures"})
"""Before them an indefinite plural is "de" whether a noun or a verb stands before it."""
_LATEST_SUBJECT: Final = 6
_ALSO: Final = frozenset({"aussi", "également"})
_LEAN_ON_NEXT: Final = frozenset(
    {"mise", "mises", "prise", "prises", "mettre", "tout", "plus", "vis-à-vis", "propre", "propres", "lié", "liée"}
    | {
        "lien",
        "étroit",
        "étroite",
        "collaboration",
        "coordination",
        "accord",
        "partenariat",
        "liés",
        "liées",
        "relatif",
        "relative",
        "relatifs",
        "relatives",
        "dédié",
        "dédiée",
        "dédiés",
        "dédiées",
    }
)
_FROM_TO: Final = re.compile(r"\bde \d[\d.,]* (?:à|%)|\bentre\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word and where it ends in the duty."""

    text: str
    end: int

    @property
    def bare(self) -> str:
        return self.text.strip(_MARKS)


def doing(said: str, *, bullet: bool) -> tuple[str, int] | None:
    """An infinitive phrase for a duty.

    Args:
        said: A bullet or sentence.
        bullet: Whether it is a bullet; only there a duty may lack its person.

    Returns:
        The phrase, and how many characters of `said` it is made from, counted from its start; None where no safe
        phrase of 4 to 11 words can be made.
    """
    label = _LABEL.match(said)
    for start in [label.end(), 0] if label else [0]:
        words = _clause(said, start)
        readings = (_responsible, _addressed, *((_infinitive, _nominal) if bullet else ()))
        for read in readings:
            found = read(words)
            if found is not None and (made := _phrase(*found)) is not None:
                return made
    return None


def _clause(said: str, start: int) -> list[_Word]:
    said = said.replace("\u2019", "'")
    cut = _CUT.search(said, start)
    limit = cut.start() if cut else len(said)
    return [_Word(match.group(), match.end()) for match in re.finditer(r"\S+", said[:limit]) if match.start() >= start]


def _responsible(words: list[_Word]) -> tuple[list[str], list[_Word]] | None:
    """Read "Responsable de la feuille de route" as "assumer la responsabilité de la feuille de route"."""
    said = " ".join(word.bare for word in words).lower()
    for opening in table(_LANGUAGE)["responsible"]:
        head, _, preposition = opening.rpartition(" ")
        count = len(head.split())
        rest = words[count:]
        if said.startswith(head + " ") and rest and _begins_with_of(rest[0].bare, preposition):
            return ["assumer", "la", "responsabilité"], rest
    return None


def _begins_with_of(word: str, preposition: str) -> bool:
    return word == preposition or word in _OF or word.startswith("d'")


def _addressed(words: list[_Word]) -> tuple[list[str], list[_Word]] | None:
    """Read "Vous définissez la vision" and "Vous aurez à définir la vision" as "définir la vision"."""
    if not words:
        return None
    said = " ".join(word.bare for word in words).lower()
    for opening in sorted(table(_LANGUAGE)["openings"], key=len, reverse=True):
        if said.startswith(opening + " "):
            return _infinitive(words[len(opening.split()) :])
        if opening.endswith(" de") and said.startswith(opening[:-1] + "'"):
            at = len(opening.split()) - 1
            return _infinitive([_Word(words[at].text[2:], words[at].end), *words[at + 1 :]])
    subjects = [at for at, word in enumerate(words[:_LATEST_SUBJECT]) if word.bare.lower() in {"vous", "tu"}]
    if not subjects or (subjects[0] > 0 and not words[subjects[0] - 1].text.endswith(",")):
        return None
    subject = subjects[0]
    return _verbs_first(words, subject + 1, finite_forms(familiar=words[subject].bare.lower() == "tu"))


def _infinitive(words: list[_Word]) -> tuple[list[str], list[_Word]] | None:
    return _verbs_first(words, 0, {verb: verb for verb in listed(_LANGUAGE, "verbs")})


def _verbs_first(words: list[_Word], at: int, forms: dict[str, str]) -> tuple[list[str], list[_Word]] | None:
    """The verbs that a duty begins with, in the infinitive, and the words after them."""
    while at < len(words) and words[at].bare.lower() in listed(_LANGUAGE, "adverbs"):
        at += 1
    verbs: list[str] = []
    while at < len(words) and words[at].bare.lower() in forms:
        comma = "," if words[at].text.endswith(",") else ""
        verbs.append(forms[words[at].bare.lower()] + comma)
        at += 1
        if at + 1 < len(words) and words[at].bare in _JOINED and words[at + 1].bare.lower() in forms:
            verbs.append(words[at].bare)
            at += 1
        elif not comma:
            break
    if not verbs or verbs[-1].endswith(","):
        return None
    if at < len(words) and words[at].bare.lower() in _ALSO:
        at += 1
    return verbs, _until_next_verb(words[at:], forms)


def _nominal(words: list[_Word]) -> tuple[list[str], list[_Word]] | None:
    """Read "Pilotage et animation de la feuille de route" as "piloter et animer la feuille de route"."""
    nominal: dict[str, str] = table(_LANGUAGE)["nominal"]
    verbs: list[str] = []
    at = 0
    while at < len(words):
        size = next((n for n in (3, 1) if " ".join(w.bare for w in words[at : at + n]).lower() in nominal), 0)
        if not size:
            break
        verbs.append(nominal[" ".join(word.bare for word in words[at : at + size]).lower()])
        at += size
        if at + 1 < len(words) and words[at].bare in _JOINED and words[at + 1].bare.lower() in nominal:
            verbs.append(words[at].bare)
            at += 1
        else:
            break
    rest = _objects(_until_next_verb(words[at:], {}))
    return (verbs, rest) if verbs and rest else None


def _objects(words: list[_Word]) -> list[_Word] | None:
    """What stands after a noun for an action, as the object of its verb: `de la vision et du plan` without its `de`."""
    out: list[_Word] = []
    for at, word in enumerate(words):
        first = at == 0
        joined = first or words[at - 1].bare in _JOINED or words[at - 1].text.endswith(",")
        if not joined:
            out.append(word)
            continue
        said = word.bare.lower()
        following = words[at + 1].bare.lower() if at + 1 < len(words) else ""
        if said in _OF:
            out.append(_Word(_OF[said], word.end))
        elif said == "de" and (following in {"la", *_OBJECTS} or following.startswith("l'") or following[:1].isdigit()):
            continue
        elif said.startswith("d'") and said[2:] in _OBJECTS:
            out.append(_Word(word.text[2:], word.end))
        elif first and not (said == "de" and following in _PLURAL_ADJECTIVES):
            return None
        elif not first and words[at - 1].bare in _JOINED and said != "de" and not said.startswith("d'"):
            return out[:-1]  # what is joined here is no object of the same noun
        else:
            out.append(word)
    return out


def _until_next_verb(words: list[_Word], forms: dict[str, str]) -> list[_Word]:
    """The words before a second verb or a clause of its own."""
    for at, word in enumerate(words):
        said = word.bare.lower()
        before = words[at - 1] if at else None
        verb = said in forms or said in {"vous", "tu"} or (said.endswith("ez") and said not in {"assez", "chez"})
        following = words[at + 1].bare.lower() if at + 1 < len(words) else ""
        again = said in {"la", "le", "les"} and following in listed(_LANGUAGE, "verbs")
        if before and before.bare in _JOINED and (verb or again):
            return words[: at - 1]
        if before and before.text.endswith(",") and (said in forms or said in listed(_LANGUAGE, "clause_words")):
            return words[:at]
        if said in {"afin", "pour"} and at + 1 < len(words) and words[at + 1].bare.lower() in {"que", "de"} and at > 1:
            return words[:at]
    return words


def _phrase(verbs: list[str], rest: list[_Word]) -> tuple[str, int] | None:
    kept = _shortened(rest, _MOST - len(" ".join(verbs).split()))
    if not kept:
        return None
    words = [*verbs, *[_YOURS.sub(_yours, word.text) for word in kept]]
    phrase = " ".join(words).replace("*", "").rstrip(",")
    said = {word.strip(_MARKS).lower() for word in phrase.split()}
    if said & listed(_LANGUAGE, "speakers") or re.search(r"\b[st]'", phrase):
        return None
    if len(phrase.split()) < _FEWEST or phrase.count("\u00ab") != phrase.count("\u00bb") or '"' in phrase:
        return None
    return phrase, kept[-1].end


def _yours(match: re.Match[str]) -> str:
    return "vos" if match.group().lower() == "tes" else "votre"


def _shortened(words: list[_Word], most: int) -> list[_Word]:
    """The words after the verb, cut before a preposition where they are too many; empty where none are whole."""
    kept = words
    if len(kept) > most:
        at = next((at for at in range(most, 1, -1) if _may_end_before(words, at)), 0)
        kept = words[:at]
    hangs = not kept or kept[-1].bare.lower() in listed(_LANGUAGE, "danglers")
    return [] if hangs else kept


def _may_end_before(words: list[_Word], at: int) -> bool:
    if words[at].bare.lower() not in listed(_LANGUAGE, "boundaries") or words[at - 1].bare in _JOINED:
        return False
    if words[at].bare.lower() in {"à", "au"} and words[at - 1].bare[:1].isdigit():
        return False  # "de 21 à 8 jours"
    if words[at - 1].bare.lower() in _LEAN_ON_NEXT:
        return False
    before, whole = (" ".join(word.text for word in part) for part in (words[:at], words))
    after_comma = before.rpartition(",")[2].split() if "," in before else ["et"]
    return bool(_JOINED & set(after_comma)) and not _FROM_TO.search(whole)


@cache
def finite_forms(*, familiar: bool) -> dict[str, str]:
    """Forms for "vous" (or "tu"), in the present and the future, and the infinitive of each."""
    known = table(_LANGUAGE)
    forms: dict[str, str] = {}
    for verb in sorted(listed(_LANGUAGE, "verbs")):
        if familiar:
            forms[known["familiar"].get(verb, _present(verb, "es", "is"))] = verb
        else:
            forms[known["irregular"].get(verb, _present(verb, "ez", "issez"))] = verb
            forms[known["future"].get(verb, f"{verb.removesuffix('e')}ez")] = verb
    return forms


def _present(verb: str, regular: str, second: str) -> str:
    if verb.endswith("er"):
        return f"{verb[:-2]}{regular}"
    if verb.endswith("ir"):
        return f"{verb[:-2]}{second}"
    return f"{verb[:-2]}{regular if regular == 'ez' else 's'}"
