import contextlib
import datetime as dt
import time

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
    order_of,
    unread_digits,
)
from pipeline.dates.words import IN_DOUBT, month_of, named_months
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
        ("tel. 02.38.79.24.00 or 04-93-12-10", []),
        ("Kobe,1957", ["1957"]),
        ("from 1990 to 2005", ["1990", "2005"]),
        ("1990–2005 and 1990-2005", ["1990", "2005", "1990", "2005"]),
        ("class of '57, not of the '60s", ["'57"]),
        ("the years '57' in quotes", []),
        ("on 16.07.68, 5-5-04 and 23/10/64.", ["16.07.68", "5-5-04", "23/10/64"]),
        ("versions 1.2.10 and 10.12.14.5", []),
        ("signed 5 May '68", ["5 May '68"]),
        ("signed 5 May 68, on 16. Juli 04 and May 5, 04.", ["5 May 68", "May 5, 04"]),
        ("July 68; Oct. 64 (Jul-68)", ["July 68", "Oct. 64", "Jul-68"]),
        ("in May 64 students came, May 5, 12, 19", []),
        ("16.VII.1968, 16/VII/68 and 16-XI-1968", ["16.VII.1968", "16/VII/68", "16-XI-1968"]),
        ("Pius XII 1957", ["1957"]),
        ("Q2 1999, H1 2001, 2 1999", ["1999", "2001"]),
        ("at 12:30 on 5 May 20 guests", []),
        ("twinned in 1999. May 4 is a holiday", ["1999"]),
        ("twinned 1999 March 4", ["1999 March 4"]),
        ("昭和2丁目3番4号", []),
        ("三重県四日市市 1965", ["1965"]),
        ("1957/58 and 1960", ["1957/58", "1960"]),
        ("ngày 5 tháng 6 năm 1999", ["5 tháng 6 năm 1999"]),
        ("1957年5月26日、昭和47年", ["1957年5月26日", "昭和47年"]),
    ],
)
def test_only_dates_are_found_in_a_text(text, expected):
    assert [date.words for date in find_dates(text)] == expected


_PIECES = st.sampled_from(
    "1957|2027|26|05|5|99|'57|S32|2530|พ.ศ.|昭和|年|月|日|元|May|de|of|mai|май|tháng|năm|m.|gada|s"
    "|.|,|/|-|–|:|(|)| ".split("|")
)


@given(st.one_of(st.text(), st.lists(_PIECES, max_size=30).map("".join)))
def test_what_is_found_lies_in_the_text_in_order_and_apart(text):
    dates = find_dates(text)
    unread = unread_digits(text, dates)
    for found in (dates, unread, sorted(dates + unread)):
        ends = [0, *(date.end for date in found)]
        assert all(end <= date.start < date.end for end, date in zip(ends, found, strict=False))
    for date in dates + unread:
        assert text[date.start : date.end] == date.words
    for date in dates:
        assert date.words in {whole.words for whole in find_dates(date.words)}, "alone as well"
        with contextlib.suppress(UnreadableDate):
            assert is_prefix(iso_prefix(date.words, as_of="2025"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "1957, ",
        "1957–",
        "1957-",
        "26/05/1957 ",
        "1976年11月3日",
        "until 2027 ",
        "May ",
        "26 de mayo de ",
        "昭和51年",
        "‘94.10.18",
        "S32.5.",
        "5 ",
        "1957" + " " * 99,
        "26 May",
        "5 May 04, ",
        "16.VII.",
        "Q2 1999",
        "MCMLXVIII ",
        "sixties ",
        "7/68 ",
        "M" * 9,
    ],
)
def test_the_time_to_find_dates_grows_as_the_text_does(unit):
    def seconds(text):
        start = time.process_time()
        unread_digits(text, find_dates(text))
        return time.process_time() - start

    short, long = unit * (4_000 // len(unit)), unit * (32_000 // len(unit))
    few = min(seconds(short + " " * n) for n in range(3))
    many = min(seconds(long + " " * n) for n in range(3))

    assert many < 20 * max(few, 0.002), "8 is linear, 64 is quadratic"


@pytest.mark.parametrize(
    ("text", "as_of", "expected"),
    [
        ("16.07.68", "2025-03-01", "1968-07-16"),
        ("'57", "2025", "1957"),
        ("May '68", "2025", "1968-05"),
        ("16-Jul-68", "2025-03-01", "1968-07-16"),
        ("94.10.18", "2025", "1994-10-18"),
        ("5. Mai 68", "2025", "1968-05-05"),
        ("July 68", "2025", "1968-07"),
        ("16/VII/68", "2025", "1968-07-16"),
        ("5 May 04", "2025", ""),
        ("May 5, 04", "2025", ""),
        ("’04", "2025", ""),
        ("16.07.04", "2025", ""),
        ("16.07.68", "2068", ""),
        ("16.07.68", "", ""),
    ],
)
def test_a_year_of_two_digits_is_never_one_to_come(text, as_of, expected):
    if expected:
        assert iso_prefix(text, as_of=as_of) == expected
    else:
        with pytest.raises(UnreadableDate):
            iso_prefix(text, as_of=as_of)


def test_short_years_tell_the_order_of_day_and_month_too():
    assert order_of(["23/10/64", "03/04/1987"]) == "dmy"
    assert order_of(["94.10.18"]) == ""
    assert iso_prefix("03/04/68", "mdy", "2025") == "1968-03-04"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("signed on 26 May", ["26 May"]),
        ("May 26, renewed in 1990", ["May 26"]),
        ("1990-95", ["-95"]),
        ("in the '60s", ["'60s"]),
        ("80年代", ["80年代"]),
        ("in 20 03 signed", ["20 03"]),
        ("5年3月", ["5年3月"]),
        ("昭和99", ["昭和99"]),
        ("Showa 32", ["Showa 32"]),
        ("in 1402 AH", ["1402 AH"]),
        ("am 26.05. und 1957", ["26.05."]),
        ("Kobe (57), Riga (92)", []),
        ("12,500 people and 35 km away, 3rd of 20 towns", []),
        ("tel. 555 20 03 44, (08) 9792 7055", []),
        ("75001 Paris, 1010 Wien, €20 or $ 57.90", []),
        ("12. Kobe 13. Riga", []),
        ("友好都市提携50年", []),
        ("昭和2丁目3番4号", []),
        ("on 26 May 1957", []),
        ("since the sixties, dans les années 60", ["sixties", "années 60"]),
        ("in the mid-60s, Sechzigerjahre, 60-talet", ["mid-60s", "Sechzigerjahre", "60-talet"]),
        ("MCMLXVIII; MIX, MDI and MMCD", ["MCMLXVIII"]),
        ("7/68, 07-1968, 1968.7", ["7/68", "07-1968", "1968.7"]),
        ("a score of 7/68-3, version 1968.71", []),
    ],
)
def test_digits_that_look_like_a_date_and_are_none_are_told(text, expected):
    assert [piece.words for piece in unread_digits(text, find_dates(text))] == expected


def test_only_these_words_name_two_months():
    words = {word.lower() for word, _ in named_months()}

    assert {word for word in words if month_of(word) == IN_DOUBT} == {
        "listopad",
        "listopada",
        "listopadu",
    }


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
