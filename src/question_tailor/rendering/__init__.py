"""Kits to files and documents."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args, overload

from question_tailor.errors import ConfigurationError
from question_tailor.rendering.view import AUDIENCES, Audience, view
from question_tailor.rendering.writing import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from question_tailor.kit import InterviewKit
    from question_tailor.rendering.view import KitView

TextFormat = Literal["json", "md", "html", "csv", "greenhouse", "lever", "ashby"]
BinaryFormat = Literal["docx", "xlsx"]
Format = Literal["json", "md", "html", "docx", "csv", "xlsx", "greenhouse", "lever", "ashby"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
BINARY: Final[tuple[BinaryFormat, ...]] = get_args(BinaryFormat)
_OF_A_PANEL: Final = frozenset({"json", "greenhouse", "lever", "ashby"})
"""Formats that hold what only interviewers may see, whoever they are for."""
_MAKERS: Final[dict[Format, tuple[str, str]]] = {
    "md": ("markdown", "to_markdown"),
    "html": ("html", "to_html"),
    "csv": ("tables", "to_csv"),
    "xlsx": ("xlsx", "to_xlsx"),
    "docx": ("docx", "to_docx"),
    "greenhouse": ("ats", "to_greenhouse"),
    "lever": ("ats", "to_lever"),
    "ashby": ("ats", "to_ashby"),
}
"""Module and function of each format but JSON, which is the kit itself."""
_SUFFIXES: Final[dict[str, Format]] = {
    ".json": "json",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".csv": "csv",
    ".xlsx": "xlsx",
}


@overload
def render(kit: InterviewKit, form: TextFormat, audience: Audience = ..., *, with_questions: bool = ...) -> str: ...
@overload
def render(kit: InterviewKit, form: BinaryFormat, audience: Audience = ..., *, with_questions: bool = ...) -> bytes: ...
@overload
def render(kit: InterviewKit, form: Format, audience: Audience = ..., *, with_questions: bool = ...) -> str | bytes: ...
def render(
    kit: InterviewKit, form: Format, audience: Audience = "panel", *, with_questions: bool = False
) -> str | bytes:
    """A kit in a format.

    Args:
        kit: The kit.
        form: `json` (the published schema), `md`, `html` (one self-contained page), `docx`, `csv` (a row a question,
            no cell a formula), `xlsx`, or an import shape of `greenhouse`, `lever` or `ashby` as JSON.
        audience: `panel`, one interviewer (`ceo`, `cfo`, `cto`, `peer`) for their own part, or `candidate` for the
            themes. JSON is always whole.
        with_questions: Whether a candidate sees the questions rather than the themes.

    Returns:
        Text; bytes for `docx` and `xlsx`.

    Raises:
        ConfigurationError: There is no such format or audience, the two do not go together, or the extra that the
            format needs is not installed.
    """
    if form not in FORMATS:
        raise ConfigurationError(f"format: one of {', '.join(FORMATS)}, not {form!r}")
    if form in _OF_A_PANEL and audience == "candidate":
        raise ConfigurationError(f"format: {form} holds what only interviewers may see; take md, html, docx or csv.")
    if form == "json":
        if audience != "panel":
            raise ConfigurationError("for: a kit as JSON is always whole; take another format for one interviewer.")
        return kit.model_dump_json(indent=2) + "\n"
    return _maker(form)(view(kit, audience, with_questions=with_questions))


def _maker(form: Format) -> Callable[[KitView], str | bytes]:
    """What makes a format; its module is loaded when it is asked for, with the template or library that it needs."""
    module, name = _MAKERS[form]
    make: Callable[[KitView], str | bytes] = getattr(import_module(f"{__name__}.{module}"), name)
    return make


def form_of(path: Path) -> Format:
    """The form that a file's name asks for.

    Raises:
        ConfigurationError: Its suffix is not known.
    """
    form = _SUFFIXES.get(path.suffix.lower())
    if form is None:
        raise ConfigurationError(f"{path}: the suffix has to be one of {', '.join(_SUFFIXES)}; or give a format.")
    return form


def save_kit(
    kit: InterviewKit,
    path: Path | str,
    form: Format | None = None,
    audience: Audience = "panel",
    *,
    with_questions: bool = False,
) -> None:
    """Write a kit into a file: whole, or not at all.

    Args:
        kit: The kit.
        path: Where to; a file that is there is replaced.
        form: What to write; by the file's suffix where it is not given. CSV gets a byte order mark, which spreadsheet
            programs need to read it as UTF-8.
        audience: For whom; see `render`.
        with_questions: Whether a candidate sees the questions rather than the themes.

    Raises:
        ConfigurationError: The form is not known, does not go with the audience, or the file cannot be written.
    """
    path = Path(path)
    wanted = form or form_of(path)
    content = render(kit, wanted, audience, with_questions=with_questions)
    raw = content.encode("utf-8-sig" if wanted == "csv" else "utf-8") if isinstance(content, str) else content
    write_whole(path, raw)


__all__ = ["AUDIENCES", "BINARY", "FORMATS", "Audience", "Format", "form_of", "render", "save_kit"]
