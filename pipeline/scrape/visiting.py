"""What came of an errand as what is kept of it: a capture, its sidecar, a line of visits.csv."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from pipeline.inputs.capture import Capture
from pipeline.inputs.capture_health import Judgement
from pipeline.inputs.source_keys import is_web_address
from pipeline.inputs.visit import Visit
from pipeline.scrape.client import Answer
from pipeline.scrape.errand import Fetched
from pipeline.scrape.manners import media_type

REFRESH_DAYS = 30  # after which a body that says the same of ties is kept all the same


def format_instant(when: dt.datetime) -> str:
    """Return ``when``, in UTC, as visits and sidecars have it.

    >>> format_instant(dt.datetime(2026, 11, 21, 9, 15, tzinfo=dt.UTC))
    '2026-11-21T09:15:00Z'
    """
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def file_name(fetched: Fetched, at: str) -> str:
    """Return the name of the body of a capture taken at the instant ``at``."""
    kind, _ = media_type(fetched.answer.headers.get("Content-Type", ""))
    return at.replace(":", "") + (".txt" if kind == "text/plain" else ".html")


def sidecar_of(fetched: Fetched, at: str) -> dict[str, Any]:
    """Return the sidecar of a capture, all but why it was taken.

    The contact in the User-Agent is left out: it was said to the server, not to the world.
    """
    kind, charset = media_type(fetched.answer.headers.get("Content-Type", ""))
    sent = dict(fetched.answer.sent)
    if "User-Agent" in sent:
        sent["User-Agent"] = sent["User-Agent"].partition(" ")[0]
    sent.pop("Cookie", None)
    return {
        "captured_on": at[:10],
        "captured_at": at,
        "method": "fetch",
        "url": fetched.asked_url,
        "final_url": fetched.final_url,
        "redirects": list(fetched.redirects),
        "http_status": fetched.status,
        "media_type": kind,
        "charset": charset,
        "request_headers": sent,
        "response_headers": dict(fetched.answer.headers),
        "sha256": hashlib.sha256(fetched.answer.body).hexdigest(),
        "byte_count": len(fetched.answer.body),
    }


def why_keep(
    new: Capture,
    judgement: Judgement,
    last: Capture | None,
    last_judgement: Judgement | None,
    *,
    says_the_same: bool,
) -> str:
    """Return why a body is kept as a capture, "" when what we hold will do.

    last: the newest capture that a server sent, None before the first. says_the_same: whether
    both say the same of ties. A page with a clock in its footer has other bytes at every visit: it
    is kept when it says something else of ties, and once in thirty days as a proof that lasts.
    """
    if last is None or last_judgement is None:
        return "first"
    if judgement.is_good != last_judgement.is_good or not says_the_same:
        return "ties"
    if new.url != last.url:
        return "address"
    if new.sha256 == last.sha256:
        return ""
    age = dt.date.fromisoformat(new.known_on) - dt.date.fromisoformat(last.known_on)
    return "age" if age.days >= REFRESH_DAYS else ""


def pack(fetched: Fetched, at: str) -> bytes:
    """Return what came at the instant ``at`` as one file: a line of JSON, then the body."""
    answer = fetched.answer
    head = {
        "at": at,
        "came": [
            fetched.result,
            fetched.detail,
            fetched.status,
            fetched.final_url,
            list(fetched.redirects),
        ],
        "answer": [answer.status, answer.reason, dict(answer.headers), dict(answer.sent)],
    }
    return json.dumps(head).encode() + b"\n" + answer.body


def unpack(file: bytes) -> tuple[Fetched, str]:
    """Return what ``pack`` was given; ValueError for any other bytes."""
    line, _, body = file.partition(b"\n")
    try:
        head = json.loads(line)
        status, reason, headers, sent = head["answer"]
        answer = Answer(status, reason, dict(headers), body, dict(sent))
        result, detail, came_status, final_url, redirects = head["came"]
        fetched = Fetched(result, detail, came_status, final_url, tuple(redirects), answer)
        is_good = result in ("", "unchanged") and isinstance(head["at"], str)
        if not (is_good and all(map(is_web_address, (final_url, *redirects)))):
            raise ValueError("not what came of a page")
        dt.datetime.strptime(head["at"], "%Y-%m-%dT%H:%M:%SZ")
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(str(error)) from None
    return fetched, head["at"]


def visit_of(
    fetched: Fetched,
    at: str,
    judgement: Judgement | None = None,
    *,
    sha256: str = "",
    is_kept: bool = False,
) -> Visit:
    """Return the line of ``visits.csv`` for what came at the instant ``at``.

    judgement, sha256: of the page as it is now; None and "" when none came. is_kept: whether a
    new capture was made of it.
    """
    status = str(fetched.status) if fetched.status else ""
    if judgement is None:
        return Visit(at, fetched.result, status, "", fetched.detail)
    is_same = judgement.is_good and not is_kept
    detail = judgement.detail
    if fetched.redirects and not detail:
        detail = f"redirected to {fetched.final_url}"
    return Visit(at, "unchanged" if is_same else judgement.result, status, sha256, detail)
