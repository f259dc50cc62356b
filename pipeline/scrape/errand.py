"""One page being asked for: from its address over redirects and tries to what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.scrape import manners
from pipeline.scrape.addresses import follow, may_be_private, port_of
from pipeline.scrape.client import Answer, Request
from pipeline.scrape.manners import Limits
from pipeline.text import one_line

PAGE, ROBOTS = "page", "robots"
IN_A_CIRCLE, TOO_MANY = "redirected in a circle", "redirected too often"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of one page: an answer of the server, or why there is none."""

    result: str  # "" for a body, "unchanged" for one that we hold, else of VISIT_RESULTS
    detail: str
    status: int = 0  # 0 when no server answered
    final_url: str = ""
    redirects: tuple[str, ...] = ()  # the addresses that sent us on, the one asked first
    answer: Answer = field(default_factory=Answer)

    @property
    def asked_url(self) -> str:
        """The address that was asked first."""
        return self.redirects[0] if self.redirects else self.final_url


@dataclass(frozen=True, slots=True)
class Again:
    """Ask again, not before so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class GoOn:
    """A redirect: ask at the errand's new address, which may be another host's."""


Step = Fetched | Again | GoOn


@dataclass(slots=True, eq=False)
class Errand:
    """The state of one asking; ``heed`` takes it a step on."""

    url: str  # where to ask next
    goal: str = PAGE
    key: Any = None  # of whoever wants it: comes back with what came
    conditions: Mapping[str, str] = field(default_factory=dict)
    conditional_url: str = ""  # the address at which the conditions mean something
    jar: Any = None
    ports: Collection[int] = ()  # that source.toml names, besides those of the web
    seconds_left: float = 60.0
    asked_at: dt.datetime | None = None  # of the first request
    redirects: list[str] = field(default_factory=list)
    sent_by: str = ""  # the address that sent us to the first one; "" when source.toml names it
    tries: int = 0
    seen: set[Any] = field(default_factory=set)  # addresses, each with the cookies it was sent

    @property
    def came_from(self) -> str:
        """The address that sent us to the next one, "" when source.toml names that."""
        return self.redirects[-1] if self.redirects else self.sent_by

    def request(self) -> Request:
        """Return the next request."""
        self.seen.add(self._state(self.url))
        return Request(
            url=self.url,
            seconds=self.seconds_left,
            may_be_private=may_be_private(self.url, self.came_from),
            headers=self.conditions if self.url == self.conditional_url else {},
            cookies=self.jar,
            any_type=self.goal == ROBOTS,
        )

    def heed(
        self, answer: Answer, limits: Limits, now: dt.datetime, chance: Callable[[], float]
    ) -> Step:
        """Return what to do after ``answer``, and keep what has to be kept of it."""
        self.seconds_left -= answer.seconds
        self.tries += 1
        said = f"HTTP {answer.status} {answer.reason}".strip()
        if manners.asks_for_a_browser(answer.status, answer.headers):
            # Whatever else is wrong with it: what came is not of the site.
            return self._came(answer, "blocked", f"{said}: the site asks for a browser")
        if answer.failure:
            if answer.may_pass and (wait := self._wait("", limits, now, chance)):
                return wait
            return self._came(answer, answer.failure, answer.detail)
        if manners.is_redirect(answer.status):
            return self._redirected(answer, limits)
        if answer.status in manners.PASSING_STATUSES:
            header = answer.headers.get("Retry-After", "")
            if wait := self._wait(header, limits, now, chance):
                return wait
            asks = f", and asks us to wait: {one_line(header, 60)}" if header else ""
            return self._came(answer, manners.result_of_status(answer.status), said + asks)
        if answer.status == 304 and self.conditions and self.url == self.conditional_url:
            return self._came(answer, "unchanged", "")
        if answer.status == 304:
            return self._came(answer, "unreachable", f"{said}, though we asked for the page itself")
        return self._came(answer, manners.result_of_status(answer.status), said)

    def _wait(
        self, header: str, limits: Limits, now: dt.datetime, chance: Callable[[], float]
    ) -> Again | None:
        """How long to wait for another try; None when there is none."""
        if self.tries >= limits.most_tries or self.seconds_left <= 0:
            return None
        asked = manners.retry_after(header, now) if header else None
        seconds = manners.backoff(self.tries, limits, chance()) if asked is None else asked
        return Again(seconds) if seconds <= limits.longest_wait_seconds else None

    def _redirected(self, answer: Answer, limits: Limits) -> Step:
        first = self.redirects[0] if self.redirects else self.url
        ports = {*self.ports, port_of(first)}
        target, refused = follow(self.url, answer.headers.get("Location", ""), ports)
        if not refused and self._state(target) in self.seen:
            refused = IN_A_CIRCLE
        if not refused and len(self.redirects) >= limits.most_redirects:
            refused = TOO_MANY
        if not refused and self.seconds_left <= 0:
            refused = "no end in time"
        if refused:
            return self._came(answer, "unreachable", refused)
        self.redirects.append(self.url)
        self.url = target
        self.tries = 0
        return GoOn()

    def _state(self, url: str) -> Any:
        cookies = [] if self.jar is None else [repr(cookie) for cookie in self.jar.items()]
        return url, tuple(sorted(cookies))

    def _came(self, answer: Answer, result: str, detail: str) -> Fetched:
        return Fetched(
            result=result,
            detail=detail if result else "",
            status=answer.status,
            final_url=self.url,
            redirects=tuple(self.redirects),
            answer=answer,
        )
