"""Small pages as the reader sees them: the view, and the candidate that a test means."""

from __future__ import annotations

from functools import cache

from pipeline.parse.page.decode import decode
from pipeline.parse.page.outline import read_outline
from pipeline.parse.scopes.host import Host
from pipeline.parse.survey import survey
from pipeline.run.shared_places import shared_atlas

BEGIN, END = "⟦", "⟧"


@cache
def atlas():
    """All places of the world; one for all tests of a worker."""
    return shared_atlas()


def view_of(html, host="Port Alder", host_country="NO"):
    """The view of a page of ``host``; without one its country is not known either."""
    outline = read_outline(decode(html.encode()), keep_all=True)
    known = Host(host, host_country if host else "")
    return survey(outline, known, atlas().speaking(outline.language))


def marked(html, host="Port Alder"):
    """The view of a page, and the candidate whose name stands in ⟦brackets⟧ in it."""
    before, _, rest = html.partition(BEGIN)
    name, _, after = rest.partition(END)
    # Each mark begins a line of its own in the source, by which the candidate is found.
    view = view_of(f"{before}\n{name}{after}", host)
    line = before.count("\n") + 2
    found = [c for c in view.candidates if c.entry.name == name and c.line == line]
    assert found, [(c.entry.name, c.line) for c in view.candidates]
    return view, found[0]
