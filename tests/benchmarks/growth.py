"""How the time to read a page grows with it: hostile lines must not cost its square.

Each text is read at one length and at four times that, alternating; the exponent with which
processor time grows is printed. Exits 1 when one is over its bound: 1 is linear, 2 is quadratic.
"""

import math
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from pipeline.parse.read_page import read_page
from pipeline.parse.records import ReadOptions
from pipeline.places.atlas import Atlas
from pipeline.places.index import open_gazetteer
from tests.made_pages import known_towns
from tests.padding import padded

BOUND = 1.1  # with the size of a page, of a list, with the number of tables
HOSTILE_BOUND = 1.3  # of one line that no page has
SHORT, ROUNDS = 2_000, 3
HEAD = "<h2>Sister Cities</h2>"


def rows(count: int, ending: str) -> str:
    """Return a list of so many different names."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = (
        f"X{letters[n % 26]}{letters[n // 26 % 26]}{letters[n // 676 % 26]}" for n in range(count)
    )
    return HEAD + "<ul>" + "".join(f"<li>{name}{ending}" for name in names)


TEXTS = {
    "and": lambda n: "<p>Sister cities: " + "and " * n,
    "names and and": lambda n: "<p>Sister cities: " + "Kobe and " * n,
    "short sentences": lambda n: "<p>" + "A. " * n,
    "sentences": lambda n: "<p>" + "Hello there. " * n,
    "dashes": lambda n: f"{HEAD}<li>Bonn{'-' * n}x 1957",
    "commas": lambda n: f"{HEAD}<li>Bonn{',' * n}x 1957",
    "words for kinds": lambda n: "sister city " * n,
    "brackets": lambda n: f"{HEAD}<li>{'(' * n}{')' * n}",
    "years": lambda n: f"{HEAD}<li>a {'1957 ' * n}",
    "dates in numbers": lambda n: f"{HEAD}<li>a {'26/05/1957 ' * n}",
    "Japanese dates": lambda n: f"{HEAD}<li>a {'1976年11月3日' * n}",
    "names in a sentence": lambda n: "<p>Our sister cities are " + "Kobe, Japan, " * n,
    "one name in bullets": lambda n: "Sister cities\n\n" + "- Kobe, Japan\n" * n,
    "names in a list": lambda n: rows(n, ", Japan (1957)"),
    "unknown names in a list": lambda n: rows(n, " (1957)"),
}


SECTION = "<h2>Sister Cities</h2><ul><li>Kobe, Japan<li>Pune, India</ul>"
TABLE = (
    "<h3>{0}</h3><table><tr><th>City<th>Country<tr><td>{0}<td>Japan<tr><td>Pune<td>India</table>"
)


def towns(count: int, seed: int) -> list[str]:
    """Return so many names of towns, others for another seed."""
    return [town["name"] for town in random.Random(seed).choices(known_towns(), k=count)]


# What grows as pages do; n is a number of kilobytes, of entries, of tables.
SIZES = {
    "size of a page": (
        lambda n, seed: padded(SECTION.encode(), seed=f"{n} {seed}", size=1000 * n).decode(),
        60,
    ),
    "length of a list": (
        lambda n, seed: f"{HEAD}<ul>" + "".join(f"<li>{t}, Japan" for t in towns(n, seed)),
        100,
    ),
    "number of tables": (
        lambda n, seed: HEAD + "".join(TABLE.format(town) for town in towns(n, seed)),
        50,
    ),
}


def cpu_seconds(text: str, atlas: Atlas) -> float:
    """Return the processor time that reading ``text`` takes."""
    start = time.process_time()
    read_page(text.encode(), atlas, ReadOptions("page.html", host="Port Alder"))
    return time.process_time() - start


def exponent(few: float, many: float) -> float:
    """Return the power of the length with which time grows, from times at one and four lengths."""
    return math.log(many / max(few, 0.002), 4)


def main() -> int:
    """Print the growth of each text; return 1 when one grows too fast."""
    atlas = Atlas(open_gazetteer())
    broken = 0
    for name, make in TEXTS.items():
        short, long = make(SHORT), make(4 * SHORT)
        pairs = [(cpu_seconds(short, atlas), cpu_seconds(long, atlas)) for _ in range(ROUNDS)]
        few, many = (min(times) for times in zip(*pairs, strict=True))
        broken += exponent(few, many) > HOSTILE_BOUND
        told = f"{few:7.3f} s  {many:7.3f} s  exponent {exponent(few, many):5.2f}"
        print(f"{name:26} {told} (bound {HOSTILE_BOUND})")
    for name, (make_page, least) in SIZES.items():
        # Other words in each round: what was looked up once is kept.
        rounds = [
            (cpu_seconds(make_page(least, n), atlas), cpu_seconds(make_page(4 * least, n), atlas))
            for n in range(2 * ROUNDS)
        ]
        few, many = (min(times) for times in zip(*rounds, strict=True))
        broken += exponent(few, many) > BOUND
        told = f"{few:7.3f} s  {many:7.3f} s  exponent {exponent(few, many):5.2f}"
        print(f"{name:26} {told} (bound {BOUND})")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
