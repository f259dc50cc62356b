"""One asking of one page, and what of it is kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from pipeline.captures import Capture, Visit
from pipeline.problems import PageFailed
from pipeline.scrape.client import Client, Fetched
from pipeline.sources import Page


@dataclass(frozen=True, slots=True)
class Visited:
    """What came of a visit: the line for visits.csv, and a new capture or none."""

    visit: Visit
    name: str = ""  # of the new capture's files, "" when there is none
    ending: str = ""
    body: bytes = b""
    sidecar: dict[str, Any] | None = None


def visit_page(page: Page, last: Capture | None, client: Client, at: str) -> Visited:
    """Return what came of asking for ``page`` at the instant ``at``.

    last: the newest capture of the page; the same body again makes no new one. A page that
    fails is a visit with its reason, no error.
    """
    try:
        fetched = client.fetch(page.url)
    except PageFailed as failed:
        status = "" if failed.http_status is None else str(failed.http_status)
        return Visited(Visit(at, failed.result, status, "", failed.detail))
    sha256 = hashlib.sha256(fetched.body).hexdigest()
    result = "new" if last is None else "unchanged" if last.sha256 == sha256 else "changed"
    detail = f"redirected to {fetched.final_url}" if fetched.redirects else ""
    visit = Visit(at, result, str(fetched.http_status), sha256, detail)
    if result == "unchanged":
        return Visited(visit)
    ending = ".txt" if fetched.media_type == "text/plain" else ".html"
    sidecar = _sidecar(page, fetched, at, sha256)
    return Visited(visit, at.replace(":", ""), ending, fetched.body, sidecar)


def _sidecar(page: Page, fetched: Fetched, at: str, sha256: str) -> dict[str, Any]:
    return {
        "captured_on": at[:10],
        "captured_at": at,
        "method": "fetch",
        "url": page.url,
        "final_url": fetched.final_url,
        "redirects": list(fetched.redirects),
        "http_status": fetched.http_status,
        "media_type": fetched.media_type,
        "charset": fetched.charset,
        "sha256": sha256,
        "byte_count": len(fetched.body),
    }
