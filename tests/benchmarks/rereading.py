"""What a release reads again: nothing. The reading stage, first and second, of so many pages.

    rereading.py [PAGES]

Exits 1 when a page is read again, or when the second reading is not 20 times as fast.
"""

import os
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from pipeline.parse.records import ReadOptions
from pipeline.run.read_pages import Asked, Given, read_pages
from tests.made_pages import made_page

TIMES = 20
PAGES = 2_000


def asked_pages(count: int) -> list[Asked]:
    """Return so many pages of 60 to 250 KB, as a workspace would hold them."""
    asked = []
    for number in range(count):
        body = made_page(number)
        body = body if isinstance(body, bytes) else body.encode()
        options = ReadOptions(f"raw/made/{number}.html", host=f"Town {number}")
        asked.append(Asked(sha256(body).hexdigest(), len(body), Given(body), options))
    return asked


def main() -> int:
    """Print both times and how many times as fast the second was."""
    asked = asked_pages(int(sys.argv[1]) if len(sys.argv) > 1 else PAGES)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SISTER_CITIES_READINGS"] = folder
        seconds, readings = [], []
        for _ in range(2):
            start = time.perf_counter()
            readings.append(list(read_pages(asked)))
            seconds.append(time.perf_counter() - start)
    times = seconds[0] / seconds[1]
    print(f"{len(asked)} pages: {seconds[0]:.2f} s, again {seconds[1]:.3f} s: {times:.0f} times")
    return 0 if times >= TIMES and readings[0] == readings[1] else 1


if __name__ == "__main__":
    sys.exit(main())
