"""The page that says how well the checks work shows what the labelled texts give."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "evals"))

import check_rates  # noqa: E402

PAGE = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
PARTS = {
    # With each place named it takes nine times as long; `make docs` fills those rows together with these.
    "topics": lambda half: check_rates.of_lawful(half, places=()),
    "form": check_rates.of_form,
    "level": check_rates.of_level,
    "titles": check_rates.of_titles,
    "quotes": check_rates.of_evidence,
}


@pytest.mark.parametrize("part", PARTS)
def test_the_page_shows_the_rates_of_both_halves(part):
    seen, unseen = (dict(PARTS[part](half)) for half in check_rates.HALVES)

    for name in {**seen, **unseen}:
        line = next(line for line in PAGE.splitlines() if line.startswith(f"{name}  "))
        cells = [half.get(name, "").strip() for half in (seen, unseen)]
        assert all(cell in line for cell in cells), f"{name}: run `make docs`"


def test_no_text_of_the_hidden_half_is_printed():
    texts = {line["text"] for name in ("lawful", "form", "level_fit") for line in check_rates.lines("unseen", name)}

    assert not any(text in PAGE for text in texts if len(text) > 12)
