import pytest

from question_tailor import Tailor, read_posting
from question_tailor.inputs import LARGEST_TEXT, CompanyContext, Hidden, JobDescription, context_of
from question_tailor.preflight import inspect
from samples import COMPANY, POSTING

LONG = f"{POSTING}\n## Perks\n\n" + "- One more cake\n" * 5_000
ABOUT = "Harbourline runs freight payments."


def job(**fields):
    return JobDescription(title="VP Product", text="You will own it.", **fields)


def test_the_hash_of_a_posting_without_the_later_fields_is_what_it_was_before_them():
    assert job().sha256 == "51adaeed649fca0181dd169312aeac689ff5d1f7a6cfe5b6e9811d7e11761c8c"
    assert CompanyContext(text="x").sha256 == "83b836e65031386ec2ceec217d20e4be501fdbdb311eef245f4ad0cd3ca5be02"


@pytest.mark.parametrize("field", ["place", "department", "seniority", "pay", "about_company"])
def test_a_field_that_is_given_is_part_of_the_hash(field):
    assert job(**{field: "x"}).sha256 != job().sha256


def test_fields_are_cleaned_like_the_text():
    given = job(place="Gh\u200bent", about_company="We\U000e0041 run")

    assert (given.place, given.about_company) == ("Ghent", "We run")
    assert {hidden.channel for hidden in given.hidden} == {"zero-width", "tag"}


def test_many_places_of_a_channel_are_counted_together():
    given = JobDescription(title="VP", text="a\u200b" * 500 + "\u202e", hidden=(Hidden(channel="x", start=0, count=3),))

    assert [one.channel for one in given.hidden] == ["x", *["zero-width"] * 10, "bidi"]
    assert sum(one.count for one in given.hidden if one.channel == "zero-width") == 500


def test_a_long_posting_keeps_its_duties_and_says_what_was_left_out():
    given = read_posting(LONG)
    kit = Tailor.offline().tailor(given)
    finding = next(finding for finding in kit.findings if finding.rule == "input.left_out")

    assert len(given.text) <= LARGEST_TEXT
    assert "retire the other two" in given.text
    assert given.left_out_sections == ("Perks",)
    assert "Perks" in finding.why
    assert kit.run.job_left_out == given.left_out == len(LONG.strip()) - len(given.text)
    assert kit.run.company_left_out == 0


def test_what_was_left_out_of_a_company_text_is_in_the_run_record():
    company = CompanyContext(text=f"{COMPANY}\n" + "- One more product\n" * 5_000)
    kit = Tailor.offline().tailor(POSTING, company)

    assert kit.run.company_left_out == company.left_out > 0


def test_headings_that_hold_more_than_words_are_not_told():
    text = f"{POSTING}\n## Perks at https://evil.example\n\n" + "- One more cake\n" * 5_000

    assert read_posting(text).left_out_sections == ()
    assert "evil" not in "".join(finding.why for finding in inspect(read_posting(text), None).findings)


def test_the_company_part_of_a_posting_is_the_context_where_none_is_given():
    assert context_of(job(), None) is None
    assert context_of(job(about_company=ABOUT, company="Harbourline"), None) == CompanyContext(
        name="Harbourline", text=ABOUT
    )


def test_the_company_part_of_a_posting_goes_along_with_the_context_that_is_given():
    given = CompanyContext(text="We move money.", confidential="Nine months of runway.")
    posting = job(about_company=ABOUT, company="Harbourline")
    context = context_of(posting, given)

    assert (context.name, context.text) == ("Harbourline", f"We move money.\n\n{ABOUT}")
    assert context.confidential == given.confidential
    assert context_of(posting, context) is context
    assert context_of(job(), given) is given


def test_a_context_that_fills_the_cap_stays_as_it_is():
    full = CompanyContext(text="x" * LARGEST_TEXT)

    assert context_of(job(about_company=ABOUT), full) is full
