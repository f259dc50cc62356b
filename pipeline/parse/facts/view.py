"""What the facts of a candidate are told from: the page as it has been read so far."""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from pipeline.parse.candidates.groups import Group, Siblings
from pipeline.parse.candidates.tables import Table
from pipeline.parse.records import Block, Candidate, Scope
from pipeline.parse.scopes.host import Host
from pipeline.places.lexicon import Lexicon


class View(NamedTuple):
    """One page with its candidates found."""

    blocks: Sequence[Block]
    scopes: Sequence[Scope]
    candidates: Sequence[Candidate]
    groups: Mapping[Group, Siblings]
    runs: Mapping[tuple[int, int], tuple[Candidate, ...]]  # by unit and order: the run it is in
    located: int  # how many candidates have a country beside them
    named: Mapping[str, Sequence[int]]  # a folded name to the numbers of its candidates
    speaking: Sequence[int]  # the numbers of the blocks that have a word for ties, ascending
    headings: Sequence[int]  # the numbers of the blocks that are headings, ascending
    repeated: Mapping[str, int]  # the text of a short block to how often it stands on the page
    tables: Mapping[int, Table]  # the headers of each table, by the list_id of its rows
    words: Set[str]  # the words of the page that begin small
    title: str
    host: Host
    host_country: str  # ISO 3166-1 alpha-2, "" when it is not known
    lexicon: Lexicon

    @property
    def language(self) -> str:
        """The language of the page (ISO 639-1), "" when it is not known."""
        return self.lexicon.language


def binned(value: float, edges: Sequence[float]) -> str:
    """Return the bin of ``value`` as its lower edge in words: "<1", "1", "3".

    >>> binned(0, (1, 3)), binned(2, (1, 3)), binned(9, (1, 3))
    ('<1', '1', '3')
    """
    at = bisect.bisect_right(edges, value)
    return f"<{edges[0]:g}" if at == 0 else f"{edges[at - 1]:g}"


SHARES = (0.01, 0.25, 0.5, 0.75, 0.95)


def yes(holds: object) -> str:
    """Return the bin of a fact that holds or does not."""
    return "yes" if holds else "no"
