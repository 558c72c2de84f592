"""Fill the table of docs/inputs.md that says how hidden text fares in each format, from what the tests plant.

python scripts/hidden.py           fill it
python scripts/hidden.py --check   fail where it does not say what is found
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "readers")]

import test_docx  # noqa: E402
import test_hidden  # noqa: E402
import test_pdf  # noqa: E402

from question_tailor import read_posting  # noqa: E402
from question_tailor.readers.docx import extract as read_docx  # noqa: E402
from question_tailor.readers.pdf import extract as read_pdf  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from question_tailor.inputs import JobDescription
    from question_tailor.readers.extracted import Extracted

    Found = JobDescription | Extracted

PAGE = ROOT / "docs" / "inputs.md"
START, END = "<!-- hidden -->\n", "<!-- end of hidden -->"
FORMATS = {
    "page": "web page",
    "mail": "e-mail",
    "greenhouse": "board JSON",
    "json-ld": "JSON-LD",
    "markdown": "text",
    "docx": "DOCX",
    "pdf": "PDF",
}
_SECRET = test_hidden.SECRET
_NOTE = f'<p class="note">{_SECRET}</p>'
CHARACTERS = {
    **test_hidden.CHARACTERS,
    "control": "\x08\x1b",
    "format": "\ufff9",
    "private-use": "\ue000\U000f0000",
    "unassigned": "\u0378",
}
_NOT_IN_XML = frozenset({"control"})
_ATTACHED = (
    "From: a@b.example\nMessage-ID: <1@b>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
    f"Content-Type: text/plain\n\n{test_hidden.POSTING}\n--x\nContent-Type: text/plain\n"
    f"Content-Disposition: attachment; filename=n.txt\n\n{_SECRET}\n--x--\n"
)
LIMITS = {
    "white text, background in another file's style sheet": (
        f'<p style="color:white">{_SECRET}</p>',
        '<link rel="stylesheet" href="site.css">',
    ),
    "style sheet: selector of two elements": (_NOTE, "<style>body .note { display: none }</style>"),
    "style sheet: opacity 0": (_NOTE, "<style>.note { opacity: 0 }</style>"),
    "style sheet: custom property": (f'<p style="display:var(--x)">{_SECRET}</p>', "<style>p { --x: none }</style>"),
    "hidden by a script": (_NOTE, "<script>document.querySelector('.note').remove()</script>"),
    "under another element": (
        f'<p>{_SECRET}</p><div style="position:relative;top:-3em;height:3em;background:white"></div>',
        "",
    ),
}
"""What only a browser can tell: what stands in the page's body, and in its head."""


def planted() -> Iterator[tuple[str, str, Callable[[], Found]]]:
    """Each channel, the format it is planted in, and how that is read."""
    ways = [*test_hidden.ELEMENTS.items(), *test_hidden.OTHER_FORMS.items()]
    for form, made in test_hidden.WITH_ELEMENTS.items():
        for channel, element in ways:
            yield channel.strip(), form, lambda made=made, element=element: read_posting(made(after=element))
    for channel, head in (
        ("meta", f'<meta name="description" content="{_SECRET}">'),
        ("page-title", f"<title>{_SECRET}</title>"),
    ):
        yield channel, "page", lambda head=head: read_posting(test_hidden.page(head=head))
    yield "attachment", "mail", lambda: read_posting(_ATTACHED)
    for channel, said in CHARACTERS.items():
        for form, made in test_hidden.WITH_CHARACTERS.items():
            if form in FORMATS:
                yield channel, form, lambda made=made, said=said: read_posting(made(inner=said))
        if channel not in _NOT_IN_XML:
            yield channel, "docx", lambda said=said: _docx_with(said)
    for way, document in test_docx.HIDDEN.items():
        yield way.strip(), "docx", lambda document=document: read_docx(test_docx.saved(document()))
    for way, (content, options) in test_pdf.HIDDEN.items():
        yield way.strip(), "pdf", lambda content=content, options=options: _pdf_with(content, **options)
    told = {"objects": [f"<< /Keywords ({_SECRET}) >>"], "trailer": "/Info 10 0 R"}
    yield "metadata", "pdf", lambda: _pdf_with("", **told)


def limits() -> Iterator[tuple[str, str, Callable[[], Found]]]:
    """What is known not to be seen, planted in the same way."""
    for name, (body, head) in LIMITS.items():
        yield name, "page", lambda body=body, head=head: read_posting(test_hidden.page(after=body, head=head))
    yield "HTML in text, which shows its marks", "markdown", lambda: read_posting(test_hidden.markdown(after=_NOTE))
    covered = f"{test_pdf.secret()}q 1 g 60 490 400 30 re f Q\n"
    yield "under what is painted later", "pdf", lambda: _pdf_with(covered)


def _docx_with(characters: str) -> JobDescription:
    document = test_docx.posting()
    document.add_paragraph(f"Own one more{characters}")
    return read_posting(test_docx.saved(document))


def _pdf_with(content: str, **options: object) -> Extracted:
    return read_pdf(test_pdf.pdf(test_pdf.drawn() + content, **options))


def is_out(channel: str, found: Found) -> bool:
    """Whether what was planted is out of the text, and told by its channel."""
    carriers = CHARACTERS.get(channel, "")
    gone = test_hidden.CANARY not in found.text and not set(carriers) & set(found.text)
    return gone and channel in {one.channel for one in found.hidden}


def counts(planting: Iterator[tuple[str, str, Callable[[], Found]]]) -> dict[str, dict[str, tuple[int, int]]]:
    """For each channel and format, how many of how many ways are taken out and told."""
    table: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for channel, form, read in planting:
        out, ways = table[channel].get(form, (0, 0))
        table[channel][form] = (out + is_out(channel, read()), ways + 1)
    return table


def table() -> str:
    """The table, as Markdown."""
    rows = [f"| channel | {' | '.join(FORMATS.values())} |", f"| --- |{' --- |' * len(FORMATS)}"]
    for channel, by_format in {**dict(sorted(counts(planted()).items())), **counts(limits())}.items():
        cells = ("{} of {}".format(*by_format[form]) if form in by_format else "" for form in FORMATS)
        rows.append(f"| {channel} | {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def main() -> None:
    """Fill or check the page."""
    options = argparse.ArgumentParser()
    options.add_argument("--check", action="store_true")
    old = PAGE.read_text(encoding="utf-8")
    before, _, rest = old.partition(START)
    new = f"{before}{START}{table()}{END}{rest.partition(END)[2]}"
    if options.parse_args().check:
        sys.exit(0 if new == old else "docs/inputs.md is not current: run `make docs`.")
    PAGE.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
