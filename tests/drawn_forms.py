"""Forms of hostile pages, drawn by a seed: a few pieces, repeated for as long as one likes."""

import random
from typing import NamedTuple

from pipeline import reference
from tests.made_pages import known_towns

HEAD = "<title>Sister cities of Port Alder</title><h1>Sister cities</h1>"
FRAMES = ("<ul><li>{}</ul>", "<p>{}</p>", "<table><tr><td>{}</table>", "{}", "<dl><dt>{}</dl>")
SIGNS = (
    *(", ", "; ", " - ", "–", " / ", " | ", "(", ")", " (", ") ", "[", "]", ": ", ". ", "'", "’"),
    *(" ", "  ", "\n", "\t", "\u00a0", "\u200b", "\u00ad", "\u3000", "、", "。", "（", "）", "・"),
    *("&amp;", "&", "<br>", "&nbsp;", '"', "*", "#", "•", "…", "\u0301", "\u202e", "\ufffd", "0"),
)
TAGS = (
    *("<li>", "<p>", "<div>", "</div>", "<td>", "<tr><td>", "<b>", "</b>", "<span>", "</span>"),
    *("<h2>", "</h2>", "<a href=x>", "</a>", "<table>", "<ul>", "</ul>", "<dt>", "<dd>", "<svg>"),
    *("<font color=red>", "<td colspan=9 rowspan=9>", "<th>", "<sup>1</sup>", "<img alt=x>"),
    *("<script>x</script>", "<template>", "<select><option>", "<details><summary>", "<!-- -->"),
)
DATES = (
    *("1957", "26/05/1957", "May 5, 1957", "5. Mai 1957", "1976年11月3日", "昭和51年", "'57"),
    *("since 1957", "until 2027", "1957-05-26", "1957–1999", "16.07.68", "1968/69", "२०२०"),
    *("c. 1960", "57"),
)


class Form(NamedTuple):
    """A page that holds ``piece`` as often as one likes, inside ``frame``."""

    frame: str
    piece: str

    def page(self, size: int) -> bytes:
        """Return the page of about so many bytes."""
        times = max(1, size // len(self.piece.encode()))
        return (HEAD + self.frame.replace("{}", self.piece * times)).encode("utf-8", "replace")


def drawn_form(seed: str) -> Form:
    """Return the form that ``seed`` draws: one to five pieces of what pages are made of."""
    draw = random.Random(seed)
    words = [*known_words(), *towns()]
    kinds = (words, words, SIGNS, SIGNS, DATES, TAGS, COUNTRIES)
    pieces = [draw.choice(draw.choice(kinds)) for _ in range(draw.randint(1, 5))]
    return Form(draw.choice(FRAMES), draw.choice(("", " ")).join(pieces))


COUNTRIES = ("Japan", "France", "South Korea", "Deutschland", "日本", "U.S.A.", "Republic of Congo")


def towns() -> list[str]:
    """Return the names of some towns."""
    return [town["name"] for town in known_towns()[:200]]


def known_words() -> list[str]:
    """Return all the words of our tables that the reader looks for."""
    tables = ("kind_words", "status_words", "event_words", "tie_words", "claim_words", "host_words")
    first = {next(iter(row.values())) for table in tables for row in reference.rows(table)}
    return sorted(first)
