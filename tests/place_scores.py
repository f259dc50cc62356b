"""How names and countries of files with truth are settled, as tables on standard output.

    python tests/place_scores.py names FILE...      stated, country_stated, expected_geonameid
    python tests/place_scores.py countries FILE...  stated, expected_iso2
    python tests/place_scores.py pairs FILE...      stated, country_stated, latitude, longitude
    python tests/place_scores.py cldr               every CLDR name of a country, in its language
    python tests/place_scores.py towns              towns and divisions asked as countries

``--list N`` also prints the first N rows of each kind of miss. Files may lie anywhere.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pipeline.places import iso
from pipeline.places.countries import find_countries
from pipeline.places.distance import kilometres
from pipeline.places.divisions import main_names
from pipeline.places.resolve import Resolved, resolve_many
from pipeline.run.shared_places import shared_gazetteer
from pipeline.text import fold

Row = Mapping[str, str]
NEAR = 25  # kilometres between the place meant and the one taken
CLDR_LANGUAGES = (
    "ar bg cs da de el es fi fr he hr hu it ja ko nl pl pt ro ru tr uk zh_Hans zh_Hant".split()
)
LARGE_TOWN = 100_000  # inhabitants


def read(file: str) -> list[Row]:
    """Return the rows of a CSV file."""
    with Path(file).open(newline="", encoding="utf-8-sig") as lines:
        return list(csv.DictReader(lines))


def answers(rows: list[Row]) -> list[Resolved]:
    """Return what ``sister-cities resolve`` answers for each row."""
    return resolve_many(
        [(row["stated"], row["country_stated"]) for row in rows], shared_gazetteer()
    )


def told(kinds: Iterable[tuple[str, str]], most: int) -> Iterator[str]:
    """Yield the first ``most`` lines of each kind."""
    seen: Counter[str] = Counter()
    for kind, line in sorted(kinds):
        seen[kind] += 1
        if seen[kind] <= most:
            yield f"  {kind}: {line}"


def score_names(file: str) -> tuple[str, list[tuple[str, str]]]:
    """Return precision, coverage and restraint of a file of names, and the misses."""
    rows = read(file)
    right = wrong = answered_rightful = answerable = held = 0
    misses = []
    for row, answer in zip(rows, answers(rows), strict=True):
        wanted = set(filter(None, row["expected_geonameid"].split("|")))
        is_answered = bool(answer.geonameid) and answer.needs_review != "true"
        is_right = is_answered and answer.geonameid in wanted
        answerable += bool(wanted)
        answered_rightful += bool(wanted) and is_answered
        held += not wanted and not is_answered
        right += is_right
        wrong += is_answered and not is_right
        if is_answered != bool(wanted) or (is_answered and not is_right):
            kind = "wrong" if is_answered else "refused"
            stated = f"{row['stated']}, {row['country_stated']} ({row['class']})"
            got = f"{answer.name} {answer.geonameid} {answer.reason}"
            misses.append((kind, f"{stated}: {row.get('expected_name')} {wanted}; got {got}"))
    unanswerable = len(rows) - answerable
    line = (
        f"{Path(file).name}: {len(rows)} names, precision {right / max(1, right + wrong):.4f}, "
        f"coverage {answered_rightful / max(1, answerable):.4f}, "
        f"restraint {held / max(1, unanswerable):.4f}"
    )
    return line, misses


def score_countries(file: str) -> tuple[str, list[tuple[str, str]]]:
    """Return how many country words of a file come to the right code, and the misses."""
    rows = read(file)
    right = wrong = 0
    misses = []
    for row in rows:
        codes = find_countries(row["stated"])
        code = codes[0] if len(codes) == 1 else ""
        right += code == row["expected_iso2"]
        is_wrong = bool(code) and code != row["expected_iso2"]
        wrong += is_wrong
        if code != row["expected_iso2"]:
            kind = "wrong" if is_wrong else "missing"
            misses.append(
                (kind, f"{row['stated']} ({row['class']}): {row['expected_iso2']}; {codes}")
            )
    return f"{Path(file).name}: {len(rows)} words, {right} right, {wrong} wrong codes", misses


def score_pairs(file: str) -> tuple[str, list[tuple[str, str]]]:
    """Return how many pairs of a file are answered, and how many near, and the misses."""
    rows = read(file)
    answered = near = mended = 0
    misses = []
    for row, answer in zip(rows, answers(rows), strict=True):
        stated = f"{row['stated']} | {row['country_stated']}"
        if not answer.geonameid or answer.needs_review == "true":
            misses.append(
                (f"refused {answer.reason.partition(':')[0]}", f"{stated}: {answer.reason}")
            )
            continue
        answered += 1
        mended += answer.method == "typo"
        away = _kilometres(row, answer)
        near += away <= NEAR
        if away > NEAR:
            misses.append(
                (f"far {answer.method}", f"{stated}: {answer.name}, {answer.region} {away:.0f} km")
            )
    line = (
        f"{Path(file).name}: {len(rows)} pairs, answered {answered / len(rows):.4f}, "
        f"within {NEAR} km {near / max(1, answered):.4f}, mended as slips {mended}"
    )
    return line, misses


def _kilometres(row: Row, answer: Resolved) -> float:
    stated, found = (
        (float(each["latitude"]), float(each["longitude"])) for each in (row, answer._asdict())
    )
    return kilometres(stated, found)


def score_cldr() -> tuple[str, list[tuple[str, str]]]:
    """Return how many of CLDR's names of countries are known in their own language."""
    from babel import Locale

    lines, misses = [], []
    for tag in CLDR_LANGUAGES:
        names = Locale.parse(tag).territories
        asked = missing = wrong = 0
        for country in iso.countries():
            name = names.get(country.code)
            if not name:
                continue
            asked += 1
            found = find_countries(name, tag.partition("_")[0])
            missing += not found
            is_wrong = bool(found) and found != (country.code,)
            wrong += is_wrong
            if found != (country.code,):
                misses.append(
                    ("wrong" if is_wrong else "missing", f"{tag} {name}: {country.code}; {found}")
                )
        lines.append(f"{tag:8} {asked:4} asked {missing:4} missing {wrong:4} wrong")
    missed, wrongs = (sum(kind == word for kind, _ in misses) for word in ("missing", "wrong"))
    return "\n".join([*lines, f"all: {missed} missing, {wrongs} wrong"]), misses


def score_towns() -> tuple[str, list[tuple[str, str]]]:
    """Return which towns and first-level divisions are taken for a country."""
    taken = sorted(taken_for_countries())
    return f"{len(taken)} names of towns and divisions name a country", [
        ("taken", f"{a}: {b}") for a, b in taken
    ]


def taken_for_countries() -> Iterator[tuple[str, str]]:
    """Yield the names of large towns and of divisions that count as a country, and its codes."""
    towns = {place.name for place in shared_gazetteer().every() if place.population > LARGE_TOWN}
    for name in sorted({*towns, *main_names()}):
        if codes := find_countries(name):
            yield fold(name), "|".join(codes)


def main() -> None:
    """Print what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("what", choices=("names", "countries", "pairs", "cldr", "towns"))
    parser.add_argument("files", nargs="*")
    parser.add_argument("--list", type=int, default=0)
    asked = parser.parse_args()
    by_file = {"names": score_names, "countries": score_countries, "pairs": score_pairs}
    whole = {"cldr": score_cldr, "towns": score_towns}
    scores = [whole[asked.what]()] if asked.what in whole else map(by_file[asked.what], asked.files)
    for line, misses in scores:
        print(line)
        sys.stdout.writelines(f"{miss}\n" for miss in told(misses, asked.list))


if __name__ == "__main__":
    main()
