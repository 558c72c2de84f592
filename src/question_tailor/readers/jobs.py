"""The jobs in structured data, and the one of them that is meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from question_tailor.cleaning import Removal, clean
from question_tailor.errors import InputError
from question_tailor.readers import jsonld
from question_tailor.readers.boards import board_of
from question_tailor.readers.extracted import Extracted, Fields
from question_tailor.readers.fragments import is_markup, text_of_markup
from question_tailor.readers.parts import phrase

_LISTS: Final = ("jobs", "offers", "content", "postings", "results", "data")
_SINGLE: Final = ("job", "offer", "posting", "data")
_IDENTITIES: Final = ("id", "shortcode", "uuid", "slug", "identifier", "jobId", "internal_job_id")
_TITLES: Final = ("title", "text", "name")
_MOST_TOLD: Final = 20
_LONGEST_TOLD: Final = 70


@dataclass(frozen=True, slots=True)
class Job:
    """One job of perhaps several.

    Attributes:
        identities: What its source calls it.
        title: Its title.
        extract: Gives its text and fields.
    """

    identities: tuple[str, ...]
    title: str
    extract: Callable[[], Extracted]


def jobs_in(document: Any) -> list[Job]:  # noqa: ANN401 - any JSON, YAML or dictionary
    """All jobs of a document: of a job board, in JSON-LD, or in this library's own form."""
    if jsonld.is_jsonld(document):
        return [_job(one, partial(jsonld.extract, one)) for one in jsonld.of_type(document, "JobPosting")]
    listed, around = _listed(document)
    return [_job(one, _reader(one, around)) for one in listed if one.get("isListed") is not False]


def _listed(document: Any) -> tuple[list[Mapping[str, Any]], Mapping[str, Any]]:  # noqa: ANN401 - any data
    if isinstance(document, list):
        return [one for one in document if isinstance(one, Mapping)], {}
    if not isinstance(document, Mapping):
        return [], {}
    for key in _LISTS:
        if isinstance(several := document.get(key), list) and any(isinstance(one, Mapping) for one in several):
            return [one for one in several if isinstance(one, Mapping)], document
    for key in _SINGLE:
        if isinstance(one := document.get(key), Mapping):
            return [one], document
    return [document], {}


def _job(given: Mapping[str, Any], extract: Callable[[], Extracted]) -> Job:
    names = (given.get(key) for key in _IDENTITIES)
    identities = tuple(str(name) for name in names if isinstance(name, str | int) and not isinstance(name, bool))
    title = next((said for key in _TITLES if (said := phrase(given.get(key)))), "")
    return Job(identities, " ".join(clean(title).text.split()), extract)


def _reader(given: Mapping[str, Any], around: Mapping[str, Any]) -> Callable[[], Extracted]:
    board = board_of(given)
    return partial(board.extract, given, around) if board else partial(_own, given)


def picked(jobs: Sequence[Job], pick: str | int | None, named: str) -> Job:
    """The job that is meant.

    Args:
        jobs: All jobs of a source.
        pick: Its id, its title or a part of that, or its number in the order of the source, from 1. None where there
            is one only.
        named: What the source is called, for the error.

    Raises:
        InputError: There is none, none that fits, or more than one; those there are listed.
    """
    if not jobs:
        raise InputError(f"{named} holds no posting that is known.")
    if pick is None:
        found = list(jobs)
    else:
        said = " ".join(str(pick).split()).casefold()
        found = [job for job in jobs if said in {name.casefold() for name in job.identities}]
        found = found or [job for job in jobs if job.title.casefold() == said]
        found = found or [job for job in jobs if said and said in job.title.casefold()]
        if not found and said.isdecimal() and 0 < int(said) <= len(jobs):
            found = [jobs[int(said) - 1]]
    if len(found) == 1:
        return found[0]
    why = f"{len(found)} postings" if found else f"no posting {str(pick)[:_LONGEST_TOLD]!r}"
    advice = "Pick one by id, title or number (`pick=`, --pick)"
    raise InputError(f"{named} holds {why}. {advice}:\n" + "\n".join(_told(found or jobs, jobs)))


def _told(some: Sequence[Job], jobs: Sequence[Job]) -> Iterator[str]:
    numbers = {id(job): number for number, job in enumerate(jobs, 1)}
    for job in some[:_MOST_TOLD]:
        name = f" ({clean(job.identities[0]).text[:_LONGEST_TOLD]})" if job.identities else ""
        yield f"  {numbers[id(job)]}. {job.title[:_LONGEST_TOLD] or 'without a title'}{name}"
    if len(some) > _MOST_TOLD:
        yield f"  and {len(some) - _MOST_TOLD} more"


def _own(given: Mapping[str, Any]) -> Extracted:
    """A posting in this library's own form. Its `text` is taken as it stands; a `description` may be HTML."""
    key = next((key for key in ("text", "description") if isinstance(given.get(key), str)), "text")
    text: Any = given.get(key, "")
    hidden: tuple[Removal, ...] = ()
    title = phrase(given.get("title"))
    if not title:
        raise InputError("The posting has no `title`.")
    if key == "description" and is_markup(text):
        text, hidden = text_of_markup(text)
    if not isinstance(text, str) or not text.strip():
        raise InputError("The posting has no `text` (or `description`).")
    about = given.get("about_company")
    return Extracted(
        text,
        Fields(
            title=title,
            company=phrase(given.get("company")),
            place=phrase(given.get("place")),
            department=phrase(given.get("department")),
            seniority=phrase(given.get("seniority")),
            pay=phrase(given.get("pay")),
            about_company=about if isinstance(about, str) and about.strip() else None,
        ),
        hidden,
    )
