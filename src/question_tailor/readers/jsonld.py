"""JobPosting of schema.org, as JSON-LD: alone, in lists, in a `@graph`, or within a web page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from question_tailor.readers.extracted import Extracted, Fields
from question_tailor.readers.parts import composed, joined, pay_of, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARTS: Final = {
    "Responsibilities": "responsibilities",
    "Qualifications": "qualifications",
    "Skills": "skills",
    "Experience": "experienceRequirements",
    "Education": "educationRequirements",
    "Benefits": "jobBenefits",
}
_REMOTE: Final = "TELECOMMUTE"
_MOST_NODES: Final = 100_000


def is_jsonld(document: Any) -> bool:  # noqa: ANN401 - any JSON
    """Whether a JSON document says that it is JSON-LD."""
    first = document[0] if isinstance(document, list) and document else document
    return isinstance(first, Mapping) and any(key in first for key in ("@type", "@graph", "@context"))


def of_type(document: Any, name: str) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 - any JSON
    """The objects of a type of schema.org within a document, wherever they stand, in order."""
    stack: list[Any] = [document]
    seen = 0
    while stack and seen < _MOST_NODES:
        seen += 1
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(reversed(node))
        elif isinstance(node, Mapping):
            if _is_a(node.get("@type"), name):
                yield node
            else:
                stack.extend(reversed(list(node.values())))


def _is_a(types: Any, name: str) -> bool:  # noqa: ANN401 - any JSON
    listed = types if isinstance(types, list) else [types]
    return any(isinstance(one, str) and one.rpartition("/")[2].rpartition(":")[2] == name for one in listed)


def extract(posting: Mapping[str, Any]) -> Extracted:
    """The text and fields of a JobPosting."""
    employer = posting.get("hiringOrganization")
    organisation = employer if isinstance(employer, Mapping) else {}
    fields = Fields(
        company=phrase(employer),
        place=_place(posting),
        department=phrase(organisation.get("department")) or phrase(posting.get("department")),
        seniority=phrase(posting.get("seniorityLevel")) or phrase(posting.get("jobLevel")),
        pay=_pay(posting.get("baseSalary")) or _pay(posting.get("estimatedSalary")),
    )
    parts = [("", posting.get("description")), *((heading, posting.get(key)) for heading, key in _PARTS.items())]
    title = phrase(posting.get("title")) or phrase(posting.get("name")) or ""
    return composed(title, parts, fields, organisation.get("description"))


def _place(posting: Mapping[str, Any]) -> str | None:
    given = posting.get("jobLocation")
    places = given if isinstance(given, list) else [given]
    remote = "remote" if posting.get("jobLocationType") == _REMOTE else None
    return joined(*(_address(place) for place in places[:3]), remote, by="; ")


def _address(place: Any) -> str | None:  # noqa: ANN401 - any JSON
    if not isinstance(place, Mapping):
        return phrase(place)
    address = place.get("address")
    if not isinstance(address, Mapping):
        return phrase(address) or phrase(place)
    return joined(address.get("addressLocality"), address.get("addressRegion"), address.get("addressCountry"))


def _pay(salary: Any) -> str | None:  # noqa: ANN401 - any JSON
    if isinstance(salary, list):
        return next((pay for one in salary if (pay := _pay(one))), None)
    if not isinstance(salary, Mapping):
        return phrase(salary) or pay_of(salary, None, None, None)
    value = salary.get("value", salary)
    if not isinstance(value, Mapping):
        return pay_of(value, None, salary.get("currency"), salary.get("unitText"))
    low, high = value.get("minValue", value.get("value")), value.get("maxValue")
    return pay_of(low, high, salary.get("currency") or value.get("currency"), value.get("unitText"))
