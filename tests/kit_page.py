"""The HTML kit in a browser, as a person uses it."""

import unicodedata


def question(page, slot):
    """The article of a slot."""
    return page.locator("article", has=page.get_by_text(slot, exact=True)).first


def seen(page):
    return page.locator("article:visible").count()


def score(page, slot, rating, note):
    asked = question(page, slot)
    asked.get_by_role("radio").nth(rating - 1).check()
    asked.get_by_role("textbox", name="Notes").fill(note)


def saved(page, button):
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return download.value.path().read_bytes().decode("utf-8-sig"), download.value.suggested_filename


def load(page, text):
    page.locator("#file").set_input_files(
        {"name": "sheet.json", "mimeType": "application/json", "buffer": text.encode()}
    )


def written(page, slot):
    asked = question(page, slot)
    checked = asked.locator("input:checked")
    rating = int(checked.get_attribute("value")) if checked.count() else None
    return rating, asked.get_by_role("textbox", name="Notes").input_value()


def printed(page, tmp_path, paper="A4"):
    """The pages of the page's PDF, each as its text."""
    from pypdf import PdfReader  # noqa: PLC0415 - only these tests need it

    page.pdf(path=tmp_path / "kit.pdf", format=paper)
    # Fonts draw some pairs of letters as one, which NFKC takes apart again.
    return [
        unicodedata.normalize("NFKC", " ".join(sheet.extract_text().split()))
        for sheet in PdfReader(tmp_path / "kit.pdf").pages
    ]
