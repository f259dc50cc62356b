"""What the words of a text are: entries in it, and what tables say of its phrases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import reference
from pipeline.parse.words.entry import read_entries
from pipeline.parse.words.languages import languages_of
from pipeline.parse.words.vocabulary import MIXED, contexts_in, find_kinds, kind_of
from pipeline.places.lexicon import NOBODY, KnownWords, Named
from pipeline.reference.phrases import Phrases, plain
from pipeline.vocabularies import KINDS
from tests.cases import cases
from tests.parse.views import atlas

PARTS = ("name", "region", "country", "established", "status")


@pytest.mark.parametrize("case", cases("entries"))
def test_the_first_entry_of_a_text_is_parted_word_for_word(case):
    entries = read_entries(case["text"], atlas())

    assert bool(entries) == bool(case["name"]), case["why"]
    for entry in entries[:1]:
        assert {part: getattr(entry, part) for part in PARTS} == {p: case[p] for p in PARTS}


PIECES = st.sampled_from(
    [
        *("Kobe", "Japan", "New Taipei", "1957", " (", ")", ", ", "; ", " and ", " – ", "/", "\n"),
        *("神戸市", "日本", "'s ", "the ", "City of ", "inactive", "•", "Saint-", "(Oder)", " "),
    ]
)


@given(st.lists(PIECES | st.text(max_size=3), max_size=15).map("".join))
def test_entries_of_any_text_stand_in_it_in_order(text):
    entries = read_entries(text, atlas())

    assert [entry.start for entry in entries] == sorted(entry.start for entry in entries)
    for entry in entries:
        assert 0 <= entry.start <= entry.name_start < entry.name_end <= len(text)
        assert entry.name_end <= entry.end <= len(text)
        assert entry.name


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Sister Cities", "sister"),
        ("Our twin towns", "twin"),
        ("Partnerstädte", "partner"),
        ("Städtepartnerschaften", "partner"),
        ("Friendship city", "friendship"),
        ("Villes jumelées", "twin"),
        ("姉妹都市", "sister"),
        ("Sister and friendship cities", MIXED),
        ("Sister Cities International", ""),
        ("Budget", ""),
        ("", ""),
    ],
)
def test_a_text_speaks_of_a_kind_of_tie(text, kind):
    assert kind_of(text) == kind


def test_every_word_for_a_kind_is_found_as_it_stands():
    for row in reference.rows("kind_words"):
        assert row["kind"] in {"", *KINDS}
        if row["kind"]:
            assert find_kinds(row["words"]), row["words"]


def test_a_phrase_of_several_roles_has_them_all():
    roles: dict[tuple[str, str], set[str]] = {}
    for row in reference.rows("context_words"):
        roles.setdefault((plain(row["words"]), row["language"]), set()).add(row["role"])
    several = {each: of for each, of in roles.items() if len(of) > 1}

    assert several
    for (words, language), of in several.items():
        found = contexts_in(words.removesuffix("-"), language)
        assert {tag.meaning for tag in found} >= of, words


def test_a_word_of_context_counts_on_pages_of_its_language_alone():
    assert contexts_in("a visit to Bonn", "en", "event")
    assert contexts_in("a visit to Bonn", "", "event")
    assert not contexts_in("a visit to Bonn", "fi", "event")


@pytest.mark.parametrize("words", ["wizyta", "wizytą", "Wizyty w Bonn"])
def test_a_beginning_of_words_finds_all_words_that_begin_so(words):
    (found,) = contexts_in(words, "pl", "event")

    assert words[found.start : found.end] == words.split()[0]


def test_phrases_are_found_as_whole_words_the_longest_first():
    phrases = Phrases({"sister city": "a", "sister": "b"})

    assert [found.meaning for found in phrases.find("sister city and sister")] == ["a", "b"]
    assert phrases.find("sisterly") == []


def test_a_lexicon_of_known_words_knows_no_others():
    lexicon = KnownWords({"Japan": "JP"}, frozenset({"Kobe"}))

    assert (lexicon.countries("Japan"), lexicon.countries("Kobe")) == (("JP",), ())
    assert (lexicon.named("Kobe"), lexicon.named("Pune")) == (Named(1), NOBODY)
    assert not NOBODY.is_known
    assert lexicon.divisions("Hyogo") == frozenset()


def test_the_atlas_answers_for_names_codes_and_divisions():
    kobe = atlas().named("Kobe")

    assert kobe.population > 1_000_000
    assert "JP" in kobe.countries
    assert atlas().named("神戸市").is_known
    assert atlas().countries("Japan") == ("JP",)
    assert atlas().divisions("Bavaria")
    assert atlas().named("x" * 10_000) == NOBODY


@pytest.mark.parametrize(
    ("words", "role", "languages"),
    [
        ("kein", "negation", {"de"}),
        ("no", "place", {"lv", "pt"}),
        ("município irmão", "", {"pt"}),
        ("Schwesterstädten", "", {"de"}),
        ("Bonn", "", set()),
        ("Bonn", "negation", set()),
    ],
)
def test_a_word_is_of_the_languages_in_which_it_has_that_role(words, role, languages):
    assert languages_of(words, role) == languages
