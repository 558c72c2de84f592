import pytest

from question_tailor.outline import headings, shortened


def lines(count, text="Own one more thing of the product"):
    return "\n".join(f"- {text} {number}" for number in range(count))


@pytest.mark.parametrize(
    ("line", "text", "level"),
    [
        ("## Your role ##", "Your role", 2),
        ("**Your role:**", "Your role", 7),
        ("YOUR ROLE", "YOUR ROLE", 7),
        ("Your role:", "Your role", 7),
        ("Your role\n=====", "Your role", 1),
        ("Your role\n---", "Your role", 2),
    ],
)
def test_headings_are_found_as_people_write_them(line, text, level):
    assert [(heading.text, heading.level) for heading in headings(f"x\n\n{line}\n\ny")] == [(text, level)]


@pytest.mark.parametrize("line", ["CEO", "- You: own it", "#hashtag", "You own it.", "", "2026:", "** **"])
def test_other_lines_are_none(line):
    assert not list(headings(f"x y\n\n{line}\n\nz"))


def test_a_text_within_the_cap_is_kept_whole():
    assert shortened("abc", 3).text == "abc"


@pytest.mark.parametrize(
    ("duties", "challenges", "offer"),
    [
        ("What you will do", "The challenges ahead", "What we offer"),
        ("Deine Aufgaben", "Herausforderungen", "Wir bieten"),
        ("Vos missions", "Les enjeux", "Nous offrons"),
    ],
)
def test_what_tells_of_the_work_is_kept_first_and_in_the_order_of_the_text(duties, challenges, offer):
    text = (
        f"# VP Product\n\nGhent.\n\n## {offer}\n\n{lines(40, 'Cake')}\n\n## Products\n\n{lines(40, 'Partsline')}\n\n"
        f"## {duties}\n\n{lines(20)}\n\n### Rail\n\n- Merge it\n\n## {challenges}\n\n{lines(10, 'Late')}"
    )
    kept = shortened(text, 1_250)

    assert len(kept.text) <= 1_250
    assert kept.left_out == len(text) - len(kept.text)
    assert kept.sections == (offer, "Products")
    assert [heading.text for heading in headings(kept.text)] == ["VP Product", "Products", duties, "Rail", challenges]
    assert "product 19" in kept.text
    assert "Late 9" in kept.text
    assert "Cake" not in kept.text


def test_sections_are_cut_where_a_line_ends():
    kept = shortened(f"# VP Product\n\n## Your role\n\n{lines(100)}", 500)

    assert 400 < len(kept.text) <= 500
    assert all(line in lines(100) for line in kept.text.splitlines()[4:])
    assert kept.sections == ("Your role",)


@pytest.mark.parametrize(
    "text", ["x" * 500, "word " * 100, "a\n" * 300, "# Head\n" * 90, "# " + "x" * 500, "A\n" + "y" * 400]
)
def test_any_text_is_brought_within_the_cap(text):
    kept = shortened(text.strip(), 100)

    assert 0 < len(kept.text) <= 100
    assert kept.left_out == len(text.strip()) - len(kept.text)
