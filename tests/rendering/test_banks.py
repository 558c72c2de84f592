"""Banks as files: what is written is read back equal, and no cell of a table is a formula."""

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_tailor import load_bank
from question_tailor.bank import bank_languages
from question_tailor.bank_tables import table_of
from question_tailor.cells import begins_a_formula, marked, unmarked
from question_tailor.cleaning import clean
from question_tailor.errors import BankError, InputError
from question_tailor.readers import workbooks
from question_tailor.rendering.banks import bank_to_csv, bank_to_toml, bank_to_xlsx

BANK = load_bank()
FORMULAS = ("=1+1", "+41 for", "-1 of", "@SUM(A1)", "|calc", " =x y", "\uff1d1+1", "'=1+1", "''-- so", "\u2066=1+1")
BEGINNINGS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(FORMULAS),
    st.sampled_from(["TRUE", "012", "1.10", "3/4", "2026-01-02", "a_x000D_b", 'he said "so", twice', "a;b\tc", "# no"]),
)
TEXTS = BEGINNINGS.map(lambda text: clean(f"{text}, and so it was.").text)
ITEMS = TEXTS.map(lambda text: " ".join(text.replace("|", "/").split()))


def written(bank, path):
    make = {".toml": bank_to_toml, ".csv": bank_to_csv, ".xlsx": bank_to_xlsx}[path.suffix]
    content = make(bank)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("language", bank_languages())
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_whole_bank_comes_back_from_a_table_as_it_went_in(tmp_path, language, suffix):
    bank = load_bank(language=language)

    first = load_bank(written(bank, tmp_path / "a.toml"))
    table = load_bank(written(first, tmp_path / f"b{suffix}"))
    last = load_bank(written(table, tmp_path / "c.toml"))

    assert list(first) == list(table) == list(last) == list(bank)
    assert last.sha256 == bank.sha256
    assert last.language == language


@st.composite
def questions(draw):
    """A question of the bank in which somebody wrote other texts."""
    question = draw(st.sampled_from(list(BANK)))
    return question.model_copy(
        update={
            "text": draw(TEXTS),
            "intent": draw(TEXTS),
            "signals": tuple(draw(st.lists(ITEMS, min_size=1, max_size=6))),
            "source": question.source.model_copy(update={"section": draw(TEXTS)}),
        }
    )


@settings(max_examples=150, deadline=None)
@given(question=questions())
def test_whatever_somebody_wrote_comes_back_from_csv_and_toml(tmp_path_factory, question):
    folder = tmp_path_factory.mktemp("bank")

    for suffix in (".toml", ".csv"):
        assert list(load_bank(written([question], folder / f"a{suffix}"))) == [question]


@settings(max_examples=60, deadline=None)
@given(question=questions())
def test_a_workbook_holds_the_cells_that_were_written(question):
    headings, rows = table_of([question])

    found = json.loads(workbooks.extract(bank_to_xlsx([question])).text)

    assert found["wrong"] == found["faults"] == []
    assert [cells for _, cells in found["rows"]] == [list(headings), *rows]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_begins_a_formula(text):
    question = next(iter(BANK)).model_copy(update={"intent": text, "signals": (text, "another")})

    cells = [cell for row in csv.reader(io.StringIO(bank_to_csv([question]))) for cell in row]

    assert not any(begins_a_formula(cell) for cell in cells)
    assert any(cell.endswith(text) and cell.startswith("'") for cell in cells)


@given(text=st.one_of(st.text(max_size=20), st.sampled_from(FORMULAS)))
def test_a_mark_is_taken_off_again_and_nothing_else_is(text):
    assert unmarked(marked(text)) == text
    assert not begins_a_formula(marked(text))


@pytest.mark.parametrize("item", ["one\nand two", "one | two"])
def test_an_item_that_would_become_two_is_refused_and_not_changed(item):
    question = next(iter(BANK)).model_copy(update={"signals": (item,)})

    with pytest.raises(BankError, match=f"entry {question.id}, signals: an item holds"):
        bank_to_csv([question])


def test_equal_banks_give_equal_bytes():
    few = list(BANK)[:3]

    assert bank_to_xlsx(few) == bank_to_xlsx(few)


def test_an_empty_table_is_no_bank(tmp_path):
    with pytest.raises(InputError, match="holds no question"):
        load_bank(written([], tmp_path / "a.csv"))
