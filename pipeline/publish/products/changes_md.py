"""``CHANGES.md``: what changed, in words, newest release first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from pipeline.publish.plain_text import clipped, isolated, plain
from pipeline.publish.products.change_words import (
    Change,
    Tie,
    change_words,
    newest_first,
    reason_words,
    ties,
)
from pipeline.publish.release import Release

# What Markdown takes as it is, in any place, but for "1." and "-" at the start of an item.
_HARMLESS = re.compile(r"(?!-|\d+[.)])(?:[^\x00-\x7f]|[A-Za-z0-9 ',.()/-]|: )*")
# GitHub makes a link of www.example.org, other readers of example.org too.
_ADDRESS = re.compile(r"\w\.\w\w")
_EVENTS = {
    "added": ("tie added", "ties added"),
    "removed": ("tie removed", "ties removed"),
    "renewed": ("tie renewed", "ties renewed"),
    "changed": ("cell changed", "cells changed"),
}
# The pages' changes first, ours last.
_CAUSES = {
    "source": "because pages changed or are new to us",
    "unlisted": "because a complete list leaves the tie out",
    "term": "because a term ran out",
    "pipeline": "because we changed our code, corrections or reference",
}


def changes_md(release: Release, _: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return ``CHANGES.md``: by release, cause and host an item for each change.

    A first release, and each that changed no tie, says so.
    """
    changes, named = newest_first(release), ties(release)
    lines = [
        f"# What changed: {prose(release.publication.title)}",
        "",
        "Newest release first; the pages' changes apart from ours. The same for programs is "
        "`changes.csv`; the kept pages lie below `raw/`.",
    ]
    if not changes:
        lines += ["", f"## {release.version}", "", "No tie has changed since the first release."]
    elif changes[0]["release"] != release.version:
        only = "No tie changed: only statements, corrections or proofs did."
        lines += ["", f"## {release.version}", "", only]
    for version, some in groupby(changes, lambda change: str(change["release"])):
        lines += _release(version, list(some), named)
    return {"CHANGES.md": ("\n".join(lines) + "\n").encode()}


def _release(version: str, changes: Sequence[Change], named: Mapping[str, Tie]) -> Iterator[str]:
    yield from ("", f"## {version}", "", _counts(changes))
    for cause in _CAUSES:
        some = [change for change in changes if change["cause"] == cause]
        if some:
            yield from ("", f"### {reason_words(some[0]).removesuffix('.')}")
            yield from _hosts(some, named)


def _counts(changes: Sequence[Change]) -> str:
    """How much changed, and why."""
    events = Counter(change["event"] for change in changes)
    causes = Counter(change["cause"] for change in changes)
    what = [f"{events[e]} {_EVENTS[e][events[e] != 1]}" for e in _EVENTS if events[e]]
    why = [f"{causes[cause]} {words}" for cause, words in _CAUSES.items() if causes[cause]]
    return f"{', '.join(what)}: {', '.join(why)}."


def _hosts(changes: Sequence[Change], named: Mapping[str, Tie]) -> Iterator[str]:
    """A heading for each host, and an item for each of its changes, tie by tie."""
    for host, some in groupby(changes, lambda change: change["affiliation_id"].partition(".")[0]):
        group = list(some)
        tie = named[group[0]["affiliation_id"]]
        place = ", ".join(filter(None, (prose(tie.host), tie.host_code)))
        yield from ("", f"#### {place} (`{host}`)", "")
        yield from (_item(change, named[change["affiliation_id"]]) for change in group)


def _item(change: Change, tie: Tie) -> str:
    what = f"{prose(tie.partner)} ({tie.kind}): {change_words(change, prose)}."
    return f"- {what}" + (f" Kept page: {_code(change['capture'])}" if change["capture"] else "")


def prose(text: str) -> str:
    """Return ``text`` for Markdown: as it is, or as code where it could be markup or a link.

    >>> prose("Aix-en-Provence"), prose("[Bonn](http://x.example)")
    ('Aix-en-Provence', '`[Bonn](http://x.example)`')
    """
    words = clipped(plain(text))
    is_harmless = _HARMLESS.fullmatch(words) and not _ADDRESS.search(words)
    return isolated(words if is_harmless else _code(words))


def _code(text: str) -> str:
    """A code span: nothing in it is markup, whatever backticks it holds."""
    words = plain(text)
    fence = "`" * (1 + max(map(len, re.findall("`+", words)), default=0))
    room = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{room}{words}{room}{fence}"
