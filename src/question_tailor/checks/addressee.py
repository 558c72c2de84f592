"""Addressee: whoever asks a question can judge the answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from question_tailor._resources import toml, toml_in
from question_tailor.checks.phrases import PhraseBook
from question_tailor.checks.quoting import quoted
from question_tailor.findings import say
from question_tailor.text import sentences
from question_tailor.vocabulary import INTERVIEWERS

if TYPE_CHECKING:
    from question_tailor.checks.brief import Brief
    from question_tailor.checks.phrases import Hit
    from question_tailor.findings import Finding
    from question_tailor.schemas import Answer
    from question_tailor.vocabulary import Interviewer

_LANGUAGES: Final = ("en", "de", "fr")
_NAMED_BY_THE_BANK: Final = 4
_JUDGES_THE_TOPIC: Final = 4
_CANNOT: Final = -8
_NO_TOPIC: Final[dict[str, list[str]]] = {"judges": [], "cannot": []}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a text asks about: topics of data/addressee.toml, each with where it was heard first."""

    topics: dict[str, Hit]

    def said_of(self, interviewer: Interviewer, what: str) -> list[str]:
        """The topics that the interviewer `judges` or `cannot` judge."""
        return [name for name in self.topics if interviewer in _topics().get(name, _NO_TOPIC)[what]]


def check(question: Answer, brief: Brief) -> tuple[Finding, ...]:
    """A finding where the interviewer cannot judge the answer: by what the text asks, or by the kind of question.

    Whom the bank's question names can ask it, unless its text was turned to something that this person cannot judge.
    """
    who = brief.slot.interviewer
    asked = _asked(question.text, brief)
    known = _asked(brief.canonical.text, brief).topics if who in brief.canonical.interviewers else {}
    beyond = [topic for topic in asked.said_of(who, "cannot") if topic not in known]
    if beyond and not asked.said_of(who, "judges"):
        hit = asked.topics[beyond[0]]
        topic = toml_in("addressee.toml", brief.language)["topic"][beyond[0]]["is"]
        told = _told(asked, brief)
        return (
            say("addressee.wrong#topic", brief.language, "warn", field="text", span=_span(hit), topic=topic, **told),
        )
    if _suits(who, brief):
        return ()
    names = toml("words.toml").get(brief.language, toml("words.toml")["en"])["categories"]
    told = _told(asked, brief)
    category = names[brief.slot.category]
    return (say("addressee.wrong", brief.language, "warn", field="text", category=category, **told),)


def _span(hit: Hit) -> tuple[int, int]:
    return hit.start, hit.end


def _suits(who: Interviewer, brief: Brief) -> bool:
    """Whether an interviewer can judge this kind of question: the bank names them for it, or its category suits."""
    named = brief.canonical.interviewers
    weight = _weight(who, brief)
    if who in named:
        return True
    return weight >= toml("addressee.toml")["least_weight"] if named else weight > 0


def _weight(who: Interviewer, brief: Brief) -> int:
    weight: int = toml("panel.toml")[who][brief.profile.level]["weight"][brief.slot.category]
    return weight


def _told(asked: _Asked, brief: Brief) -> dict[str, Any]:
    """What a finding tells: who asks and what they judge, who should ask instead and what they judge."""
    panel = toml_in("panel.toml", brief.language)
    who, level = brief.slot.interviewer, brief.profile.level
    others = [name for name in INTERVIEWERS if name != who]
    better = max(others, key=lambda name: _nearness(name, asked, brief))
    return {
        "who": panel["names"][who],
        "judges": panel[who][level]["why"],
        "better": panel["names"][better],
        "better_judges": panel[better][level]["why"],
    }


def _nearness(who: Interviewer, asked: _Asked, brief: Brief) -> int:
    """How near somebody is to a question: what it asks first, then the bank's word, then the category."""
    near = _weight(who, brief)
    near += _NAMED_BY_THE_BANK * (who in brief.canonical.interviewers)
    near += _JUDGES_THE_TOPIC * bool(asked.said_of(who, "judges"))
    return near + _CANNOT * bool(asked.said_of(who, "cannot"))


def _asked(text: str, brief: Brief) -> _Asked:
    """The topics of the sentences that ask, without the words that they take over from the inputs.

    A sentence before the question sets the scene: it may name the board and ask about a quarrel between teams.
    """
    language = brief.language
    languages = _LANGUAGES if language not in _LANGUAGES else tuple(dict.fromkeys((language, "en")))
    spans = sentences(text)
    asking = [(start, end) for start, end in spans if "?" in text[start:end]] or spans[-1:]
    taken = quoted(text, brief.public)
    topics: dict[str, Hit] = {}
    for hit in _book(languages).hear(text):
        asked = any(start <= hit.start < end for start, end in asking)
        if asked and not {hit.start, hit.end - 1} <= taken:
            topics.setdefault(hit.key, hit)
    return _Asked(topics)


@cache
def _book(languages: tuple[str, ...]) -> PhraseBook:
    phrases = {
        name: [phrase.strip() for code in languages for phrase in topic[f"{code}_phrases"].split(",")]
        for name, topic in _topics().items()
    }
    return PhraseBook(phrases, {})


def _topics() -> dict[str, dict[str, Any]]:
    topics: dict[str, dict[str, Any]] = toml("addressee.toml")["topic"]
    return topics
