"""The inputs that fuzzing begins with: the postings of the tests, and small texts with what each target looks for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).parent.parent
POSTINGS: Final = ROOT / "tests" / "data" / "postings"

_DRAWINGS: Final = (
    b"BT /F 22 Tf 72 760 Td (Head of Product) Tj ET BT /F 11 Tf 72 730 Td (Own the vision for freight) Tj ET",
    b"BT /F 9 Tf 14 TL 9 9 Td [(Lead) -250 (34) 20 (product people)] TJ T* (more) ' 1 2 (most) \" 0 -14 TD () Tj ET",
    b"q 1 0 0 1 72 700 cm 1 g /G gs 0 0 100 20 re f 3 Tr BT /F 11 Tf 1 0 0 1 0 0 Tm <48656164> Tj ET Q /X Do",
    b"/Span << /ActualText (Head) >> BDC BT /F 11 Tf 0 0 Td (Hd of Product, and forty letters at the least) Tj ET EMC",
    b"0 0 10 10 re W n BT 1 1 1 rg 0.1 Tz 5 TL 2 Ts 1 Tw 1 Tc /F 1 Tf (Clipped) Tj ET BI /W 1 /H 1 ID x EI",
)


def page(drawing: bytes) -> bytes:
    """A PDF of one page. It has no table of its objects, which pypdf then looks for itself."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    return b"\n".join(
        (
            b"%PDF-1.7",
            b"1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj",
            b"2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj",
            b"3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F "
            + font
            + b" >> /ExtGState << /G << /ca 0 >> >> /XObject << /X 5 0 R >> >> >> endobj",
            b"4 0 obj << /Length %d >> stream\n" % len(drawing) + drawing + b"\nendstream endobj",
            b"5 0 obj << /Type /XObject /Subtype /Form /BBox [0 0 99 99] /Length 24 >> stream",
            b"BT /F 9 Tf (Seen) Tj ET \nendstream endobj",
            b"trailer << /Size 6 /Root 1 0 R >>",
            b"startxref\n0\n%%EOF",
        )
    )


def bytes_of(*names: str) -> Iterator[bytes]:
    """The content of some of the postings of the tests."""
    for name in names:
        yield (POSTINGS / name).read_bytes()


def document_seeds() -> Iterator[bytes]:
    """A Word document, and orders to change it."""
    yield from bytes_of("posting.docx")
    yield bytes(range(64))


def pdf_seeds() -> Iterator[bytes]:
    """What draws a page, alone and in a file."""
    yield from _DRAWINGS
    yield from (page(drawing) for drawing in _DRAWINGS)


def company_seeds() -> Iterator[bytes]:
    """Company files, with a byte before them that says which suffix they have."""
    yield b"\x00" + (POSTINGS / "posting.yaml").read_bytes()
    yield b"\x00name: Harbourline\nvalues:\n- Own it\n- {say: early}\nconfidential: |\n  nine months\n"
    yield b"\x01name = 'Harbourline'\nfounded = 2014-05-06\n[figures]\npeople = 600\nshare = 1.10\nx = [1, {a = 2}]\n"
    yield b"\x02" + (POSTINGS / "lever.json").read_bytes()
    yield b'\x02{"name": "Harbourline", "values": ["Own it", {"say": 1.10}], "confidential": "nine months"}'


def decoder_seeds() -> Iterator[bytes]:
    """Answers in their usual forms, with a byte before them that says where they are cut in two."""
    entry = {"slot": "s01", "text": 'Say "so" {or [not]} \\ \u00e9', "evidence": [{"source": "job", "quote": "a"}]}
    anchors = {"poor": "a", "mixed": "b", "good": "c", "excellent": "d"}
    whole = entry | {"probes": ["a?"], "anchors": anchors, "red_flags": ["x"], "horizon": "3 years", "trade_off": "y"}
    for answer in ({"questions": [entry, whole]}, [entry], {"strategic": [whole]}):
        said = json.dumps(answer, ensure_ascii=False)
        yield from (f"\x09{form}".encode() for form in (said, f"```json\n{said}\n```", f"<think>{{a</think>{said}"))


def completion_seeds() -> Iterator[bytes]:
    """Bodies of chat completions, whole and streamed."""
    usage = {"prompt_tokens": 5, "completion_tokens": 7, "prompt_tokens_details": {"cached_tokens": 1}}
    message = {"role": "assistant", "content": [{"type": "text", "text": "{}"}], "refusal": None}
    reply = {"model": "m", "choices": [{"message": message, "finish_reason": "stop"}], "usage": usage}
    event = {"choices": [{"delta": {"content": "{}"}, "finish_reason": None}], "usage": None}
    yield json.dumps(reply).encode()
    yield json.dumps({"error": {"code": "rate_limit_exceeded", "type": "x", "param": "seed", "message": "m"}}).encode()
    yield json.dumps({"error": {"code": 429}, "prompt_filter_results": []}).encode()
    last = json.dumps(event | {"usage": usage})
    yield f"data: {json.dumps(event)}\n\ndata: {last}\r\n\r\n: x\ndata: [DONE]\n".encode()
    yield b'data: {"error": {"code": "500"}}\n\n'
    yield b"[" * 4_000


def cleaner_seeds() -> Iterator[bytes]:
    """Texts with what cleaning looks for."""
    yield from bytes_of("posting.md")
    marks = (
        "a\u200bb\u202ec \U0001f468\u200d\U0001f469 \U0001f3f4\U000e0067\U000e0062\U000e007f 1\ufe0f\u20e3 e\u0301\r\n"
    )
    yield (
        marks + "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u0915\u094d\u200d\u0937 \u00ad\ufeff\x00\x85"
    ).encode()
