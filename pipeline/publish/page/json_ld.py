"""The release as a schema.org ``Dataset``, for search engines."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from pipeline.publish.description import ABOUT, KEYWORDS, LICENCES, NAME, describe
from pipeline.publish.page.scopes import Scope
from pipeline.publish.release import Release
from pipeline.tables import Affiliations


def dataset(release: Release, everything: Scope, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the JSON-LD of the whole release; addresses are below publication.url."""
    about = release.publication
    hosts = {
        row["place_id"]: {
            "@type": "Place",
            "name": row["host_city"],
            "geo": {
                "@type": "GeoCoordinates",
                "latitude": row["host_latitude"],
                "longitude": row["host_longitude"],
            },
        }
        for row in everything.tables["sources"]
    }
    years = sorted(row["established"][:4] for row in everything.ties if row["established"])
    told: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": about.title,
        "alternateName": NAME,
        "description": ABOUT,
        "version": release.version,
        "dateModified": release.created,
        "license": LICENCES[0].path,
        "isAccessibleForFree": True,
        "keywords": list(KEYWORDS),
        "creator": {"@type": "Organization", "name": about.publisher, **_contact(release)},
        "spatialCoverage": list(hosts.values()),
        "isBasedOn": sorted({row["url"] for row in everything.tables["sources"]}),
        "variableMeasured": list(Affiliations.columns()),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": path,
                "contentUrl": f"{about.url}{path}",
                "encodingFormat": describe(path).media_type,
                "contentSize": f"{len(body)} B",
                "sha256": hashlib.sha256(body).hexdigest(),
            }
            for path, body in files.items()
            if path.startswith("affiliations.")
        ],
    }
    if about.url:
        told |= {"url": about.url, "@id": about.url}
    if years:
        told["temporalCoverage"] = f"{years[0]}/{release.created[:10]}"
    return told


def _contact(release: Release) -> dict[str, Any]:
    of = release.publication
    reach = {"email": of.contact_email, "url": of.contact_page}
    how = {name: address for name, address in reach.items() if address}
    return {"contactPoint": {"@type": "ContactPoint", **how}} if how else {}
