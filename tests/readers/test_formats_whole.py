"""From a file or from standard input to a kit, on the command line without a model: each format, in each language.

English postings are the files of tests/data/postings. The German and the French one are samples of examples/postings,
put into each format here.
"""

import html
import io
import json
import re
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from textwrap import wrap

import docx
import pytest
from typer.testing import CliRunner

from question_tailor.cli import app
from question_tailor.kit import InterviewKit
from test_languages import STRAY, _generated

ROOT = Path(__file__).parents[2]
POSTINGS = ROOT / "tests" / "data" / "postings"
SAMPLES = {"de": "cpo-fernwaerme.md", "fr": "vp-produit-restauration-scolaire.md"}
LEVELS = {"en": "vp", "de": "cpo", "fr": "vp"}
NOT_ENGLISH = re.compile(r"\b(?:und|der|das|für|mit|sie|avec|pour|dans|les|vous|une)\b", re.IGNORECASE)
LISTS = {"greenhouse.json", "workable.json"}
NOT_PIPED = {"posting.yaml"}
"""What only a suffix tells from text; without one it is text."""


@cache
def sample(language):
    """A sample posting: its title, and its blocks as (kind, words), a kind being `h2`, `li` or `p`."""
    text = (ROOT / "examples" / "postings" / SAMPLES[language]).read_text(encoding="utf-8")
    title, _, rest = text.partition("\n")
    blocks = []
    for line in filter(None, map(str.strip, rest.replace("**", "").splitlines())):
        mark, _, words = line.partition(" ")
        kind = {"##": "h2", "-": "li", "*": "li"}.get(mark, "p")
        blocks.append((kind, words if kind != "p" else line.strip("*> ")))
    return title.strip("# "), blocks


def markup(language, *, title=True):
    """The posting as HTML."""
    heading, blocks = sample(language)
    lines = [f"<h1>{html.escape(heading)}</h1>"] if title else []
    for place, (kind, words) in enumerate(blocks):
        if kind == "li" and (not place or blocks[place - 1][0] != "li"):
            lines.append("<ul>")
        lines.append(f"<{kind}>{html.escape(words)}</{kind}>")
        if kind == "li" and (place + 1 == len(blocks) or blocks[place + 1][0] != "li"):
            lines.append("</ul>")
    return "\n".join(lines)


def page(language):
    around = "<nav><a href='/'>Start</a></nav><main>{}</main><footer>2026</footer>"
    return f"<!doctype html><html lang='{language}'><body>{around.format(markup(language))}</body></html>".encode()


def posting_of(language):
    return {"@type": "JobPosting", "title": sample(language)[0], "description": markup(language, title=False)}


def jsonld(language):
    return json.dumps({"@context": "https://schema.org", **posting_of(language)}).encode()


def page_with_jsonld(language):
    data = f"<script type='application/ld+json'>{json.dumps(posting_of(language))}</script>".encode()
    return page(language).replace(b"<body>", b"<body>" + data)


def greenhouse(language):
    content = html.escape(markup(language, title=False))
    return json.dumps({"id": 1, "title": sample(language)[0], "absolute_url": "x", "content": content}).encode()


def lever(language):
    job = {"id": "1", "text": sample(language)[0], "hostedUrl": "x", "lists": [], "categories": {}}
    return json.dumps([job | {"description": markup(language, title=False)}]).encode()


def text(language):
    title, blocks = sample(language)
    marks = {"h2": "\n## {}\n", "li": "- {}", "p": "\n{}\n"}
    return "\n".join([f"# {title}", *(marks[kind].format(words) for kind, words in blocks)])


def mail(language):
    message = EmailMessage()
    message["From"], message["Subject"], message["Message-ID"] = "a@b.example", "Text", "<1@b.example>"
    message.set_content(text(language))
    return message.as_bytes()


def word(language):
    title, blocks = sample(language)
    document = docx.Document()
    document.add_heading(title, 0)
    for kind, words in blocks:
        document.add_paragraph(words, {"h2": "Heading 1", "li": "List Bullet", "p": None}[kind])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(language):
    """A PDF with a page for each 44 lines, its letters in Windows-1252."""
    title, blocks = sample(language)
    lines = [(20, 0, title)]
    for kind, words in blocks:
        size, space, mark = {"h2": (15, 12, ""), "li": (11, 0, "\u2022 "), "p": (11, 8, "")}[kind]
        for number, line in enumerate(wrap(mark + words, 90)):
            lines.append((size, 0 if number else space, line))
    pages = [lines[start : start + 44] for start in range(0, len(lines), 44)]
    kids = " ".join(f"{10 + 2 * number} 0 R" for number in range(len(pages)))
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    objects[2] = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()
    for number, shown in enumerate(pages):
        height, drawn = 800, []
        for size, space, line in shown:
            height -= 14 + space
            escaped = re.sub(r"([\\()])", r"\\\1", line)
            drawn.append(f"BT /F {size} Tf 50 {height} Td ({escaped}) Tj ET")
        content = "\n".join(drawn).encode("cp1252")
        objects[10 + 2 * number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {11 + 2 * number} 0 R "
            f"/Resources << /Font << /F {font} >> >> >>"
        ).encode()
        objects[11 + 2 * number] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
    out, places = io.BytesIO(b"%PDF-1.7\n"), {}
    out.seek(0, io.SEEK_END)
    for number, body in objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 1\n0000000000 65535 f \n")
    for number, place in places.items():
        out.write(b"%d 1\n%010d 00000 n \n" % (number, place))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, start))
    return out.getvalue()


MADE = {
    "posting.md": lambda language: text(language).encode(),
    "posting.txt": lambda language: text(language).replace("## ", "").replace("# ", "").encode("cp1252"),
    "page.html": page,
    "page-with-jsonld.html": page_with_jsonld,
    "posting.jsonld": jsonld,
    "greenhouse.json": greenhouse,
    "lever.json": lever,
    "posting.eml": mail,
    "posting.docx": word,
    "posting.pdf": pdf,
}
CASES = [
    *(("en", path.name) for path in sorted(POSTINGS.iterdir())),
    *((language, name) for language in SAMPLES for name in MADE),
]


def tailored(argument, given=None, *, pick=None):
    options = ["--offline", "--questions", "3", "--format", "json", "--progress", "none"]
    picked = ["--pick", pick] if pick else []
    done = CliRunner().invoke(app, ["tailor", argument, *options, *picked], input=given)
    assert done.exit_code == 0, done.output
    return InterviewKit.model_validate_json(done.stdout)


@pytest.mark.parametrize(("language", "name"), CASES, ids=lambda value: value)
def test_a_kit_comes_out_in_the_language_of_the_posting(language, name, tmp_path):
    path = POSTINGS / name
    if language != "en":
        path = tmp_path / name
        path.write_bytes(MADE[name](language))
    pick = "VP Product" if language == "en" and name in LISTS else None

    kit = tailored(str(path), pick=pick)

    assert (kit.language, kit.level, len(kit.questions)) == (language, LEVELS[language], 3)
    assert {question.origin for question in kit.questions} <= {"offline", "bank"}
    assert any(question.origin == "offline" for question in kit.questions)
    stray = NOT_ENGLISH if language == "en" else STRAY
    assert [said for said in _generated(kit) if stray.search(said)] == []
    if name not in NOT_PIPED:
        piped = tailored("-", path.read_bytes(), pick=pick)
        assert (piped.questions, piped.plan, piped.findings) == (kit.questions, kit.plan, kit.findings)
