"""How well the parser reads the labelled pages: the measures of tests/scores.toml."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path

from pipeline.run.pages import Ask, parse_files
from pipeline.text import fold

CORPUS = Path(__file__).parent / "corpus"
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_SHORT_YEAR = re.compile(r"\s*[‘’'](\d\d)(?!\d)")
_LAST_CENTURY = 30


def labelled(file="labels.jsonl"):
    """The pages of a file of labels."""
    with (CORPUS / file).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def more():
    """The pages that were written without the parser in view."""
    return labelled("more.jsonl")


def own():
    """Our own pages, in the form of the labelled ones."""
    pages = {}
    with (CORPUS / "own.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            host = {"host_city": row["host_city"], "host_country": row["host_country"]}
            page = pages.setdefault(row["file"], {"file": row["file"], **host, "affiliations": []})
            if row["name_as_stated"]:
                page["affiliations"].append({key: value or None for key, value in row.items()})
    return [{**page, "negative": not page["affiliations"]} for page in pages.values()]


def predicted(folder, labels):
    """What the parser states of the pages, by file."""
    asks = [
        Ask(page["file"], folder / page["file"], page["host_city"], page["host_country"])
        for page in labels
    ]
    return {told["file"]: told["affiliations"] for told in parse_files(asks, ())}


def year(words):
    """The first year of a date as stated, None for none."""
    if found := _YEAR.search(words or ""):
        return int(found.group(1))
    if found := _SHORT_YEAR.match(words or ""):
        short = int(found.group(1))
        return (1900 if short >= _LAST_CENTURY else 2000) + short
    return None


def names_of(label):
    return {fold(name) for name in [label["name_as_stated"], *label.get("alt_names_as_stated", [])]}


def count(page, told):
    """The counts of one page."""
    counts = Counter(pages=1)
    taken = {}
    for tie in told:
        hits = [
            n
            for n, tie_of in enumerate(page["affiliations"])
            if fold(tie["name_as_stated"]) in names_of(tie_of)
        ]
        free = [n for n in hits if n not in taken]
        if free:
            taken[free[0]] = tie
        elif not hits:
            counts["false"] += 1
    right = True
    for number, label in enumerate(page["affiliations"]):
        if label.get("unsure"):
            continue
        tie = taken.get(number)
        counts["missed" if tie is None else "found"] += 1
        if tie is None:
            continue
        checks = {
            "kind": tie["kind"] == label["kind"],
            "year": year(tie["established_as_stated"]) == year(label["established_as_stated"]),
            "country_words": fold(tie["country_as_stated"] or "")
            == fold(label["country_as_stated"] or ""),
        }
        if "name" in label:
            known = {fold(name) for name in [label["name"], *label.get("name_also", [])]}
            checks["name"] = fold(tie["name"]) in known
            checks["country"] = tie["country_iso2"] == label["country_iso2"]
        counts.update(key for key, good in checks.items() if good)
        right &= all(good for key, good in checks.items() if key != "country_words")
    if page["negative"]:
        counts["false_on_negatives"] += counts["false"]
    counts["exact"] += right and not (counts["false"] or counts["missed"])
    return counts


def scores(told, labels):
    """The measures over all pages, of what was ``predicted``; shares rounded down to 3 digits."""
    counts = sum((count(page, told[page["file"]]) for page in labels), Counter())
    found, false, missed = counts["found"], counts["false"], counts["missed"]
    shares = {
        "precision": found / (found + false),
        "recall": found / (found + missed),
        "f1": 2 * found / (2 * found + false + missed),
        **{key: counts[key] / found for key in ("kind", "year", "country_words")},
        "exact": counts["exact"] / counts["pages"],
    }
    if "name" in counts:
        shares |= {key: counts[key] / found for key in ("name", "country")}
    rounded = {key: int(share * 1000 + 1e-6) / 1000 for key, share in shares.items()}
    return {**rounded, "false_on_negatives": counts["false_on_negatives"]}


def slips(told, labels):
    """What is missed and what is false, a line each: for whoever wants to know which page."""
    for page in labels:
        ties = told[page["file"]]
        stated = {fold(tie["name_as_stated"]) for tie in ties}
        wanted = [tie for tie in page["affiliations"] if not tie.get("unsure")]
        known = {name for tie in page["affiliations"] for name in names_of(tie)}
        for tie in wanted:
            if not names_of(tie) & stated:
                yield f"{page['file']}: missed {tie['name_as_stated']}"
        for tie in ties:
            if fold(tie["name_as_stated"]) not in known:
                yield f"{page['file']}: false {tie['name_as_stated']}"


# Each set by its name in scores.toml: where its pages are, and its labels.
SETS = {
    "labelled": (CORPUS / "pages", labelled),
    "more": (CORPUS / "more", more),
    "own": (CORPUS / "own", own),
}


def main():
    """Print the measures of every set, in the form of scores.toml."""
    for which, (folder, labels) in SETS.items():
        print(f"[{which}]")
        for key, value in scores(predicted(folder, labels()), labels()).items():
            print(f"{key} = {value}")


if __name__ == "__main__":
    main()
