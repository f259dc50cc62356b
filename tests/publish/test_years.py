"""The timeline: a bar for each kind of each year, years below it, and what it says in words."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.page.mapping import WIDTH
from pipeline.publish.page.years import in_words, timeline
from pipeline.vocabularies import KINDS

DAYS = st.dates(dt.date(1500, 1, 1), dt.date(2099, 12, 31))
BEGAN = st.lists(
    st.tuples(
        st.sampled_from(list(KINDS)),
        st.just("") | DAYS.map(str) | DAYS.map(lambda day: str(day.year)),
    )
)


def test_ties_of_a_year_stand_on_each_other_in_the_order_of_the_kinds():
    began = [("twin", "1986"), ("sister", "1986-05"), ("sister", "1986-01-02"), ("other", "1990")]
    first, second = timeline(began, 2000).years

    assert [(bar.kind, bar.height) for bar in first.bars] == [("sister", 44.0), ("twin", 22.0)]
    lower, upper = first.bars
    assert (lower.y, upper.y) == (66.0, 22.0)  # each from its foot upwards
    assert (first.words, second.words) == (
        "1986: 2 sister cities, 1 twin town",
        "1990: 1 other tie",
    )


@given(BEGAN, st.sampled_from([0, 1990, 2026]))
def test_every_tie_is_in_a_bar_or_counted_as_undated(began, until):
    made = timeline(began, until)
    dated = [prefix for _, prefix in began if prefix]
    unit = made.height / max((len(list(of)) for _, of in by_year(dated)), default=1)

    assert made.undated == len(began) - len(dated)
    assert {year.year for year in made.years} == {int(prefix[:4]) for prefix in dated}
    for year in made.years:
        kinds = [kind for kind, prefix in began if prefix and int(prefix[:4]) == year.year]
        assert [bar.kind for bar in year.bars] == [kind for kind in KINDS if kind in kinds]
        for bar in year.bars:
            assert bar.height == pytest.approx(kinds.count(bar.kind) * unit, abs=0.1)


def by_year(prefixes):
    return itertools.groupby(sorted(prefixes), key=lambda prefix: prefix[:4])


@given(BEGAN, st.sampled_from([0, 1990, 2026]))
def test_bars_stand_on_the_axis_without_a_gap_inside_the_sheet(began, until):
    made = timeline(began, until)

    for year in made.years:
        foot = made.height
        for bar in year.bars:
            assert bar.y == pytest.approx(foot, abs=0.2)
            foot -= bar.height
        assert foot >= -0.5
        assert made.bar_width / 2 < year.x < WIDTH - made.bar_width / 2
    for one, other in itertools.pairwise(made.years):
        assert one.x < other.x


@given(BEGAN, st.sampled_from([0, 1990, 2026]))
def test_the_years_below_are_few_round_and_in_their_places(began, until):
    made = timeline(began, until)
    places = {year.year: year.x for year in made.years}

    assert len(made.ticks) <= 13
    for one, other in itertools.pairwise(made.ticks):
        assert other.x - one.x > 36  # units: the width of four digits
    for tick in made.ticks:
        assert tick.year % 10 == 0
        assert tick.x == places.get(tick.year, tick.x)


def test_the_line_runs_until_the_last_look():
    first, *_, last = timeline([("twin", "1957")], 2026).ticks

    assert (first.year, last.year) == (1950, 2020)
    assert [tick.year for tick in timeline([("twin", "1957")], 0).ticks] == [1950]


def test_a_tall_year_keeps_its_height_and_others_are_measured_by_it():
    began = [("twin", "1986")] * 50 + [("twin", "1990")] * 5
    made = timeline(began, 2000)

    assert made.height == 110
    assert [year.bars[0].height for year in made.years] == [110, 11]


def test_ties_without_dates_make_no_bars():
    made = timeline([("twin", ""), ("sister", "")], 2026)

    assert (made.years, made.ticks, made.undated) == ((), (), 2)


@pytest.mark.parametrize(
    ("prefixes", "words"),
    [
        ([], ""),
        (["", ""], ""),
        (["1986", "1957-05"], "The first began in 1957, the latest in 1986."),
        # The earlier of two that had as many.
        (
            ["1990", "1990", "1957", "1957"],
            "The first began in 1957, the latest in 1990; most in 1957 (2).",
        ),
    ],
)
def test_the_timeline_in_words(prefixes, words):
    assert in_words([("twin", prefix) for prefix in prefixes]) == words
