"""Postings as the public interfaces of job boards give them.

Greenhouse, Lever, Ashby, SmartRecruiters, Recruitee and Workable, told apart by their fields, not by an address.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from question_tailor.errors import InputError
from question_tailor.readers.extracted import Extracted, Fields
from question_tailor.readers.fragments import is_markup
from question_tailor.readers.parts import composed, joined, pay_of, phrase

Job = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Board:
    """A job board.

    Attributes:
        name: Its name, for messages.
        knows: Whether a job is one of its own.
        extract: The text and fields of a job; the second argument is the list that the job was taken from, or empty.
    """

    name: str
    knows: Callable[[Job], bool]
    extract: Callable[[Job, Job], Extracted]


def board_of(job: Job) -> Board | None:
    """The board that a job comes from; None where it is none of those known."""
    return next((board for board in BOARDS if board.knows(job)), None)


def _object(job: Job, *keys: str) -> Job:
    """An object within a job; empty where there is none."""
    node: Any = job
    for key in keys:
        node = node.get(key) if isinstance(node, Mapping) else None
    return node if isinstance(node, Mapping) else {}


def _list(given: Any) -> list[Any]:  # noqa: ANN401 - any JSON
    return given if isinstance(given, list) else []


def _need(given: Any, board: str, advice: str) -> Any:  # noqa: ANN401 - any JSON
    if not given:
        raise InputError(f"This job of {board} has no description. {advice}")
    return given


def _greenhouse(job: Job, _: Job) -> Extracted:
    content = _need(job.get("content"), "Greenhouse", "Save the job itself, or the list with `content=true`.")
    ranges = [pay_of(_cents(one, "min"), _cents(one, "max"), one.get("currency_type"), None) for one in _ranges(job)]
    fields = Fields(
        company=phrase(job.get("company_name")),
        place=phrase(job.get("location")) or phrase(job.get("offices")),
        department=phrase(job.get("departments")),
        pay=next((pay for pay in ranges if pay), None),
    )
    return composed(phrase(job.get("title")) or "", [("", content)], fields)


def _ranges(job: Job) -> list[Job]:
    return [one for one in _list(job.get("pay_input_ranges")) if isinstance(one, Mapping)]


def _cents(given: Job, end: str) -> int | None:
    cents = given.get(f"{end}_cents")
    return cents // 100 if isinstance(cents, int) else None


def _lever(job: Job, _: Job) -> Extracted:
    categories = _object(job, "categories")
    salary = _object(job, "salaryRange")
    lists = [one for one in _list(job.get("lists")) if isinstance(one, Mapping)]
    parts: list[tuple[str, Any]] = [("", job.get("description") or job.get("descriptionPlain"))]
    parts += [(phrase(one.get("text")) or "", _items(one.get("content"))) for one in lists]
    parts += [("", job.get("additional") or job.get("additionalPlain"))]
    _need(any(part for _, part in parts), "Lever", "Save the job itself as JSON (`mode=json`).")
    remote = job.get("workplaceType") == "remote"
    fields = Fields(
        place=joined(categories.get("location"), "remote" if remote else None),
        department=joined(categories.get("department"), categories.get("team")),
        seniority=phrase(categories.get("level")),
        pay=pay_of(salary.get("min"), salary.get("max"), salary.get("currency"), salary.get("interval"))
        or phrase(job.get("salaryDescriptionPlain")),
    )
    return composed(phrase(job.get("text")) or "", parts, fields)


def _items(content: Any) -> Any:  # noqa: ANN401 - any JSON
    """The `<li>` of a list, which stand there without the list around them."""
    return f"<ul>{content}</ul>" if isinstance(content, str) and content.strip() else ""


def _ashby(job: Job, _: Job) -> Extracted:
    description = _need(job.get("descriptionHtml") or job.get("descriptionPlain"), "Ashby", "Save the job board anew.")
    tiers = [one for one in _list(_object(job, "compensation").get("compensationTiers")) if isinstance(one, Mapping)]
    components = [one for tier in tiers for one in _list(tier.get("components")) if isinstance(one, Mapping)]
    salaries = [one for one in components if one.get("compensationType") == "Salary"]
    figures = (
        pay_of(one.get("minValue"), one.get("maxValue"), one.get("currencyCode"), _period(one.get("interval")))
        for one in salaries
    )
    remote = job.get("isRemote") is True and "remote" not in str(job.get("location")).lower()
    fields = Fields(
        place=joined(job.get("location"), "remote" if remote else None),
        department=joined(job.get("department"), job.get("team")),
        pay=next((pay for pay in figures if pay), None)
        or phrase(_object(job, "compensation").get("compensationTierSummary")),
    )
    return composed(phrase(job.get("title")) or "", [("", description)], fields)


def _period(interval: Any) -> str | None:  # noqa: ANN401 - any JSON
    said = phrase(interval)
    return said.lower().removeprefix("1 ") if said else None


def _smartrecruiters(job: Job, _: Job) -> Extracted:
    sections = _object(job, "jobAd", "sections")
    told = {name: _object(sections, name) for name in ("jobDescription", "qualifications", "additionalInformation")}
    parts = [(phrase(section.get("title")) or "", section.get("text")) for section in told.values()]
    advice = "The list of jobs holds none: save the job itself."
    _need(any(part for _, part in parts), "SmartRecruiters", advice)
    location = _object(job, "location")
    remote = "remote" if location.get("remote") is True else None
    fields = Fields(
        company=phrase(job.get("company")),
        place=joined(location.get("city"), location.get("region"), location.get("country"), remote),
        department=phrase(job.get("department")) or phrase(job.get("function")),
        seniority=phrase(job.get("experienceLevel")),
    )
    about = _object(sections, "companyDescription")
    title = phrase(job.get("title")) or phrase(job.get("name")) or ""
    return composed(title, parts, fields, _under(about.get("title"), about.get("text")))


def _under(heading: Any, text: Any) -> Any:  # noqa: ANN401 - any JSON
    """A text under its heading."""
    said = phrase(heading)
    if not said or not isinstance(text, str) or not text.strip():
        return text
    return f"<h2>{html.escape(said)}</h2>{text}" if is_markup(text) else f"## {said}\n\n{text}"


def _recruitee(job: Job, _: Job) -> Extracted:
    salary = _object(job, "salary")
    parts = [("", job.get("description")), ("Requirements", job.get("requirements"))]
    _need(any(part for _, part in parts), "Recruitee", "Save the offer itself.")
    fields = Fields(
        company=phrase(job.get("company_name")),
        place=phrase(job.get("location")) or joined(job.get("city"), job.get("country")),
        department=phrase(job.get("department")),
        seniority=phrase(job.get("experience")),
        pay=pay_of(salary.get("min"), salary.get("max"), salary.get("currency"), salary.get("period")),
    )
    return composed(phrase(job.get("title")) or "", parts, fields)


def _workable(job: Job, board: Job) -> Extracted:
    location, salary = _object(job, "location"), _object(job, "salary")
    parts = [
        ("", job.get("description") or job.get("full_description")),
        ("Requirements", job.get("requirements")),
        ("Benefits", job.get("benefits")),
    ]
    _need(any(part for _, part in parts), "Workable", "Save the list with `details=true`.")
    where = joined(job.get("city") or location.get("city"), job.get("country") or location.get("country"))
    fields = Fields(
        company=phrase(board.get("name")) or phrase(job.get("company")),
        place=phrase(location.get("location_str")) or where,
        department=phrase(job.get("department")),
        seniority=phrase(job.get("experience")),
        pay=pay_of(salary.get("salary_from"), salary.get("salary_to"), salary.get("salary_currency"), None),
    )
    return composed(phrase(job.get("title")) or "", parts, fields, board.get("description"))


_OFFER: Final = frozenset({"description", "requirements", "slug"})


def _is_greenhouse(job: Job) -> bool:
    return "title" in job and ("absolute_url" in job or "internal_job_id" in job)


def _is_smartrecruiters(job: Job) -> bool:
    return "jobAd" in job or ("name" in job and "releasedDate" in job)


BOARDS: Final = (
    Board("SmartRecruiters", _is_smartrecruiters, _smartrecruiters),
    Board("Lever", lambda job: isinstance(job.get("text"), str) and isinstance(job.get("categories"), Mapping), _lever),
    Board("Ashby", lambda job: "title" in job and ("descriptionHtml" in job or "jobUrl" in job), _ashby),
    Board("Workable", lambda job: "title" in job and "shortcode" in job, _workable),
    Board("Recruitee", lambda job: "title" in job and ("careers_url" in job or job.keys() >= _OFFER), _recruitee),
    Board("Greenhouse", _is_greenhouse, _greenhouse),
)
"""The boards that are known; the first that knows a job takes it."""
