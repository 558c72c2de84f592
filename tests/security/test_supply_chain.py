"""What a release rests on: pinned actions, a job that can only upload, a lock with hashes."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_action_is_pinned_to_a_commit(path):
    used = re.findall(r"uses: *(\S+)", path.read_text(encoding="utf-8"))

    assert used
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action) for action in used)


def test_only_the_job_that_uploads_may_ask_for_an_identity_and_it_builds_nothing():
    text = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    build, _, upload = text.partition("  upload:")

    assert "id-token" not in build
    assert "id-token: write" in upload
    assert "run:" not in upload
    assert "secrets." not in text


def test_everything_locked_has_a_hash_and_names_no_place():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = re.findall(r"^[a-zA-Z0-9._-]+==\S+.*\\$", text, re.MULTILINE)

    assert len(pinned) > 40
    assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}", text)) >= len(pinned)
    assert "://" not in text
    for name in ("openai", "pydantic", "tenacity", "jinja2"):
        assert re.search(rf"^{name}==", text, re.MULTILINE)


def test_no_secret_of_the_tests_lies_in_the_tree():
    keys = re.compile(r"sk-(?!canary|some|CANARY)[A-Za-z0-9]{20,}")
    for folder in ("cassettes", "examples", "docs", "src"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and path.suffix in {".yaml", ".md", ".py", ".toml", ".txt", ".html"}:
                assert not keys.search(path.read_text(encoding="utf-8", errors="replace")), path
