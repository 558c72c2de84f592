import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_tailor.decoding import DEEPEST, AnswerReader, MalformedAnswer, decode_entry, to_answer

ENTRY = {"slot": "s01", "text": 'Say "so" {or [not]} \\ é', "evidence": [{"source": "job", "quote": "a"}]}
OTHER = {"slot": "s02", "text": "ß"}
ANSWER = json.dumps({"questions": [ENTRY, OTHER]}, ensure_ascii=False)


def numbered(word: str, length: int = 450_000) -> str:
    """A long text that does not repeat itself."""
    return " ".join(f"{word} {number}" for number in range(length // (len(word) + 8)))


def read(*pieces: str) -> list[dict]:
    reader = AnswerReader()
    closed = [decode_entry(entry) for piece in pieces for entry in reader.feed(piece)]
    reader.finish()
    return closed


@pytest.mark.parametrize(
    "text",
    [
        ANSWER,
        f"```json\n{ANSWER}\n```",
        f"<think>first {{a}} then</think>\n{ANSWER}",
        f"<think>...</think>```\n{ANSWER}```",
        f"\ufeff  {ANSWER}  ",
        f"{ANSWER}\nI hope this helps!",
        json.dumps([ENTRY, OTHER]),
        json.dumps({"strategic": [ENTRY], "leadership": [OTHER]}),
        json.dumps({"parameters": {"questions": [ENTRY, OTHER]}}),
    ],
)
def test_one_complete_object_gives_its_questions_whatever_stands_around_it(text):
    assert read(text) == [ENTRY, OTHER]


@given(st.lists(st.integers(0, len(ANSWER)), max_size=12))
def test_however_an_answer_is_split_the_same_questions_come_out(cuts):
    edges = [0, *sorted(cuts), len(ANSWER)]

    assert read(*(ANSWER[start:end] for start, end in pairwise(edges))) == [ENTRY, OTHER]


def test_a_question_comes_out_when_its_brace_closes_and_not_before():
    reader = AnswerReader()
    end = (
        ANSWER.index("}]}") if "}]}" in ANSWER[:60] else len(json.dumps({"questions": [ENTRY]}, ensure_ascii=False)) - 2
    )

    assert list(reader.feed(ANSWER[: end - 1])) == []
    assert len(list(reader.feed(ANSWER[end - 1 : end]))) == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no JSON object"),
        ("Sorry, I cannot.", "no JSON object"),
        (f"Here you are: {ANSWER}", "begins with text"),
        (ANSWER[:-2], "stops before its end"),
        (f"{ANSWER}{ANSWER}", "second JSON object"),
        ('{"questions": [}', "closes what it did not open"),
        ("[" * (DEEPEST + 1), "nested too deeply"),
        ('{"questions":' + " " * 600, "runs on"),
        ('{"questions": "' + numbered("word"), "runs on"),
        ('{"questions": "' + numbered("\\\\n"), "runs on"),
        ("<think>" + numbered("and then"), "no JSON object"),
        ("<think>a</think><think>b</think>" + ANSWER, "begins with text"),
        ('{"questions": "' + "a" * 2_000, "repeats itself"),
        ('{"questions": ["' + "\\\\n" * 1_000, "repeats itself"),
        ('{"questions": [' + (json.dumps(OTHER) + ", ") * 60, "repeats itself"),
        (
            '{"questions": [' + (json.dumps({"slot": "s03", "text": numbered("so")[:3_000]}) + ", ") * 8,
            "repeats itself",
        ),
    ],
)
def test_what_is_not_one_complete_object_is_malformed(text, why):
    with pytest.raises(MalformedAnswer, match=why):
        read(text)


@pytest.mark.parametrize(
    "piece",
    [
        '{"slot": "s01", "slot": "s02"}',
        '{"slot": "s01", "n": NaN}',
        '{"slot": "s01", "n": -Infinity}',
        '{"slot": "\\ud800"}',
        "{'slot': 's01'}",
        '{"slot": "s01",}',
        '{"slot": "s01"} // note',
    ],
)
def test_an_entry_is_decoded_strictly(piece):
    with pytest.raises(MalformedAnswer):
        decode_entry(piece)


def test_a_raw_line_break_within_a_string_is_tolerated():
    assert decode_entry('{"slot": "a\nb"}') == {"slot": "a\nb"}


VALID = {
    "slot": "s01",
    "text": "Tell me about a time you chose between two markets.",
    "why": "It shows how the candidate decides.",
    "evidence": [{"source": "job", "quote": "two markets"}],
    "probes": ["What did you give up?", "Who disagreed?"],
    "anchors": dict.fromkeys(["poor", "mixed", "good", "excellent"], "Names what was given up."),
    "red_flags": ["No own part."],
    "horizon": "3 years",
    "trade_off": "reach against depth",
}


def test_a_valid_entry_becomes_an_answer_of_its_category():
    answer = to_answer(VALID, "Strategic")

    assert not isinstance(answer, tuple)
    assert answer.text == VALID["text"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": "   "}, "text"),
        ({"text": 7}, "text"),
        ({"probes": ["One?"]}, "probes"),
        ({"probes": ["a?", "bb?", 3]}, "probes[0]"),
        ({"horizon": "2 years"}, "horizon"),
        ({"evidence": []}, "evidence"),
        ({"evidence": [{"source": "job", "quote": "two", "page": 1}]}, "evidence[0].page"),
        ({"extra": 1}, "extra"),
        ({"red_flags": None}, "red_flags"),
        ({"anchors": {"poor": "x"}}, "anchors.poor"),
    ],
)
def test_a_faulty_entry_gives_a_finding_that_names_the_field(change, field):
    faults = to_answer(VALID | change, "Strategic")

    assert isinstance(faults, tuple)
    assert field in {fault.field for fault in faults}
    assert all(fault.severity == "block" and fault.rule.startswith("schema.") for fault in faults)


@given(
    st.sampled_from(sorted(VALID)),
    st.none() | st.booleans() | st.integers() | st.text(max_size=2) | st.lists(st.integers(), max_size=1),
)
def test_a_field_of_another_type_is_never_accepted(field, value):
    if field == "slot" and isinstance(value, str) and value:
        return

    assert isinstance(to_answer(VALID | {field: value}, "Strategic"), tuple)
