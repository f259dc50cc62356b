"""What reading a page costs, in parses of the same page by lxml.html: ratios in one run.

    parsing.py [FOLDER ...]    pages of folders; without one, our own pages among 120 KB of others

Fails when a ratio rises above its bound. A page that was read before is never read again, as the
parser keeps what it has just read.
"""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path

import lxml.html

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from pipeline.gazetteer import open_gazetteer  # noqa: E402
from pipeline.parse import Asked, read_page  # noqa: E402
from pipeline.run.lexicon import Lexicon  # noqa: E402
from tests.padding import padded  # noqa: E402

OWN = sorted((ROOT / "tests" / "corpus" / "own").glob("*.html"))
NOTHING = b"<html><body><p>Roads.</p></body></html>"
# A page whose only heading of the first level is about ties is read as a whole, by BeautifulSoup.
BOUNDS = {"with a section about ties": 40.0, "about ties": 130.0, "about something else": 0.8}


def own_pages():
    """Pages about ties and pages about something else, padded to the size of real ones."""
    pages = [(page.read_bytes(), page.name) for page in OWN]
    return {
        "with a section about ties": [
            padded(body, seed=name, in_a_section=True) for body, name in pages
        ],
        "about ties": [padded(body, seed=f"{name} all") for body, name in pages],
        "about something else": [padded(NOTHING, seed=name) for _, name in pages],
    }


def ratio(bodies, lexicon):
    """Processor time of reading, in parses of the same pages; each page timed side by side."""
    parses = reads = 0.0
    for body in bodies:
        start = time.process_time()
        lxml.html.document_fromstring(body)
        parsed = time.process_time()
        read_page(body, lexicon, Asked("page.html", host="Port Alder"))
        read = time.process_time()
        lxml.html.document_fromstring(body)
        parses += (parsed - start + time.process_time() - read) / 2
        reads += read - parsed
    return reads / parses


def main():
    lexicon = Lexicon(open_gazetteer())
    for page in OWN:  # tables, patterns and modules are made once
        read_page(page.read_bytes(), lexicon, Asked("page.html", host="Port Alder"))
    gc.collect()
    gc.freeze()
    if folders := sys.argv[1:]:
        for folder in folders:
            bodies = [path.read_bytes() for path in sorted(Path(folder).glob("*.html"))]
            print(f"{folder:<40} {ratio(bodies, lexicon):5.2f} parses of lxml.html")
        return 0
    failed = False
    for what, bodies in own_pages().items():
        cost = ratio(bodies, lexicon)
        failed |= cost > BOUNDS[what]
        print(f"pages {what:<25} {cost:5.2f} parses of lxml.html (bound {BOUNDS[what]})")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
