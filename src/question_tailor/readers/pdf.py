"""PDF files: their text in the order of their pages, without what a reader does not see.

Known limits: those of `pdf_sight`; text in images (a scan is refused, also where an invisible layer of recognised text
lies over it); columns and tables come in the order in which they were drawn; notes and form fields are not read; what
is hidden is told with the place of the line that it stands in or after.
"""

from __future__ import annotations

import io
import logging
from typing import Any, Final

from question_tailor.cleaning import Removal
from question_tailor.errors import InputError, TailorError
from question_tailor.readers import sandbox
from question_tailor.readers.extracted import Extracted
from question_tailor.readers.extras import library
from question_tailor.readers.pdf_lines import BULLET, Line, text_of
from question_tailor.readers.pdf_sight import Sight

MOST_PAGES: Final = 60
LONGEST_TEXT: Final = 400_000
_LARGEST_STREAM: Final = 20_000_000
"""Bytes of a page's drawing, unpacked."""
_NAMED: Final = "The PDF file"
_LIMITS: Final[dict[str, Any]] = {
    "maximum_declared_stream_length": _LARGEST_STREAM,
    "array_based_stream_maximum_output_length": _LARGEST_STREAM,
    "zlib_maximum_output_length": _LARGEST_STREAM,
    "lzw_maximum_output_length": _LARGEST_STREAM,
    "run_length_maximum_output_length": _LARGEST_STREAM,
    "stream_decoding_work_maximum_length": 3 * _LARGEST_STREAM,
    "stream_parsing_work_maximum_count": 300_000,
}
_ABOUT: Final = ("/Title", "/Subject", "/Keywords")
_BOLD: Final = ("bold", "black", "heavy", "demi")
_FEWEST_LETTERS: Final = 40
_LIGATURES: Final = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
)


def read(raw: bytes) -> Extracted:
    """The text of a PDF, as `extract` gives it, read in a process of its own.

    Raises:
        InputError: As `extract`; or it takes too much time or memory to read.
        ConfigurationError: pypdf is not installed.
    """
    library("pypdf", "PDF files")
    return sandbox.run("pdf", raw)


def extract(raw: bytes, _pick: str | int | None = None) -> Extracted:
    """The text of a PDF.

    Args:
        raw: The file.
        _pick: Unused: a PDF holds one text.

    Raises:
        InputError: It is damaged, encrypted, too long, made to do harm, or has no text that can be seen.
        ConfigurationError: pypdf is not installed.
    """
    pypdf = library("pypdf", "PDF files")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of damages that it mends
    try:
        with _limits():
            return _extract(pypdf, raw)
    except (TailorError, MemoryError):
        raise
    except pypdf.errors.LimitReachedError:
        raise InputError(f"{_NAMED} is made so that reading it takes more than any document needs.") from None
    except Exception as error:  # noqa: BLE001 - a damaged file may raise anything out of pypdf
        raise InputError(f"{_NAMED} is damaged ({type(error).__name__}). Print it to PDF anew, or save text.") from None


def _extract(pypdf: Any, raw: bytes) -> Extracted:  # noqa: ANN401 - a module
    reader = pypdf.PdfReader(io.BytesIO(raw))
    if reader.is_encrypted and not reader.decrypt(""):
        raise InputError(f"{_NAMED} is encrypted. Save it without a password.")
    if (pages := len(reader.pages)) > MOST_PAGES:
        raise InputError(f"{_NAMED} has {pages} pages; at most {MOST_PAGES} are read.")
    off = _layers_off(reader)
    lines = [Line(hidden=_about(reader))]
    for number in range(pages):
        lines += _Page(reader.pages[number], number, off).lines()
        if sum(len(line.text) for line in lines) > LONGEST_TEXT:
            raise InputError(f"{_NAMED} holds more than {LONGEST_TEXT:,} characters.")
    text, hidden = text_of(lines)
    if sum(char.isalpha() for char in text) < _FEWEST_LETTERS:
        _refuse_empty(hidden)
    return Extracted(text, hidden=hidden)


def _refuse_empty(hidden: tuple[Removal, ...]) -> None:
    if any(removal.channel == "render-mode" for removal in hidden):
        raise InputError(
            f"{_NAMED} is a scan with a layer of recognised text that nobody sees, which is not trusted. Copy the text "
            "out of a viewer, look it through, and give it as text."
        )
    raise InputError(f"{_NAMED} has no text in it: it is a scan or a picture. Give its text, or the file it came from.")


def _limits() -> Any:  # noqa: ANN401 - a context manager of pypdf
    """Limits for what pypdf unpacks, below its own."""
    from pypdf import Configuration, apply_configuration  # noqa: PLC0415 - an extra

    return apply_configuration(Configuration().with_overwrites(**_LIMITS))


def _about(reader: Any) -> list[Removal]:  # noqa: ANN401 - pypdf's own
    about = reader.metadata or {}
    told = sum(len(str(about.get(name) or "")) for name in _ABOUT)
    return [Removal("metadata", 0, told)] if told else []


def _layers_off(reader: Any) -> frozenset[int]:  # noqa: ANN401 - pypdf's own
    """Object numbers of the layers that are switched off when the file is opened."""
    layers = reader.trailer["/Root"].get_object().get("/OCProperties")
    if layers is None:
        return frozenset()
    layers = layers.get_object()
    default = layers.get("/D")
    default = {} if default is None else default.get_object()
    off = list(default.get("/OFF") or [])
    if default.get("/BaseState") == "/OFF":
        on = {getattr(one, "idnum", None) for one in default.get("/ON") or []}
        off += [one for one in layers.get("/OCGs") or [] if getattr(one, "idnum", None) not in on]
    return frozenset(one.idnum for one in off if hasattr(one, "idnum"))


class _Page:
    """Reads a page: pypdf draws it, and each operator passes by here first.

    pypdf hands the list of operands that it goes on to read, so hidden text is taken out of that list.
    """

    def __init__(self, page: Any, number: int, off: frozenset[int]) -> None:  # noqa: ANN401 - pypdf's own
        left, bottom, right, top = _sorted(page.cropbox)
        resources = page.get("/Resources")
        self._sight = Sight((left, bottom, right, top), {} if resources is None else resources.get_object(), off)
        self._page = page
        self._number = number
        self._lines: list[Line] = []
        self._line = Line(page=number)

    def lines(self) -> list[Line]:
        self._page.extract_text(
            visitor_operand_before=self._before, visitor_operand_after=self._after, visitor_text=self._text
        )
        self._end_line()
        return self._lines

    def _before(self, operator: bytes, operands: Any, _: Any, line: Any) -> None:  # noqa: ANN401 - pypdf's own
        if (veil := self._sight.veil(operator, operands, line)) is None:
            return
        self._line.hidden.append(Removal(veil, len(self._line.text), self._sight.letters(operands)))
        shown = operands[-1] if operands else ""
        if isinstance(shown, list):
            operands[-1] = type(shown)()
        else:
            operands[-1:] = [type(shown)()]

    def _after(self, operator: bytes, _operands: Any, _moved: Any, _line: Any) -> None:  # noqa: ANN401 - pypdf's own
        if operator == b"Do":
            self._sight.drawn()

    def _text(self, text: str, moved: Any, line: Any, font: Any, size: float) -> None:  # noqa: ANN401 - pypdf's own
        for number, part in enumerate(text.split("\n")):
            if number:
                self._end_line()
            if part.strip() and not self._line.text.strip():
                self._begin_line(moved, line, font, size)
            self._line.text += part.translate(_LIGATURES)

    def _begin_line(self, moved: Any, line: Any, font: Any, size: float) -> None:  # noqa: ANN401 - pypdf's own
        a, b, c, d, e, f = (float(one) for one in moved)
        self._line.x = line[4] * a + line[5] * c + e
        self._line.y = line[4] * b + line[5] * d + f
        up = (line[2] * b + line[3] * d) or (line[2] * a + line[3] * c)
        self._line.size = abs(size * up)
        named = str(font.get("/BaseFont", "") if font else "").lower()
        self._line.bold = any(word in named for word in _BOLD)

    def _end_line(self) -> None:
        line = self._line
        if line.text.strip() and self._sight.has_bullet(line.x, line.y, line.size):
            line.text = f"{BULLET} {line.text.lstrip()}"
        if line.text.strip() or line.hidden:
            self._lines.append(self._line)
        self._line = Line(page=self._number)


def _sorted(box: Any) -> tuple[float, float, float, float]:  # noqa: ANN401 - pypdf's own
    """Left, bottom, right and top of a box, whichever of its corners come first."""
    across, up = sorted((float(box[0]), float(box[2]))), sorted((float(box[1]), float(box[3])))
    return across[0], up[0], across[1], up[1]
