"""The ties: one row for every affiliation that a page ever stated, lapsed ones too."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from pipeline import dates, vocabularies
from pipeline.places import iso
from pipeline.tables import patterns
from pipeline.tables.table import Table, column


class Affiliations(Table):
    """One row a tie, as one host states it. A tie that both ends state is two rows."""

    class Config(Table.Config):
        name = "affiliations"
        description = "Every tie that a page ever stated, one row each, lapsed ones too."
        unique = ["affiliation_id"]

    affiliation_id: Series[str] = column(
        "Readable and stable name of the row: host, kind, partner. Kept from release to release.",
        example="gb-bristol.twin.fr-bordeaux",
        unique=True,
        str_matches=patterns.AFFILIATION_ID,
    )
    host_city: Series[str] = column("City whose page states the tie.", example="Bristol")
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
    partner_city: Series[str] = column(
        "Standard name of the partner in Unicode NFC; the stated name where it is not resolved.",
        example="Bordeaux",
    )
    partner_region: Series[str] = column(
        "First-level division of the partner, where known.",
        example="Nouvelle-Aquitaine",
        optional=True,
    )
    partner_country: Series[str] = column(
        "Everyday English name of the partner's country.", example="France", optional=True
    )
    partner_country_code: Series[str] = column(
        "Country of the partner, ISO 3166-1 alpha-2 (and XK for Kosovo).",
        example="FR",
        optional=True,
        str_matches=patterns.COUNTRY_CODE,
    )
    partner_country_code3: Series[str] = column(
        "Country of the partner, ISO 3166-1 alpha-3 (and XKX for Kosovo).",
        example="FRA",
        optional=True,
        str_matches=patterns.COUNTRY_CODE3,
    )
    partner_geoname_id: Series[pd.Int64Dtype] = column(
        "GeoNames id of the partner; empty when it is not resolved.",
        example=3031582,
        optional=True,
        ge=1,
    )
    partner_latitude: Series[float] = column(
        "Degrees north, WGS 84; empty when the partner is not resolved.",
        example=44.84124,
        optional=True,
        in_range={"min_value": -90, "max_value": 90},
    )
    partner_longitude: Series[float] = column(
        "Degrees east, WGS 84; empty when the partner is not resolved.",
        example=-0.58046,
        optional=True,
        in_range={"min_value": -180, "max_value": 180},
    )
    kind: Series[str] = column(
        "Which kind of tie, by the page's own words.",
        example="twin",
        words=vocabularies.KINDS,
    )
    established: Series[str] = column(
        "Since when, as precise as stated: YYYY, YYYY-MM or YYYY-MM-DD.",
        example="1947-03-18",
        optional=True,
        str_matches=patterns.ISO_PREFIX,
    )
    status: Series[str] = column(
        "The state of the tie as of the release.", example="suspended", words=vocabularies.STATUSES
    )
    status_method: Series[str] = column(
        "How we know the status.", example="stated", words=vocabularies.STATUS_METHODS
    )
    term: Series[str] = column(
        "How long a tie of this kind lasts unless renewed, as the page states it: ISO 8601.",
        example="P2Y",
        optional=True,
        str_matches=patterns.TERM,
    )
    expires: Series[str] = column(
        "The day on which the term runs out, where it can be told.",
        example="2027-03-18",
        optional=True,
        str_matches=patterns.ISO_PREFIX,
    )
    name_as_stated: Series[str] = column(
        "The partner, word for word from the page.", example="Bordeau"
    )
    region_as_stated: Series[str] = column(
        "The partner's region, word for word.", example="Aquitaine", optional=True
    )
    country_as_stated: Series[str] = column(
        "The partner's country, word for word.",
        example="FR",
        optional=True,
    )
    established_as_stated: Series[str] = column(
        "The most precise date of the tie on the page, word for word.",
        example="18 March 1947",
        optional=True,
    )
    status_as_stated: Series[str] = column(
        "The page's words for the state of the tie.", example="on hold", optional=True
    )
    place_method: Series[str] = column(
        "How the partner's name was settled.",
        example="correction",
        words=vocabularies.PLACE_METHODS,
    )
    country_method: Series[str] = column(
        "How the partner's country was settled.",
        example="stated",
        words=vocabularies.COUNTRY_METHODS,
    )
    review: Series[str] = column(
        "Empty, or what wants a person's look: problem codes joined by a semicolon.",
        example="date-contradicted",
        optional=True,
        str_matches=patterns.REVIEW,
    )
    source_id: Series[str] = column(
        "The source, a folder below raw/.", example="gb-bristol", str_matches=patterns.SLUG
    )
    page_id: Series[str] = column(
        "The page of the source that the row stands on.",
        example="twin-cities",
        str_matches=patterns.SLUG,
    )
    source_url: Series[str] = column(
        "The live page, opened at the very words by a text fragment.",
        example="https://www.example.org/twin-cities#:~:text=Bordeau%2C%20FR",
        str_matches=patterns.URL,
    )
    captured_on: Series[str] = column(
        "Day of the kept proof, as precise as it is known.",
        example="2026-11-21",
        str_matches=patterns.ISO_PREFIX,
    )
    capture_path: Series[str] = column(
        "The kept proof, a file below raw/.",
        example="gb-bristol/twin-cities/2026-11-21T091500Z.html",
    )
    capture_sha256: Series[str] = column(
        "SHA-256 of the proof's bytes.",
        example="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        str_matches=patterns.SHA256,
    )
    locator: Series[str] = column(
        "The lines of the proof that state the row, joined by a semicolon.",
        example="L12;L42",
        str_matches=patterns.LOCATOR,
    )
    first_seen_on: Series[str] = column(
        "Day of the oldest capture that states the tie.",
        example="2020",
        str_matches=patterns.ISO_PREFIX,
    )
    last_seen_on: Series[str] = column(
        "Day of the newest capture that states the tie.",
        example="2026-11-21",
        str_matches=patterns.ISO_PREFIX,
    )

    @pa.dataframe_check(error="country codes are of ISO 3166-1 and name one country")
    @classmethod
    def codes_agree(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        columns = ("partner_country_code", "partner_country_code3", "partner_country")
        return _each(frame, columns, _names_agree)

    @pa.dataframe_check(error="host codes are of ISO 3166 and agree")
    @classmethod
    def host_codes_agree(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        return _each(
            frame,
            ("host_country_code", "host_region_code"),
            lambda country, region: (
                iso.is_country(country)
                and (region is None or (iso.is_region(region) and region.startswith(f"{country}-")))
            ),
        )

    @pa.dataframe_check(error="the id begins with the host's source and the kind")
    @classmethod
    def id_names_host_and_kind(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        return _each(
            frame,
            ("affiliation_id", "source_id", "kind"),
            lambda row_id, source, kind: str(row_id).startswith(f"{source}.{kind}."),
        )

    @pa.dataframe_check(error="the tie is not established certainly after its last capture")
    @classmethod
    def established_before_seen(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        return _each(frame, ("established", "last_seen_on"), _not_certainly_after)

    @pa.dataframe_check(error="first_seen_on is not certainly after last_seen_on")
    @classmethod
    def seen_in_order(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        return _each(frame, ("first_seen_on", "last_seen_on"), _not_certainly_after)

    @pa.dataframe_check(error="a resolved place has an id and coordinates, another has none")
    @classmethod
    def place_is_whole(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        return _each(
            frame,
            ("place_method", "partner_geoname_id", "partner_latitude", "partner_longitude"),
            lambda method, *cells: all((cell is None) == (method == "none") for cell in cells),
        )

    @pa.dataframe_check(error="a country has a method, no country has none")
    @classmethod
    def country_is_whole(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        return _each(
            frame,
            ("country_method", "partner_country_code"),
            lambda method, code: (method == "none") == (code is None),
        )


def _each(frame: pd.DataFrame, columns: tuple[str, ...], holds: object) -> pd.Series[bool]:
    """Whether ``holds`` is true of the named cells, row by row; None is the empty cell."""
    cells = frame[list(columns)].astype(object).where(frame[list(columns)].notna(), None)
    truth = [bool(holds(*row)) for row in cells.itertuples(index=False)]  # type: ignore[operator]
    return pd.Series(truth, index=frame.index, dtype=bool)


def _not_certainly_after(early: str | None, late: str | None) -> bool:
    if early is None or late is None or not (dates.is_prefix(early) and dates.is_prefix(late)):
        return early is None or dates.is_prefix(early)
    return dates.earliest(early) <= dates.latest(late)


def _names_agree(code: str | None, code3: str | None, name: str | None) -> bool:
    """Whether both codes are of one country that has a name, or all three are empty."""
    if code is None:
        return code3 is None and name is None
    found = iso.find_by_code(code)
    return found is not None and found[:2] == (code, code3) and bool(name)
