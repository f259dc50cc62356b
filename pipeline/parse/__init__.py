"""Floor 2: a capture to statements, claims and terms, in the page's own words.

decode → cut → outline (blocks in reading order) → sections (of which ties a block speaks) → the
readers, the surest first: tables, titles, lists, prose, passing → details and dates around each
mention → one statement a tie. Nothing here knows a city; what is a country or a place it asks of
the ``Lexicon`` that it is handed.
"""

from __future__ import annotations

from pipeline.parse.lexicon import Lexicon
from pipeline.parse.merging import Stated
from pipeline.parse.reading import Asked, Reading, read_page
from pipeline.parse.statements import claim_records, statement_records, term_records

__all__ = [
    "Asked",
    "Lexicon",
    "Reading",
    "Stated",
    "claim_records",
    "read_page",
    "statement_records",
    "term_records",
]
