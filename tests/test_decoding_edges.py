"""Answers at the limits of what is waited for, and the smallest things that part an answer from none."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_tailor.decoding import DEEPEST, AnswerReader, MalformedAnswer, RunawayAnswer, decode_entry, to_answer

ENTRY = '{"slot": "s01"}'


def pieces(*texts):
    reader = AnswerReader()
    found = [piece for text in texts for piece in reader.feed(text)]
    reader.finish()
    assert reader.length == sum(map(len, texts))
    return found


def counted(length):
    """A text of so many characters that never repeats itself."""
    return " ".join(map(str, range(length)))[:length]


@pytest.mark.parametrize("tag", ["think", "thinking", "reasoning"])
@pytest.mark.parametrize("before", ["", " \n", "\ufeff", "\ufeff\n\ufeff "])
def test_one_block_of_thinking_is_passed_over_however_it_is_cut(tag, before):
    text = f"{before}<{tag}>so </{tag[:-1]}> {{a}}</{tag}>\n```json\n{ENTRY}\n```"

    assert pieces(text) == [ENTRY]
    assert pieces(*text) == [ENTRY]


@pytest.mark.parametrize(
    "text", ["<thought>x</thought>", "<think>x</thinking>", "x<think>y</think>", "<THINK>x</THINK>"]
)
def test_other_blocks_are_no_thinking(text):
    with pytest.raises(MalformedAnswer):
        pieces(text + ENTRY)


@pytest.mark.parametrize("fence", ["```", "```json", "```JSON", "```\n", " ```abcdefgh \n", "\ufeff```json"])
def test_a_fence_is_passed_over_however_it_is_cut(fence):
    assert pieces(fence + ENTRY) == [ENTRY]
    assert pieces(*fence, *ENTRY) == [ENTRY]


@pytest.mark.parametrize("text", ["``", "````", "```json5", "```abcdefghi", "```json json", "a```", "```json\nx"])
def test_what_is_no_fence_is_text(text):
    with pytest.raises(MalformedAnswer, match=r"^the answer begins with text that is not JSON$"):
        pieces(text + ENTRY)
    with pytest.raises(MalformedAnswer, match=r"^the answer begins with text that is not JSON$"):
        pieces(*text, *ENTRY)


@pytest.mark.parametrize("thinking", ["<think>", ""])
def test_an_object_is_waited_for_so_long_and_no_longer(thinking):
    ends = thinking.replace("<", "</")
    room = 400_000 - len(thinking) - len(ends)

    assert pieces(f"{thinking}{' ' * room}{ends}{ENTRY}") == [ENTRY]
    with pytest.raises(RunawayAnswer, match=r"^the answer holds no JSON object$"):
        pieces(f"{thinking}{' ' * room} {ends}{ENTRY}")
    reader = AnswerReader()
    assert list(reader.feed(thinking + " " * (400_000 - len(thinking)))) == []
    with pytest.raises(RunawayAnswer, match=r"^the answer holds no JSON object$"):
        list(reader.feed(" "))


@pytest.mark.parametrize("text", ["", "```json", "<think>{}", "\n"])
def test_an_answer_without_an_object_holds_none(text):
    with pytest.raises(MalformedAnswer, match=r"^the answer holds no JSON object$"):
        pieces(text)


@pytest.mark.parametrize("text", ["{", "[", '{"a": "', '{"a": "\\', '{"a": 1', "[{}"])
def test_an_answer_that_does_not_close_stops_before_its_end(text):
    with pytest.raises(MalformedAnswer, match=r"^the answer's JSON stops before its end$"):
        pieces(text)


@pytest.mark.parametrize("after", ["\n```", " Hope this helps!", '"', "}", "]", 'a "b" c', " " * 2_000, "ab " * 2_000])
def test_what_follows_an_answer_counts_for_nothing(after):
    assert pieces(f"{ENTRY}{after}") == [ENTRY]
    assert pieces(ENTRY, *after[:50], after[50:]) == [ENTRY]


@pytest.mark.parametrize("after", ["{", "[", "{}", ' and {"slot": "s02"}'])
def test_an_answer_has_one_object(after):
    with pytest.raises(MalformedAnswer, match=r"^the answer holds a second JSON object$"):
        pieces(ENTRY + after)


@pytest.mark.parametrize("text", ["{]", "[}", '{"a": [}', "[{]"])
def test_what_is_closed_has_to_have_been_opened(text):
    with pytest.raises(MalformedAnswer, match=r"^the answer's JSON closes what it did not open$"):
        pieces(text)


def test_so_deep_and_no_deeper():
    assert pieces("[" * (DEEPEST - 1) + ENTRY + "]" * (DEEPEST - 1)) == [ENTRY]
    with pytest.raises(MalformedAnswer, match=r"^the answer's JSON is nested too deeply$"):
        pieces("[" * DEEPEST + ENTRY)
    assert DEEPEST == 32


def test_brackets_and_quotes_within_strings_are_text():
    entry = json.dumps({"slot": 'a"}]{[\\', "b\\": "\\\\"})

    assert pieces(f"[{entry}]") == [entry]
    assert pieces(*f"[{entry}]") == [entry]


@pytest.mark.parametrize(("quote", "longest"), [("", 512), ('"', 20_000)])
@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_a_run_without_a_mark_is_so_long_and_no_longer(quote, longest, size):
    def reading(length):
        text = f"[{quote}{counted(length)}{quote}]"
        return pieces(*(text[place : place + size] for place in range(0, len(text), size)))

    assert reading(longest) == []
    with pytest.raises(RunawayAnswer, match=r"^the answer runs on without getting anywhere$"):
        reading(longest + 1)


def test_a_run_that_has_not_ended_is_given_up_at_once():
    reader = AnswerReader()
    assert list(reader.feed("[" + " " * 512)) == []
    with pytest.raises(RunawayAnswer, match="runs on"):
        list(reader.feed(" "))


def test_escapes_do_not_end_a_long_run():
    with pytest.raises(RunawayAnswer, match="runs on"):
        pieces('["' + "".join(f"\\n{number}" for number in range(9_000)) + '"]')


@pytest.mark.parametrize("block", ["a", "ab", "so on and so on, ", counted(101).replace(" ", "_")])
@pytest.mark.parametrize("before", ["", "x" * 700, counted(997)])
def test_an_answer_that_says_the_same_over_and_over_is_given_up(block, before):
    text = f'["{before}{block * (4_000 // len(block))}'

    with pytest.raises(RunawayAnswer, match=r"^the answer repeats itself without end$"):
        pieces(text)
    with pytest.raises(RunawayAnswer, match=r"^the answer repeats itself without end$"):
        pieces(*text)


def test_six_times_the_same_at_its_end_is_once_too_often():
    block = counted(3_000).replace(" ", "_")[-150:]

    def reading(times):
        before = counted(2_047 - times * len(block))
        return list(AnswerReader().feed(f'["{before[2:]} {block * times}'[:2_048]))

    assert reading(5) == []
    with pytest.raises(RunawayAnswer, match="repeats itself"):
        reading(6)


@pytest.mark.parametrize(("length", "runs_away"), [(599, False), (600, True)])
def test_a_short_repetition_is_no_sign(length, runs_away):
    text = '["' + counted(1_024 - 2 - length) + "a" * length
    assert len(text) == 1_024

    if runs_away:
        with pytest.raises(RunawayAnswer, match="repeats itself"):
            list(AnswerReader().feed(text))
    else:
        assert list(AnswerReader().feed(text)) == []


def test_a_block_of_thousands_of_characters_is_seen_to_repeat():
    with pytest.raises(RunawayAnswer, match="repeats itself"):
        pieces("[" + ('"' + counted(4_000) + '",') * 40)


def test_questions_that_begin_alike_do_not_repeat():
    entries = [json.dumps({"slot": f"s{number:02}", "text": "the same words again " * 6}) for number in range(40)]

    assert pieces(f"[{','.join(entries)}]") == entries


def test_the_last_look_is_not_at_an_answer_that_has_ended():
    assert pieces(ENTRY + "a" * 5_000) == [ENTRY]


@pytest.mark.parametrize(
    ("piece", "is_one"),
    [
        ('{"slot": 1}', True),
        ('{"a": {}, "b": [1], "slot" \n: 1}', True),
        ('{"a": "\\"{", "slot": 1}', True),
        ('{"a": "\\\\", "slot": 1}', True),
        ('{"a": "slot"}', False),
        ('{"a": "\\"slot\\":"}', False),
        ('{"": 1, "slot": 2}', True),
        ('{"a{": 1, "slot": 2}', True),
        ('{"a": "x}", "slot": 1}', True),
        ('{"slots": 1}', False),
        ('{"a"slot": "b" "}', False),
        ('{"a": [{"b": 1}]}', False),
    ],
)
def test_a_question_is_an_object_with_the_key_slot(piece, is_one):
    assert pieces(f"[{piece}]") == ([piece] if is_one else [])


def test_what_holds_a_question_is_none():
    assert pieces('{"a": {"slot": 1}, "b": [{"slot": 2}]}') == ['{"slot": 1}', '{"slot": 2}']
    assert pieces('{"a": "\\"slot\\": ", "slot": 1}') == ['{"a": "\\"slot\\": ", "slot": 1}']


@given(st.lists(st.integers(0, 400), max_size=12))
def test_cuts_anywhere_change_nothing(cuts):
    text = '\ufeff<think>{"a</think> ```json\n{"x": [{"slot": "\\\\\\"", "b": "}{"}, {"slot": 2}], "c": "\u00e9"} ```'
    edges = sorted({0, len(text), *(cut % len(text) for cut in cuts)})

    assert pieces(*(text[start:end] for start, end in pairwise(edges))) == [
        '{"slot": "\\\\\\"", "b": "}{"}',
        '{"slot": 2}',
    ]


@pytest.mark.parametrize(
    ("piece", "why"),
    [
        ('{"a": 1, "a": 1}', "^the entry is not valid JSON: a key stands twice in one object$"),
        ('{"b": [{"a": 1, "a": 2}]}', "a key stands twice in one object"),
        ('{"a": NaN}', "^the entry is not valid JSON: NaN is no JSON value$"),
        ('{"a": -Infinity}', "-Infinity is no JSON value"),
        ('{"a": "\ud800"}', "not valid JSON"),
        ('{"a": "\\udc00"}', "not valid JSON"),
        ("{", "^the entry is not valid JSON: "),
        ('{"a": ' + "[" * 100_000, "not valid JSON"),
        ("[]", "^the entry is not a JSON object$"),
        ('"a"', "^the entry is not a JSON object$"),
        ("null", "^the entry is not a JSON object$"),
    ],
)
def test_why_an_entry_is_none(piece, why):
    with pytest.raises(MalformedAnswer, match=why):
        decode_entry(piece)


def test_an_entry_is_what_its_json_says():
    assert decode_entry('{"a": {"b": [1, "\\u00e9\\ud83d\\ude00"]}, "c": "\t"}') == {
        "a": {"b": [1, "\u00e9\U0001f600"]},
        "c": "\t",
    }


def test_a_fault_is_told_with_its_place_in_the_language_that_is_asked_for():
    entry = {"x" * 50: 1, "evidence": [{"source": "job", "quote": 7}]}
    english = {fault.field: fault for fault in to_answer(entry, "Strategic")}
    german = {fault.field: fault for fault in to_answer(entry, "Strategic", "de")}

    assert english.keys() == german.keys()
    assert {"x" * 40, "evidence[0].quote", "text"} <= english.keys()
    assert english["text"].rule == "schema.missing"
    assert english["text"].severity == "block"
    assert "Field required" in english["text"].why
    assert english["text"].why != german["text"].why


def test_thinking_is_passed_over_once_however_it_is_cut():
    with pytest.raises(MalformedAnswer, match="begins with text"):
        pieces(*f"<think>a</think><think>b</think>{ENTRY}")


def test_long_thinking_that_comes_letter_by_letter_leaves_nothing_behind():
    assert pieces(*f"<think>{'so ' * 600}</think>\n{ENTRY}") == [ENTRY]


def test_an_answer_that_repeats_itself_from_its_first_character_on_is_given_up_when_it_has_done_so_six_times():
    def nested(length):
        return f'{{"{counted(length - 4)}":'

    assert list(AnswerReader().feed((nested(300) * 4)[:1_024])) == []
    assert list(AnswerReader().feed((nested(512) * 6)[:-1])) == []
    with pytest.raises(RunawayAnswer, match="repeats itself"):
        list(AnswerReader().feed(nested(512) * 6))
