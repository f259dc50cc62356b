"""Who is asked next, and when: one request at a time for each host, hosts side by side.

The agenda knows neither network nor clock: it is told the time, gives out errands, and takes
back what came. Each host has a queue. Before the first page of a server its robots.txt is asked
for, in the same queue; pages wait for it. A redirect to another host stands in that host's queue.
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from pipeline.scrape.addresses import Origin, host_of, origin_of
from pipeline.scrape.client import Answer
from pipeline.scrape.errand import IN_A_CIRCLE, PAGE, ROBOTS, TOO_MANY, Again, Errand, Fetched, GoOn
from pipeline.scrape.manners import (
    PASSING_STATUSES,
    Limits,
    asks_for_a_browser,
    is_redirect,
    retry_after,
)
from pipeline.scrape.robots import Rules, address_of, no_rules, rules_of


@dataclass(slots=True, eq=False)
class _Host:
    """One machine: its queue, and when it may be asked again."""

    queue: deque[Errand] = field(default_factory=deque)
    ready_at: float = 0.0
    until: float | None = None  # the end of its time, from its first request on
    requests: int = 0
    wants_peace: bool = False  # it asked us to wait for longer than we do
    is_busy: bool = False
    is_waiting: bool = False


@dataclass(frozen=True, slots=True)
class Finished:
    """An errand that has come to its end; ``came`` is None when it was put off."""

    errand: Errand
    fetched: Fetched | None
    why_put_off: str = ""


class Agenda:
    """All errands of a run. Times are seconds of any steady clock."""

    def __init__(
        self,
        errands: Iterable[Errand],
        limits: Limits,
        *,
        start: float,
        chance: Callable[[], float],
        new_jar: Callable[[], Any] = dict,
    ) -> None:
        self._limits = limits
        self._chance = chance
        self._new_jar = new_jar
        self._until = start + limits.run_seconds
        self._hosts: dict[str, _Host] = {}
        self._rules: dict[Origin, Rules] = {}
        self._parked: dict[Origin, list[Errand]] = {}  # pages that wait for their robots.txt
        self._without_rules: dict[Origin, str] = {}  # why their robots.txt was put off
        self._finished: deque[Finished] = deque()
        self._waiting: list[tuple[float, int, _Host]] = []  # a heap of hosts that may be asked
        self._order = count()  # of two hosts that may be asked at one moment, who came first
        self._busy = 0
        for errand in errands:
            self._at(errand.url).queue.append(errand)
        for host in self._hosts.values():
            host.ready_at = start
            self._rouse(host)

    def _at(self, url: str) -> _Host:
        return self._hosts.setdefault(host_of(url), _Host())

    def _rouse(self, host: _Host) -> None:
        """Put a host that has something to be asked among those that wait for their moment.

        What its moment comes too late for is put off at once: nobody waits for it.
        """
        if not host.queue or host.is_busy or host.is_waiting:
            return
        if why := self._why_put_off(host, host.ready_at):
            while host.queue:
                self._put_off(host.queue.popleft(), why)
            return
        host.is_waiting = True
        heapq.heappush(self._waiting, (host.ready_at, next(self._order), host))

    def finished(self) -> Iterator[Finished]:
        """Yield what has come to its end since the last call."""
        while self._finished:
            yield self._finished.popleft()

    @property
    def is_done(self) -> bool:
        """Whether nothing is waiting and nothing is under way."""
        return not self._busy and not self._waiting

    def wait(self, now: float) -> float | None:
        """Return in how many seconds something is to be asked; None while all hosts are busy."""
        return max(0.0, self._waiting[0][0] - now) if self._waiting else None

    def take(self, now: float, clock: dt.datetime) -> Errand | None:
        """Return an errand to carry out now, None when there is none that may be."""
        while self._waiting and self._waiting[0][0] <= now:
            host = heapq.heappop(self._waiting)[2]
            host.is_waiting = False
            errand = None
            while host.queue and host.ready_at <= now and errand is None:
                errand = self._next(host, now)
            if errand is None:
                self._rouse(host)
                continue
            host.is_busy = True
            host.requests += 1
            self._busy += 1
            errand.asked_at = errand.asked_at or clock
            return errand
        return None

    def _next(self, host: _Host, now: float) -> Errand | None:
        """The head of a queue, or None when it could not be asked and the queue has moved on."""
        if host.until is None:
            host.until = now + self._limits.host_seconds
        if why := self._why_put_off(host, now):
            while host.queue:
                self._put_off(host.queue.popleft(), why)
            return None
        errand = host.queue.popleft()
        if errand.goal == ROBOTS:
            return errand
        origin = origin_of(errand.url)
        rules = self._rules.get(origin)
        if rules is None and origin in self._without_rules:
            self._put_off(errand, self._without_rules[origin])
            return None
        if rules is None:
            waiting = self._parked.setdefault(origin, [])
            waiting.append(errand)
            return self._for_robots(origin, errand) if len(waiting) == 1 else None
        if not rules.allows(errand.url):
            result = rules.result if rules.why_not else "blocked"
            said = rules.why_not or "robots.txt forbids it"
            fetched = Fetched(result, said, 0, errand.url, tuple(errand.redirects))
            self._finished.append(Finished(errand, fetched))
            return None
        return errand

    def _why_put_off(self, host: _Host, when: float) -> str:
        """Why a host is not asked at that moment any more, "" when it is."""
        limits = self._limits
        if when >= self._until:
            return f"the run has had its {limits.run_seconds:g} s"
        if host.wants_peace:
            return "the host asks us to come back later"
        if host.requests >= limits.host_requests:
            return f"the host has had its {limits.host_requests} requests"
        if host.until is not None and when >= host.until:
            return f"the host has had its {limits.host_seconds:g} s"
        return ""

    def _put_off(self, errand: Errand, why: str) -> None:
        if errand.goal == PAGE:
            self._finished.append(Finished(errand, None, why))
            return
        self._without_rules[errand.key] = f"robots.txt: {why}"
        for waiting in self._parked.pop(errand.key, ()):
            self._put_off(waiting, self._without_rules[errand.key])

    def _for_robots(self, origin: Origin, page: Errand) -> Errand:
        limits = self._limits
        return Errand(
            address_of(origin),
            goal=ROBOTS,
            key=origin,
            jar=self._new_jar(),
            sent_by=page.came_from,
            ports=page.ports,
            seconds_left=limits.page_seconds / 2,
        )

    def settle(self, errand: Errand, answer: Answer, now: float, clock: dt.datetime) -> None:
        """Take back an errand with what its request came to."""
        host = self._at(errand.url)
        host.is_busy = False
        self._busy -= 1
        origin = origin_of(errand.url)
        delay = self._rules[origin].delay if origin in self._rules else 0.0
        host.ready_at = now + max(self._limits.pause_seconds, delay)
        self._heed_wish(host, answer, now, clock)
        step = errand.heed(answer, self._limits, clock, self._chance)
        if isinstance(step, Again):
            host.ready_at = max(host.ready_at, now + step.seconds)
            host.queue.appendleft(errand)
        elif isinstance(step, GoOn):
            other = self._at(errand.url)
            other.queue.appendleft(errand)
            self._rouse(other)
        elif errand.goal == ROBOTS:
            self._learn(errand.key, step, now)
        else:
            self._finished.append(Finished(errand, step))
        self._rouse(host)

    def _heed_wish(self, host: _Host, answer: Answer, now: float, clock: dt.datetime) -> None:
        """Let all pages of a host wait that asks us to, not only the one that was asked for."""
        if answer.status not in PASSING_STATUSES:
            return
        seconds = retry_after(answer.headers.get("Retry-After", ""), clock) or 0.0
        if seconds > self._limits.longest_wait_seconds:
            host.wants_peace = True
        else:
            host.ready_at = max(host.ready_at, now + seconds)

    def _learn(self, origin: Origin, fetched: Fetched, now: float) -> None:
        """Keep the rules of a server, and let the pages go on that waited for them."""
        if fetched.detail in (IN_A_CIRCLE, TOO_MANY):
            rules = Rules()  # RFC 9309, 2.3.1.2: a file that is never reached counts as absent
        elif fetched.answer.failure or is_redirect(fetched.status):
            rules = no_rules(fetched.detail)
        else:
            rules = rules_of(fetched.status, fetched.answer.body)
            if rules.why_not and asks_for_a_browser(fetched.status, fetched.answer.headers):
                rules = no_rules(fetched.detail, "blocked")  # a firewall says no, and not the site
        self._rules[origin] = rules
        host = self._hosts[origin[1]]
        host.ready_at = max(host.ready_at, now + rules.delay)
        for errand in reversed(self._parked.pop(origin, [])):
            host.queue.appendleft(errand)
        self._rouse(host)
