"""The ledger: every cell that we publish otherwise than the page states it."""

from __future__ import annotations

from pandera.typing import Series

from pipeline import vocabularies
from pipeline.tables import patterns
from pipeline.tables.table import Table, column


class Corrections(Table):
    """One row a changed cell: filling an empty cell by look-up is no change."""

    class Config(Table.Config):
        name = "corrections"
        description = "Every cell that differs from the page's words, with rule and reason."
        unique = ["affiliation_id", "field"]

    affiliation_id: Series[str] = column(
        "The tie.",
        example="gb-bristol.twin.fr-bordeaux",
        str_matches=patterns.AFFILIATION_ID,
    )
    field: Series[str] = column(
        "Which cell was changed.", example="city", words=vocabularies.LEDGER_FIELDS
    )
    as_stated: Series[str] = column(
        "The page's words; empty when we supplied what it does not say.",
        example="Bordeau",
        optional=True,
    )
    published: Series[str] = column(
        "What we publish instead; empty when the words could not be settled.",
        example="Bordeaux",
        optional=True,
    )
    rule: Series[str] = column(
        "Why, in one word.", example="misspelling", words=vocabularies.LEDGER_RULES
    )
    correction_id: Series[str] = column(
        "The decision in raw/corrections.csv, where a person decided.",
        example="bordeau",
        optional=True,
        str_matches=patterns.SLUG,
    )
    reason: Series[str] = column(
        "Why, in a sentence.", example="The page drops the last letter of the name."
    )
    evidence: Series[str] = column(
        "What the decision rests on: an address or a source.",
        example="https://www.geonames.org/3031582",
        optional=True,
    )
