"""The runs of capitalised words, and the names and countries that they fall into."""

import pytest

from pipeline.parse.words.names import COUNTRY, NAME, pieces_of
from pipeline.run.shared_places import shared_atlas


@pytest.fixture(scope="module")
def pieces():
    atlas = shared_atlas()

    def of(text, language=""):
        found = pieces_of(text, [], atlas.speaking(language))
        return [(text[piece.start : piece.end], piece.sort) for piece in found]

    return of


@pytest.mark.parametrize(
    "text",
    [
        "Newcastle upon Tyne",
        "Rio de Janeiro",
        "Aix-en-Provence",
        "L'Aquila",
        "Xi’an",
        "St. Louis",
        "Val de Marne",
        "Baden-Baden",
        "Kāneʻohe",
        "Novo mesto",
        "Sant'Agata di Militello",
    ],
)
def test_a_name_is_one_piece(pieces, text):
    assert pieces(f"they met {text}!") == [(text, NAME)]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("République tchèque", "fr", "République tchèque"),
        ("Spojené státy americké", "cs", "Spojené státy"),
        ("Republika Slovenija", "sl", "Republika Slovenija"),
        ("Bosna a Hercegovina", "cs", "Bosna a Hercegovina"),
        ("Republic of the Philippines", "en", "Republic of the Philippines"),
        ("Lengyelországban", "hu", "Lengyelországban"),
        ("Ruotsissa", "fi", "Ruotsissa"),
        ("Германии", "ru", "Германии"),
        ("Almanya'nın", "tr", "Almanya"),
    ],
)
def test_a_country_is_found_in_any_case(pieces, text, language, found):
    assert (found, COUNTRY) in pieces(text, language)


def test_titles_and_leads_are_no_part_of_a_name(pieces):
    assert pieces("With the City of Kobe") == [("Kobe", NAME)]
    assert pieces("C’est Lyon") == [("Lyon", NAME)]


def test_a_region_keeps_its_word(pieces):
    assert pieces("État de New York", "fr") == [("État de New York", NAME)]
    assert pieces("County Kildare in Ireland") == [("County Kildare", NAME), ("Ireland", COUNTRY)]


def test_a_code_counts_in_a_bracket_alone(pieces):
    assert pieces("Graz (A)") == [("Graz", NAME), ("A", COUNTRY)]
    assert pieces("Graz A") == [("Graz A", NAME)]


def test_words_for_ties_are_no_names(pieces):
    assert pieces("Sister City Kobe") == [("Kobe", NAME)]
