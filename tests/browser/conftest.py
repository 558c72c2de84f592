"""A headless Chromium for the tests that are marked `browser`: Debian's own, driven by Playwright."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest
from hostile import hostile_kit

from question_tailor import Tailor, kits, save_kit
from samples import COMPANY, POSTING

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
GRAVE = {"serious", "critical"}


@pytest.fixture(scope="session")
def chromium():
    """The browser, started once."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only these tests need it

    assert CHROMIUM, "Chromium is not installed: apt-get install chromium, or set CHROMIUM to its path."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def watched(chromium):
    """A page in a profile of its own; the test fails for any dialog, console message or request to elsewhere."""
    context = chromium.new_context(
        accept_downloads=True, viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.heard = []
    page.on("console", lambda message: page.heard.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: page.heard.append(f"error: {error}"))
    page.on("dialog", lambda dialog: (page.heard.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: page.heard.append(f"request: {request.url}") if _leaves(request.url) else None)
    yield page
    context.close()
    assert page.heard == []


def _leaves(url: str) -> bool:
    return not url.startswith(("file:", "data:", "blob:", "http://127.0.0.1:"))


@pytest.fixture(scope="session")
def grave():
    """What axe-core finds grave in a page: rule, and where."""
    package = find_spec("axe_playwright_python")
    assert package, "axe-playwright-python, which brings axe-core, is not installed: use `make test-browser`."
    axe = (Path(package.origin).parent / "axe.min.js").read_text(encoding="utf-8")

    def found(page):
        page.evaluate(axe)
        violations = page.evaluate("async () => (await axe.run()).violations")
        return [(v["id"], node["html"]) for v in violations if v["impact"] in GRAVE for node in v["nodes"]]

    return found


@pytest.fixture(scope="session")
def kit():
    return kits.sign(Tailor.offline().tailor(POSTING, COMPANY), "Dana, Talent")


@pytest.fixture(scope="session")
def folder(kit, tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    save_kit(kit, folder / "panel.html")
    for who in ("cfo", "candidate"):
        save_kit(kit, folder / f"{who}.html", audience=who)
    save_kit(hostile_kit(kit), folder / "hostile.html")
    return folder


@pytest.fixture
def panel(watched, folder):
    watched.goto((folder / "panel.html").as_uri())
    return watched
