"""The pages in docs/: their Python runs, their commands are commands, their links lead somewhere."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from question_tailor.cli import app

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs").glob("*.md"))
EXAMPLES = ROOT / "examples"
NOT_RUN = "# not run in the tests"


def blocks(language):
    return [
        pytest.param(code, id=f"{page.stem}-{number}")
        for page in PAGES
        for number, code in enumerate(
            re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
        )
        if NOT_RUN not in code
    ]


@pytest.mark.parametrize("code", blocks("python"))
def test_the_python_of_a_page_runs(code, tmp_path):
    given = {
        "posting": EXAMPLES / "postings" / "cpo-freight-payments.md",
        "company": EXAMPLES / "companies" / "freight-payments.md",
        "own_bank": EXAMPLES / "own_bank.toml",
        "folder": tmp_path,
    }

    exec(compile(code, "page", "exec"), given)


def test_every_command_of_a_page_is_one():
    said = {
        command
        for page in PAGES
        for command in re.findall(r"question-tailor ((?:bank )?[a-z]+)(?= )", page.read_text(encoding="utf-8"))
    }
    runner = CliRunner()

    for command in sorted(said):
        assert runner.invoke(app, [*command.split(), "--help"]).exit_code == 0, command


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.md"], ids=lambda page: page.stem)
def test_links_within_the_project_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
