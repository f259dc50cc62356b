"""How to cite a release: in a sentence, as BibTeX, and as ``CITATION.cff`` (CFF 1.2.0)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from pipeline.inputs.publication import Publication
from pipeline.publish.description import ABOUT, CREDIT, KEYWORDS, LICENCES, NAME
from pipeline.publish.plain_text import plain
from pipeline.publish.products.change_words import release_day
from pipeline.publish.release import Release
from pipeline.text import slug

# What the schema of CFF takes for an address of e-mail.
_EMAIL = re.compile(r"\S+@\S+\.\S{2,}")
# BibTeX counts braces even after a backslash, so \{ would not do.
_TEX = {
    **{sign: f"\\{sign}" for sign in "&%$#_"},
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
}


def citation(release: Release, _: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return ``CITATION.cff``, by which reference managers cite the release."""
    return {"CITATION.cff": "".join(f"{line}\n" for line in _yaml(_cff(release))).encode()}


def plain_citation(release: Release) -> str:
    """Return how to cite the release in a sentence: title, release, publisher, licence, credit."""
    short = _short_title(release.publication)
    publisher = plain(release.publication.publisher).removesuffix(".")
    return f"{short}, release {release.version}. {publisher}. {_licence()}. {CREDIT}."


def bibtex(release: Release) -> str:
    """Return how to cite the release as an entry of BibTeX, with a trailing LF.

    Signs that TeX would act on are written as commands; braces are balanced whatever the title.
    """
    of = release.publication
    publisher = _tex(of.publisher)
    fields = {
        # A second pair of braces keeps an organisation from being parted like a person's name,
        # and the capitals of a title from being made small.
        "author": f"{{{publisher}}}",
        "title": f"{{{_tex(of.title)}}}",
        "year": release.version[:4],
        "version": release.version,
        "publisher": publisher,
        "note": _tex(f"{_licence()}. {CREDIT}"),
    }
    if of.url:
        fields["url"] = _safe_url(of.url)
    key = slug(f"{slug(_short_title(of)) or NAME} {release.version}")
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{key},\n{lines}}}\n"


def _short_title(publication: Publication) -> str:
    """The title without what follows its colon."""
    title = plain(publication.title)
    return title.partition(":")[0].strip() or title


def _licence() -> str:
    return LICENCES[0].name.replace("-", " ")


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in plain(text))


def _safe_url(url: str) -> str:
    """The address in ASCII, without braces and backslashes; what is encoded stays as it is."""
    return quote(url, safe="%/:=&?~#+!$,;'@()*[]")


def _cff(release: Release) -> dict[str, Any]:
    of = release.publication
    told: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": f"If you use these data, cite them so: {plain_citation(release)}",
        "type": "dataset",
        "title": plain(of.title),
        "authors": [{"name": plain(of.publisher)}],
        "version": release.version,
        "date-released": release_day(release.version),
        "license": LICENCES[0].name,
        "abstract": ABOUT,
        "keywords": list(KEYWORDS),
        "references": [
            {
                "type": "database",
                "title": "GeoNames",
                "authors": [{"name": "GeoNames"}],
                "license": "CC-BY-4.0",
                "url": "https://www.geonames.org",
            }
        ],
    }
    if of.url:
        told["url"] = _safe_url(of.url)
    if reach := _reach(of):
        told["contact"] = [{"name": plain(of.publisher), **reach}]
    return told


def _reach(publication: Publication) -> dict[str, str]:
    """The contact as CFF has it; empty when it is told in words."""
    if page := publication.contact_page:
        return {"website": _safe_url(page)}
    email = plain(publication.contact_email)
    return {"email": email} if _EMAIL.fullmatch(email) else {}


def _yaml(values: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """The lines of a mapping; each text in double quotes as JSON has it, which YAML reads."""
    for key, value in values.items():
        if isinstance(value, str):
            yield f"{indent}{key}: {json.dumps(value, ensure_ascii=False)}"
            continue
        yield f"{indent}{key}:"
        for item in value:
            if isinstance(item, str):
                yield f"{indent}  - {json.dumps(item, ensure_ascii=False)}"
                continue
            first, *others = _yaml(item, f"{indent}    ")
            yield f"{indent}  - {first.lstrip()}"
            yield from others
