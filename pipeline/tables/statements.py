"""What each capture says of each affiliation, in its own words."""

from __future__ import annotations

from pandera.typing import Series

from pipeline import vocabularies
from pipeline.tables import patterns
from pipeline.tables.table import Table, column


class Statements(Table):
    """One row for each affiliation and capture; a proposal is a statement of no affiliation."""

    class Config(Table.Config):
        name = "statements"
        description = "What each kept page says of each tie, word for word."
        unique = ["source_id", "page_id", "capture", "statement_id"]

    statement_id: Series[str] = column(
        "Name of the statement: 16 hex digits from its page and its words.",
        example="d8b4a5702b4511d3",
        unique=True,
        str_matches=patterns.STATEMENT_ID,
    )
    affiliation_id: Series[str] = column(
        "The tie that it states; empty when it states a proposal.",
        example="gb-bristol.twin.fr-bordeaux",
        optional=True,
        str_matches=patterns.AFFILIATION_ID,
    )
    source_id: Series[str] = column(
        "The source, a folder below raw/.", example="gb-bristol", str_matches=patterns.SLUG
    )
    page_id: Series[str] = column(
        "The page of the source.",
        example="twin-cities",
        str_matches=patterns.SLUG,
    )
    capture: Series[str] = column(
        "Name of the capture within its page.", example="2026-11-21T091500Z"
    )
    locator: Series[str] = column(
        "The lines of the capture that state it, joined by a semicolon.",
        example="L12;L42",
        str_matches=patterns.LOCATOR,
    )
    quote: Series[str] = column(
        "The words that state it, at most 300 characters.",
        example="Bordeau, FR (18 March 1947, on hold)",
        str_length={"min_value": 1, "max_value": 300},
    )
    kind: Series[str] = column(
        "Which kind of tie, by the page's own words.",
        example="twin",
        words=vocabularies.KINDS,
    )
    name_as_stated: Series[str] = column("The partner, word for word.", example="Bordeau")
    region_as_stated: Series[str] = column(
        "The partner's region, word for word.", example="Aquitaine", optional=True
    )
    country_as_stated: Series[str] = column(
        "The partner's country, word for word.",
        example="FR",
        optional=True,
    )
    established_as_stated: Series[str] = column(
        "The most precise date of the tie in this capture, word for word.",
        example="18 March 1947",
        optional=True,
    )
    status_as_stated: Series[str] = column(
        "The page's words for the state of the tie.", example="on hold", optional=True
    )
    expires_as_stated: Series[str] = column(
        "The page's words for the day until which the tie runs.", example="2027", optional=True
    )
