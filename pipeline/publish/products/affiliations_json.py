"""The ties as JSON: an array of the records of ``affiliations.csv``, in the same order."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pipeline.publish.release import Release
from pipeline.tables import Affiliations


def json_bytes(value: object) -> bytes:
    """Return ``value`` as UTF-8 JSON with two-space indent and one trailing LF."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return f"{text}\n".encode()


def affiliations_json(release: Release, _: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return ``affiliations.json``; ``null`` is the empty cell."""
    records = Affiliations.records(release.tables["affiliations"])
    return {"affiliations.json": json_bytes(records)}
