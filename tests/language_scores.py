"""How well the pages of each language are read: the table in reference/LANGUAGES.md."""

from __future__ import annotations

import re
from pathlib import Path

from babel import Locale

from pipeline import reference
from tests.corpus_scores import scores

README = Path(reference.__file__).parent / "LANGUAGES.md"
_TABLE = re.compile(r"(<!-- scores: begin -->\n).*(<!-- scores: end -->)", re.DOTALL)
_MEASURES = ("f1", "precision", "kind", "year", "country")
# Without words of these a page states no tie.
_TIES = ("tie_stems", "kind_words")


def language_of(page):
    """The language of a labelled page, in ISO 639-1."""
    return (page.label.get("language") or "en").partition("-")[0]


def as_markdown(some, told):
    """The scores of each language on pages of others, a row each, the most pages first."""
    english = Locale("en").languages
    by_language = {}
    for page, each in zip(some, told, strict=True):
        if page.of != "own":
            by_language.setdefault(language_of(page), []).append((page, each))
    lines = [f"| language | pages | ties | {' | '.join(_MEASURES)} |", "| --- " * 8 + "|"]
    for language, pairs in sorted(by_language.items(), key=lambda each: (-len(each[1]), each[0])):
        pages, read = zip(*pairs, strict=True)
        measured = scores(pages, read)["all"]
        ties = sum(not tie.get("unsure") for page in pages for tie in page.label["affiliations"])
        cells = [f"{measured[key]:.2f}" if key in measured else "" for key in _MEASURES]
        row = [f"{english[language]} (`{language}`)", str(len(pages)), str(ties), *cells]
        lines.append(f"| {' | '.join(row)} |")
    spoken = {row["language"] for table in _TIES for row in reference.rows(table)} - {""}
    own = sorted(english[language] for language in spoken - by_language.keys())
    names = sorted(
        english[language] for language in set(reference.languages()) - spoken - by_language.keys()
    )
    lines += ["", f"Own pages only, or none: {', '.join(own)}."]
    lines += [f"Names of countries alone: {', '.join(names)}."]
    return "\n".join(lines) + "\n"


def write(some, told):
    """Put the table into the README."""
    text = README.read_text(encoding="utf-8")
    table = as_markdown(some, told)
    README.write_text(_TABLE.sub(lambda found: found[1] + table + found[2], text), encoding="utf-8")
