"""What a folder of a language must be, so that whoever adds one hears what is wrong with it."""

import csv
from collections import Counter
from pathlib import Path

from babel.localedata import locale_identifiers

from pipeline import reference
from tests.every import every

FOLDER = Path(reference.__file__).parent
LANGUAGES = sorted(path for path in (FOLDER / "languages").iterdir() if path.is_dir())
TABLES = sorted(FOLDER.glob("languages/*/*.csv"))


def lines(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def of_language(path):
    return f"{path.parent.name}/{path.name}"


@every("path", LANGUAGES, ids=lambda path: path.name)
def test_a_folder_is_named_by_the_code_of_its_language(path):
    codes = {identifier.partition("_")[0] for identifier in locale_identifiers()} | {"tl"}

    assert path.name in codes
    assert len(path.name) == 2, "ISO 639-1"


@every("path", TABLES, ids=of_language)
def test_a_table_has_the_columns_that_it_has_in_english_or_wherever_else_it_stands(path):
    siblings = [each for each in TABLES if each.name == path.name]

    assert len({tuple(lines(each)[0]) for each in siblings}) == 1
    assert "language" not in lines(path)[0], "the folder tells it"


@every("path", TABLES, ids=of_language)
def test_a_table_has_whole_rows_and_none_twice(path):
    head, *rows = lines(path)

    assert rows, "a table without a row is left out"
    assert {len(row) for row in rows} == {len(head)}
    assert [row for row, count in Counter(map(tuple, rows)).items() if count > 1] == []


def test_every_table_of_a_language_is_told_in_the_readme():
    told = (FOLDER / "README.md").read_text("utf-8")

    assert [path.name for path in TABLES if f"| `{path.name}` |" not in told] == []


def test_rows_come_from_all_languages_english_first():
    languages = [row["language"] for row in reference.rows("month_words")]

    assert languages[0] == "en"
    assert languages[languages.count("en") :] == sorted(languages[languages.count("en") :])
