"""What goes with a drafted question: quote, reason, probes, anchors, and the fields of its category."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from question_tailor._resources import toml_in
from question_tailor.schemas import Anchors

if TYPE_CHECKING:
    from question_tailor.canonical import CanonicalQuestion
    from question_tailor.drafting.wording import Wording
    from question_tailor.facts import Fact
    from question_tailor.levels import LevelProfile

_SHORTEST_QUOTE: Final = 4
_LONGEST_QUOTE: Final = 280
_LONGEST_ANCHOR: Final = 480
_BANK_PROBES: Final = 2
_CLAUSE: Final = re.compile(r"[^.;\n]+")


def quote_of(fact: Fact, text: str) -> str:
    """The words behind a fact; a short one with the clause around it."""
    verbatim = text[fact.start : fact.end]
    if len(verbatim.split()) >= _SHORTEST_QUOTE:
        return verbatim[:_LONGEST_QUOTE].strip()
    for clause in _CLAUSE.finditer(text):
        if clause.start() <= fact.start and fact.end <= clause.end():
            around = clause.group().strip(" \t-*\u2022#")
            return around if len(around) <= _LONGEST_QUOTE else verbatim
    return verbatim


def why_of(canonical: CanonicalQuestion, fact: Fact, wording: Wording) -> str:
    """What the question finds out, and why that matters here."""
    return f"{_sentence(canonical.intent)} {wording.said('why', fact)}"


def probes_of(canonical: CanonicalQuestion, fact: Fact, wording: Wording) -> list[str]:
    """Two probes of the bank's and one about the fact."""
    return [*canonical.probes[:_BANK_PROBES], wording.said("probes", fact)]


def anchors_of(canonical: CanonicalQuestion, profile: LevelProfile, fact: Fact | None, wording: Wording) -> Anchors:
    """The bank's anchors, or general ones, the highest tied to the role: what carries over is what sets it apart."""
    texts = canonical.anchors.model_dump() if canonical.anchors else _general_anchors(canonical, profile, wording)
    if fact is not None:
        more = wording.said("anchors", fact, "excellent")
        if len(texts["excellent"]) + len(more) < _LONGEST_ANCHOR:
            texts["excellent"] = f"{_sentence(texts['excellent'])} {more}"
    return Anchors.model_validate(texts)


def _general_anchors(canonical: CanonicalQuestion, profile: LevelProfile, wording: Wording) -> dict[str, str]:
    signals = [_sentence(canonical.signals[place % len(canonical.signals)]) for place in range(3)]
    parts = {
        "level": profile.name,
        "flag": _sentence(canonical.red_flags[0]),
        **{f"signal_{number}": signal for number, signal in enumerate(signals, start=1)},
    }
    general: dict[str, str] = wording.known["anchors"]["general"]
    return {rating: text.format(**parts)[:_LONGEST_ANCHOR] for rating, text in general.items()}


def own_fields(
    canonical: CanonicalQuestion, profile: LevelProfile, value: str | None, language: str, *, unnamed: str | None = None
) -> dict[str, Any] | None:
    """The fields of the question's category, from the bank and the level.

    Args:
        canonical: The bank's entry.
        profile: The role level.
        value: A company value, for Cultural Fit.
        language: Two-letter code of the kit's language.
        unnamed: What stands for a value or a method that nobody names.

    Returns:
        The fields, or None where no value or no method is named and nothing stands for it.
    """
    derived = _derived(canonical, profile, value, toml_in("drafting.toml", language), unnamed)
    return None if derived is None else {**derived, **canonical.fields}


def _derived(
    canonical: CanonicalQuestion,
    profile: LevelProfile,
    value: str | None,
    known: dict[str, Any],
    unnamed: str | None,
) -> dict[str, Any] | None:
    signal = canonical.signals[0][:240]
    match canonical.category:
        case "Behavioral":
            shown = {name: known["fields"][name] for name in ("situation", "action", "result")}
            return {"past_event": canonical.intent[:240], **shown}
        case "Technical":
            subject = canonical.fields.get("subject") or _subject_in(canonical.text, known["technical"]["subjects"])
            subject = subject or unnamed
            return {"subject": subject, "depth_markers": [signal]} if subject else None
        case "Strategic":
            return {"horizon": profile.horizons[0], "trade_off": canonical.intent[:240]}
        case "Cultural Fit":
            value = value or unnamed
            return {"value": value, "observable_behaviour": signal} if value else None
        case "Operational Acumen":
            return {"mechanism": canonical.intent[:240], "scale": profile.scales[0]}
        case "Leadership":
            return {"people_scope": profile.people_scopes[0], "leadership_act": canonical.intent[:240]}


def _subject_in(text: str, subjects: str) -> str | None:
    """The first method, data or tool that a text names."""
    said = text.lower()
    return next((subject for subject in map(str.strip, subjects.split(",")) if subject in said), None)


def _sentence(text: str) -> str:
    """A text that begins with a capital and ends with a full stop."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
