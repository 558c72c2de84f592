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


WORDS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=80)
BLANKS = st.text(" \t\r\n", max_size=20)
THOUGHTS = WORDS.map(lambda words: f"<think>{words.replace('<', '')}</think>")


@given(st.just("") | THOUGHTS, BLANKS, st.sampled_from(["", "```", "```json"]), BLANKS, WORDS, st.data())
def test_one_object_within_noise_gives_its_questions_however_it_is_split(thoughts, blanks, fence, more, after, data):
    text = f"{blanks}{thoughts}{more}{fence}{blanks}{ANSWER}{after.translate({123: '', 91: ''})}"
    cut = data.draw(st.integers(0, len(text)))

    assert read(text) == read(text[:cut], text[cut:]) == [ENTRY, OTHER]


@given(WORDS, WORDS, st.integers(0, len(ANSWER)))
def test_two_objects_are_never_one_answer_whatever_stands_between_or_after_them(between, after, cut):
    text = f"{ANSWER}{between}{ANSWER}{after}"

    for pieces in ([text], [text[:cut], text[cut:]], list(text)):
        with pytest.raises(MalformedAnswer, match="second JSON object"):
            read(*pieces)


@given(WORDS.filter(lambda words: words.strip(" \ufeff").strip()), st.data())
def test_prose_before_an_object_makes_it_no_answer_however_it_is_split(prose, data):
    text = f"So: {prose.translate({123: '', 91: ''})}{ANSWER}"
    cut = data.draw(st.integers(0, len(text)))

    for pieces in ([text], [text[:cut], text[cut:]], list(text)):
        with pytest.raises(MalformedAnswer, match="begins with text"):
            read(*pieces)


@given(st.text('{}[]"\\\\a:, ', max_size=60), st.data())
def test_brackets_and_quotes_in_any_order_are_read_alike_however_they_are_split(text, data):
    text = f'{{"questions": [{text}'
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=5)))
    pieces = [text[start:end] for start, end in pairwise([0, *cuts, len(text)])]

    assert outcome(pieces) == outcome([text])


def outcome(pieces: list[str]) -> tuple[list[str], str]:
    """The questions that closed, and what was said against the rest."""
    reader, closed = AnswerReader(), []
    try:
        for piece in pieces:
            closed.extend(reader.feed(piece))
        reader.finish()
    except MalformedAnswer as error:
        return closed, str(error)
    return closed, ""


def test_what_closed_before_a_fault_is_there_also_where_both_come_in_one_piece():
    text = f'{{"questions": [{json.dumps(ENTRY)}, }}'

    assert (
        outcome([text]) == outcome(list(text)) == ([json.dumps(ENTRY)], "the answer's JSON closes what it did not open")
    )


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
        '{"slot": "s01", "n": 1e999}',
        '{"slot": "s01", "n": ' + "9" * 5_000 + "}",
        '{"slot": "s01", "deep": [{"a": 1, "b": {"a": 1, "a": 2}}]}',
        '{"slot": "s01", "deep": ' + "[" * 100_000 + "]" * 100_000 + "}",
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
