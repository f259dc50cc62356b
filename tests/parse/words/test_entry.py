"""One grammar of an entry, row by row of tables/entry.csv: a row is all that a new kind needs."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse.words.entry import read_entries
from pipeline.places.lexicon import KnownWords
from pipeline.run.shared_places import shared_atlas
from tests.cases import cases

WORDS = KnownWords(
    {"Japan": "JP", "France": "FR", "Polsko": "PL", "日本": "JP", "Trinidad and Tobago": "TT"},
    frozenset({"Kobe", "Lyon", "Novo mesto", "長野", "Aix en Provence", "St. Louis"}),
)
PIECES = st.one_of(
    st.sampled_from([*WORDS.known_countries, *WORDS.places]),
    st.sampled_from(
        [*" ,;:()/-–.\n'’", ", ", " (", "), ", " – ", " in ", " and ", " of ", " de ", "・", "、"]
    ),
    st.sampled_from(["1957", "since 2012", "City of ", "District", "suspended", "sister city"]),
    st.text(max_size=4),
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@pytest.fixture(scope="module")
def atlas():
    return shared_atlas()


@pytest.mark.parametrize("case", cases("entry"))
def test_reads_what_a_person_reads(case, atlas):
    entries = read_entries(case["text"], atlas.speaking(case["language"]))
    parts = [(each.name, each.region, each.country, each.established) for each in entries]
    assert ";".join("|".join(part) for part in parts) == case["entries"]


@given(TEXTS)
def test_never_raises_and_gives_spans_of_the_text_in_order(text):
    entries = read_entries(text, WORDS)
    for entry in entries:
        assert 0 <= entry.start <= entry.name_start < entry.name_end <= entry.end <= len(text)
        assert text[entry.name_start : entry.name_end] == entry.name
        assert entry.established in text
    ends = [0, *(entry.end for entry in entries)]
    assert all(end <= entry.start for end, entry in zip(ends, entries, strict=False))


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "Kobe, Japan; ",
        "Kobe ",
        "Kobe (",
        "Kobe and ",
        "d'Aix ",
        "1957 Kobe ",
        "長野市",
        "Kobe in ",
        "A. ",
        "of ",
    ],
)
def test_takes_time_in_proportion_to_the_text(unit):
    def seconds(times):
        started = time.process_time()
        read_entries.__wrapped__(unit * times, WORDS)
        return time.process_time() - started

    seconds(500)
    assert min(seconds(8_000) for _ in range(2)) < 8 * max(seconds(2_000), 0.002)


def test_another_language_makes_no_town_a_country(atlas):
    (entry,) = read_entries("Columbia, Missouri", atlas.speaking("en"))
    assert (entry.name, entry.country) == ("Columbia", "")
    (entry,) = read_entries("Wels, Austria", atlas.speaking("ro"))
    assert entry.country == "Austria"
