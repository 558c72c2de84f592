"""Answers as they come over the wire, cut anywhere: within words, escapes, letters of several bytes and events."""

import json
import os
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from question_tailor.completions import StreamReader
from question_tailor.decoding import AnswerReader, decode_entry

RECORDED = Path(__file__).parents[1] / "cassettes" / "test_recorded_kits"
ENTRIES = [
    {"slot": "s01", "text": 'é ß \U0001f600 "so" \\ {[\n\t'},
    {"slot": "s02", "text": "œ — ‘a’", "n": ["}", "]"]},
]
CUTS_OF_EACH = int(os.environ.get("CUTS_OF_EACH", "25"))
"""Places at which each recorded answer is cut; set it to 1000000 to cut at every byte, which takes minutes."""


def stream_of(*deltas: str, ascii_only: bool) -> bytes:
    """An event stream as an endpoint writes it, with or without escapes for letters beyond ASCII."""
    chunks = [{"choices": [{"index": 0, "delta": {"content": delta}}]} for delta in deltas]
    chunks.append({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    events = "".join(f"data: {json.dumps(chunk, ensure_ascii=ascii_only)}\r\n\r\n" for chunk in chunks)
    return f"{events}data: [DONE]\r\n\r\n".encode()


def read(*chunks: bytes) -> list[str]:
    """The questions of a stream that arrives in these pieces."""
    reader = AnswerReader()
    found: list[str] = []
    stream = StreamReader(lambda text: found.extend(reader.feed(text)))
    for chunk in chunks:
        stream.feed(chunk)
    assert stream.finish().finish == "stop"
    reader.finish()
    return found


@cache
def recorded() -> tuple[bytes, ...]:
    """Every recorded answer as a stream; those that were recorded as one, byte for byte."""
    streams = []
    for path in sorted(RECORDED.glob("*.yaml")):
        cassette = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        for exchange in cassette["interactions"]:
            body = exchange["response"]["body"]["string"]
            if body.startswith("data:"):
                streams.append(body.encode())
            else:
                content = json.loads(body)["choices"][0]["message"]["content"]
                streams.append(stream_of(content, ascii_only=False))
    return tuple(streams)


ANSWER = json.dumps({"questions": ENTRIES})
PLAIN = json.dumps({"questions": ENTRIES}, ensure_ascii=False)


@pytest.mark.parametrize(
    "stream",
    [
        stream_of(PLAIN, ascii_only=False),
        stream_of(PLAIN, ascii_only=True),
        stream_of(ANSWER, ascii_only=False),
        stream_of(*(PLAIN[at : at + 7] for at in range(0, len(PLAIN), 7)), ascii_only=False),
    ],
    ids=["bytes", "escapes of the event", "escapes of the answer", "many events"],
)
def test_a_stream_cut_in_two_at_any_byte_gives_the_same_questions(stream):
    for cut in range(len(stream) + 1):
        assert [decode_entry(piece) for piece in read(stream[:cut], stream[cut:])] == ENTRIES, cut


def test_the_shortest_recorded_answer_cut_in_two_at_any_byte_gives_the_same_questions():
    stream = min(recorded(), key=len)
    whole = read(stream)

    assert whole
    for cut in range(len(stream) + 1):
        assert read(stream[:cut], stream[cut:]) == whole, cut


def test_every_recorded_answer_cut_in_two_gives_the_same_questions():
    for number, stream in enumerate(recorded()):
        whole = read(stream)
        step = max(1, len(stream) // CUTS_OF_EACH)
        assert whole
        for cut in range(number * 7 % step, len(stream), step):
            assert read(stream[:cut], stream[cut:]) == whole, (number, cut)


@given(st.data())
def test_every_recorded_answer_in_pieces_gives_the_same_questions(data):
    stream = data.draw(st.sampled_from(recorded()))
    cuts = data.draw(st.lists(st.integers(0, len(stream)), max_size=60))

    assert read(*(stream[start:end] for start, end in pairwise([0, *sorted(cuts), len(stream)]))) == read(stream)


def test_a_recorded_answer_a_byte_at_a_time_gives_the_same_questions():
    for stream in recorded():
        assert read(*(stream[at : at + 1] for at in range(len(stream)))) == read(stream)
