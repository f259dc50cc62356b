"""How well the labelled pages are read: the measures of tests/scores.toml.

In-sample with the weights of pipeline/reference/weights.csv; cross-validated with weights that
were learned without any page of the same host, so that they tell what a new page may expect.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipeline.normalise import Decisions
from pipeline.parse.read_page import read_page
from pipeline.parse.records import ReadOptions
from pipeline.run.parse_pages import request_for, settled_ties, tie_as_json
from pipeline.run.shared_places import shared_atlas, shared_gazetteer
from pipeline.text import fold

CORPUS = Path(__file__).parent / "corpus"
KEPT = Path(__file__).parent / "scores.toml"
LESS_IS_BETTER = ("false_on_negatives", "silent", "doubts")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_SHORT_YEAR = re.compile(r"\s*[‘’'](\d\d)(?!\d)")
_LAST_CENTURY = 30
_HEAD = """\
# How well tests/corpus is read; written by `make learn`. Who writes it looks what has fallen, and
# says in the commit why. in_sample: with the weights in use, which know these pages.
# cross_validated: by weights that have not seen the host. Shares are rounded down to 3 digits.
# Of the ties, more is better: f1, precision, recall; of those found, the share with the right kind,
# year (or none), country_words (as the page has them), country (code), name (of the place).
# claims: counts of ties that a page gives. exact: pages read without any slip. doubted: share of
# the doubts that name a missed tie. Less is better: false_on_negatives (false ties on pages
# without any), silent (missed, and in no problem), doubts (problems that name perhaps-ties).
"""


class Page(NamedTuple):
    """A labelled page."""

    of: str  # the set that it belongs to
    path: Path
    label: dict


def labelled(file="labels.jsonl"):
    """The pages of a file of labels."""
    with (CORPUS / file).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


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


def _sets():
    """Each set by its name: where its pages are, and what gives its labels."""
    sets = {"labelled": (CORPUS / "pages", labelled), "own": (CORPUS / "own", own)}
    for path in sorted(CORPUS.glob("*.jsonl")):
        if path.name != "labels.jsonl":
            sets[path.stem] = (CORPUS / path.stem, lambda file=path.name: labelled(file))
    return sets


SETS = _sets()


def pages(of=None):
    """All labelled pages, or those of one set, always in the same order."""
    return [
        Page(name, folder / label["file"], label)
        for name, (folder, labels) in SETS.items()
        if of in (None, name)
        for label in labels()
    ]


def digest():
    """The SHA-256 of all labelled pages and their labels."""
    said = hashlib.sha256()
    files = [path for path in CORPUS.rglob("*") if path.is_file() and path.suffix != ".md"]
    for path in sorted(files, key=lambda path: path.relative_to(CORPUS).as_posix()):
        inside = hashlib.sha256(path.read_bytes()).hexdigest()
        said.update(f"{inside}  {path.relative_to(CORPUS).as_posix()}\n".encode())
    return said.hexdigest()


@cache
def _places():
    return shared_gazetteer(), shared_atlas()


def read(page, weights=None):
    """What is read of a page, as ``sister-cities parse`` prints it; weights: None for the kept."""
    gazetteer, atlas = _places()
    label, country = page.label, page.label["host_country"] or ""
    options = ReadOptions(label["file"], host=label["host_city"], host_country=country)
    reading = read_page(page.path.read_bytes(), atlas, options, weights)
    none = Decisions(())
    request = request_for(label["file"], label["host_city"], country)
    return {
        "affiliations": [
            tie_as_json(tie) for tie in settled_ties(reading, request, none, gazetteer)
        ],
        "claims": {(claim.kind, claim.claimed) for claim in reading.claims},
        "doubts": [each.message for each in reading.problems if each.code == "entry-unread"],
    }


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


def _right(label, tie):
    """Which parts of a tie are as its label has them."""
    right = {
        "kind": tie["kind"] in {label["kind"], *label.get("kind_also", [])},
        "year": year(tie["established_as_stated"]) == year(label["established_as_stated"]),
        "country_words": fold(tie["country_as_stated"] or "")
        == fold(label["country_as_stated"] or ""),
    }
    if label.get("name"):
        known = {fold(name) for name in [label["name"], *label.get("name_also", [])]}
        right["name"] = fold(tie["name"]) in known
        right["country"] = tie["country_iso2"] == label["country_iso2"]
    return right


def _matched(labels, ties):
    """The tie of each label that has one, by the number of the label; and the false ties."""
    taken, false = {}, []
    for tie in ties:
        name = fold(tie["name_as_stated"])
        hits = [number for number, label in enumerate(labels) if name in names_of(label)]
        # Of several partners of one name the one that agrees best.
        free = [n for n in hits if n not in taken]
        if free:
            best = max(free, key=lambda n: sum(_right(labels[n], tie).values()))
            taken[best] = tie
        elif not hits:
            false.append(tie)
    return taken, false


def count(page, told):
    """The counts of one page."""
    label = page.label
    taken, false = _matched(label["affiliations"], told["affiliations"])
    counts = Counter(pages=1, false=len(false), doubts=len(told["doubts"]))
    doubts = [f" {fold(doubt)} " for doubt in told["doubts"]]
    left, right = set(), True
    for number, wanted in enumerate(label["affiliations"]):
        tie = taken.get(number)
        if tie is None:
            left |= names_of(wanted)
        if wanted.get("unsure"):
            continue
        counts["missed" if tie is None else "found"] += 1
        if tie is None:
            is_told = any(f" {name} " in doubt for name in names_of(wanted) for doubt in doubts)
            counts["silent"] += not is_told
        else:
            checks = _right(wanted, tie)
            counts["settled"] += "name" in checks
            counts.update(key for key, good in checks.items() if good)
            right &= all(good for key, good in checks.items() if key != "country_words")
    counts["doubted"] = sum(any(f" {name} " in doubt for name in left) for doubt in doubts)
    if label["negative"]:
        counts["false_on_negatives"] = len(false)
    if "claims" in label:
        counts["with_claims"] = 1
        counts["claims"] = _claims_agree(label["claims"], told["claims"])
    counts["exact"] = right and not (counts["false"] or counts["missed"])
    return counts


def _claims_agree(wanted, claims):
    """Whether each claim that is wanted is there in one of its kinds, and no other."""
    left = set(claims)
    for claim in wanted:
        kinds = [claim["kind"], *claim.get("kind_also", [])]
        found = next(
            ((kind, claim["count"]) for kind in kinds if (kind, claim["count"]) in left), 0
        )
        if not found:
            return False
        left.discard(found)
    return not left


def measures(counts):
    """The measures of summed ``counts``; shares rounded down to 3 digits."""
    found, false, missed = counts["found"], counts["false"], counts["missed"]
    shares = {
        "f1": (2 * found, 2 * found + false + missed),
        "precision": (found, found + false),
        "recall": (found, found + missed),
        **{key: (counts[key], found) for key in ("kind", "year", "country_words")},
        **{key: (counts[key], counts["settled"]) for key in ("country", "name")},
        "claims": (counts["claims"], counts["with_claims"]),
        "exact": (counts["exact"], counts["pages"]),
        "doubted": (counts["doubted"], counts["doubts"]),
    }
    rounded = {key: 1000 * part // whole / 1000 for key, (part, whole) in shares.items() if whole}
    return {**rounded, **{key: counts[key] for key in LESS_IS_BETTER}}


def scores(some, told):
    """The measures of each set, and of "all", of what is ``told`` of ``some`` pages."""
    counts = {"all": Counter()}
    for page, each in zip(some, told, strict=True):
        of_page = count(page, each)
        for name in (page.of, "all"):
            counts.setdefault(name, Counter()).update(of_page)
    return {name: measures(of_set) for name, of_set in counts.items()}


def fallen(kept, now):
    """The measures that are worse than the kept ones: the name to both values."""
    return {
        key: (value, now.get(key))
        for key, value in kept.items()
        if key not in now or (now[key] > value if key in LESS_IS_BETTER else now[key] < value)
    }


def slips(some, told):
    """What is missed and what is false, a line each: for whoever wants to know which page."""
    for page, each in zip(some, told, strict=True):
        taken, false = _matched(page.label["affiliations"], each["affiliations"])
        for number, wanted in enumerate(page.label["affiliations"]):
            if number not in taken and not wanted.get("unsure"):
                yield f"{page.of}/{page.label['file']}: missed {wanted['name_as_stated']}"
        for tie in false:
            yield f"{page.of}/{page.label['file']}: false {tie['name_as_stated']}"


def as_table(of_sets):
    """The measures of all sets, a line each, for a person."""
    keys = list(of_sets["all"])
    lines = [f"{'':10}" + "".join(f"{key.replace('_', ' ')[:10]:>11}" for key in keys)]
    for name, of_set in of_sets.items():
        cells = (str(of_set.get(key, "")) for key in keys)
        lines.append(f"{name:10}" + "".join(f"{cell:>11}" for cell in cells))
    return "\n".join(lines)


def read_unseen(weights):
    """What is read of each page by ``weights`` that have not seen it, one each."""
    return [read(page, known) for page, known in zip(pages(), weights, strict=True)]


def show_cross_validated(told):
    """Print the scores of what ``read_unseen`` gave; return them."""
    of_sets = scores(pages(), told)
    print("cross-validated, folded by host:", as_table(of_sets), sep="\n")
    return of_sets


def show_in_sample():
    """Print what is read with the weights in use; return the scores."""
    some = pages()
    of_sets = scores(some, [read(page) for page in some])
    print("in-sample, with the weights in use:", as_table(of_sets), sep="\n")
    return of_sets


def write(**of_all):
    """Write scores.toml anew: the sets of scores by how they were reached."""
    lines = [_HEAD, f'digest = "{digest()}"\n']
    for how, of_sets in of_all.items():
        for name, of_set in of_sets.items():
            lines.append(f"\n[{how}.{name}]\n")
            lines += [f"{key} = {value}\n" for key, value in of_set.items()]
    KEPT.write_text("".join(lines), encoding="utf-8")


def main():
    """Print the in-sample scores, and which ties were missed or false."""
    show_in_sample()
    some = pages()
    print(*slips(some, [read(page) for page in some]), sep="\n")


if __name__ == "__main__":
    main()
