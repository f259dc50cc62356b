"""``feed.atom``: an entry for each change, for feed readers (Atom, RFC 4287)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from urllib.parse import quote
from xml.etree import ElementTree

from pipeline.inputs.publication import Publication
from pipeline.publish.description import ABOUT, CREDIT, LICENCES, NAME
from pipeline.publish.plain_text import harmless, plain
from pipeline.publish.products.change_words import (
    Change,
    Tie,
    change_words,
    newest_first,
    reason_words,
    release_day,
    tie_words,
    ties,
)
from pipeline.publish.release import Release
from pipeline.tables import Changes

# Made up once. What has this id is known to feed readers: another one makes all entries new.
_OURS = uuid.UUID("5e0f1c3a-7d0b-5b7e-9c58-2f6a4d1b8e90")


def feed(release: Release, _: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return ``feed.atom``, newest release first; without entries when nothing ever changed.

    Addresses are relative to the feed while the publication has no ``url``.
    """
    root = _head(release)
    named = ties(release)
    for change in newest_first(release):
        root.append(_entry(change, named[change["affiliation_id"]], release.publication.url))
    ElementTree.indent(root)
    body: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return {"feed.atom": body + b"\n"}


def _head(release: Release) -> ElementTree.Element:
    of = release.publication
    root = ElementTree.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en"})
    _add(root, "id", feed_id(of))
    _add(root, "title", plain(of.title))
    _add(root, "subtitle", ABOUT)
    _add(root, "updated", release.created)
    _author(root, of)
    licences = "; ".join(f"{licence.title} ({licence.path})" for licence in LICENCES)
    _add(root, "rights", f"{licences}. {CREDIT}.")
    _add(root, "generator", NAME)
    _add(root, "link", rel="self", type="application/atom+xml", href=f"{of.url}feed.atom")
    _add(root, "link", rel="alternate", type="text/html", href=f"{of.url}index.html")
    return root


def feed_id(publication: Publication) -> str:
    """Return the id of the feed, which must outlive releases, titles and addresses.

    So it stands on the publisher alone.
    """
    return uuid.uuid5(_OURS, publication.publisher).urn


def entry_id(change: Change) -> str:
    """Return the id of a change's entry: the same in all releases, as it stands on its key."""
    return uuid.uuid5(_OURS, "\n".join(str(change[name] or "") for name in Changes.key())).urn


def _author(root: ElementTree.Element, publication: Publication) -> None:
    author = ElementTree.SubElement(root, "author")
    _add(author, "name", plain(publication.publisher))
    if email := publication.contact_email:
        _add(author, "email", plain(email))
    elif page := publication.contact_page:
        _add(author, "uri", plain(page))


def _entry(change: Change, tie: Tie, url: str) -> ElementTree.Element:
    entry = ElementTree.Element("entry")
    what = f"{tie_words(tie)}: {change_words(change)}"
    row = quote(change["affiliation_id"])
    _add(entry, "id", entry_id(change))
    _add(entry, "title", what)
    _add(entry, "updated", f"{release_day(change['release'])}T00:00:00Z")
    _add(entry, "link", rel="alternate", type="text/html", href=f"{url}index.html#{row}")
    capture = change["capture"]
    proof = f"Kept page: raw/{harmless(capture)}" if capture else "No kept page shows it."
    about = f"{change['affiliation_id']}, release {change['release']}."
    _add(entry, "content", "\n".join((f"{what}.", reason_words(change), proof, about)), type="text")
    return entry


def _add(parent: ElementTree.Element, tag: str, text: str = "", **attributes: str) -> None:
    ElementTree.SubElement(parent, tag, attributes).text = text or None
