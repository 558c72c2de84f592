"""Banks from spreadsheets: what a table may look like, and what is said of each cell that cannot be taken."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
import xlsxwriter

from question_tailor import ConfigurationError, load_bank
from question_tailor.errors import BankError, InputError
from question_tailor.readers import gather_bank, workbooks

ROW = {
    "id": "own-1",
    "category": "Leadership",
    "text": "Tell me about a leader whom you let go.",
    "competency": "leading-people",
    "levels": "vp\nhead",
    "interviewers": "ceo",
    "kind": "past_behaviour",
    "intent": "Finds out how the person parts with people.",
    "signals": "told them early\nhelped them on",
    "red_flags": "speaks ill of them",
    "probes": "Who told the team? | What would you do sooner?",
    "source_document": "Ours",
    "source_section": "1.10",
}
HEADINGS = list(ROW)


def quoted(cell):
    return '"' + cell.replace('"', '""') + '"'


def csv_of(*rows, separator=",", headings=None):
    headings = headings or list(rows[0])
    lines = [separator.join(map(quoted, headings))]
    lines += [separator.join(quoted(row.get(name, "")) for name in headings) for row in rows]
    return "\r\n".join(lines) + "\r\n"


def xlsx_of(*rows, write=None, sheet="questions"):
    """A workbook with these rows; `write(book, sheet)` may do more to it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet(sheet)
    headings = list(rows[0])
    for place, name in enumerate(headings):
        page.write_string(0, place, name)
        for line, row in enumerate(rows, start=1):
            page.write_string(line, place, row.get(name, ""))
    if write:
        write(book, page)
    book.close()
    return out.getvalue()


def at(name):
    return HEADINGS.index(name)


@pytest.fixture
def bank_file(tmp_path):
    def write(content, name="own.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def faults_of(path):
    return [str(fault) for fault in gather_bank(path).faults]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_csv_bank_is_read_whatever_separates_its_cells(bank_file, separator, encoding):
    row = {**ROW, "intent": "Finds out, at the first go; how M\u00fcller \u201cparts\u201d with people."}

    (question,) = load_bank(bank_file(csv_of(row, separator=separator).encode(encoding)))

    assert question.levels == ("vp", "head")
    assert question.signals == ("told them early", "helped them on")
    assert question.probes == ("Who told the team?", "What would you do sooner?")
    assert question.intent == row["intent"]
    assert question.source.section == "1.10"


def test_headings_and_names_may_be_written_as_people_write_them(bank_file):
    named = {
        "Red Flags": ROW["red_flags"],
        "SOURCE-SECTION": "People",
        "Source document": "Ours",
        "People Scope": "leaders of leaders",
        "Levels": "VP Product, Head of Product",
        "Interviewers": "CEO / Other product leaders",
        "Category": "LEADERSHIP",
        "Competency": "Leading people",
        "Kind": "Past behavior",
        "Frames": "Part of this role is {doing}. Whom did you let go?\nAt {thing}, whom did you let go?",
        **{name: ROW[name] for name in ("text", "id", "intent", "signals", "probes")},
    }

    (question,) = load_bank(bank_file(csv_of(named)))

    assert question.levels == ("vp", "head")
    assert question.interviewers == ("ceo", "peer")
    assert (question.category, question.competency, question.kind) == ("Leadership", "leading-people", "past_behaviour")
    assert question.fields == {"people_scope": "leaders of leaders"}
    assert [frame.fact for frame in question.frames] == ["doing", "thing"]


def test_an_xlsx_bank_is_read_as_a_csv_bank_is(bank_file):
    of_csv, of_xlsx = load_bank(bank_file(csv_of(ROW))), load_bank(bank_file(xlsx_of(ROW), "own.xlsx"))

    assert list(of_xlsx) == list(of_csv)
    assert of_xlsx.sha256 == of_csv.sha256


def test_a_table_extends_the_package_s_bank_and_stands_beside_toml_in_a_folder(bank_file, tmp_path):
    bank_file(csv_of(ROW), "a.csv")
    bank_file(xlsx_of({**ROW, "id": "own-2"}), "b.xlsx")
    bank_file(b"left by a spreadsheet program", "~$b.xlsx")

    assert [question.id for question in load_bank(tmp_path)] == ["own-1", "own-2"]
    assert len(load_bank(tmp_path, extend=True)) == len(load_bank()) + 2


def test_all_faults_are_told_at_once_with_row_and_column(bank_file):
    rows = [
        {**ROW, "levels": "cpo\nlead"},
        {},
        {**ROW, "id": "own-2", "intent": "", "kind": "riddle"},
        {**ROW, "id": "own-3", "signals": "x"},
        {**ROW, "id": "own-4", "horizon": "3 years"},
        {**ROW, "id": "own-5", "frames": "What of it?"},
        {**ROW, "id": "own-6", "poor": "Blames them."},
        {**ROW, "id": "own-7"},
        {**ROW, "id": "own-7"},
    ]
    told = "\n".join(faults_of(bank_file(csv_of(*rows, headings=[*HEADINGS, "horizon", "poor", "frames"]))))

    assert "own.csv, row 2: levels: one level, or two adjacent ones" in told
    assert "own.csv, row 4, column intent: is empty" in told
    assert "own.csv, row 4, column kind: has to be 'past_behaviour'" in told
    assert "own.csv, row 5, column signals: item 1: has to have at least 3 characters" in told
    assert "own.csv, row 6, column horizon: Leadership has no such field" in told
    assert "own.csv, row 7, column frames: item 1" in told
    assert "own.csv, row 8, column excellent: is empty" in told
    assert "own.csv, row 10, column id: stands already in own.csv, row 9" in told


def test_unknown_double_and_missing_columns_are_named_once(bank_file):
    row = {**{name: cell for name, cell in ROW.items() if name not in {"kind", "levels"}}, "levle": "vp", "ID": "own-9"}

    told = faults_of(bank_file(csv_of(row, row)))

    assert "own.csv, row 1, column L: no column is called \u201clevle\u201d; is it levels?" in told
    assert "own.csv, row 1, column id: there is another column of this name" in told
    assert "own.csv, row 1, column kind: this column is missing" in told
    assert len([line for line in told if "kind" in line]) == 1


def test_cells_without_a_heading_are_a_fault_and_empty_columns_are_none(bank_file):
    good = csv_of(ROW).replace("\r\n", ",,\r\n")
    beyond = csv_of(ROW).rstrip() + ",more\r\n"
    unheaded = csv_of({"": "lost", **ROW})

    assert len(load_bank(bank_file(good))) == 1
    (told,) = faults_of(bank_file(beyond))
    assert told.startswith("own.csv, row 2: there are more cells than headings")
    assert faults_of(bank_file(unheaded)) == ["own.csv, row 1, column A: has no heading"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (csv_of(ROW).replace("Ours", "M\u00fcller").encode("cp1252"), "Not in UTF-8: line 4"),
        (csv_of(ROW).encode("utf-16"), "UTF-16"),
        (csv_of(ROW).rstrip()[:-1], "Not valid CSV near line"),
        ("", "holds no row"),
        ("name,words\na,b\n", "none of its headings is known"),
        (b"\xd0\xcf\x11\xe0 an old file", "old Excel file"),
        (csv_of(ROW, *[{}] * 3).rstrip() + "," * 20 + "\n" + "," * 200 + "x\n", "more than 100 cells"),
    ],
)
def test_what_is_no_table_in_utf_8_is_refused_with_a_reason(bank_file, content, told):
    with pytest.raises(BankError, match=told):
        load_bank(bank_file(content))


def test_more_rows_than_a_bank_takes_are_refused_before_they_are_judged(bank_file):
    assert faults_of(bank_file("id,text\n" + "a,b\n" * 5_100)) == ["own.csv: More than 5,000 rows; more are not taken."]


def test_a_file_of_more_than_2_mb_is_refused(bank_file):
    with pytest.raises(InputError, match="larger than 2,000,000 bytes"):
        load_bank(bank_file(b"x" * 2_000_001))


def test_what_cannot_be_seen_is_taken_out_and_reported_by_row_and_column(bank_file):
    hidden = {**ROW, "text": "Tell me about a \u200bleader\U000e0041 whom you let go."}

    found = gather_bank(bank_file(csv_of(hidden)))

    (entry,) = found.entries
    assert entry.question.text == ROW["text"]
    assert [(fault.row, fault.column) for fault in entry.hidden] == [(2, "text"), (2, "text")]
    assert all("\u200b" not in str(fault) for fault in entry.hidden)
    assert {fault.why.split(": ")[1].split(",")[0] for fault in entry.hidden} == {"zero-width", "tag"}


def test_what_a_spreadsheet_made_of_the_words_is_a_fault_in_its_cell(bank_file):
    def write(book, page):
        page.write_number(1, at("source_section"), 1.1)
        page.write_boolean(2, at("intent"), 1)
        page.write_datetime(
            3,
            at("id"),
            datetime(2026, 1, 2, tzinfo=UTC).replace(tzinfo=None),
            book.add_format({"num_format": "yyyy-mm-dd"}),
        )
        page.write_formula(4, at("text"), '="Who"&"?"', None, "Tell me about a leader whom you let go.")
        page.write_formula(5, at("text"), "=1/0", None, "#DIV/0!")

    path = bank_file(xlsx_of(*[{**ROW, "id": f"own-{number}"} for number in range(5)], write=write), "own.xlsx")

    again = "give its column the format Text and type it again"
    assert faults_of(path) == [
        f"own.xlsx, row 2, column source_section: holds a number and no text; {again}",
        f"own.xlsx, row 3, column intent: holds a truth value and no text; {again}",
        f"own.xlsx, row 4, column id: holds a date or a time and no text; {again}",
        "own.xlsx, row 5, column text: is a formula; put its value there, as text",
        "own.xlsx, row 6, column text: is a formula; put its value there, as text",
    ]


def test_what_a_reader_of_the_sheet_does_not_see_is_a_fault(bank_file):
    def write(_, page):
        page.set_row(2, None, None, {"hidden": True})
        page.set_column(at("red_flags"), at("red_flags"), 9, None, {"hidden": True})
        page.merge_range(4, 0, 4, 1, "")

    told = faults_of(bank_file(xlsx_of(ROW, {**ROW, "id": "own-2"}, write=write), "own.xlsx"))

    assert told == [
        "own.xlsx, row 3: is hidden, perhaps by a filter; show it or delete it",
        "own.xlsx, column J: is hidden; show it or delete it",
        "own.xlsx: the cells A5:B5 are merged; take them apart",
    ]


def test_the_sheet_called_questions_is_read_else_the_first_that_is_not_hidden(bank_file):
    def with_more(name):
        def write(book, page):
            other = book.add_worksheet(name)
            other.write_string(0, 0, "about this workbook")
            other.activate()
            page.hide() if name == "shown" else None

        return write

    hidden_first = xlsx_of(ROW, write=with_more("shown"), sheet="Old")

    assert len(load_bank(bank_file(xlsx_of(ROW, write=with_more("Read me"), sheet="Ours"), "a.xlsx"))) == 1
    assert "headings" in faults_of(bank_file(hidden_first, "b.xlsx"))[0]
    assert "headings" in faults_of(bank_file(xlsx_of(ROW, write=with_more("Questions"), sheet="A"), "c.xlsx"))[0]


def test_a_sheet_of_numbers_is_refused_in_one_line(bank_file):
    def write(_, page):
        for line in range(1, 30):
            page.write_row(line, 0, range(80))

    assert faults_of(bank_file(xlsx_of(ROW, write=write), "own.xlsx")) == [
        "own.xlsx: More than 2,000 cells hold numbers, dates or formulas. Make the sheet text."
    ]


def part(raw, name, change):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            content = old.read(entry)
            new.writestr(entry, change(content) if entry == name else content)
    return out.getvalue()


FAR = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("xl/worksheets/sheet1.xml", lambda raw: raw.replace(b"</sheetData>", FAR), "cells below row 10,000 or beyond"),
        ("xl/worksheets/sheet1.xml", lambda raw: raw[:-200], "damaged"),
        ("xl/worksheets/sheet1.xml", lambda raw: b'<!DOCTYPE a [<!ENTITY b "c">]>' + raw, "declares entities"),
        ("xl/worksheets/sheet1.xml", lambda raw: raw + b" " * 500_000, "packed more than 100 to 1"),
        (
            "xl/workbook.xml",
            lambda raw: raw.replace(b'name="questions"', b'name="q" state="hidden"'),
            "no sheet that is",
        ),
        ("xl/_rels/workbook.xml.rels", lambda raw: raw.replace(b"worksheets/", b"../../etc/"), "no sheet that is"),
    ],
)
def test_hostile_and_damaged_workbooks_are_refused(bank_file, name, change, told):
    with pytest.raises(BankError, match=told):
        load_bank(bank_file(part(xlsx_of(ROW), name, change), "own.xlsx"))


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"PK\x03\x04 and nothing more", "own.csv", "damaged"),
        (b"no archive", "own.xlsx", "no XLSX file"),
        (b"no archive", "own.ods", "no XLSX file"),
    ],
)
def test_content_decides_what_a_file_is(bank_file, content, name, told):
    with pytest.raises(BankError, match=told):
        load_bank(bank_file(content, name))


def test_a_missing_library_is_named_with_its_extra(bank_file, monkeypatch):
    monkeypatch.setattr(workbooks, "_LIBRARY", "not_installed_here")

    with pytest.raises(ConfigurationError, match=r"question-tailor\[documents\]"):
        load_bank(bank_file(xlsx_of(ROW), "own.xlsx"))


def test_columns_may_be_called_as_in_the_csv_of_a_kit(bank_file):
    names = {"text": "Question", "poor": "rating_1", "mixed": "rating_2", "good": "rating_3", "excellent": "rating_4"}
    ratings = dict.fromkeys(["poor", "mixed", "good", "excellent"], "Tells what others decided.")
    row = {names.get(name, name): cell for name, cell in {**ROW, **ratings}.items()}

    (question,) = load_bank(bank_file(csv_of(row)))

    assert question.text == ROW["text"]
    assert question.anchors.excellent == "Tells what others decided."

    told = faults_of(bank_file(csv_of({**ROW, "question": "What else?"})))
    assert any("column text: there is another column of this name" in line for line in told)


def test_faults_are_told_in_plain_words(bank_file):
    rows = [
        {**ROW, "id": "own-2", "levels": "cpo\nvp\nhead", "text": "Why?", "probes": "y" * 241},
        {**ROW, "id": "own 3", "category": "Strategic", "horizon": "soon"},
    ]
    told = faults_of(bank_file(csv_of(*rows, headings=[*HEADINGS, "horizon"])))

    assert "own.csv, row 2, column levels: may hold at most 2, not 3" in told
    assert "own.csv, row 2, column text: has to have at least 12 characters" in told
    assert "own.csv, row 2, column probes: item 1: may have at most 240 characters" in told
    assert not [line for line in told if "should" in line.lower()]
