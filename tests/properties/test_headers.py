"""Every form of Retry-After that HTTP allows says the same wait."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

from hypothesis import given
from hypothesis import strategies as st

from question_tailor.headers import retry_after

MOMENTS = st.datetimes(datetime(1999, 1, 1), datetime(2068, 12, 31)).map(  # noqa: DTZ001 - the zone comes next
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
WAITS = st.integers(-100_000, 100_000)


def forms(moment):
    """A moment in the three forms of HTTP's dates and with the offset of a zone."""
    return [
        format_datetime(moment, usegmt=True),
        moment.strftime("%A, %d-%b-%y %H:%M:%S GMT"),
        moment.strftime("%a %b %e %H:%M:%S %Y"),
        format_datetime(moment.astimezone(timezone(timedelta(hours=5, minutes=30)))),
    ]


@given(MOMENTS, WAITS)
def test_a_date_in_any_form_is_the_seconds_until_then(now, wait):
    for said in forms(now + timedelta(seconds=wait)):
        assert retry_after({"retry-after": said}, now=now.timestamp()) == max(0, wait)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_milliseconds_count_first_and_are_a_thousandth(milliseconds, seconds):
    both = {"retry-after-ms": str(milliseconds), "retry-after": str(seconds)}

    assert retry_after(both) == milliseconds / 1000
    assert retry_after({"retry-after": str(seconds)}) == seconds
    assert retry_after({"retry-after-ms": "soon", "retry-after": f" {seconds}.5 "}) == seconds + 0.5
