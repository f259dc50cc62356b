"""What a host's robots.txt lets us do, by RFC 9309."""

from __future__ import annotations

from dataclasses import dataclass

from protego import Protego

from pipeline.scrape.addresses import Origin
from pipeline.scrape.manners import PRODUCT

LARGEST = 512_000  # bytes that we read of it: RFC 9309 asks for 500 KiB at least
_LONGEST_DELAY = 24 * 3600.0  # seconds


@dataclass(frozen=True, slots=True)
class Rules:
    """What one robots.txt says to us."""

    why_not: str = ""  # why nothing at all may be asked, "" when there are rules to look at
    robots: Protego | None = None  # None: everything is allowed
    delay: float = 0.0  # seconds between two requests

    def allows(self, url: str) -> bool:
        """Whether we may ask for ``url``."""
        if self.why_not:
            return False
        return self.robots is None or bool(self.robots.can_fetch(url, PRODUCT))


def address_of(origin: Origin) -> str:
    """Return where the robots.txt of a scheme, host and port lies."""
    scheme, host, port = origin
    where = f"[{host}]" if ":" in host else host
    usual = {"http": 80, "https": 443}[scheme]
    return f"{scheme}://{where}{'' if port == usual else f':{port}'}/robots.txt"


def rules_of(status: int, body: bytes) -> Rules:
    """Return the rules that a robots.txt with this status and body comes to.

    A file that is not there forbids nothing (4xx); a server that fails forbids everything (5xx,
    and 429, by which a server asks us to keep away).

    >>> rules_of(404, b"").allows("https://a.example/x")
    True
    >>> rules_of(500, b"").why_not
    'robots.txt: HTTP 500'
    >>> rules_of(200, b"User-agent: *\\nDisallow: /x\\nCrawl-delay: 5").delay
    5.0
    """
    if status == 429 or status >= 500:
        return Rules(why_not=f"robots.txt: HTTP {status}")
    if status != 200:
        return Rules()
    robots = Protego.parse(body[:LARGEST].decode("utf-8", "replace").removeprefix("\ufeff"))
    delay = robots.crawl_delay(PRODUCT) or 0.0
    if rate := robots.request_rate(PRODUCT):
        delay = max(delay, rate.seconds / max(rate.requests, 1))
    return Rules(robots=robots, delay=min(max(delay, 0.0), _LONGEST_DELAY))


def no_rules(why: str) -> Rules:
    """Return the rules of a host whose robots.txt could not be had: nothing may be asked."""
    return Rules(why_not=f"robots.txt: {why}")
