"""Prompts: versioned templates, rendered with untrusted text inside fences.

A released version of a prompt is never edited; a new one is added beside it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from functools import cache
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Final

from question_tailor._resources import prompt_folder, toml
from question_tailor.checks.doubtful import is_doubtful_title
from question_tailor.cleaning import clean
from question_tailor.exchange import Message
from question_tailor.schemas import bounded_schema, key_of, wire_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jinja2 import Environment, Template

    from question_tailor.canonical import CanonicalQuestion
    from question_tailor.findings import Finding
    from question_tailor.inputs import CompanyContext, JobDescription
    from question_tailor.levels import LevelProfile
    from question_tailor.slots import Slot
    from question_tailor.vocabulary import Category

NAME: Final = "tailor"
VERSION: Final = "v1"
_PARTS: Final = ("system", "user", "repair")
_INTERVIEWERS: Final = {"ceo": "CEO", "cfo": "CFO", "cto": "CTO", "peer": "another product leader"}
_LONGEST_ANSWER: Final = 8_000
"""Bytes."""
_MOST_FINDINGS: Final = 10
_LONGEST_PART: Final = 200


@dataclass(frozen=True, slots=True)
class Material:
    """What every request of a kit is rendered from.

    Attributes:
        job: The posting.
        company: The company context; None where there is none.
        profile: The role level.
        language: Two-letter code of the language to write in.
        fence: The code in the tags around untrusted text; cannot be known to who wrote that text.
        send_confidential: Whether the confidential text goes along.
    """

    job: JobDescription
    company: CompanyContext | None
    profile: LevelProfile
    language: str
    fence: str
    send_confidential: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """One slot as it is asked of the model.

    Attributes:
        slot: The slot.
        canonical: The bank's question behind it.
        passage: Words of the inputs that the question may be built on; groups that do not see each other are given
            different ones.
        avoid: Texts that the answer has to differ from.
    """

    slot: Slot
    canonical: CanonicalQuestion
    passage: str = ""
    avoid: tuple[str, ...] = ()


def fence_code(key: bytes, *texts: str) -> str:
    """The code in the tags of a kit's fences: a keyed hash of the inputs, so that nobody who wrote them knows it."""
    digest = hmac.new(key, digestmod=hashlib.sha256)
    for text in texts:
        digest.update(hashlib.sha256(text.encode()).digest())
    return digest.hexdigest()[:12]


@cache
def fingerprint() -> str:
    """Name, version and content hash of the prompt in use: `tailor/v1@0123abcd4567`."""
    digest = hashlib.sha256()
    for part in _PARTS:
        digest.update(_source(part).encode())
    return f"{NAME}/{VERSION}@{digest.hexdigest()[:12]}"


def messages_for(material: Material, asks: Sequence[Ask], taken: Iterable[str] = ()) -> tuple[Message, ...]:
    """The messages that ask for some slots: what never changes first, what changes with the group last.

    Args:
        material: What the kit is made from.
        asks: The slots to ask for.
        taken: Questions that the kit holds already, not to be repeated.

    Returns:
        A system message, the same for every kit, and a user message, the same for every group of a kit up to the slots.
    """
    company = material.company
    confidential = company.confidential if company and material.send_confidential else ""
    taken = tuple(taken)
    categories = tuple(dict.fromkeys(ask.slot.category for ask in asks))
    user = _template("user").render(
        title=_title(material),
        profile=material.profile,
        language=material.language,
        posting=_fenced("posting", material.job.text, material.fence),
        company=_fenced("company", company.text, material.fence) if company and company.text else "",
        confidential=_fenced("confidential", confidential, material.fence) if confidential else "",
        slots=[_slot_view(ask, material.fence) for ask in asks],
        shape=shape_of(categories),
        rules=[_rule(category, material.profile) for category in categories],
        taken=_fenced("questions", "\n".join(taken), material.fence) if taken else "",
    )
    return Message("system", _template("system").render()), Message("user", user)


def repair_messages(
    first: tuple[Message, ...], answer: str, slot: Slot, findings: Iterable[Finding]
) -> tuple[Message, ...]:
    """The messages that ask for one slot again: the request, the latest answer only, and what is wrong with it.

    Args:
        first: The messages that ask for this slot alone.
        answer: The latest answer for it; empty where none arrived.
        slot: The slot.
        findings: What is wrong, the first ten of which are told.
    """
    told = [_told(finding) for finding in findings][:_MOST_FINDINGS]
    repair = _template("repair").render(slot=slot.id, findings=told)
    if not answer:
        return *first[:-1], Message("user", f"{first[-1].content}\n\n{repair}")
    told_back = _inert(answer).encode()[:_LONGEST_ANSWER].decode("utf-8", "ignore")
    return *first, Message("assistant", told_back), Message("user", repair)


@cache
def shape_of(categories: tuple[Category, ...]) -> str:
    """The shape of an answer in words and JSON, for the many endpoints that do not show a model the schema."""
    if len(categories) == 1:
        arrays = {"questions": categories[0]}
    else:
        keys = {key_of(category): category for category in categories}
        arrays = {key: keys[key] for key in wire_schema(categories)["properties"]}
    skeleton = ", ".join(f'"{key}": [{_form(bounded_schema(category))}, ...]' for key, category in arrays.items())
    notes: dict[str, str] = {}
    for category in categories:
        notes |= _notes(bounded_schema(category))
    return f"{{{skeleton}}}\n\n" + "\n".join(f"- {name}: {note}" for name, note in notes.items())


def _form(node: dict[str, Any]) -> str:
    """One part of a schema as JSON that a person could fill in."""
    if "enum" in node:
        return " or ".join(json.dumps(option) for option in node["enum"])
    if node["type"] == "object":
        return "{" + ", ".join(f'"{name}": {_form(part)}' for name, part in node["properties"].items()) + "}"
    if node["type"] == "array":
        return f"[{_form(node['items'])}, ...]"
    return '"..."'


def _notes(node: dict[str, Any]) -> dict[str, str]:
    """For each field what goes into it, and how long it may be."""
    notes: dict[str, str] = {}
    for name, part in node["properties"].items():
        limit = part.get("maxLength") or part.get("items", {}).get("maxLength")
        bounds = f"{'each ' if part.get('type') == 'array' else ''}at most {limit} characters" if limit else ""
        note = "; ".join(piece for piece in (part.get("description", ""), bounds) if piece)
        if note:
            notes[name] = note
        if "properties" in (inner := part.get("items", part)):
            notes |= {f"{name}.{key}": said for key, said in _notes(inner).items()}
    return notes


def _rule(category: Category, profile: LevelProfile) -> str:
    rule: str = toml("categories.toml")["rule"][category]
    return rule.format(
        horizons=", ".join(profile.horizons),
        scales=", ".join(profile.scales),
        people_scopes=", ".join(profile.people_scopes),
    )


def _slot_view(ask: Ask, fence: str) -> dict[str, Any]:
    slot, canonical = ask.slot, ask.canonical
    material = (
        f"{canonical.text}\nIt finds out: {canonical.intent}\nA good answer shows: {'; '.join(canonical.signals)}"
    )
    return {
        "id": slot.id,
        "category": slot.category,
        "kind": slot.kind,
        "interviewer": _INTERVIEWERS[slot.interviewer],
        "minutes": slot.minutes,
        "responsibility": slot.responsibility,
        "canonical": _fenced("canonical", material, fence),
        "passage": _fenced("passage", ask.passage, fence) if ask.passage else "",
        "avoid": _fenced("avoid", "\n".join(ask.avoid), fence) if ask.avoid else "",
    }


def _title(material: Material) -> str:
    """The role's title; the level's name where the title is none, since it stands outside of every fence."""
    title = material.job.title
    return material.profile.name if is_doubtful_title(title) else " ".join(_inert(title).split())


def _fenced(name: str, text: str, fence: str) -> str:
    return f"<{name}-{fence}>\n{_inert(text.replace(fence, ''))}\n</{name}-{fence}>"


def _inert(text: str) -> str:
    """Text in which the control words of chat formats are words only."""
    return text.replace("<|", "< |").replace("|>", "| >").replace("[INST]", "[ INST ]").replace("[/INST]", "[ /INST ]")


def _told(finding: Finding) -> str:
    parts = f"{finding.field}: {finding.why}" if finding.field else finding.why, finding.suggestion or ""
    # A finding may quote the answer, which may quote whoever wrote the posting.
    return " ".join(shorten(_inert(clean(part).text), _LONGEST_PART, placeholder=" ...") for part in parts).strip()


def answer_json(answer: dict[str, Any]) -> str:
    """One entry as the model would have written it, for showing it its own answer."""
    return json.dumps({"questions": [answer]}, ensure_ascii=False)


@cache
def _template(part: str) -> Template:
    return _environment().get_template(part)


@cache
def _environment() -> Environment:
    from jinja2 import FunctionLoader, StrictUndefined  # noqa: PLC0415 - loaded when a prompt is first rendered
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    return ImmutableSandboxedEnvironment(
        loader=FunctionLoader(_source),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


@cache
def _source(part: str) -> str:
    return prompt_folder(NAME, VERSION).joinpath(f"{part}.md.j2").read_text(encoding="utf-8")
