"""Fuzzed pages: labelled ones spoilt at random, and forms that a seed draws.

    python -m tests.fuzz SEED COUNT

reads COUNT pages of a seed and prints, a line a page, its number and a digest of its reading; then
the most processor time that one took and the most memory. What a page raises ends it. The same
seed gives the same pages and the same lines, whatever the hash seed of Python.
"""

import hashlib
import random
import resource
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pipeline.parse.records import ReadOptions
from pipeline.parse.to_bytes import as_bytes
from pipeline.run.read_pages import read_here
from tests.drawn_forms import drawn_form

CORPUS = Path(__file__).parent / "corpus"
SIZES = (300, 3_000, 30_000, 200_000)  # bytes of a drawn form
PIECES = (
    *(b"<", b">", b"&", b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"</html>", b"<html>", b"<svg>"),
    *(
        b"<table>",
        b"</table>",
        b"<td colspan=99999>",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"<plaintext>",
    ),
    *(
        b"<script>",
        b"</script>",
        b"<select>",
        b"&#0;",
        b"&#x110000;",
        b"&nbsp;" * 50,
        b"\r",
        b"\x1b",
    ),
    *("\u202e".encode(), "\u200b".encode(), "\u0301".encode() * 60, "１９５７".encode()),
    *(b'<meta charset="utf-16">', b'<meta charset="nonsense">', b"<base href=x>", b"1957" * 40),
    *(b"<p " + b"a=1 " * 200 + b">", b"<b>" * 300, b"</div>" * 300, b"=cmd()", b"\xe2\x80"),
)


CHARSETS = ("utf-16", "latin-1", "shift_jis", "cp1252", "gb18030", "utf-32", "koi8-r")


@cache
def labelled_pages() -> tuple[bytes, ...]:
    """Return the bytes of the labelled pages, in the order of their paths."""
    return tuple(path.read_bytes() for path in sorted(CORPUS.rglob("*.html")))


def fuzzed_pages(seed: str, count: int) -> Iterator[bytes]:
    """Yield so many pages of a seed."""
    for number in range(count):
        draw = random.Random(f"fuzz {seed} {number}")
        if draw.random() < 0.25:
            yield drawn_form(f"fuzz {seed} {number}").page(draw.choice(SIZES))
        else:
            yield spoilt(draw.choice(labelled_pages()), draw)


def spoilt(page: bytes, draw: random.Random) -> bytes:
    """Return ``page`` with one to six faults."""
    for _ in range(draw.randint(1, 6)):
        page = draw.choice(FAULTS)(page, draw)
    return page


def _cut(page: bytes, draw: random.Random) -> bytes:
    start, end = sorted(draw.randrange(len(page) + 1) for _ in range(2))
    return page[:start] + page[end:]


def _end_early(page: bytes, draw: random.Random) -> bytes:
    return page[: draw.randrange(len(page) + 1)]


def _flip(page: bytes, draw: random.Random) -> bytes:
    changed = bytearray(page)
    for _ in range(min(len(page), draw.randint(1, 200))):
        changed[draw.randrange(len(page))] = draw.randrange(256)
    return bytes(changed)


def _insert(page: bytes, draw: random.Random) -> bytes:
    for _ in range(draw.randint(1, 20)):
        at = draw.randrange(len(page) + 1)
        page = page[:at] + draw.choice(PIECES) + page[at:]
    return page


def _repeat(page: bytes, draw: random.Random) -> bytes:
    at = draw.randrange(len(page) + 1)
    piece = page[at : at + draw.randint(1, 2_000)]
    return page[:at] + piece * draw.randint(2, 100) + page[at:]


def _join(page: bytes, draw: random.Random) -> bytes:
    other = draw.choice(labelled_pages())
    at, other_at = draw.randrange(len(page) + 1), draw.randrange(len(other))
    return page[:at] + other[other_at:]


def _recode(page: bytes, draw: random.Random) -> bytes:
    charset = draw.choice(
        ("utf-16", "latin-1", "shift_jis", "cp1252", "gb18030", "utf-32", "koi8-r")
    )
    return page.decode("utf-8", "replace").encode(charset, "replace")


def _drop_ends(page: bytes, draw: random.Random) -> bytes:
    return page.replace(draw.choice((b"</li>", b"</td>", b"</p>", b"</div>", b"</a>", b"</")), b"")


def _shuffle(page: bytes, draw: random.Random) -> bytes:
    lines = page.split(b"\n")
    draw.shuffle(lines)
    return b"\n".join(lines)


FAULTS = (_cut, _end_early, _flip, _insert, _repeat, _join, _recode, _drop_ends, _shuffle)


def main(seed: str, count: int) -> None:
    """Read the pages of a seed and print what came of them."""
    slowest = 0.0
    for number, page in enumerate(fuzzed_pages(seed, count)):
        start = time.process_time()
        try:
            reading = read_here(page, ReadOptions("page.html", host="Port Alder"))
        except Exception as error:
            raise RuntimeError(f"page {number} of seed {seed}") from error
        if number:  # the first one loads what all use
            slowest = max(slowest, time.process_time() - start)
        print(number, hashlib.sha256(as_bytes(reading)).hexdigest()[:16])
    print(f"slowest {slowest:.2f} s, {most_memory()} MB", file=sys.stderr)


def most_memory() -> int:
    """Return how many MB this process held at most; what its parent held counts elsewhere."""
    try:
        told = Path("/proc/self/status").read_text("ascii", "replace")
        return int(told.partition("VmHWM:")[2].split()[0]) // 1024
    except OSError:  # not Linux
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
