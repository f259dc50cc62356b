"""Whom we read: a row a page, with its host."""

from __future__ import annotations

import pandas as pd
from pandera.typing import Series

from pipeline import vocabularies
from pipeline.tables import patterns
from pipeline.tables.table import Table, column


class Sources(Table):
    """One row for each page of each source."""

    class Config(Table.Config):
        name = "sources"
        description = "The pages that we read, with their hosts and publishers."
        unique = ["place_id", "page_id"]

    place_id: Series[str] = column(
        "The source, a folder below raw/.", example="gb-bristol", str_matches=patterns.SLUG
    )
    page_id: Series[str] = column(
        "The page, a folder below the source.",
        example="twin-cities",
        str_matches=patterns.SLUG,
    )
    host_city: Series[str] = column("The host.", example="Bristol")
    host_region_code: Series[str] = column(
        "First-level division of the host, ISO 3166-2.",
        example="GB-BST",
        optional=True,
        str_matches=patterns.REGION_CODE,
    )
    host_country_code: Series[str] = column(
        "Country of the host, ISO 3166-1 alpha-2.",
        example="GB",
        str_matches=patterns.COUNTRY_CODE,
    )
    host_geoname_id: Series[pd.Int64Dtype] = column(
        "GeoNames id of the host, empty for one without.", example=2654675, optional=True, ge=1
    )
    host_latitude: Series[float] = column(
        "Degrees north, WGS 84.",
        example=51.45523,
        in_range={"min_value": -90, "max_value": 90},
    )
    host_longitude: Series[float] = column(
        "Degrees east, WGS 84.",
        example=-2.59665,
        in_range={"min_value": -180, "max_value": 180},
    )
    url: Series[str] = column(
        "Address of the page.",
        example="https://www.example.org/twin-cities",
        str_matches=patterns.URL,
    )
    title: Series[str] = column("Title of the page.", example="Twin cities")
    publisher: Series[str] = column("Who publishes the page.", example="Bristol City Council")
    authority: Series[str] = column(
        "How near the publisher is to the host.", example="own", words=vocabularies.AUTHORITIES
    )
    is_complete: Series[bool] = column("Whether the page declares its list complete.", example=True)
