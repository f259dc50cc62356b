"""One file a table: its pandera model, the one origin of columns, meanings and examples."""

from pipeline.tables.affiliations import Affiliations
from pipeline.tables.captures import Captures
from pipeline.tables.changes import Changes
from pipeline.tables.claims import Claims, Terms
from pipeline.tables.corrections import Corrections
from pipeline.tables.coverage import Coverage
from pipeline.tables.problems import Problems
from pipeline.tables.sources import Sources
from pipeline.tables.statements import Statements
from pipeline.tables.table import Table

# In the order in which a reader wants them.
PUBLISHED: tuple[type[Table], ...] = (
    Affiliations,
    Corrections,
    Coverage,
    Changes,
    Statements,
    Sources,
    Captures,
    Problems,
)

# table, its columns, the table that they refer to, the columns there
REFERENCES: tuple[tuple[str, tuple[str, ...], str, tuple[str, ...]], ...] = (
    ("affiliations", ("source_id", "page_id"), "sources", ("place_id", "page_id")),
    ("affiliations", ("capture_path",), "captures", ("capture_path",)),
    ("corrections", ("affiliation_id",), "affiliations", ("affiliation_id",)),
    ("statements", ("affiliation_id",), "affiliations", ("affiliation_id",)),
    (
        *("statements", ("source_id", "page_id", "capture")),
        *("captures", ("source_id", "page_id", "capture")),
    ),
    ("captures", ("source_id", "page_id"), "sources", ("place_id", "page_id")),
)

__all__ = [
    "PUBLISHED",
    "REFERENCES",
    "Affiliations",
    "Captures",
    "Changes",
    "Claims",
    "Corrections",
    "Coverage",
    "Problems",
    "Sources",
    "Statements",
    "Table",
    "Terms",
]
