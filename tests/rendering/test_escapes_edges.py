"""What each way of showing a text makes of each character that could act in it, without a kit around it."""

import unicodedata

import pytest
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError
from markdown_it import MarkdownIt
from markupsafe import Markup

from question_tailor.cells import LONGEST_CELL, begins_a_formula, marked, unmarked
from question_tailor.rendering import html, markdown
from question_tailor.rendering.plain import visible
from question_tailor.rendering.tables import neutral

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def test_each_control_character_is_seen_as_its_picture():
    for code in range(0x20):
        char = chr(code)
        assert visible(f"a{char}b") == (f"a{char}b" if char in "\t\n\r" else f"a{chr(0x2400 + code)}b")
    assert unicodedata.name(visible("\x1b")) == "SYMBOL FOR ESCAPE"
    assert unicodedata.name(visible("\x7f")) == "SYMBOL FOR DELETE"


def test_each_character_that_turns_a_line_or_steers_a_terminal_is_replaced():
    for char in (*map(chr, range(0x80, 0xA0)), *BIDI):
        assert visible(f"a{char}b") == "a\ufffdb"


@pytest.mark.parametrize(
    "text", ["", "~", "\u00a0\u2029\u202f\u2065\u206a", "Gr\u00f6\u00dfe \u2026 \u05e9\u05dc", "a\tb\r\n"]
)
def test_what_does_nothing_stays(text):
    assert visible(text) == text


@pytest.mark.parametrize("char", "\\`*_[]()<>|~#!&")
def test_each_sign_of_markdown_is_escaped_wherever_it_stands(char):
    assert markdown.escaped(f"{char}a {char} b{char}") == f"\\{char}a \\{char} b\\{char}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("- a", "\\- a"),
        ("+ a", "\\+ a"),
        ("= a", "\\= a"),
        ("1. a", "1\\. a"),
        ("12) a", "12\\) a"),
        ("a - b", "a - b"),
        (". a", ". a"),
        (") a", "\\) a"),
        ("1 a", "1 a"),
        ("  a\n\t b  ", "a b"),
        ("a\n- b", "a - b"),
        ("a\x1bb\u202e", "a\u241bb\ufffd"),
        ("plain words, 5 % of them.", "plain words, 5 % of them."),
    ],
)
def test_a_line_begins_nothing(text, shown):
    assert markdown.escaped(text) == shown


@pytest.mark.parametrize(
    "text", ["1) a", "- - -", "---", "===", "+ a", "# a", "> a", "```", "~~~", "| a |\n| - |", "1. 2. a"]
)
def test_a_reader_of_markdown_sees_nothing_but_a_paragraph(text):
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(markdown.escaped(text))

    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert tokens[1].content
    assert "".join(child.content for child in tokens[1].children) == " ".join(text.split())


def test_what_is_ours_is_not_escaped_and_what_is_put_into_it_is():
    ours = markdown._owned({"a": {"b": "**{name}** {count} {other}"}, "c": "_x_"})
    filled = markdown._filled(ours["a"]["b"], name="*", count=3, other=ours["c"])

    assert filled == "**\\*** 3 _x_"
    assert markdown._shown(filled) == filled
    assert markdown._shown(ours["c"]) == "_x_"
    assert markdown._shown("_x_") == "\\_x\\_"
    assert markdown._shown(3) == 3


def rendered(module, source, **names):
    return module._template().environment.from_string(source).render(**names)


def test_a_template_of_markdown_escapes_what_it_prints():
    assert rendered(markdown, "{{ x }}|{{ y }}|{{ '*{a}*' | fill(a=x) }}", x="<b>", y=3) == "\\<b\\>|3|*\\<b\\>*"


def test_a_template_of_html_escapes_what_it_prints_and_shows_what_would_steer():
    assert rendered(html, "{{ x }}|{{ y }}|{{ z }}", x="<\x1b\">&'", y=3, z=Markup("<\x1b>")) == (
        "&lt;\u241b&#34;&gt;&amp;&#39;|3|<\x1b>"
    )


@pytest.mark.parametrize("module", [html, markdown])
def test_templates_print_nothing_that_is_missing_and_reach_nothing_inside(module):
    with pytest.raises(UndefinedError):
        rendered(module, "{{ missing }}")
    with pytest.raises(SecurityError):
        rendered(module, "{{ x.__class__.__mro__ }}", x="a")
    with pytest.raises(SecurityError):
        rendered(module, "{{ x.append(1) }}", x=[])
    assert rendered(module, "a\n  {% if x %}\nb\n  {% endif %}\nc\n", x=True) == "a\nb\nc\n"
    assert module._template() is module._template()


def test_a_page_admits_its_own_style_and_script_and_nothing_else():
    both = html._policy("a", "b")

    assert both.split("; ") == [
        "default-src 'none'",
        "style-src 'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='",
        "script-src 'sha256-PiPoFgA5WUoziU9lZOGxNIu9egCI1CxKy3PurtWcAJ0='",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ]
    assert html._policy("a", "") == "; ".join(rule for rule in both.split("; ") if not rule.startswith("script-src"))


@pytest.mark.parametrize("sign", "=+-@|\t\r\n\0")
def test_each_sign_that_begins_a_formula_makes_a_cell_one(sign):
    assert begins_a_formula(f"{sign}1")
    assert begins_a_formula(f" \u00a0\u200b{sign}1")
    assert not begins_a_formula(f"a{sign}1")


@pytest.mark.parametrize("cell", ["", " ", "\u00a0", "\n", "1", "a", "'=1", "\u201c=1"])
def test_a_cell_without_a_sign_of_a_formula_is_none(cell):
    assert not begins_a_formula(cell)
    assert neutral(cell) == cell


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1", "'=1"),
        ("a\x00\x1bb\ud800c\U000e0fffd", "abcd"),
        ("\x00=1", "'=1"),
        ("a\n\tb", "a\n\tb"),
        ("\t=1", "'\t=1"),
        ("a\r\nb", "a\nb"),
        ("a\u200bb\ue000", "a\u200bb\ue000"),
        ("\uff1d1", "'\uff1d1"),
    ],
)
def test_a_cell_is_text_and_stays_text(cell, shown):
    assert neutral(cell) == shown


def test_a_cell_is_no_longer_than_one_can_be():
    assert neutral("a" * (LONGEST_CELL + 1)) == "a" * LONGEST_CELL
    assert neutral("=" + "a" * LONGEST_CELL) == "'=" + "a" * (LONGEST_CELL - 2)
    assert LONGEST_CELL == 32_767


@pytest.mark.parametrize("cell", ["=1", "'=1", "''=1", "a", "'a", "'", "", "''", "-", "'-x"])
def test_a_mark_comes_off_as_it_went_on(cell):
    assert unmarked(marked(cell)) == cell
    assert not begins_a_formula(marked(cell))
