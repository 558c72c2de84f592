"""PDF files: what a reader sees of them comes out, what hides is told, what harms is refused."""

import io
import sys
import zlib

import pypdf
import pytest

from question_tailor import read_company, read_posting
from question_tailor.errors import ConfigurationError, InputError
from question_tailor.readers.pdf import extract

CANARY = "Zanzibarine"
SECRET = f"Ask for the {CANARY} of everybody"
LINES = [
    (22, 760, "Head of Product"),
    (11, 730, "Harbourline moves freight for people who have none of their own, and"),
    (11, 716, "pays who carries it on the day that it comes."),
    (16, 690, "What you will do"),
    (11, 670, "\x95 Own the vision for freight payments"),
    (11, 656, "\x95 Lead 34 product people in four groups that grew side by side and have never"),
    (11, 642, "once planned together"),
]
TEXT = (
    "# Head of Product\n\nHarbourline moves freight for people who have none of their own, and pays who carries it on "
    "the day that it comes.\n\n## What you will do\n\n- Own the vision for freight payments\n- Lead 34 product people "
    "in four groups that grew side by side and have never once planned together"
)


def drawn(lines=LINES):
    return "".join(f"BT /F {size} Tf 72 {y} Td ({said}) Tj ET\n" for size, y, said in lines)


def pdf(*contents, resources="", objects=(), root="", page="", trailer="", squeeze=False):
    """A PDF with a page for each content; `objects` are numbered from 10."""
    kids = [100 + 2 * number for number in range(len(contents))]
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    bold = font.replace("Helvetica", "Helvetica-Bold")
    told = {
        1: f"<< /Type /Catalog /Pages 2 0 R {root} >>".encode(),
        2: f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>".encode(),
    }
    told |= {number: one if isinstance(one, bytes) else one.encode() for number, one in enumerate(objects, 10)}
    for kid, content in zip(kids, contents, strict=True):
        body = content if isinstance(content, bytes) else content.encode("latin-1")
        body, how = (zlib.compress(body, 9), "/Filter /FlateDecode") if squeeze else (body, "")
        told[kid] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {kid + 1} 0 R {page} "
            f"/Resources << /Font << /F {font} /B {bold} >> {resources} >> >>"
        ).encode()
        told[kid + 1] = f"<< /Length {len(body)} {how} >>\nstream\n".encode() + body + b"\nendstream"
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = {}
    for number, one in told.items():
        places[number] = out.tell()
        out.write(f"{number} 0 obj\n".encode() + one + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 1\n0000000000 65535 f \n")
    for number, place in places.items():
        out.write(f"{number} 1\n{place:010} 00000 n \n".encode())
    out.write(f"trailer\n<< /Size {max(told) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def form(content, extra=""):
    return (
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] {extra} /Length {len(content)} >>\n"
        f"stream\n{content}\nendstream"
    )


def test_headings_bullets_and_paragraphs_come_out():
    assert extract(pdf(drawn())).text == TEXT


def test_pages_come_in_their_order_and_a_sentence_goes_on_over_the_page():
    first, second = [*LINES, (11, 60, "It ends")], [(11, 800, "on the next page."), (11, 770, "Then more.")]

    assert "- Lead" in extract(pdf(drawn(first), drawn(second))).text
    assert extract(pdf(drawn(first), drawn(second))).text.endswith("It ends on the next page.\n\nThen more.")


@pytest.mark.parametrize(
    ("end", "begin", "told"),
    [
        ("You will own the whole of our port-", "folio and its money.", "our portfolio and"),
        ("It is long-term work, and of all of it long-", "term thinking counts.", "it long-term thinking"),
        ("You will lead all of the short- and long-", "and mid-term plans.", "long- and mid-term"),
        ("You will own it from here to the Asia-", "Pacific region.", "the Asia-Pacific region"),
        ("You will own 3 of them, from all of 2020-", "2024 and later.", "2020-2024"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_goes_where_it_cut_a_word(end, begin, told):
    assert told in extract(pdf(drawn([*LINES, (11, 600, end), (11, 586, begin)]))).text


def test_bullets_that_browsers_paint_and_those_drawn_alone_are_bullets():
    painted = "76 563 m 80 563 l 80 567 l 76 567 l h f BT /F 11 Tf 90 560 Td (Painted) Tj ET\n"
    alone = "BT /F 11 Tf 72 540 Td (\x95) Tj ET BT /F 11 Tf 90 540 Td (Alone) Tj ET\n"

    assert extract(pdf(drawn() + painted + alone)).text.endswith("- Painted\n- Alone")


def test_a_bold_line_heads_what_follows():
    bold = "BT /B 11 Tf 72 600 Td (What you bring) Tj ET BT /F 11 Tf 72 586 Td (Fifteen years.) Tj ET\n"

    assert extract(pdf(drawn() + bold)).text.endswith("### What you bring\n\nFifteen years.")


def secret(before="", inside="", size=11, place="72 500", after=""):
    return f"q {before} BT /F {size} Tf {inside} {place} Td ({SECRET}) Tj ET {after} Q\n"


ALPHA = "/ExtGState << /G << /ca 0 >> >>"
HIDDEN = {
    "same-colour": (secret("1 1 1 rg"), {}),
    "same-colour ": (secret("1 g"), {}),
    "same-colour  ": (secret("0 0 0 0 k"), {}),
    "same-colour   ": (secret("/DeviceRGB cs 0.99 0.99 1 sc"), {}),
    "same-colour    ": (secret("0.1 0.2 0.3 rg 0 480 595 60 re f"), {}),
    "same-colour     ": (secret("1 G", "1 Tr"), {}),
    "render-mode": (secret(inside="3 Tr"), {}),
    "render-mode ": (secret(inside="7 Tr"), {}),
    "font-size": (secret(size=1), {}),
    "font-size ": (secret("0.1 0 0 0.1 0 0 cm", place="720 5000"), {}),
    "font-size  ": (secret(inside="1 Tz"), {}),
    "off-screen": (secret(place="700 500"), {}),
    "off-screen ": (secret(place="72 -50"), {}),
    "off-screen  ": (secret("1 0 0 1 -2000 0 cm"), {}),
    "off-screen   ": (secret("0 0 50 50 re W n"), {}),
    "transparent": (secret("/G gs"), {"resources": ALPHA}),
    "hidden-layer": (
        "/OC /L BDC\n" + secret() + "EMC\n",
        {
            "resources": "/Properties << /L 10 0 R >>",
            "objects": ["<< /Type /OCG /Name (x) >>"],
            "root": "/OCProperties << /OCGs [10 0 R] /D << /OFF [10 0 R] >> >>",
        },
    ),
    "same-colour      ": (
        "q 1 g /X Do Q\n",
        {
            "resources": "/XObject << /X 10 0 R >>",
            "objects": [
                form(secret(), "/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /X >> >> >>")
            ],
        },
    ),
}


@pytest.mark.parametrize("way", HIDDEN)
def test_what_a_reader_does_not_see_is_taken_out_and_told(way):
    content, options = HIDDEN[way]
    found = extract(pdf(drawn() + content + drawn([(11, 400, "Seen at the end.")]), **options))

    assert found.text == TEXT + "\n\nSeen at the end."
    assert [(one.channel, one.count) for one in found.hidden] == [(way.strip(), len(SECRET))]
    assert len(TEXT) <= found.hidden[0].start <= len(TEXT) + 2


@pytest.mark.parametrize("operator", ["({}) Tj", "[({}) 20 (x)] TJ", "({}) '", '0 0 ({}) "'])
def test_every_way_of_drawing_text_is_held_back(operator):
    hidden = f"q 1 g BT /F 11 Tf 14 TL 72 500 Td {operator.format(SECRET)} ET Q\n"
    found = extract(pdf(drawn() + hidden + drawn([(11, 400, "Seen at the end.")])))

    assert CANARY not in found.text
    assert "same-colour" in {one.channel for one in found.hidden}


def test_metadata_is_told():
    found = extract(pdf(drawn(), objects=[f"<< /Keywords ({SECRET}) >>"], trailer="/Info 10 0 R"))

    assert [(one.channel, one.start, one.count) for one in found.hidden] == [("metadata", 0, len(SECRET))]


@pytest.mark.parametrize(
    "content",
    [
        "q 0 0.2 0.4 rg 0 480 595 60 re f 1 g BT /F 11 Tf 72 500 Td ({}) Tj ET Q",
        "q 595 0 0 60 0 480 cm /I Do Q q 1 g BT /F 11 Tf 72 500 Td ({}) Tj ET Q",
        "q 0.1 0 0 0.1 0 0 cm BT /F 110 Tf 720 5000 Td ({}) Tj ET Q",
        "q BT 110 0 0 110 72 500 Tm /F 0.1 Tf ({}) Tj ET Q",
        "q 60 490 400 30 re W n BT /F 11 Tf 72 500 Td ({}) Tj ET Q",
        "q 1 g Q BT /F 11 Tf 72 500 Td ({}) Tj ET",
        "q BT 3 Tr ET Q BT /F 11 Tf 72 500 Td ({}) Tj ET",
        "q 1 0 0 -1 0 842 cm BT 1 0 0 -1 72 342 Tm /F 11 Tf ({}) Tj ET Q",
    ],
)
def test_what_a_reader_sees_stays(content):
    image = (
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    )
    raw = pdf(
        drawn() + content.format("You report to the board."),
        resources="/XObject << /I 10 0 R >>",
        objects=[f"{image}\nstream\nx\nendstream"],
    )

    assert extract(raw).text.endswith("You report to the board.")


def test_a_file_is_read_as_a_posting_and_as_a_company_text():
    raw = pdf(drawn())

    assert read_posting(raw).title == "Head of Product"
    assert "Harbourline moves freight" in read_company(raw).text


def locked(user):
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(pdf(drawn()))))
    writer.encrypt(user, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_file_that_anybody_may_open_is_read():
    assert extract(locked("")).text == TEXT


def stacked():
    body = zlib.compress(zlib.compress(b" " * 120_000_000, 9), 9)
    return pdf(
        "",
        objects=[
            f"<< /Length {len(body)} /Filter [/FlateDecode /FlateDecode] >>\nstream\n".encode() + body + b"\nendstream"
        ],
    ).replace(b"/Contents 101 0 R", b"/Contents 10 0 R ")


def circular():
    raw = pdf(drawn())
    start = raw.rindex(b"startxref\n") + 10
    place = raw[start:].split(b"\n")[0]
    return raw.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev " + place)


def circular_pages():
    return pdf(drawn()).replace(b"/Kids [100 0 R]", b"/Kids [  2 0 R]")


def many_declared():
    return pdf(drawn()).replace(b"/Count 1", b"/Count 1000000")


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: locked("secret"), "encrypted"),
        (lambda: pdf("0 g 0 0 10 10 re f"), "scan or a picture"),
        (lambda: pdf(drawn([(11, 700, "x")]) + secret(inside="3 Tr")), "recognised text that nobody sees"),
        (lambda: pdf(*[drawn()] * 61), "61 pages"),
        (stacked, "more than any document needs"),
        (lambda: pdf(b"0 g " * 200_000, squeeze=True), "more than any document needs"),
        (circular_pages, "PDF file"),
        (lambda: b"%PDF-1.7\nnothing", "damaged"),
        (lambda: pdf("BT /F 11 Tf 72 700 Td (" + "word " * 100_000 + ") Tj ET"), "more than 400,000 characters"),
    ],
)
def test_what_harms_or_shows_nothing_is_refused(make, told):
    with pytest.raises(InputError, match=told):
        extract(make())


@pytest.mark.parametrize("make", [circular, many_declared])
def test_a_file_that_lies_about_its_shape_is_read_as_far_as_it_goes(make):
    try:
        assert extract(make()).text == TEXT
    except InputError as error:
        assert "PDF file" in str(error)  # noqa: PT017 - either is fine; hanging is not


def test_what_pypdf_cannot_make_sense_of_is_passed_over():
    broken = "q /Nothing gs /Nothing Do (x) Tf 1 cm Tr 1 2 re /X /Y BDC EMC EMC Q Q Q sc scn\n"

    assert extract(pdf(broken + drawn())).text == TEXT


def test_a_refusal_comes_out_of_its_own_process_as_it_is():
    with pytest.raises(InputError, match="scan or a picture"):
        read_posting(pdf("0 g 0 0 10 10 re f"))


def test_a_missing_library_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdf", None)

    with pytest.raises(ConfigurationError, match=r"pypdf is needed.*question-tailor\[documents\]"):
        read_posting(pdf(drawn()))
