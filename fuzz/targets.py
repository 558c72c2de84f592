"""What is fuzzed: for each target a function that takes bytes, and the seeds that it begins with (`seeds`).

A target returns where the library did its work or refused with an error of its own; whatever else is raised is a
finding. Files are read through the public functions. Parsers that have a process of their own run here in this one,
since coverage is not seen across processes.
"""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from copy import deepcopy
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from seeds import (
    POSTINGS,
    bytes_of,
    cleaner_seeds,
    company_seeds,
    completion_seeds,
    decoder_seeds,
    document_seeds,
    page,
    pdf_seeds,
)

from question_tailor import read_company, read_posting
from question_tailor.cleaning import clean, cleaned_positions
from question_tailor.completions import StreamReader, read_document
from question_tailor.decoding import AnswerReader, MalformedAnswer, decode_entry, to_answer
from question_tailor.errors import TailorError
from question_tailor.readers import sandbox
from question_tailor.readers.extracted import Extracted
from question_tailor.text import fold, language, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_DOCUMENT: Final = "word/document.xml"
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORD_NAMES: Final = (
    "p r t tbl tr tc sdt sdtContent altChunk del ins moveFrom fldChar instrText pPr rPr tcPr trPr vanish sz color shd "
    "highlight numPr ilvl numId pStyle rStyle framePr spacing ind trHeight br tab w val fill themeColor themeShade "
    "drawing pict hyperlink smartTag document body jc position caps dstrike hRule x y hAnchor"
)
_WORD_VALUES: Final = ("", "0", "-1", "1e9", "9" * 30, "auto", "FFFFFF", "zz", "true", "none", "\u0661", "1.5", "exact")
_SUFFIXES: Final = (".yaml", ".toml", ".json")
_ODD_VALUES: Final[tuple[Any, ...]] = (None, True, -1, 0.5, 10**30, "", " ", "\ud800", "<p>a</p>", [], {}, [[]], [None])


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that is fuzzed.

    Attributes:
        run: Takes bytes; raises what is a finding.
        seeds: Gives the inputs to begin with.
        longest: Bytes of the longest input.
    """

    run: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]
    longest: int = 8_192


def _in_this_process(task: str, raw: bytes, pick: str | int | None = None, *, seconds: float = 0.0) -> Extracted:
    """What `sandbox.run` does in a process of its own."""
    del seconds
    reader = import_module(f"question_tailor.readers.{task}")
    found: Extracted = reader.extract(raw, pick)
    return Extracted.from_json(json.dumps(json.loads(found.to_json())))


sandbox.run = _in_this_process


def _accepted(text: str, cut: int) -> list[str] | None:
    """The questions of an answer that comes in two pieces; None where it is malformed."""
    reader = AnswerReader()
    try:
        pieces = [*reader.feed(text[:cut]), *reader.feed(text[cut:])]
        reader.finish()
    except MalformedAnswer:
        return None
    return pieces


def _decoder(data: bytes) -> None:
    text = data[1:].decode("utf-8", "surrogateescape")
    whole, split = _accepted(text, len(text)), _accepted(text, data[0] % (len(text) + 1) if data else 0)
    if whole != split:
        raise AssertionError("an answer in two pieces gives other questions")
    for piece in whole or ():
        try:
            to_answer(decode_entry(piece), "Strategic")
        except MalformedAnswer:
            continue


def _completions(data: bytes) -> None:
    for reading in (read_document, _streamed):
        try:
            reading(data)
        except TailorError:
            continue


def _streamed(data: bytes) -> None:
    reader = StreamReader([].append)
    for start in range(0, len(data), 64):
        reader.feed(data[start : start + 64])
    reader.finish()


def _cleaner(data: bytes) -> None:
    raw = data.decode("utf-8", "surrogateescape")
    cleaned = clean(raw)
    if clean(cleaned.text).text != cleaned.text:
        raise AssertionError("cleaning twice changes more than cleaning once")
    places = cleaned_positions(raw, list(range(0, len(raw), len(raw) // 8 + 1)))
    if places != sorted(places) or any(not 0 <= place <= len(cleaned.text) for place in places):
        raise AssertionError("positions of the cleaned text are out of order or out of range")
    folded = fold(cleaned.text)
    if len(folded.origin) != len(folded.text) + 1:
        raise AssertionError("a folded character has no origin")
    sentences(cleaned.text)
    language(cleaned.text)


def _posting(data: bytes) -> None:
    try:
        read_posting(data, pick=1)
    except TailorError:
        return


def _company(data: bytes) -> None:
    """A company file whose suffix the first byte tells."""
    suffix = _SUFFIXES[data[0] % len(_SUFFIXES)] if data else ""
    with tempfile.NamedTemporaryFile(suffix=suffix, dir=_MEMORY_FOLDER) as file:
        file.write(data[1:])
        file.flush()
        for read in (read_company, read_posting):
            try:
                read(Path(file.name))
            except TailorError:
                continue


_MEMORY_FOLDER: Final = next((folder for folder in ("/dev/shm",) if Path(folder).is_dir()), None)  # noqa: S108


def _text(data: bytes) -> None:
    try:
        read_posting(b"\n" + data)
        read_company(b"\n" + data)
    except TailorError:
        return


def _board(data: bytes) -> None:
    """Bytes as they are; or, where the first one is small, a posting of a board with values put in other places."""
    if data[:1] and data[0] < len(_boards()):
        _posting(json.dumps(_edited(_boards()[data[0]], data[1:])).encode())
    else:
        _posting(data)


def _boards() -> list[str]:
    if not _BOARDS:
        _BOARDS.extend(path.read_text(encoding="utf-8") for path in sorted(POSTINGS.glob("*.json*")))
    return _BOARDS


_BOARDS: Final[list[str]] = []


def _edited(document: str, orders: bytes) -> Any:  # noqa: ANN401 - any JSON
    """A document in which each three bytes name a place and what stands there instead."""
    edited = json.loads(document)
    for start in range(0, len(orders) - 2, 3):
        places = list(_places(edited))
        node, key = places[(orders[start] * 256 + orders[start + 1]) % len(places)] if places else ([0], 0)
        choice = orders[start + 2]
        node[key] = deepcopy(_ODD_VALUES[choice]) if choice < len(_ODD_VALUES) else _wrapped(node[key], choice)
    return edited


def _wrapped(value: Any, choice: int) -> Any:  # noqa: ANN401 - any JSON
    return ([value], {"text": value}, {"label": value, "@type": "JobPosting"}, str(value))[choice % 4]


def _places(node: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - any JSON
    for key in list(node) if isinstance(node, dict) else range(len(node)):
        yield node, key
        if isinstance(node[key], dict | list):
            yield from _places(node[key])


def _docx(data: bytes) -> None:
    """An archive; or, where the bytes are none, orders to change the main part of the sample document."""
    _posting(data if data.startswith(b"PK") else _packed(data))


def _packed(orders: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(POSTINGS / "posting.docx") as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, _rewritten(content, orders) if name == _DOCUMENT else content)
    return out.getvalue()


def _rewritten(document: bytes, orders: bytes) -> bytes:
    """A document in which each four bytes name an element, what is done to it and with what."""
    from lxml import etree  # noqa: PLC0415 - an extra

    root = etree.fromstring(document)
    elements = list(root.iter("*"))
    tags = [f"{_WORD}{name}" for name in _WORD_NAMES.split()]
    for start in range(0, len(orders) - 3, 4):
        place, other, act = orders[start] * 256 + orders[start + 1], orders[start + 2], orders[start + 3]
        element, name = elements[place % len(elements)], tags[other % len(tags)]
        if act % 4 == 0:
            element.tag = name
        elif act % 4 == 1:
            element.set(name, _WORD_VALUES[(act // 4) % len(_WORD_VALUES)])
        elif act % 4 == 2:  # noqa: PLR2004 - the third of four things to do
            elements.append(etree.SubElement(element, name, {f"{_WORD}val": _WORD_VALUES[act % len(_WORD_VALUES)]}))
        elif element.getparent() is not None:
            element.getparent().remove(element)
    return bytes(etree.tostring(root))


def _pdf(data: bytes) -> None:
    """A file; or, where the bytes are none, what draws the page of a small one."""
    _posting(data if data.startswith(b"%PDF-") else page(data))


TARGETS: Final[dict[str, Target]] = {
    "decoder": Target(_decoder, decoder_seeds),
    "completions": Target(_completions, completion_seeds),
    "cleaner": Target(_cleaner, cleaner_seeds, longest=2_048),
    "html": Target(
        lambda data: _posting(b"<html>" + data),
        lambda: bytes_of("page.html", "page-of-divs.html", "page-of-scripts.html", "page-with-jsonld.html"),
        longest=16_384,
    ),
    "jsonld": Target(_posting, lambda: bytes_of("posting.jsonld"), longest=16_384),
    "boards": Target(
        _board,
        lambda: (seed for number, board in enumerate(_boards()) for seed in (bytes((number,)), board.encode())),
        longest=16_384,
    ),
    "mail": Target(_posting, lambda: bytes_of("posting.eml", "posting-html.eml"), longest=16_384),
    "company": Target(_company, company_seeds),
    "text": Target(_text, lambda: bytes_of("posting.txt", "posting.md")),
    "pdf": Target(_pdf, pdf_seeds),
    "docx": Target(_docx, document_seeds, longest=32_768),
}
