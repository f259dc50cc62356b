"""Floor 2: a capture to statements, claims and terms, in the page's own words.

page (bytes to blocks) → words (what a text holds) → scopes (whose ties a block tells, of which
kind) → candidates (every place that could be a partner, once) → facts (what speaks for and against
each) → judge (one sum of weights) → parts (kind and state) → statements. A room imports those
before it, and ``read_page`` leads through them. Nothing here knows a city; what is a country or a
place it asks of the ``Lexicon`` that it is handed.
"""

from __future__ import annotations

from pipeline.parse.explain import Explained, scale
from pipeline.parse.page.unusable import LARGEST
from pipeline.parse.read_page import Reading, read_page
from pipeline.parse.records import ReadOptions
from pipeline.parse.statements.merge import Statement
from pipeline.parse.to_tables import claim_records, statement_records, term_records
from pipeline.places.lexicon import Lexicon

__all__ = [
    "LARGEST",
    "Explained",
    "Lexicon",
    "ReadOptions",
    "Reading",
    "Statement",
    "claim_records",
    "read_page",
    "scale",
    "statement_records",
    "term_records",
]
