"""How the time to read a page grows with it: hostile lines must not cost its square.

Each text is read at one length and at four times that, alternating; the ratio of processor
times is printed. Exits 1 when a ratio is over the bound: 4 is linear, 16 is quadratic.
"""

import sys
import time

from pipeline.gazetteer import open_gazetteer
from pipeline.parse import Asked, read_page
from pipeline.run.lexicon import Lexicon

BOUND = 9.0
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


def cpu_seconds(text: str, lexicon: Lexicon) -> float:
    """Return the processor time that reading ``text`` takes."""
    start = time.process_time()
    read_page(text.encode(), lexicon, Asked("page.html", host="Port Alder"))
    return time.process_time() - start


def main() -> int:
    """Print the growth of each text; return 1 when one grows too fast."""
    lexicon = Lexicon(open_gazetteer())
    broken = 0
    for name, make in TEXTS.items():
        short, long = make(SHORT), make(4 * SHORT)
        pairs = [(cpu_seconds(short, lexicon), cpu_seconds(long, lexicon)) for _ in range(ROUNDS)]
        few, many = (min(times) for times in zip(*pairs, strict=True))
        ratio = many / max(few, 0.002)
        broken += ratio > BOUND
        print(f"{name:26} {few:7.3f} s  {many:7.3f} s  {ratio:5.1f} times for 4 times the text")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
