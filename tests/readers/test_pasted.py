"""What of a web page goes when its text is pasted, and what stays."""

from pathlib import Path

import pytest

from question_tailor import Tailor, read_company, read_posting
from question_tailor.readers.pasted import without_page

ROOT = Path(__file__).parents[2]

PASTED = """Skip to main content
We value your privacy
We use cookies to enhance your browsing experience. By clicking "Accept All", you consent to our use of cookies.
Customise   Reject All   Accept All
Home  Jobs  Teams  Life at Fernbank  Log in
< Back to all jobs
VP of Product
Product · Hybrid – Manchester, UK · Full-time
Apply now   Save   Share
About Fernbank
Fernbank makes payroll software for 2,400 care homes.
What you'll do
• Own the three-year product strategy and bring it to the board
• Move 900 customers off the legacy payroll product
• Rework pricing together with the CFO
Benefits
33 days holiday, 8% pension, dog-friendly office
Equal opportunities
We welcome applicants regardless of age, disability, sex, race, religion or belief.
Similar jobs
Senior Product Designer – Manchester
Engineering Manager – Remote
© 2026 Fernbank Ltd · Privacy · Terms · Modern slavery statement
"""


def test_a_pasted_page_keeps_the_posting_alone():
    text = read_posting(PASTED).text

    assert text.startswith("VP of Product\nProduct · Hybrid – Manchester, UK · Full-time\nAbout Fernbank\n")
    assert text.endswith("Benefits\n33 days holiday, 8% pension, dog-friendly office")
    assert "• Move 900 customers off the legacy payroll product" in text


def test_what_went_is_told_once_with_its_count():
    kit = Tailor.offline().tailor(read_posting(PASTED), thin_ok=True, questions=6)

    (told,) = [finding for finding in kit.findings if finding.rule.startswith("input.hidden")]
    assert "cookie banner" in told.why
    assert "web-page" in told.why


@pytest.mark.parametrize(
    "lines",
    [
        ["Zum Inhalt springen", "Wir verwenden Cookies, um die Seite zu verbessern.", "Alle akzeptieren | Ablehnen"],
        ["Aller au contenu", "Nous utilisons des cookies pour mesurer l'audience.", "Tout accepter   Refuser tout"],
        ["[Skip to content](#main)", "[Home](/) [Jobs](/jobs) [Blog](/blog)", "**Accept all**", "- Share", "- Save"],
        ["Impressum Datenschutz AGB", "Ähnliche Jobs", "Head of Design – Berlin"],
        ["Postuler maintenant", "Partager", "Mentions légales · Confidentialité"],
    ],
)
def test_banners_navigation_and_buttons_go_in_each_language(lines):
    posting = "Head of Product\nYou lead six product managers and own the roadmap."

    kept, gone = without_page("\n".join([*lines[:1], posting, *lines[1:]]))

    assert kept == posting
    assert gone[0].count == sum(map(len, lines))


@pytest.mark.parametrize(
    "line",
    [
        "We use cookies as rarely as we can; our consent tool is what you will build.\n- Own the cookie banner product",
        "Apply now\nSend your CV to Anna, who reads every one of them within a week.",
        "## Privacy\n- Own our privacy roadmap",
        "## Accept all\nThe name of our newest product.",
        "Teams\nSix squads, each with a product manager.",
        "- Search, home\n- Menu / search",
        "Similar jobs\nProduct lead at a bank",
        "Kilnworks is an equal opportunity employer.",
        "You own what people see when they are asked to accept all cookies.",
    ],
)
def test_what_may_be_a_part_of_the_posting_stays(line):
    text = f"Head of Product\n{line}\nYou own the roadmap."

    kept, _ = without_page(text)

    assert kept.splitlines()[-1] == "You own the roadmap."
    assert line.splitlines()[-1] in kept


@pytest.mark.parametrize("path", sorted((ROOT / "examples").rglob("*.*")), ids=lambda path: path.name)
def test_no_line_of_the_sample_inputs_goes(path):
    if path.suffix in {".txt", ".md"} and path.parent.name in {"postings", "companies"}:
        read = read_posting if path.parent.name == "postings" else read_company
        assert all(hidden.channel != "web-page" for hidden in read(path).hidden)


def test_a_text_of_nothing_but_buttons_is_left_as_it_is():
    assert without_page("Accept all\nApply now") == ("Accept all\nApply now", ())


@pytest.mark.parametrize("piece", ["accept all cookies ", "![", "apply now\n", "jobs\nteams\n", "similar jobs\n", "\n"])
def test_a_hostile_text_takes_no_longer_than_a_long_one(piece):
    # More than linear work on so many characters takes minutes.
    assert without_page(piece * (200_000 // len(piece)) + "x")[0].endswith("x")
