"""How to cite: one sentence, BibTeX that TeX can set, YAML that reads back."""

import re

import pytest
import yaml
from hypothesis import example, given

from pipeline.publish.plain_text import plain
from pipeline.publish.products.citation import bibtex, citation, plain_citation
from tests.cases import cases
from tests.publish.hostile import TEXTS, WORST
from tests.releases import release

HOME = "https://port-alder.example/a_b/{x}%20/"


def read(**of):
    return yaml.safe_load(citation(release(**of), {})["CITATION.cff"])


@pytest.mark.parametrize("case", cases("citations"))
def test_the_sentence(case):
    of = {name: case[name] for name in ("title", "publisher", "version")}

    assert plain_citation(release(**of)) == case["citation"], case["why"]


@pytest.mark.parametrize("case", cases("bibtex"))
def test_a_title_in_bibtex(case):
    line = f"  title = {{{{{case['written']}}}}},\n"

    assert line in bibtex(release(title=case["title"])), case["why"]


def test_bibtex_as_a_whole():
    of = {"title": "Twins: all", "publisher": "Port Alder", "url": HOME}

    assert bibtex(release(version="2026.11.21+2", **of)) == (
        "@misc{twins-2026-11-21-2,\n"
        "  author = {{Port Alder}},\n"
        "  title = {{Twins: all}},\n"
        "  year = {2026},\n"
        "  version = {2026.11.21+2},\n"
        "  publisher = {Port Alder},\n"
        "  note = {CC BY 4.0. Place ids and coordinates: GeoNames},\n"
        "  url = {https://port-alder.example/a_b/%7Bx%7D%20/},\n"
        "}\n"
    )


def test_a_title_without_latin_letters_has_a_key_all_the_same():
    assert bibtex(release(title="姉妹都市")).startswith("@misc{sister-cities-2026-11-21,\n")


@given(TEXTS)
@example(" ".join(WORST))
def test_bibtex_is_balanced_and_commands_nothing(text):
    made = bibtex(release(title=text, publisher=text))
    depth = 0
    for sign in made.removesuffix("\n"):
        assert depth or sign in "@misc{"
        depth += {"{": 1, "}": -1}.get(sign, 0)

    assert depth == 0
    assert made.count("\n") == 8
    assert re.fullmatch(r"@misc\{[a-z0-9-]+,", made.split("\n")[0])
    assert set(re.findall(r"\\([a-z]+)", made)) <= {
        *("textbraceleft", "textbraceright", "textasciitilde", "textasciicircum", "textbackslash")
    }
    assert not re.search(r"(?<!\\)[&%$#_]", made)


def test_the_file_names_release_day_and_licence():
    told = read(version="2026.11.21+2")

    assert (told["version"], told["date-released"]) == ("2026.11.21+2", "2026-11-21")
    assert (told["cff-version"], told["type"], told["license"]) == ("1.2.0", "dataset", "CC-BY-4.0")
    assert told["authors"] == [{"name": "The sister-cities contributors"}]
    assert {"url", "contact"} & told.keys() == set()


@pytest.mark.parametrize(
    ("contact", "reach"),
    [
        ("data@port-alder.example", {"email": "data@port-alder.example"}),
        ("https://port-alder.example/ask", {"website": "https://port-alder.example/ask"}),
        ("data@localhost", None),
        ("the town hall", None),
    ],
)
def test_whom_to_write_to_is_told_where_it_is_an_address(contact, reach):
    told = read(publisher="Port Alder", contact=contact)

    assert told.get("contact") == ([{"name": "Port Alder", **reach}] if reach else None)


@given(TEXTS)
@example(" ".join(WORST))
def test_any_title_reads_back_from_the_yaml(text):
    told = read(title=text, publisher=text)

    assert told["title"] == plain(text)
    assert told["authors"] == [{"name": plain(text)}]
    assert plain(text).partition(":")[0].strip() in told["message"]
