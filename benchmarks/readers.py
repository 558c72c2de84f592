"""What reading a file costs, and what a hostile one can make it cost: seconds and peak memory.

Each file is read by an interpreter of its own; memory is the peak of that interpreter or of the one that it starts for
the parser, whichever is larger. Linux only. Run: `python benchmarks/readers.py`.
"""

import io
import os
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from pathlib import Path

import xlsxwriter

ROOT = Path(__file__).parents[1]
POSTINGS = ROOT / "tests" / "data" / "postings"
MOST_MEGABYTES = 300
READ = """
import sys
from question_tailor import load_bank, read_posting
from question_tailor.errors import TailorError
from pathlib import Path
file = Path(sys.argv[1])
try:
    print("read:", len(load_bank(file)) if file.suffix == ".xlsx" else read_posting(file).title[:60])
except TailorError as error:
    print(f"{type(error).__name__}: {str(error)[:90]}")
"""


def docx_with(document=None, **others):
    out = io.BytesIO()
    with (
        zipfile.ZipFile(POSTINGS / "posting.docx") as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new,
    ):
        for name in old.namelist():
            new.writestr(name, document if document and name == "word/document.xml" else old.read(name))
        for name, content in others.items():
            new.writestr(f"word/{name}", content)
    return out.getvalue()


def xlsx_with(sheet=None, strings=None, **others):
    """A workbook whose sheet or shared strings are replaced, or that holds more parts."""
    plain = io.BytesIO()
    with xlsxwriter.Workbook(plain, {"in_memory": True}) as book:
        book.add_worksheet("questions").write_string(0, 0, "id")
    parts = {"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": strings}
    out = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name) or old.read(name))
        for name, content in others.items():
            new.writestr(f"xl/{name}", content)
    return out.getvalue()


def sheet(rows):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def word(body):
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<?xml version="1.0"?><w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'.encode()


def varied(piece, count):
    """A piece over and over, each a little different, so that it is packed no more than documents are."""
    return "".join(piece.format(f"{number * 2_654_435_761 % 2**32:08x}") for number in range(count))


def pdf(stream, filters="/FlateDecode", pages=1, tail=""):
    kids = " ".join("3 0 R" for _ in range(pages))
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        f"{page} /Resources << /Font << /F {font} >> >> >>",
    ]
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, 2)
    places = []
    for number, told in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{told}\nendobj\n".encode())
    places.append(out.tell())
    out.write(f"4 0 obj\n<< /Length {len(stream)} /Filter {filters} >>\nstream\n".encode() + stream)
    out.write(b"\nendstream\nendobj\n")
    start = out.tell()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    tail = tail.format(start=start)
    out.write(f"xref\n0 5\n0000000000 65535 f \n{table}trailer\n<< /Size 5 /Root 1 0 R {tail} >>\n".encode())
    out.write(f"startxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def files():
    """Names and makers of files: plain ones first, then hostile ones."""
    for name in ("posting.md", "posting.docx", "posting.pdf", "page.html"):
        yield name, (POSTINGS / name).read_bytes
    yield "DOCX of 20 MB zeros", lambda: docx_with(zeros=bytes(19_000_000))
    yield "DOCX of 7.9 MB empty paragraphs", lambda: docx_with(word(varied("<w:p/><!--{}-->", 360_000)))
    yield "DOCX of 7.9 MB runs", lambda: docx_with(word(varied("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", 185_000)))
    yield "DOCX of 7.9 MB attributes", lambda: docx_with(word(varied('<w:p a="{}"/>', 400_000)))
    yield (
        "DOCX of nested tables",
        lambda: docx_with(word("<w:tbl><w:tr><w:tc>" * 5_000 + "</w:tc></w:tr></w:tbl>" * 5_000)),
    )
    yield (
        "DOCX of 19 MB in parts",
        lambda: docx_with(**{f"part{number}.xml": varied("<a>{}</a>", 400_000).encode() for number in range(2)}),
    )
    yield (
        "PDF, 200 MB in two layers",
        lambda: pdf(zlib.compress(zlib.compress(bytes(200_000_000), 9), 9), "[/FlateDecode /FlateDecode]"),
    )
    yield "PDF, 19 MB of operators", lambda: pdf(zlib.compress(b"0 g " * 4_750_000, 9))
    yield "PDF, 19 MB of one string", lambda: pdf(zlib.compress(b"BT /F 9 Tf (" + b"a" * 19_000_000 + b") Tj ET", 9))
    yield (
        "PDF, 250,000 operators on 60 pages",
        lambda: pdf(zlib.compress(b"BT /F 9 Tf (a) Tj ET " * 50_000, 9), pages=60),
    )
    yield (
        "PDF, 100,000 painted shapes under text",
        lambda: pdf(zlib.compress(b"0 0 1 1 re f " * 20_000 + b"BT /F 9 Tf 9 9 Td (a) Tj ET " * 10_000, 9)),
    )
    yield "PDF, /Prev that points at itself", lambda: pdf(zlib.compress(b""), tail="/Prev {start}")
    yield "XLSX of 20 MB zeros", lambda: xlsx_with(**{"zeros.bin": bytes(19_000_000)})
    cell = '<row><c t="inlineStr"><is><t>{}</t></is></c></row>'
    yield "XLSX of 7.9 MB rows", lambda: xlsx_with(sheet(varied(cell, 130_000)))
    cells = varied('<c t="inlineStr"><is><t>{}</t></is></c>', 160_000)
    yield "XLSX of 7.9 MB cells in one row", lambda: xlsx_with(sheet(f"<row>{cells}</row>"))
    far = '<row r="1048576"><c r="XFD1048576" t="str"><v>a</v></c></row>'
    yield "XLSX with one cell far out", lambda: xlsx_with(sheet(far))
    strings = varied("<si><t>{}</t></si>", 300_000)
    yield "XLSX of 7.5 MB shared strings", lambda: xlsx_with(strings=sheet(strings).replace(b"worksheet", b"sst"))
    yield "PDF, arrays in arrays", lambda: pdf(zlib.compress(b"[" * 5_000_000, 9))


def cost(path):
    """What reading a file says, its seconds, and its peak memory in MB."""
    begun = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-c", READ, path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    said = " ".join(child.stdout.read().decode().split())
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return said or f"ended with {child.returncode}", time.perf_counter() - begun, used.ru_maxrss / 1024


def main():
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, make) in enumerate(files()):
            path = Path(folder, f"{number}{'.xlsx' if name.startswith('XLSX') else ''}")
            path.write_bytes(make())
            said, seconds, megabytes = cost(path)
            worst = max(worst, megabytes)
            print(f"{name:40} {path.stat().st_size / 1e6:6.2f} MB  {seconds:6.2f} s  {megabytes:5.0f} MB  {said}")
    print(f"peak of all: {worst:.0f} MB (at most {MOST_MEGABYTES})")
    return worst > MOST_MEGABYTES


if __name__ == "__main__":
    sys.exit(main())
