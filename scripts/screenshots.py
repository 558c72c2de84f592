"""Take the pictures of the HTML kit that README.md and the docs show.

python scripts/screenshots.py kit.json   into docs/images/, with Chromium (CHROMIUM=PATH where it is not found)
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from question_tailor import load_kit, save_kit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IMAGES = Path(__file__).parents[1] / "docs" / "images"
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
        page.get_by_label("Candidate").fill("A. B.")
        page.locator(f"{picture.at} input[type=radio]").nth(2).check()
        page.locator(f"{picture.at} textarea").fill("Spoke with two directors first. New date held.")
    if picture.at:
        page.locator(picture.at).evaluate("element => element.scrollIntoView()")
    page.screenshot(path=IMAGES / f"{picture.name}.png")
    page.close()


def main() -> None:
    """Take all pictures of the kit that is named."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None or len(sys.argv) != 2:  # noqa: PLR2004 - the script and the kit
        sys.exit(f"{__doc__}\nIt needs the path of a kit's JSON file, and Chromium.")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "kit.html"
        save_kit(load_kit(Path(sys.argv[1])), path)
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for picture in PICTURES:
            take(browser, path.as_uri(), picture)
            print(IMAGES / f"{picture.name}.png")
        browser.close()


if __name__ == "__main__":
    main()
