"""The ties as GeoJSON (RFC 7946): a point a tie, at the partner's place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pipeline.publish.release import Release
from pipeline.tables import Affiliations


def geojson(release: Release, _: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return ``affiliations.geojson``, one feature a line.

    The properties are the record of ``affiliations.json``. A partner that is not resolved is a
    feature without geometry, which RFC 7946 allows: no tie is lost.
    """
    records = Affiliations.records(release.tables["affiliations"])
    features = ",\n".join(_json(_feature(record)) for record in records)
    text = f'{{"type": "FeatureCollection", "features": [\n{features}\n]}}\n'
    return {"affiliations.geojson": text.encode()}


def _feature(record: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": record["affiliation_id"],
        "geometry": _point(record["partner_longitude"], record["partner_latitude"]),
        "properties": record,
    }


def _point(longitude: float | None, latitude: float | None) -> dict[str, Any] | None:
    """A point, degrees WGS 84 with six decimals at most (a decimetre); None where unknown."""
    if longitude is None or latitude is None:
        return None
    # Adding nothing makes -0.0 a plain 0.0.
    return {"type": "Point", "coordinates": [round(longitude, 6) + 0.0, round(latitude, 6) + 0.0]}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
