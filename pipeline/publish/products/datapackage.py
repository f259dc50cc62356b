"""``datapackage.json``: the release described for programs, Data Package v2."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from pipeline.publish.description import ABOUT, KEYWORDS, LICENCES, NAME, describe
from pipeline.publish.products.affiliations_json import json_bytes
from pipeline.publish.products.schemas import table_schema
from pipeline.publish.release import Release
from pipeline.tables import PUBLISHED, REFERENCES, Sources


def datapackage(release: Release, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return ``datapackage.json`` over the ``files`` made so far."""
    tables = {f"{model.table_name()}.csv": model for model in PUBLISHED}
    resources = []
    for path, body in files.items():
        resource: dict[str, Any] = {"name": re.sub("[_./]", "-", path.lower())}
        about = describe(path)
        if model := tables.get(path):
            resource = {
                "name": model.table_name(),
                "type": "table",
                "title": model.about(),
                "path": path,
                "format": "csv",
                "mediatype": about.media_type,
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
                "schema": table_schema(model) | _foreign_keys(model.table_name()),
                "rows": len(release.tables[model.table_name()]),
            }
        else:
            resource |= {
                "title": about.what,
                "path": path,
                "format": path.rpartition(".")[2],
                "mediatype": about.media_type,
            }
        resource |= {"bytes": len(body), "hash": f"sha256:{hashlib.sha256(body).hexdigest()}"}
        resources.append(resource)
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAME,
        "title": release.publication.title,
        "description": ABOUT,
        "version": release.version,
        "created": release.created,
        "licenses": [
            {"name": licence.name, "title": licence.title, "path": licence.path}
            for licence in LICENCES
        ],
        "keywords": list(KEYWORDS),
        "contributors": [_publisher(release)],
        "sources": _sources(release),
        "resources": resources,
    }
    return {"datapackage.json": json_bytes(package)}


def _foreign_keys(table: str) -> dict[str, Any]:
    keys = [
        {"fields": list(columns), "reference": {"resource": other, "fields": list(others)}}
        for name, columns, other, others in REFERENCES
        if name == table
    ]
    return {"foreignKeys": keys} if keys else {}


def _publisher(release: Release) -> dict[str, Any]:
    of = release.publication
    told = {"title": of.publisher, "roles": ["publisher"]}
    reach = {"email": of.contact_email, "path": of.contact_page}
    return told | {name: address for name, address in reach.items() if address}


def _sources(release: Release) -> list[dict[str, str]]:
    pages = [
        {"title": f"{row['publisher']}: {row['title']}", "path": row["url"]}
        for row in Sources.records(release.tables["sources"])
    ]
    return [*pages, {"title": "GeoNames, CC BY 4.0", "path": "https://www.geonames.org"}]
