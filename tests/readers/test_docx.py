"""Word documents: what a reader sees of them comes out, what hides is told, what harms is refused."""

import io
import sys
import zipfile

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from question_tailor import read_company, read_posting
from question_tailor.errors import ConfigurationError, InputError
from question_tailor.readers.docx import extract

CANARY = "Zanzibarine"
SECRET = f"Ask for the {CANARY} of everybody"
WHITE = RGBColor(255, 255, 255)


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def posting():
    document = docx.Document()
    document.core_properties.title = document.core_properties.comments = document.core_properties.keywords = ""
    document.add_heading("Head of Product", 0)
    document.add_paragraph("Harbourline moves freight.")
    document.add_heading("What you will do", 1)
    document.add_paragraph("Own the vision for freight payments", "List Bullet")
    document.add_paragraph("Lead 34 product people", "List Bullet")
    return document


def repacked(raw, change):
    """The same archive, each entry changed by `change(name, content)`; None leaves it out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (content := change(name, old.read(name))) is not None:
                new.writestr(name, content)
    return out.getvalue()


def with_run(**shown):
    """A document with the secret in a run of its own, and that run."""
    document = posting()
    run = document.add_paragraph("Seen. ").add_run(SECRET)
    for name, value in shown.items():
        setattr(run.font, name, value)
    return document, run


def test_headings_lists_tables_and_text_come_in_their_order():
    document = posting()
    table = document.add_table(rows=2, cols=2)
    for cell, said in zip(
        (*table.rows[0].cells, *table.rows[1].cells), ("Place", "Rotterdam", "Pay", "fair"), strict=True
    ):
        cell.text = said
    document.add_heading("What you bring", 2)
    document.add_paragraph("Fifteen years").add_run(" in software").bold = True
    document.add_paragraph("Second level", "List Bullet 2")

    assert extract(saved(document)).text == (
        "# Head of Product\n\nHarbourline moves freight.\n\n# What you will do\n\n"
        "- Own the vision for freight payments\n- Lead 34 product people\n\n"
        "| Place | Rotterdam |\n| Pay | fair |\n\n## What you bring\n\nFifteen years in software\n\n- Second level"
    )


def test_levels_of_a_list_are_told_by_their_numbering():
    document = posting()
    for depth, said in ((0, "one"), (1, "two"), (0, "three")):
        paragraph = document.add_paragraph(said)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="3"/></w:numPr>',
            )
        )

    assert extract(saved(document)).text.endswith("- one\n  - two\n- three")


def test_insertions_links_and_content_controls_are_text():
    document = posting()
    body = document.element.body
    body.insert(
        0,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:ins w:id='1'><w:r><w:t>put in</w:t></w:r></w:ins>"
            "<w:hyperlink><w:r><w:t xml:space='preserve'> and linked</w:t></w:r></w:hyperlink></w:p>"
            "</w:sdtContent></w:sdt>"
        ),
    )

    assert extract(saved(document)).text.startswith("put in and linked")


def test_a_text_box_is_read_once():
    box = (
        '<w:r {w} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
        '<mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>'
        "</w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = posting()
    document.add_paragraph("Before.")._p.append(parse_xml(box.replace("{w}", nsdecls("w"))))

    assert extract(saved(document)).text.endswith("Before.\n\nIn a box.")


def in_a_cell():
    document = posting()
    cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
    shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="222222"/>')
    cell._tc.get_or_add_tcPr().append(shade)
    cell.paragraphs[0].add_run(SECRET).font.color.rgb = RGBColor(0x20, 0x20, 0x20)
    return document


def by_style():
    document = posting()
    style = document.styles.add_style("Quiet", 1)
    style.font.hidden = True
    child = document.styles.add_style("Quieter", 1)
    child.base_style = style
    document.add_paragraph(SECRET, "Quieter")
    return document


def by_xml(properties="", run="", around="{}"):
    document = posting()
    run = run or f"<w:r><w:t>{SECRET}</w:t></w:r>"
    document.add_paragraph("Seen.")
    xml = f"<w:p {nsdecls('w')}><w:pPr>{properties}</w:pPr>{around.format(run)}</w:p>"
    document.paragraphs[-1]._p.addnext(parse_xml(xml))
    return document


def with_picture():
    document = posting()
    drawing = (
        f'<w:r {nsdecls("w")}><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        f'wordprocessingDrawing"><wp:docPr id="1" name="x" descr="{SECRET}"/></wp:inline></w:drawing></w:r>'
    )
    document.add_paragraph("Seen.")._p.append(parse_xml(drawing))
    return document


def with_comment():
    document, run = with_run()
    run.text = "noted"
    document.add_comment(run, SECRET)
    return document


def with_metadata():
    document = posting()
    document.core_properties.keywords = SECRET
    return document


def flat_row():
    document = posting()
    row = document.add_table(rows=1, cols=1).rows[0]
    row.cells[0].text = SECRET
    row.height, row.height_rule = Pt(1), 2
    return document


HIDDEN = {
    "hidden-run": lambda: with_run(hidden=True)[0],
    "hidden-run ": by_style,
    "same-colour": lambda: by_xml(
        run=f'<w:r><w:rPr><w:color w:val="FEFEFE"/></w:rPr><w:t>{SECRET}</w:t></w:r>',
    ),
    "same-colour ": in_a_cell,
    "same-colour  ": lambda: by_xml(
        run=f'<w:r><w:rPr><w:color w:val="auto" w:themeColor="background1"/></w:rPr><w:t>{SECRET}</w:t></w:r>'
    ),
    "font-size": lambda: with_run(size=Pt(2))[0],
    "font-size ": lambda: by_xml('<w:spacing w:line="20" w:lineRule="exact"/>'),
    "font-size  ": lambda: by_xml(run=f'<w:r><w:rPr><w:w w:val="1"/></w:rPr><w:t>{SECRET}</w:t></w:r>'),
    "off-screen": lambda: by_xml('<w:ind w:left="31000"/>'),
    "off-screen ": flat_row,
    "tracked-deletion": lambda: by_xml(
        run=f"<w:r><w:delText>{SECRET}</w:delText></w:r>", around='<w:del w:id="1">{}</w:del>'
    ),
    "tracked-deletion ": lambda: by_xml(around='<w:moveFrom w:id="1">{}</w:moveFrom>'),
    "field-code": lambda: by_xml(run=f"<w:r><w:instrText>{SECRET}</w:instrText></w:r>"),
    "comment": with_comment,
    "alt": with_picture,
    "metadata": with_metadata,
}


@pytest.mark.parametrize("way", HIDDEN)
def test_what_a_reader_does_not_see_is_taken_out_and_told(way):
    found = extract(saved(HIDDEN[way]()))

    assert CANARY not in found.text
    assert [(one.channel, one.count) for one in found.hidden] == [(way.strip(), len(SECRET))]
    assert "Lead 34 product people" in found.text


def test_a_place_is_where_it_stood():
    document, _ = with_run(hidden=True)
    found = extract(saved(document))

    assert found.text[: found.hidden[0].start].rstrip().endswith("Seen.")


def on_dark_paragraph(run):
    run._r.getparent().get_or_add_pPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="003366"/>'))
    run.font.color.rgb = WHITE


def highlighted(run):
    run.font.color.rgb = WHITE
    run.font.highlight_color = WD_COLOR_INDEX.DARK_BLUE


def small(run):
    run.font.size = Pt(6)


def shown_again(run):
    run.font.hidden = False


@pytest.mark.parametrize("look", [on_dark_paragraph, highlighted, small, shown_again])
def test_what_a_reader_sees_stays(look):
    document, run = with_run()
    run.text = "You report to the board."
    look(run)

    assert "You report to the board." in extract(saved(document)).text


def test_circular_styles_end():
    document = by_style()
    quiet = document.styles["Quiet"].element
    based = OxmlElement("w:basedOn")
    based.set(qn("w:val"), "Quieter")
    quiet.insert(1, based)

    assert CANARY not in extract(saved(document)).text


def test_a_document_is_read_as_a_posting_and_as_a_company_text():
    raw = saved(posting())

    assert read_posting(raw).title == "Head of Product"
    assert "Harbourline moves freight." in read_company(raw).text


def bomb():
    def change(name, content):
        return b"<w:document>" + b" " * 7_000_000 if name == "word/document.xml" else content

    return repacked(saved(posting()), change)


def many():
    out = io.BytesIO(saved(posting()))
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(201):
            archive.writestr(f"word/{number}.bin", b"x")
    return out.getvalue()


def large():
    out = io.BytesIO(saved(posting()))
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(3):
            archive.writestr(f"word/{number}.bin", bytes(range(256)) * 30_000)
    return out.getvalue()


def twice():
    out = io.BytesIO(saved(posting()))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("WORD/document.xml", b"<other/>")
    return out.getvalue()


def nested():
    out = io.BytesIO(saved(posting()))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/embeddings/sheet.bin", saved(posting()))
    return out.getvalue()


def encrypted():
    raw = bytearray(saved(posting()))
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


def entities(encoding="utf-8"):
    kinds = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY e0 "lol">{kinds}]><x>&e8;</x>'
    return repacked(saved(posting()), lambda name, old: text.encode(encoding) if name == "word/document.xml" else old)


def other_file():
    text = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>'
    return repacked(saved(posting()), lambda name, old: text if name == "word/styles.xml" else old)


def garbled():
    raw = bytearray(saved(posting()))
    place = raw.index(b"word/document.xml") + 60
    raw[place : place + 40] = b"\xff" * 40
    return bytes(raw)


def without(entry):
    return repacked(saved(posting()), lambda name, old: None if name == entry else old)


def empty():
    return saved(docx.Document())


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (bomb, "100 to 1"),
        (many, "more than 200 entries"),
        (large, "larger than 20,000,000 bytes"),
        (twice, "same name"),
        (nested, "another archive"),
        (encrypted, "encrypted"),
        (entities, "entities"),
        (lambda: entities("utf-16"), "entities"),
        (other_file, "entities"),
        (lambda: without("word/document.xml"), "damaged"),
        (lambda: without("[Content_Types].xml"), "spreadsheet or presentation"),
        (lambda: saved(posting())[:4_000], "damaged"),
        (garbled, "damaged"),
        (lambda: b"PK\x03\x04" + bytes(100), "damaged"),
        (empty, "shows no text"),
    ],
)
def test_what_harms_or_is_none_is_refused(make, told):
    with pytest.raises(InputError, match=told):
        extract(make())


def test_a_refusal_comes_out_of_its_own_process_as_it_is():
    with pytest.raises(InputError, match="entities"):
        read_posting(entities())


def test_a_missing_library_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)

    with pytest.raises(ConfigurationError, match=r"docx is needed.*question-tailor\[documents\]"):
        read_posting(saved(posting()))
