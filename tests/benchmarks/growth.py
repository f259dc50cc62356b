"""How the time to read a page grows with it: hostile lines must not cost its square.

Each form is read at one size and at a larger one, alternating; the exponent with which processor
time grows is printed. Exits 1 when one is over its bound: 1 is linear, 2 is quadratic. Ten forms
are drawn anew on each run; ``growth.py SEED`` draws those of a run again.
"""

import math
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from pipeline.parse.read_page import read_page
from pipeline.parse.records import ReadOptions
from pipeline.places.atlas import Atlas
from pipeline.places.index import open_gazetteer
from tests.drawn_forms import HEAD, Form, drawn_form
from tests.made_pages import known_towns
from tests.padding import padded

BOUND = 1.1  # with the size of a page, of a list, with the number of tables
SHORT, LONG, ROUNDS = 60_000, 240_000, 3  # bytes
DRAWN = 10  # forms that each run draws anew
LEAST = 0.02  # seconds; what is faster tells nothing


# One line or list that no page has: each piece is repeated until the page is full.
FORMS = {
    "and": Form("<p>Sister cities: {}", "and "),
    "names and and": Form("<p>Sister cities: {}", "Kobe and "),
    "short sentences": Form("<p>{}", "A. "),
    "sentences": Form("<p>{}", "Hello there. "),
    "dashes": Form("<li>Bonn{}x 1957", "-"),
    "commas": Form("<li>Bonn{}x 1957", ","),
    "words for kinds": Form("{}", "sister city "),
    "a word for kinds without spaces": Form("<p>{}", "partnerstadt"),
    "brackets": Form("<li>{}", "("),
    "closed brackets": Form("<li>{}", "(Kobe) "),
    "years": Form("<li>a {}", "1957 "),
    "years with commas": Form("<li>{}", "1957, "),
    "years with dashes": Form("<li>{}", "1957–"),
    "dates in numbers": Form("<li>a {}", "26/05/1957 "),
    "dates in words": Form("<li>{}", "May 5, 1957; "),
    "Japanese dates": Form("<li>a {}", "1976年11月3日"),
    "ends": Form("<li>{}", "until 2027 "),
    "names in a sentence": Form("<p>Our sister cities are {}", "Kobe, Japan, "),
    "names and dates in a sentence": Form("<p>{}", "Kobe, Japan (1957) and Lyon, France; "),
    "Chinese names": Form("<p>{}", "神戸市、"),
    "one name in bullets": Form("<pre>Sister cities\n\n{}</pre>", "- Kobe, Japan\n"),
    "one name in titles": Form("{}", "<h2>Kobe, Japan</h2>"),
    "a title without end": Form("<h2>{}", "Kobe, Japan 1957 "),
    "attributes": Form("<p {}>Paris, France</p>", "a "),
    "attributes with values": Form("<p {}>Paris, France</p>", 'a="x > y" '),
    "elements in elements": Form("{}", "<div>"),
    "tables in tables": Form("{}", "Kobe <table>"),
    "cells": Form("<table><tr>{}", "<td>Kobe"),
    "cells that span": Form("<table>{}", "<tr><td colspan=1000 rowspan=1000>Kobe"),
    "unclosed signs": Form("<p>{}", "<"),
}


SECTION = "<h2>Sister Cities</h2><ul><li>Kobe, Japan<li>Pune, India</ul>"
TABLE = (
    "<h3>{0}</h3><table><tr><th>City<th>Country<tr><td>{0}<td>Japan<tr><td>Pune<td>India</table>"
)


def towns(count: int, seed: int) -> list[str]:
    """Return so many names of towns, others for another seed."""
    return [town["name"] for town in random.Random(seed).choices(known_towns(), k=count)]


def page_of(*parts: str) -> bytes:
    """Return a page about ties that holds the parts."""
    return "".join([HEAD, *parts]).encode()


# What grows as pages do; n is a number of kilobytes, of entries, of tables.
SIZES = {
    "size of a page": (
        lambda n, seed: padded(SECTION.encode(), seed=f"{n} {seed}", size=1000 * n),
        60,
    ),
    "length of a list": (
        lambda n, seed: page_of("<ul>", *(f"<li>{town}, Japan" for town in towns(n, seed))),
        100,
    ),
    "number of tables": (
        lambda n, seed: page_of(*(TABLE.format(town) for town in towns(n, seed))),
        50,
    ),
}


def cpu_seconds(page: bytes, atlas: Atlas) -> float:
    """Return the processor time that reading ``page`` takes."""
    start = time.process_time()
    read_page(page, atlas, ReadOptions("page.html", host="Port Alder"))
    return time.process_time() - start


def exponent(few: float, many: float, times: float) -> float:
    """Return the power of the size with which time grows; times: how much larger the second is."""
    return math.log(max(many, LEAST) / max(few, LEAST), times)


def told(name: str, times: Sequence[tuple[float, float]], larger: float) -> bool:
    """Print how a form grows, from pairs of seconds; return whether it grows too fast."""
    few, many = (min(each) for each in zip(*times, strict=True))
    power = exponent(few, many, larger)
    print(f"{name:32} {few:7.3f} s  {many:7.3f} s  exponent {power:5.2f} (bound {BOUND})")
    return power > BOUND


def main() -> int:
    """Print the growth of each form; return 1 when one grows too fast."""
    atlas = Atlas(open_gazetteer())
    seed = sys.argv[1] if len(sys.argv) > 1 else str(random.SystemRandom().randrange(10**6))
    print(f"seed {seed}")
    drawn = {repr(form.piece): form for form in (drawn_form(f"{seed} {n}") for n in range(DRAWN))}
    broken = 0
    for name, form in {**FORMS, **drawn}.items():
        short, long = form.page(SHORT), form.page(LONG)
        cpu_seconds(short, atlas)  # what was looked up once is kept
        pairs = [(cpu_seconds(short, atlas), cpu_seconds(long, atlas)) for _ in range(ROUNDS)]
        broken += told(name, pairs, LONG / SHORT)
    for name, (make_page, least) in SIZES.items():
        # Other words in each round: what was looked up once is kept.
        rounds = [
            (cpu_seconds(make_page(least, n), atlas), cpu_seconds(make_page(4 * least, n), atlas))
            for n in range(2 * ROUNDS)
        ]
        broken += told(name, rounds, 4)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
