import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measured import measured
from question_tailor.headers import request_id, retry_after

NOW = 1_700_000_000.0
"""Tue, 14 Nov 2023 22:13:20 GMT"""

TABLE = [
    ({"retry-after": "3"}, 3.0),
    ({"retry-after": "0"}, 0.0),
    ({"retry-after": "2.5"}, 2.5),
    ({"retry-after": "7."}, 7.0),
    ({"retry-after": "  20 "}, 20.0),
    ({"retry-after": "120"}, 120.0),
    ({"retry-after": "121"}, 121.0),
    ({"retry-after": "99999999999999999999"}, 1e20),
    ({"retry-after": "3, 5"}, 5.0),
    ({"retry-after-ms": "1500"}, 1.5),
    ({"retry-after-ms": "0.5"}, 0.0005),
    ({"retry-after-ms": "100", "retry-after": "9"}, 0.1),
    ({"retry-after-ms": "soon", "retry-after": "9"}, 9.0),
    ({"retry-after": "Tue, 14 Nov 2023 22:14:50 GMT"}, 90.0),
    ({"retry-after": "Tue, 14 Nov 2023 22:13:20 GMT"}, 0.0),
    ({"retry-after": "Tue, 14 Nov 2023 22:13:00 GMT"}, 0.0),
    ({"retry-after": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0.0),
    ({"retry-after": "Tue, 14 Nov 2023 23:14:50 +0100"}, 90.0),
    ({"retry-after": "Tue, 14 Nov 2023 22:14:50 -0000"}, 90.0),
    ({"retry-after": "Tue, 14 Nov 2023 22:14:50"}, 90.0),
    ({"retry-after": "Tuesday, 14-Nov-23 22:14:50 GMT"}, 90.0),
    ({"retry-after": "Thu, 32 Nov 2023 22:14:50 GMT"}, None),
    ({"retry-after": "1e309"}, None),
    ({"retry-after": "1e3"}, None),
    ({"retry-after": "-1"}, None),
    ({"retry-after": "+1"}, None),
    ({"retry-after": "٣"}, None),
    ({"retry-after": "³"}, None),
    ({"retry-after": "nan"}, None),
    ({"retry-after": "inf"}, None),
    ({"retry-after": "3s"}, None),
    ({"retry-after": "3, soon"}, None),
    ({"retry-after": "soon"}, None),
    ({"retry-after": ","}, None),
    ({"retry-after": ""}, None),
    ({}, None),
]


@pytest.mark.parametrize(("headers", "seconds"), TABLE, ids=[str(number) for number in range(len(TABLE))])
def test_retry_after_is_read_in_all_its_forms(headers, seconds):
    assert retry_after(headers, now=NOW) == pytest.approx(seconds)


def test_the_forms_of_retry_after_are_counted():
    measured("T-02", "forms of Retry-After in the table", f"{len(TABLE)}, all as expected")
    assert len(TABLE) >= 30


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York"])
def test_a_date_is_read_in_gmt_wherever_the_machine_stands(zone, monkeypatch):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert retry_after({"retry-after": "Tue, 14 Nov 2023 22:14:50"}, now=NOW) == 90.0
    finally:
        monkeypatch.undo()
        time.tzset()


@given(st.text(max_size=60), st.sampled_from(["retry-after", "retry-after-ms"]))
def test_whatever_stands_there_is_no_error_and_never_a_negative_or_endless_wait(value, name):
    seconds = retry_after({name: value}, now=NOW)

    assert seconds is None or (seconds >= 0 and math.isfinite(seconds))


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=3))
def test_the_longest_wait_of_several_headers_counts(waits):
    assert retry_after({"retry-after": ", ".join(map(str, waits))}) == max(waits)


@pytest.mark.parametrize(
    ("headers", "known"),
    [
        ({"x-request-id": "req_1"}, "req_1"),
        ({"request-id": "req_2"}, "req_2"),
        ({"apim-request-id": "3f", "request-id": "req_2"}, "req_2"),
        ({"x-request-id": "\x1b[31mred"}, None),
        ({"x-request-id": "x" * 101}, None),
        ({"x-request-id": "ü"}, None),
        ({"x-request-id": " "}, None),
        ({}, None),
    ],
)
def test_the_id_of_an_exchange_is_told_where_it_can_be_printed(headers, known):
    assert request_id(headers) == known
