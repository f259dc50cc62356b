"""What reading a page costs, in parses of the same page by lxml.html: ratios in one run.

    parsing.py [FOLDER ...]    pages of folders; without one, pages that are made up

Fails when a ratio rises above its bound; the goals are told beside them. No page is read twice:
words that were looked up once are kept, as they are when a release is made.
"""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path

import lxml.html

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from pipeline.inputs.hints import Hints  # noqa: E402
from pipeline.parse.read_page import read_page  # noqa: E402
from pipeline.parse.records import ReadOptions  # noqa: E402
from pipeline.places.atlas import Atlas  # noqa: E402
from pipeline.places.index import open_gazetteer  # noqa: E402
from tests.made_pages import made_page  # noqa: E402
from tests.padding import padded  # noqa: E402

OWN = sorted((ROOT / "tests" / "corpus" / "own").glob("*.html"))
NOTHING = b"<html><body><p>Roads.</p></body></html>"
TITLE = b"<title>Sister Cities</title>"
MADE = 40  # pages
# What a sort of page may cost at most, and what it should cost; the goals are not all reached.
BOUNDS = {
    "with a section about ties": (18.0, 6.0),
    "made up, with a section about ties": (16.0, 3.0),
    "whose title is about ties": (65.0, 10.0),
    "about something else": (0.8, 0.5),
}
TAUGHT_BOUND, TAUGHT_GOAL = 2.8, 2.0  # times the same page untaught
HINTS = Hints(
    heading="Sister Cities", skip=("News",), kind="sister", columns={"Year": "established"}
)


def pages():
    """Pages of each sort, of the size of real ones."""
    own = [(page.read_bytes(), page.name) for page in OWN]
    return {
        "with a section about ties": [
            padded(body, seed=name, in_a_section=True) for body, name in own
        ],
        "made up, with a section about ties": [made_page(number) for number in range(MADE)],
        "whose title is about ties": [
            padded(body.replace(b"</head>", TITLE + b"</head>"), seed=f"{name} title")
            for body, name in own
        ],
        "about something else": [padded(NOTHING, seed=name) for _, name in own],
    }


def read_seconds(body, atlas, hints=None):
    """The processor time that reading a page takes."""
    options = ReadOptions("page.html", source_id="x", host="Port Alder", host_country="NO")
    if hints:
        options = ReadOptions("page.html", source_id="x", host="Port Alder", hints=hints)
    start = time.process_time()
    read_page(body, atlas, options)
    return time.process_time() - start


def parse_seconds(body):
    start = time.process_time()
    lxml.html.document_fromstring(body)
    return time.process_time() - start


def ratio(bodies, atlas):
    """The time of reading, in parses of the same pages; each page timed side by side."""
    parses = reads = 0.0
    for body in bodies:
        first = parse_seconds(body)
        reads += read_seconds(body, atlas)
        parses += (first + parse_seconds(body)) / 2
    return reads / parses


def taught_ratio(atlas):
    """The time of reading pages with four keys of source.toml, in readings without."""
    bodies = [made_page(f"taught {n}", layout="table", title="Sister Cities") for n in range(MADE)]
    for body in bodies:  # so that words are known to both
        read_seconds(body, atlas)
    untaught = sum(read_seconds(body, atlas) for body in bodies)
    return sum(read_seconds(body, atlas, HINTS) for body in bodies) / untaught


def main():
    atlas = Atlas(open_gazetteer())
    for page in OWN:  # tables, patterns and modules are made once
        read_seconds(page.read_bytes(), atlas)
    gc.collect()
    gc.freeze()
    if folders := sys.argv[1:]:
        for folder in folders:
            bodies = [path.read_bytes() for path in sorted(Path(folder).glob("*.html"))]
            print(f"{folder:<40} {ratio(bodies, atlas):5.2f} parses of lxml.html")
        return 0
    failed = False
    for what, bodies in pages().items():
        cost = ratio(bodies, atlas)
        bound, goal = BOUNDS[what]
        failed |= cost > bound
        print(f"pages {what:<36} {cost:5.2f} parses of lxml.html (bound {bound:g}, goal {goal:g})")
    cost = taught_ratio(atlas)
    failed |= cost > TAUGHT_BOUND
    print(
        f"pages taught by four keys {'':<16} {cost:5.2f} readings untaught "
        f"(bound {TAUGHT_BOUND:g}, goal {TAUGHT_GOAL:g})"
    )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
