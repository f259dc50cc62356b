import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dates import (
    UnreadableDate,
    after_term,
    earliest,
    find_dates,
    is_prefix,
    iso_prefix,
    latest,
)
from tests.cases import cases

days = st.dates(min_value=dt.date(1500, 1, 1), max_value=dt.date(2099, 12, 31))
prefixes = st.builds(
    lambda day, length: day.isoformat()[:length], days, st.sampled_from([4, 7, 10])
)


@pytest.mark.parametrize("case", cases("dates"))
def test_a_printed_date_becomes_an_iso_prefix_or_is_refused(case):
    if case["expected"].startswith("!"):
        with pytest.raises(UnreadableDate) as refusal:
            iso_prefix(case["text"])
        assert refusal.value.year == case["expected"][1:], case["why"]
    else:
        assert iso_prefix(case["text"]) == case["expected"], case["why"]


@pytest.mark.parametrize("form", ["%B %-d, %Y", "%-d %B %Y", "%b. %-d, %Y", "%Y-%m-%d"])
@given(day=days)
def test_every_day_in_a_common_form_is_read_as_that_day(form, day):
    assert iso_prefix(day.strftime(form)) == day.isoformat()


@given(prefixes)
def test_the_days_that_a_prefix_can_mean_lie_between_its_ends(prefix):
    assert is_prefix(prefix)
    assert earliest(prefix) <= latest(prefix)
    assert earliest(prefix).isoformat().startswith(prefix)
    assert latest(prefix).isoformat().startswith(prefix)


@given(st.text())
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(UnreadableDate):
        assert is_prefix(iso_prefix(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2,500 communities in 126 nations", []),
        ("14457408_10153963480599677_5596110688960980125_n", []),
        ("a budget of $1950 and 1,957 gifts", []),
        ("in 1957, on May 26, 1957 and since 1986", ["1957", "May 26, 1957", "1986"]),
        ("(1957); (1961)", ["1957", "1961"]),
        ("the 2015 holiday season", ["2015"]),
        ("tel. 555 1957", []),
    ],
)
def test_only_dates_are_found_in_a_text(text, expected):
    assert [date.words for date in find_dates(text)] == expected


@pytest.mark.parametrize("text", ["1957-13", "1957-00", "1957-02-30", "57", "1957-5", "0000", ""])
def test_what_the_calendar_lacks_is_no_prefix(text):
    assert not is_prefix(text)


@pytest.mark.parametrize(
    ("prefix", "term", "end"),
    [
        ("2020-01-01", "P8000D", "2041-11-26"),
        ("2020", "P9000M", "2770-12-31"),
        ("2020", "P8000Y", "9999-12-31"),
        ("9999-12-31", "P2Y", "9999-12-31"),
        ("9999-12-31", "P1D", "9999-12-31"),
        ("2020", "P99999999999W", "9999-12-31"),
    ],
)
def test_a_term_runs_out_when_it_does_and_at_the_end_of_time_at_last(prefix, term, end):
    assert after_term(prefix, term).isoformat() == end
