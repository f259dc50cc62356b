"""A page's outline to the view of which the facts are told: units, scopes, candidates, groups."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pipeline.parse.candidates.attach import attached
from pipeline.parse.candidates.find import find_candidates, speaks_of_ties
from pipeline.parse.candidates.groups import runs_of, siblings_of
from pipeline.parse.candidates.tables import tables_of
from pipeline.parse.candidates.units import units_of
from pipeline.parse.facts import View
from pipeline.parse.records import HEADING, Candidate, Outline, Scope
from pipeline.parse.scopes.headings import around_of, scopes_of
from pipeline.parse.scopes.host import Host
from pipeline.places.lexicon import Lexicon
from pipeline.text import fold


def _runs(candidates: Sequence[Candidate]) -> dict[tuple[int, int], tuple[Candidate, ...]]:
    return {
        (id(candidate.unit), candidate.order): tuple(candidates[run.first : run.last + 1])
        for candidate, run in zip(candidates, runs_of(candidates), strict=True)
    }


NOTHING: Mapping[str, str] = MappingProxyType({})
_SMALL = re.compile(r"(?<!\w)[a-z\u00e0-\u00f6\u00f8-\u00ff][\w'’-]+")
_SHORT = 200  # characters of a block that may be said twice by the frame


def survey(
    outline: Outline,
    host: Host,
    lexicon: Lexicon,
    around: Scope | None = None,
    columns: Mapping[str, str] = NOTHING,
) -> View:
    """Return the view of a page.

    around: what is in force where no heading says more; None to take it from the title.
    columns: what a person says that the headers of tables mean, by their words.
    """
    blocks = outline.blocks
    around = around or around_of(outline, host)
    scopes = scopes_of(blocks, lexicon, host, around)
    units = units_of(blocks, scopes)
    tables = tables_of(blocks, columns)
    found = find_candidates(units, blocks, scopes, lexicon, host)
    candidates = attached(found, blocks, scopes, tables, lexicon)
    named: dict[str, list[int]] = defaultdict(list)
    for number, candidate in enumerate(candidates):
        named[fold(candidate.entry.name)].append(number)
    return View(
        blocks=blocks,
        scopes=scopes,
        candidates=candidates,
        groups=siblings_of(units, candidates, lexicon),
        runs=_runs(candidates),
        located=sum(bool(candidate.entry.country) for candidate in candidates),
        named=named,
        speaking=[number for number, b in enumerate(blocks) if speaks_of_ties(b.text)],
        headings=[number for number, block in enumerate(blocks) if block.role == HEADING],
        repeated=Counter(block.text for block in blocks if len(block.text) <= _SHORT),
        tables=tables,
        words=frozenset(_SMALL.findall(" ".join(block.text for block in blocks))),
        title=outline.title,
        host=host,
        host_country=host.country,
        lexicon=lexicon,
    )
