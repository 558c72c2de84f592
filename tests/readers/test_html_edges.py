"""Web pages as programs other than browsers write them."""

import pytest

from question_tailor import read_posting

PAGE = (
    "<html><body><h1>Head of Product</h1>{}<p>You own the vision for freight payments and lead 34 product people in "
    "four groups.</p></body></html>"
)


@pytest.mark.parametrize("said", ['<?xml:namespace prefix = "o" />', "<?php echo 'nothing' ?>"])
def test_an_instruction_to_some_program_is_a_comment(said):
    posting = read_posting(PAGE.format(said))

    assert posting.text == read_posting(PAGE.format("")).text
    assert [hidden.channel for hidden in posting.hidden] == ["comment"]
