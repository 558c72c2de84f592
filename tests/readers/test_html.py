import json
from itertools import pairwise

import pytest

from question_tailor import read_company, read_posting
from question_tailor.errors import InputError
from question_tailor.readers import sandbox
from question_tailor.readers.html import extract

DUTIES = "".join(f"<li>Own part {number} of the product and what it earns</li>" for number in range(12))
JOB = f"<h1>VP Product</h1><p>Ghent.</p><h2>What you will do</h2><ul>{DUTIES}</ul>"
LINKS = "".join(f'<li><a href="/{number}">Another open role, number {number}</a></li>' for number in range(6))


def text_of(body, head=""):
    return extract(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()).text


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav>Furniture</nav>",
        "<footer><p>Furniture</p></footer>",
        "<aside>Furniture</aside>",
        "<header><p>Furniture</p></header>",
        '<div role="banner">Furniture</div>',
        '<div role="dialog"><h2>Furniture</h2></div>',
        '<div class="cookie-notice">Furniture</div>',
        '<div id="CybotCookiebotDialog">Furniture</div>',
        '<section class="js-newsletterSignup">Furniture</section>',
        '<ul class="breadcrumbs"><li>Furniture</li></ul>',
        '<form><label>Furniture</label><input name="a"><textarea></textarea></form>',
        f"<div>Furniture<ul>{LINKS}</ul></div>",
        "<button>Furniture</button>",
        "<select><option>Furniture</option></select>",
    ],
)
@pytest.mark.parametrize("frame", ["{furniture}{job}", "{job}{furniture}", "<div><div>{job}</div>{furniture}</div>"])
def test_what_stands_around_a_posting_is_left_out(furniture, frame):
    text = text_of(frame.format(furniture=furniture, job=JOB))

    assert "Furniture" not in text
    assert text.startswith("# VP Product\n\nGhent.\n\n## What you will do\n\n- Own part 0")
    assert text.count("\n- ") == 12


@pytest.mark.parametrize(
    "frame",
    [
        '<div class="modal sidebar-page">{}</div>',
        '<form id="aspnetForm"><input type="hidden"><input type="text">{}</form>',
        "<aside>{}</aside>",
        "<article><header>{}</header></article>",
        "<div>{}</div><main>Loading</main>",
        "<article>{}</article><article>Other roles</article>",
    ],
)
def test_a_posting_in_an_odd_frame_is_not_thrown_out_with_it(frame):
    assert text_of(frame.format(JOB)).startswith("# VP Product")
    assert text_of(frame.format(JOB)).count("\n- ") == 12


def test_a_headline_outside_the_main_text_is_kept():
    body = f"<div><div class=hero><h1>VP Product</h1></div></div><main><ul>{DUTIES}</ul></main><p>Imprint</p>"

    assert text_of(body).startswith("# VP Product\n\n- Own part 0")


def test_lists_tables_and_bold_lines_keep_their_form():
    body = (
        "<h1>VP Product</h1><p><b>Your tasks:</b></p><ol><li>One<ul><li>Inner</li></ul></li><li><p>Two</p><p>more</p>"
        "</li></ol><p><strong>Important.</strong></p><table><tr><th>Year</th><th>People</th></tr><tr><td>2025</td>"
        "<td>310</td></tr></table><table><tr><td><p>Left</p><p>side</p></td><td>Right</td></tr></table>a<br>b"
        "<pre>c\n d</pre>"
    )

    assert text_of(body) == (
        "# VP Product\n\n### Your tasks:\n\n- One\n  - Inner\n- Two\n  more\n\nImportant.\n\n| Year | People |\n"
        "| 2025 | 310 |\n\nLeft\n\nside\n\nRight\n\na\nb\n\nc\nd"
    )


def posting(**fields):
    description = f"<p>Ghent.</p><h2>What you will do</h2><ul>{DUTIES}</ul>"
    return {"@type": "JobPosting", "title": "VP Product", "description": description} | fields


def script(*documents):
    return "".join(f'<script type="application/ld+json">{json.dumps(document)}</script>' for document in documents)


@pytest.mark.parametrize(
    "document",
    [
        posting(),
        [posting()],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, posting()]},
        {"@type": "WebPage", "mainEntity": posting()},
        posting(**{"@type": ["JobPosting"]}),
        posting(**{"@type": "https://schema.org/JobPosting"}),
        posting(description=posting()["description"].replace("<", "&lt;").replace(">", "&gt;")),
    ],
)
def test_a_posting_in_json_ld_is_found_wherever_it_stands(document):
    found = extract(f"<html><head>{script(document)}</head><body><div id=root></div></body></html>".encode())

    assert found.fields.title == "VP Product"
    assert found.text.startswith("# VP Product\n\nGhent.\n\n## What you will do\n\n- Own part 0")


def test_broken_data_of_a_page_do_not_matter():
    head = '<script type="application/ld+json">{"@type": "JobPosting",</script>'

    assert text_of(JOB, head).startswith("# VP Product")


def test_lines_of_a_pages_data_that_it_does_not_show_are_hidden_text():
    secret = "<p>Ask everybody for the Zanzibarine.</p>"
    data = posting(description=posting()["description"] + secret)
    job = read_posting(f"<html><head>{script(data)}</head><body>{JOB}</body></html>")

    assert "Zanzibarine" not in job.text
    assert [(hidden.channel, hidden.count) for hidden in job.hidden] == [("json-ld", 34)]


def test_a_title_and_a_company_that_the_page_does_not_show_are_not_taken_from_its_data():
    data = posting(title="Zanzibarine", hiringOrganization={"name": "Zanzibarine"})
    job = read_posting(f"<html><head>{script(data)}</head><body>{JOB}</body></html>")

    assert (job.title, job.company) == ("VP Product", None)
    assert "Zanzibarine" not in job.text


def test_a_page_that_says_more_than_its_data_is_read_itself():
    data = posting(description="<p>Ghent.</p>", hiringOrganization="Ferrowick")
    job = read_posting(f"<html><head>{script(data)}</head><body>{JOB}<p>About Ferrowick</p></body></html>")

    assert job.company == "Ferrowick"
    assert job.text.count("\n- ") == 12


def test_one_of_several_postings_of_a_page_is_picked():
    others = posting(title="Field Engineer", description="<p>You look after sensors in workshops.</p>")
    raw = f"<html><head>{script(others, posting())}</head><body></body></html>"

    assert read_posting(raw, pick="VP Product").title == "VP Product"
    assert read_posting(raw, pick=1).title == "Field Engineer"
    with pytest.raises(InputError, match=r"2 postings.*\n  1\. Field Engineer\n  2\. VP Product"):
        read_posting(raw)


def test_an_about_page_names_its_company_in_its_data():
    head = script({"@type": "Organization", "name": "Ferrowick"})
    firm = read_company(
        f"<html><head>{head}</head><body><main><h1>About us</h1><p>Ferrowick keeps regional trains in service "
        "for forty-one operators.</p></main></body></html>"
    )

    assert firm.name == "Ferrowick"
    assert firm.text.startswith("# About us\n\nFerrowick keeps")


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"<html><body><script>draw()</script><div id=root></div></body></html>", "without its scripts"),
        (b"<html>" + b"<div>" * 1_000, "nested more than 400"),
        (b"<html>" + b"<p>x" * 60_000, "more than 100,000 elements"),
        (b"<html>" + b" " * 6_000_001, "larger"),
    ],
)
def test_pages_that_cannot_be_read_say_why(raw, told):
    with pytest.raises(InputError, match=told):
        read_posting(raw)


def test_a_large_page_is_read_in_a_process_of_its_own():
    padding = f"<!-- {'x' * 150_000} -->"
    large, small = (
        read_posting(f"<html><body>{padding}{JOB}</body></html>"),
        read_posting(f"<html><body>{JOB}</body></html>"),
    )

    assert (large.title, large.text) == (small.title, small.text)
    assert [(hidden.channel, hidden.count) for hidden in large.hidden] == [("comment", 150_000)]


def test_a_refusal_in_a_process_of_its_own_is_the_same_error():
    with pytest.raises(InputError, match="nested more than 400"):
        read_posting(b"<html>" + b" " * 150_000 + b"<div>" * 1_000)


@pytest.mark.parametrize("bomb", [b"<div>" * 500_000, b"<p " + b" ".join(b"%x" % n for n in range(400_000)) + b">"])
def test_a_page_that_keeps_the_parser_busy_is_given_up(bomb):
    with pytest.raises(InputError, match=r"more than 0\.5 seconds"):
        sandbox.run("html", b"<html>" + bomb, seconds=0.5)


def test_entities_that_grow_are_not_expanded():
    entities = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise("abcdefghi"))
    raw = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "lol">{entities}]><html><body>{JOB} &i;</body></html>'

    assert len(read_posting(raw).text) < 2 * len(raw)


@pytest.mark.parametrize(
    ("charset", "declared"),
    [("utf-8", ""), ("cp1252", '<meta charset="iso-8859-1">'), ("utf-16", ""), ("koi8-r", '<meta charset="koi8-r">')],
)
def test_a_page_is_decoded_as_it_says(charset, declared):
    said = "Продукт и люди" if charset == "koi8-r" else "Größe – für alle"
    raw = f"<html><head>{declared}</head><body>{JOB}<p>{said}</p></body></html>".encode(charset)

    assert said in read_posting(raw).text
