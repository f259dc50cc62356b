"""A CSV that is wrong says what is wrong with it, and on which line."""

import pytest

from pipeline.store.csv_records import Slip, records

HEADER = "stated,country_stated\n"
VISITS = "at,result,http_status,sha256,detail\n"
TABLES = {  # what is wrong: the file, its line and what is said of it
    "semicolons": ("stated;country_stated\nBonn;Germany\n", 1, "parted by semicolons"),
    "tabs": ("stated\tcountry_stated\nBonn\tGermany\n", 1, "parted by tabs"),
    "an open quote": (HEADER + 'Bonn,Germany\n"Köln,Germany\nLyon,France\n', 3, "is not closed"),
    "a quote within": (HEADER + '"Bonn" am Rhein,Germany\n', 2, "behind its quote"),
    "cells of several lines": (HEADER + '"a\nb","c\nd"\nBonn\n', 5, "has 1 cells"),
    "a cell too many": (HEADER + "\n\nBonn,Germany,1\n", 4, "has 3 cells"),
    "a huge cell": (HEADER + "x" * 3_000_000 + ",Germany\n", 2, "a cell of more than 131,072"),
    "UTF-16": (HEADER.encode("utf-16"), 1, "is UTF-16, and not UTF-8"),
    "Windows-1252": (
        HEADER.encode() + b"Bonn,Germany\n" * 2_000 + b"K\xf6ln,Germany\n",
        2_002,
        "is not UTF-8; perhaps Windows-1252",
    ),
}


@pytest.mark.parametrize("case", TABLES)
def test_a_user_s_table_that_is_wrong_says_what_and_where(tmp_path, sister_cities, case):
    body, line, said = TABLES[case]
    file = tmp_path / "names.csv"
    file.write_bytes(body if isinstance(body, bytes) else body.encode())
    code, _, err = sister_cities("resolve", file, "--to", tmp_path / "out.csv")

    assert (code, f"names.csv: line {line}: " in err, said in err) == (2, True, True), err[:600]
    assert len(err) < 2_000
    assert not (tmp_path / "out.csv").exists()


KEPT = {
    "semicolons": (VISITS.replace(",", ";"), 1, "parted by semicolons"),
    "an open quote": (VISITS + '2024-06-01T00:00:00Z,gone,404,,"x\n', 2, "is not closed"),
    "a cell too few": (VISITS + '2024-06-01T00:00:00Z,gone,404,,"x\ny"\na\n', 4, "it has 1"),
    "a huge cell": (VISITS + "x" * 3_000_000 + ",gone,404,,\n", 2, "a cell of more than"),
    "a long word": (VISITS + "x" * 100_000 + ",gone,404,,\n", 2, "at has 100,000 characters"),
    "UTF-16": (VISITS.encode("utf-16"), 1, "is UTF-16, and not UTF-8"),
    "Windows-1252": (VISITS.encode() + b"2024,gone,404,,K\xf6ln\n", 2, "perhaps Windows-1252"),
}


@pytest.mark.parametrize("case", KEPT)
def test_a_kept_table_that_is_wrong_says_what_and_where(released_tie, sister_cities, case):
    body, line, said = KEPT[case]
    file = released_tie.root / "raw/no-port-alder/twins/visits.csv"
    file.write_bytes(body if isinstance(body, bytes) else body.encode())
    code, _, err = sister_cities("publish", "--workspace", released_tie.root)

    assert (code, f"visits.csv: line {line}: " in err, said in err) == (2, True, True), err[:600]
    assert len(err) < 2_000


def test_a_line_end_of_old_machines_is_said():
    with pytest.raises(Slip, match="line 1: is not CSV: a line ends in a carriage return alone"):
        list(records(["a,b\rc,d\n"]))
