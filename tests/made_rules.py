"""A small language for tests of the lawful check's engine: few frames and words, which no shipped data changes.

English and German are told apart by the engine, so both are made. Marks for other people, things and making come from
the shipped lists: `users`, `roadmap` and `designing` have them.
"""

from __future__ import annotations

import tomllib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from question_tailor._resources import toml as shipped
from question_tailor.checks.lawful import frames as frames_module
from question_tailor.checks.lawful import lexicon as lexicon_module

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FRAMES = """
[en]
taken = "of [the] @"
given = "for [our] @"
supposed = "what would you"
person = "(you|your|yourself)"
note = "ask"
alone = "(>|and)"
spared = "regardless of"
sought = "must"
relative = "who"
tells = "you your is are the what how has"
task = "tell us"
many = "!(years) *s"
theirs = "@ with"
told = "also mentions"
work = "how (would|did) [you]"
offered = "our"
echo = "and you ?"
somebody = "someone"
him = "(he|his)"
[en.lists]
[en.second]
you = "(you|yourself)"
your = "your"
[en.third]
you = "he"
your = "his"
[en.before]
your = "{your} [_]"
as = "as a"
own = "{you} have [_]"
which = "any"
seeks = "want @ with"
is = "are {you}"
does = "{you} .."
note = "< too"
noted = "(has|mentions)"
[en.after]
your = "of yours"
own = "do {you} have"
is = "are {you}"
does = "do {you} >"

[de]
taken = "@ gesagt"
given = "beim @"
supposed = "was tun"
person = "(sie|ihr|ihre|ihnen)"
note = "fragen"
alone = "und"
spared = "egal"
sought = "muss"
relative = "das"
tells = "sie ihr ihre ist was wie haben"
task = "sag mal"
many = "*s"
theirs = "@ mit"
told = "erkennt"
work = "wie haben sie"
offered = "unser"
echo = "und sie ?"
somebody = "jemand"
him = "(er|sein)"
[de.lists]
[de.second]
you = "(sie|ihnen)"
your = "(ihr|ihre)"
[de.third]
you = "er"
your = "(sein|seine)"
[de.before]
your = "{your}"
as = "als"
own = "haben {you} [_]"
which = "welches"
seeks = "suchen"
is = "sind {you}"
does = "{you} .."
note = "< zu"
noted = "hat"
[de.after]
your = "von ihnen"
own = "haben {you}"
is = "sind {you}"
does = "tun {you} >"
"""

WORDS = {
    "en_made.toml": '''
[topic.age]
own = "age"
allow = "lawful"
[topic.marital_status]
is = """
married
well off
"""
[topic.religion]
does = "pray"
[topic.pregnancy]
telling = "pregnancy"
[topic.disability]
asks = """
your illness
you ever ail
(ill|ailing) roadmap
"""
[topic.criminal_record]
full = """
got arrested
was he jailed
jail*
you ever steal
how did you hide a theft
crooked roadmap
someone crooked
(fined|caged by)
so how did you bribe
his bribe
you drunk !
(what would you|should he) tell someone locked up
[what would you say of] your sentence
"""
allow = """
lawful
got arrested wrongly
"""
[topic.union]
plain = "guild card"
[topic.residence.warn]
own = "street"
[topic.residence]
own = "flat"
[topic.appearance.warn]
telling = "tattoo"
full = """
[what would you say of] your scar
scarred all over
"""
[topic.nobody_knows]
plain = "guild card"
''',
    "en_more.toml": """
[topic.salary_history]
own = '''
20*
(#|forty|fifty|sixty) winters
*salary
'''
""",
    "de_made.toml": '''
[topic.age]
own = "alter"
telling = "rente"
[topic.family]
full = """
war er vater
ihnen kinder fehlen
kinder bleiben
"""
is = "verheiratet"
''',
}


@contextmanager
def made_rules(folder: Path) -> Iterator[None]:
    """Have the lawful check read the small language in the place of the shipped ones.

    Args:
        folder: Where its word lists may be written.
    """
    listed = {"lawful/frames.toml": _whole(tomllib.loads(FRAMES))}
    for name, said in WORDS.items():
        (folder / name).write_text(said, encoding="utf-8")
        listed[f"lawful/words/{name}"] = tomllib.loads(said)

    def toml(name: str) -> dict[str, Any]:
        return listed[name]

    was = frames_module.toml, lexicon_module.toml, lexicon_module.data
    frames_module.toml, lexicon_module.toml = toml, toml
    lexicon_module.data = {"lawful/words": folder}.__getitem__
    _forget()
    try:
        yield
    finally:
        frames_module.toml, lexicon_module.toml, lexicon_module.data = was
        _forget()


def _whole(made: dict[str, Any]) -> dict[str, Any]:
    """Frames with each list that the shipped ones have; those that are not made match nothing."""
    for code, own in made.items():
        for name, written in shipped(frames_module.FILE)[code].items():
            if isinstance(written, str):
                own.setdefault(name, "")
            elif name in {"before", "after"}:
                own[name] = {**dict.fromkeys(written, ""), **own[name]}
    return made


def _forget() -> None:
    for kept in (frames_module.frames, frames_module._tells, lexicon_module.entries, lexicon_module._index):
        kept.cache_clear()
