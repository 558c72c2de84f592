import io
import re
import zipfile

import pytest
from hostile import HOSTILE, LONG_WORD, hostile_kit

from question_tailor import Tailor, render, save_kit
from question_tailor.errors import ConfigurationError
from samples import COMPANY, POSTING

docx = pytest.importorskip("docx", reason="the extra `documents` is not installed")
pytest.importorskip("xlsxwriter", reason="the extra `xlsx` is not installed")


@pytest.fixture(scope="module")
def kit():
    return Tailor.offline().tailor(POSTING, COMPANY)


def text_of(raw):
    document = docx.Document(io.BytesIO(raw))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_a_document_holds_every_question_with_all_that_it_takes(kit):
    text = text_of(render(kit, "docx"))

    for question in kit.questions:
        for said in (question.text, *question.probes, *question.red_flags, *question.anchors.model_dump().values()):
            assert said in text
        for quote in question.evidence:
            assert " ".join(quote.quote.split()) in text


def test_a_document_has_headings_for_interviewers_and_questions(kit):
    document = docx.Document(io.BytesIO(render(kit, "docx")))
    by_style = {}
    for paragraph in document.paragraphs:
        by_style.setdefault(paragraph.style.name, []).append(paragraph.text)

    assert {"CEO", "CFO", "CTO", "Other product leaders"} <= set(by_style["Heading 1"])
    assert sum(bool(re.match(r"s\d\d ", text)) for text in by_style["Heading 2"]) == len(kit.questions)
    assert kit.sha256[:12] in document.sections[0].footer.paragraphs[0].text


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_document_says_nothing_of_who_made_it_and_links_to_nothing(kit, form):
    raw = render(kit, form)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        content = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}

    assert not [name for name in content if "vba" in name.lower()]
    assert 'TargetMode="External"' not in "".join(content.values())
    assert "<w:vanish" not in "".join(content.values())
    assert re.search(r"<dc:creator>\s*</dc:creator>|<dc:creator/>", content["docProps/core.xml"])


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_equal_kits_give_equal_bytes(kit, form):
    assert render(kit, form) == render(kit, form)


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_hostile_kit_gives_a_document_that_opens_with_inert_text(kit, form):
    raw = render(hostile_kit(kit), form)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        whole = "".join(archive.read(name).decode("utf-8", "replace") for name in names if name.endswith(".xml"))

    assert "<script" not in whole
    assert "<f>" not in whole
    assert "HYPERLINK" not in whole
    assert LONG_WORD in whole
    if form == "docx":
        assert HOSTILE.split()[0] in text_of(raw)


def test_a_pack_holds_one_part_and_a_candidates_form_nothing_that_helps_to_judge(kit):
    pack = text_of(render(kit, "docx", "cto"))
    form = text_of(render(kit, "docx", "candidate"))

    for question in kit.questions:
        assert (question.text in pack) == (question.interviewer == "cto")
        assert question.text not in form
        assert question.anchors.good not in form
        assert question.canonical_id not in form


def test_a_spreadsheet_has_an_overview_and_a_sheet_for_each_interviewer(kit):
    calamine = pytest.importorskip("python_calamine")
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(render(kit, "xlsx")))

    assert book.sheet_names[1:] == ["CEO", "CFO", "CTO", "Other product leaders"]
    rows = [row for name in book.sheet_names[1:] for row in book.get_sheet_by_name(name).to_python()[1:]]
    assert {row[4] for row in rows} == {question.text for question in kit.questions}


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "csv", "md", "json"])
def test_every_format_goes_into_a_file_by_its_suffix(kit, suffix, tmp_path):
    save_kit(kit, tmp_path / f"kit.{suffix}")

    assert (tmp_path / f"kit.{suffix}").stat().st_size > 1_000
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("form", ["json", "greenhouse", "lever", "ashby"])
def test_what_holds_anchors_is_never_made_for_a_candidate(kit, form):
    with pytest.raises(ConfigurationError, match="only interviewers"):
        render(kit, form, "candidate")


def test_a_missing_extra_is_named(kit, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "docx", None)

    with pytest.raises(ConfigurationError, match=r"question-tailor\[documents\]"):
        render(kit, "docx")
