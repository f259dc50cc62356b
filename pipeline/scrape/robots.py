"""What a host's robots.txt lets us do, by RFC 9309."""

from __future__ import annotations

import re
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
    result: str = "unreachable"  # of a page that may not be asked for that reason
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
    if len(body) > LARGEST:
        body = body[:LARGEST].rpartition(b"\n")[0]  # half a rule would be another one
    text = body.decode("utf-8", "replace").removeprefix("\ufeff")
    robots = Protego.parse(_ours(text))
    return Rules(robots=robots, delay=_delay(robots))


_AGENT = re.compile(r"user[ -]?agent\b\s*:?\s*(.*)", re.IGNORECASE)
_TOKEN = re.compile(r"(\*|[A-Za-z_-]+)(?=$|[/\s])")
_RULE = re.compile(r"(?:allow|dis+al+[oa]w|dias+l+ow|crawl|request|visit)", re.IGNORECASE)


def _ours(text: str) -> str:
    """The groups of a robots.txt that are for us or for all, each under that one name.

    Others can be many, and to hold each rule against each name would take long; a name that
    ours only begins with is another's. Only a rule ends the names of a group (RFC 9309, 2.2.1).
    """
    kept: list[str] = []
    names: set[str] = set()
    is_open = False  # whether the group's list of names may go on
    for line in text.splitlines():
        bare = line.partition("#")[0].strip()
        if agent := _AGENT.match(bare):
            token = _TOKEN.match(agent.group(1))
            name = token.group().lower() if token else ""
            names = {*names, name} if is_open else {name}
            is_open = True
        elif _RULE.match(bare):
            if is_open:
                kept += [f"User-agent: {name}" for name in sorted(names & {PRODUCT, "*"})]
            if names & {PRODUCT, "*"}:
                kept.append(bare)
            is_open = False
    return "\n".join(kept)


def _delay(robots: Protego) -> float:
    """Seconds between two requests, as one of the two ways to say so has it."""
    try:
        delay = robots.crawl_delay(PRODUCT) or 0.0
        if rate := robots.request_rate(PRODUCT):
            delay = max(delay, rate.seconds / max(rate.requests, 1))
    except (ArithmeticError, ValueError):
        return 0.0
    return min(delay, _LONGEST_DELAY) if delay > 0 else 0.0


def no_rules(why: str, result: str = "unreachable") -> Rules:
    """Return the rules of a host whose robots.txt could not be had: nothing may be asked."""
    return Rules(why_not=f"robots.txt: {why}", result=result)
