"""Postings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from question_tailor.cleaning import clean
from question_tailor.errors import InputError
from question_tailor.inputs import JobDescription
from question_tailor.readers import formats
from question_tailor.readers.files import opened
from question_tailor.readers.hiding import placed
from question_tailor.readers.jobs import jobs_in, picked
from question_tailor.readers.sections import without_confidential
from question_tailor.readers.structured import bounded
from question_tailor.readers.titles import bare, company_of, title_of

if TYPE_CHECKING:
    from pathlib import Path

    from question_tailor.readers.extracted import Extracted

_LONGEST_FIELD: Final = 200


def read_posting(source: Path | str | bytes | Mapping[str, Any], *, pick: str | int | None = None) -> JobDescription:
    """Read a posting.

    Args:
        source: A file's path (`-` for standard input), its bytes, the text itself (of more than one line), or a
            dictionary. Read are text, Markdown, web pages, PDF, DOCX, e-mail (.eml), saved pages (.mht), JobPosting of
            schema.org (JSON-LD, also within a web page), and the JSON of Greenhouse, Lever, Ashby, SmartRecruiters,
            Recruitee and Workable. JSON, YAML and dictionaries may also have this library's own form: `title`, `text`
            (or `description`, which may be HTML), and perhaps `company`, `place`, `department`, `seniority`, `pay` and
            `about_company`.
        pick: Which posting, where the source holds several: its id, its title or a part of that, or its number from 1.

    Raises:
        InputError: It cannot be read, is in a format that is not read, holds several postings (they are listed), or has
            no title that can be told.
        ConfigurationError: The format needs a library of the extra `documents` that is not installed.
    """
    if isinstance(source, Mapping):
        return _posting(picked(jobs_in(bounded(source, "The posting")), pick, "The posting").extract())
    file = opened(source, "posting")
    found = formats.read(file, pick)
    if isinstance(found, formats.Data):
        found = picked(jobs_in(found.document), pick, file.named).extract()
    return _posting(found)


def _posting(found: Extracted) -> JobDescription:
    kept = without_confidential(found.text.replace("\r\n", "\n").replace("\r", "\n"))[0]
    if not kept.strip():
        raise InputError("The posting holds nothing that may be shown: no text, or only a confidential part.")
    seen, fields = clean(kept).text, found.fields
    title = fields.title or title_of(seen)
    shown = {"company": fields.company or company_of(title, seen), "place": fields.place, "pay": fields.pay}
    shown |= {"department": fields.department, "seniority": fields.seniority}
    given: dict[str, Any] = {name: said[:_LONGEST_FIELD] for name, said in shown.items() if said and said.strip()}
    given |= {"title": bare(title, seen), "text": kept, "about_company": fields.about_company}
    try:
        return JobDescription.model_validate(given | {"hidden": placed(found, kept)})
    except ValidationError:
        raise InputError("The posting holds no title and text that can be seen.") from None
