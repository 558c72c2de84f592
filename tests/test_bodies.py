import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_tailor.bodies import ACCEPTED, LARGEST_BODY, Body
from question_tailor.errors import ModelError, ResponseTooLarge, ServerFailed


def bare(data):
    deflater = zlib.compressobj(wbits=-15)
    return deflater.compress(data) + deflater.flush()


ENCODERS = {
    "": bytes,
    "identity": bytes,
    "gzip": gzip.compress,
    "X-GZip": gzip.compress,
    "deflate": zlib.compress,
    " Deflate ": bare,
}


def in_steps(data, steps):
    at = 0
    while at < len(data):
        step = steps[at % len(steps)]
        yield data[at : at + step]
        at += step


@pytest.mark.parametrize("encoding", ENCODERS)
@given(data=st.binary(max_size=2_000), steps=st.lists(st.integers(1, 90), min_size=1, max_size=5))
def test_a_body_is_the_same_however_it_arrives(encoding, data, steps):
    body = Body(encoding)

    read = [piece for chunk in in_steps(ENCODERS[encoding](data), steps) for piece in body.feed(chunk)]

    assert b"".join(read) == data


def test_members_of_a_gzip_body_are_read_one_after_the_other():
    wire = gzip.compress(b"one, ") + gzip.compress(b"two")

    assert b"".join(Body("gzip").feed(wire)) == b"one, two"


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "compress", "\x00"])
def test_an_encoding_that_was_not_asked_for_is_refused(encoding):
    assert encoding not in ACCEPTED.split(", ")
    with pytest.raises(ServerFailed, match="encoding"):
        Body(encoding)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
@given(noise=st.binary(min_size=3, max_size=300))
def test_noise_is_one_of_our_errors_or_nothing(encoding, noise):
    try:
        list(Body(encoding).feed(noise))
    except ModelError as error:
        assert isinstance(error, ServerFailed)  # noqa: PT017 - either outcome is fine


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_body_that_breaks_after_a_good_beginning_is_a_failure_of_the_server(encoding):
    wire = ENCODERS[encoding](b"a good beginning")
    body = Body(encoding)
    list(body.feed(wire[:-4]))

    with pytest.raises(ServerFailed, match="decompressed"):
        list(body.feed(b"\xff" * 4))


@pytest.mark.parametrize("size", [65_535, 65_536, 65_537, 131_072])
def test_a_body_around_the_size_of_a_piece_is_whole(size):
    data = bytes(size)

    assert b"".join(Body("gzip").feed(gzip.compress(data))) == data


@pytest.mark.parametrize("encoding", ENCODERS)
def test_a_body_of_exactly_its_cap_passes_and_one_more_byte_does_not(encoding):
    wire = ENCODERS[encoding](b"x" * 1_000_000)

    assert sum(map(len, Body(encoding, 1_000_000).feed(wire))) == 1_000_000
    with pytest.raises(ResponseTooLarge, match="999,999"):
        list(Body(encoding, 999_999).feed(wire))


def test_a_body_that_only_ever_says_that_more_will_come_ends_at_the_cap_too():
    nothing = b"\x00\x00\x00\xff\xff"
    body = Body("deflate", 100_000)
    list(body.feed(b"\x78\x9c"))

    with pytest.raises(ResponseTooLarge):
        [list(body.feed(nothing)) for _ in range(30_000)]


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_never_takes_more_than_a_few_pieces_of_memory(encoding):
    bomb = ENCODERS[encoding](bytes(64_000_000))
    body = Body(encoding)
    tracemalloc.start()

    with pytest.raises(ResponseTooLarge):
        for _ in body.feed(bomb):
            pass

    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 1_000_000
    assert LARGEST_BODY == 4_000_000
