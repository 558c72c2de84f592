"""German verbs: their zu-infinitives, the forms that go with "Sie" and "du", and the nouns that stand for them.

In data/facts.toml a | stands after a part that parts from its verb: `auf|bauen`.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from question_tailor.facts.lists import listed, table

_LANGUAGE: Final = "de"


def zu(verb: str) -> str:
    """A verb with its `zu`: `aufzubauen`, `zu führen`."""
    part, bar, base = verb.partition("|")
    return f"{part}zu{base}" if bar else f"zu {verb}"


@cache
def infinitives() -> dict[str, str]:
    """Infinitives as they are written, and where their parts part."""
    return {verb.replace("|", ""): verb for verb in sorted(listed(_LANGUAGE, "verbs"))}


@cache
def with_inner_zu() -> dict[str, str]:
    """Zu-infinitives that are one word, and the verb of each."""
    return {zu(verb): verb for verb in listed(_LANGUAGE, "verbs") if "|" in verb}


def bases(form: str, *, familiar: bool) -> list[str]:
    """The verbs that a form for "Sie" (or "du") may be of, without the part that parts."""
    return _finite_forms(familiar=familiar).get(form, [])


@cache
def _finite_forms(*, familiar: bool) -> dict[str, list[str]]:
    forms: dict[str, list[str]] = {}
    for verb in sorted(listed(_LANGUAGE, "verbs")):
        base = verb.rpartition("|")[2]
        forms.setdefault(_du_form(base) if familiar else base, []).append(verb)
    return forms


def _du_form(base: str) -> str:
    irregular: dict[str, str] = table(_LANGUAGE)["irregular"]
    if base in irregular:
        return irregular[base]
    stem = base[:-2] if base.endswith("en") else base[:-1]
    if stem.endswith(("t", "d", "ffn", "chn", "tm", "gn")):
        return f"{stem}est"
    return f"{stem}t" if stem.endswith(("s", "\u00df", "x", "z")) else f"{stem}st"


@cache
def third_person() -> dict[str, str]:
    """Forms that end a clause with "der" or "die" as its subject, and the infinitive of each: `verantwortet`."""
    forms: dict[str, str] = {}
    for verb in sorted(listed(_LANGUAGE, "verbs")):
        part, bar, base = verb.rpartition("|")
        stem = base[:-2] if base.endswith("en") else base[:-1]
        form = f"{stem}t"
        if base in table(_LANGUAGE)["irregular"]:
            form = f"{table(_LANGUAGE)['irregular'][base].removesuffix('st').removesuffix('t')}t"
        elif stem.endswith(("t", "d", "ffn", "chn", "tm", "gn")):
            form = f"{stem}et"
        forms[part + form] = f"{part}{base}" if bar else base
    return forms


def verb_of_noun(noun: str) -> str | None:
    """The verb that a noun stands for: `Aufbau`, `Entwicklung`, `Führen`; None for other nouns."""
    return _nouns_for_verbs().get(noun)


@cache
def _nouns_for_verbs() -> dict[str, str]:
    """Nouns that stand for a verb: its stem with -ung, those listed, and the infinitive itself with a capital."""
    found: dict[str, str] = {}
    for verb in sorted(listed(_LANGUAGE, "verbs")):
        plain = verb.replace("|", "")
        stem = plain[:-2] if plain.endswith("en") else plain[:-1]
        stem = f"{stem[:-2]}l" if stem.endswith("el") else stem
        found[f"{stem.capitalize()}ung"] = verb
        found[plain.capitalize()] = verb
    return {**found, **table(_LANGUAGE)["nominal"], **table(_LANGUAGE)["with_preposition"]}
