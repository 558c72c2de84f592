"""Take the pictures that README.md and the docs show: the HTML kit, the web example, the terminal.

They show the recorded kit of the sample CPO posting; nothing is sent.

python scripts/screenshots.py   into docs/images/, with Chromium (CHROMIUM=PATH where it is not found)
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests" / "recorded"), str(ROOT / "examples" / "web")]

import uvicorn  # noqa: E402
import vcr  # noqa: E402
from app import create_app  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from rich.console import Console  # noqa: E402
from scenarios import KITS, tailored  # noqa: E402

from question_tailor import AsyncTailor, save_kit  # noqa: E402
from question_tailor.cli import progress  # noqa: E402
from question_tailor.testing import ScriptedTransport, answers_of  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from question_tailor import InterviewKit

IMAGES = ROOT / "docs" / "images"
PORT = 8123
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")


@dataclass(frozen=True)
class Picture:
    """One picture: the window, the colours, where the page is scrolled to, and whether somebody has written in it."""

    name: str
    size: tuple[int, int]
    scheme: str = "light"
    at: str = ""
    written: bool = False


PICTURES = (
    Picture("kit-at-a-glance", (1440, 900)),
    Picture("kit-question", (1440, 1080), at="#q1", written=True),
    Picture("kit-question-dark", (1440, 1080), "dark", at="#q1", written=True),
    Picture("kit-on-a-phone", (360, 740), at="#q1"),
)


def take(browser: Browser, page_url: str, picture: Picture) -> None:
    """Take one picture."""
    width, height = picture.size
    page = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme="dark" if picture.scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page.goto(page_url)
    if picture.written:
        page.locator("#candidate").fill("A. B.")
        page.locator(f"{picture.at} input[type=radio]").nth(2).check()
        page.locator(f"{picture.at} textarea").fill("Spoke with two directors first. New date held.")
    if picture.at:
        page.locator(picture.at).evaluate("element => element.scrollIntoView()")
    page.screenshot(path=IMAGES / f"{picture.name}.png")
    page.close()


def recorded_kit() -> InterviewKit:
    """The CPO kit, out of its recording."""
    os.environ.setdefault("OPENAI_API_KEY", "replayed")
    recorder = vcr.VCR(record_mode="none", match_on=["method", "path", "body"])
    with recorder.use_cassette(str(ROOT / "cassettes" / "test_recorded_kits" / "cpo.yaml")):
        return tailored(KITS["cpo"], "async")


def take_web(browser: Browser, kit: InterviewKit) -> None:
    """The web example, with the recorded answers in the place of a model."""
    app = create_app(lambda: AsyncTailor(transport=ScriptedTransport(answers_of(kit))))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=PORT, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    page = browser.new_page(viewport={"width": 1100, "height": 900})
    page.goto(f"http://127.0.0.1:{PORT}/")
    posting, company = KITS["cpo"].inputs
    page.fill("#posting", posting.read_text(encoding="utf-8"))
    page.fill("#company", company.read_text(encoding="utf-8"))
    page.select_option("select[name=level]", "cpo")
    page.click("button[type=submit]")
    page.locator("#downloads a").first.wait_for()
    page.locator("#role").evaluate("element => element.scrollIntoView()")
    page.screenshot(path=IMAGES / "web.png")
    page.close()
    server.should_exit = True
    thread.join()


def take_terminal(browser: Browser, kit: InterviewKit, folder: Path) -> None:
    """What a run leaves on the terminal: the questions as they passed, and the plan."""
    screen = Console(record=True, force_terminal=True, width=110, file=io.StringIO())
    progress.console = lambda: screen
    # Line by line as a run leaves them; a recording of the live board would hold each of its states.
    for question in kit.questions[:5]:
        screen.print(progress.told_in_colour(question, "accepted"))
    progress.show_plan(kit)
    drawn = folder / "terminal.svg"
    screen.save_svg(str(drawn), title="question-tailor tailor posting.md --company company.md")
    page = browser.new_page(viewport={"width": 1100, "height": 760})
    page.goto(drawn.as_uri())
    page.screenshot(path=IMAGES / "terminal.png")
    page.close()


def main() -> None:
    """Take all pictures."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit(f"{__doc__}\nIt needs Chromium.")
    IMAGES.mkdir(parents=True, exist_ok=True)
    kit = recorded_kit()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "kit.html"
        save_kit(kit, path)
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for picture in PICTURES:
            take(browser, path.as_uri(), picture)
        take_web(browser, kit)
        take_terminal(browser, kit, Path(folder))
        browser.close()
    print("\n".join(str(path) for path in sorted(IMAGES.iterdir())))


if __name__ == "__main__":
    main()
