"""Titles of texts that show nothing where a title would stand."""

import pytest

from question_tailor import read_posting
from question_tailor.errors import InputError
from question_tailor.readers.titles import title_of


def test_a_text_without_a_line_has_no_title():
    assert title_of("") == title_of("\u200b\n \x1a") == ""


@pytest.mark.parametrize("text", ["\n\x1a\x1a\x08", "\n\u200b\u200b", "\n" + "\x01" * 60_000])
def test_a_posting_of_nothing_but_what_nobody_sees_is_refused(text):
    with pytest.raises(InputError, match="can be seen"):
        read_posting(text)
