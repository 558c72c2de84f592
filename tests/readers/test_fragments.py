import pytest

from question_tailor.errors import InputError
from question_tailor.readers.fragments import LARGEST_FRAGMENT, is_markup, text_of_markup


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two &amp; three</p>", "One\n\nTwo & three"),
        ("<h3>Tasks</h3><ul><li>One<li>Two</ul>after", "### Tasks\n\n- One\n- Two\n\nafter"),
        ("<p>One<p>Two<div>Three</div>", "One\n\nTwo\n\nThree"),
        ("<p>if a < b, c > d &lt;p&gt;</p>", "if a < b, c > d <p>"),
        ("<P CLASS=x>One</P\n>two<br/>three", "One\n\ntwo\nthree"),
        ("&lt;p&gt;One &amp;amp; two&lt;/p&gt;", "One & two"),
        ("&amp;lt;p&amp;gt;One&amp;lt;/p&amp;gt;", "One"),
        ("Just text, R&amp;D\n\nin two paragraphs", "Just text, R&D\n\nin two paragraphs"),
        ("<p>a<!---->b<!-->c<!--->d</p>", "abcd"),
        ("<p>a<!x>b<?y>c</ z>d</p>", "abcd"),
        ("<dl><dt>A<dd>B</dl><p></p>", "A\nB"),
        ("<b>Tasks</b><br>One<p></p>", "### Tasks\nOne"),
    ],
)
def test_fragments_give_the_text_that_a_browser_shows(markup, text):
    assert text_of_markup(markup)[0] == text


@pytest.mark.parametrize(
    "markup",
    [
        '<p a"><!-- "> SECRET --> seen</p>',
        "<p>seen</p><script>if (a < b) { '</p>SECRET' }</script>",
        "<p>seen</p><style>SECRET</styl></style>",
        "<p>seen</p><div hidden>a<p>b</div>c</p><div hidden><b>SECRET</div>",
        '<p title=">SECRET">seen</p>',
        "<p title='>SECRET' hidden='>'>gone</p><p>seen</p>",
        "<p>seen</p><!-- SECRET",
        "<p>seen</p><div style='display:none'><div>x</div>SECRET</div>",
        "<p>seen</p><span hidden><div>x</span>SECRET</div></span>",
        "<p>seen</p><a SECRET",
    ],
)
def test_markup_that_is_meant_to_mislead_does_not_show_what_a_browser_hides(markup):
    text, _ = text_of_markup(markup)

    assert "SECRET" not in text
    assert "seen" in text


def test_what_a_browser_closes_is_not_hidden_with_it():
    assert text_of_markup("<p hidden>gone<div>seen</div></p>")[0] == "seen"
    assert text_of_markup("<ul><li hidden>gone<li>seen</ul>")[0] == "- seen"


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("<p>x</p>", True),
        ("a<br>b", True),
        ("&lt;ul&gt;", True),
        ("You tell a <div> from a <span>.", False),
        ("a < b", False),
        ("x", False),
    ],
)
def test_html_is_told_from_text_that_speaks_of_it(text, known):
    assert is_markup(text) == known


def test_what_is_too_large_or_too_deep_is_refused():
    with pytest.raises(InputError, match="characters"):
        text_of_markup("<p>" + "x" * LARGEST_FRAGMENT)
    with pytest.raises(InputError, match="deep"):
        text_of_markup("<b>" * 300 + "</b>")


@pytest.mark.parametrize("bomb", ["<p>", "<a ", "</p><!--", "<p a='", "<", "</p></", "<title></p>", "<p x=", "&lt;"])
def test_odd_markup_takes_time_in_proportion_to_its_size(bomb):
    text_of_markup("<p>x</p>" + bomb * 20_000)
