"""Door: the cookies of one page, which a site may want back before it shows the page."""

from __future__ import annotations

import http.cookiejar
from typing import Any

from requests.cookies import RequestsCookieJar

MOST_BYTES = 8192  # that the cookies of one jar come to in the header of a request
_MOST_COOKIES = 100  # in one jar; browsers keep as many of one site


def new_jar() -> RequestsCookieJar:
    """Return an empty jar, which gives a cookie back to no host but the one that set it."""
    jar = RequestsCookieJar()
    jar.set_policy(_OwnCookies(jar))
    return jar


class _OwnCookies(http.cookiejar.DefaultCookiePolicy):
    """Takes what a host sets for itself, and no more of it than MOST_BYTES."""

    def __init__(self, jar: RequestsCookieJar) -> None:
        # A subdomain is another host: without this it would be handed the cookie of its parent.
        super().__init__(strict_ns_domain=self.DomainStrictNonDomain)
        self._jar = jar

    def set_ok(self, cookie: http.cookiejar.Cookie, request: Any) -> bool:
        """Return whether the cookie is taken; what it says of other hosts is taken off."""
        if not super().set_ok(cookie, request):
            return False
        cookie.domain = http.cookiejar.eff_request_host(request)[1]  # type: ignore[attr-defined]
        cookie.domain_specified = cookie.domain_initial_dot = False
        key = cookie.domain, cookie.path, cookie.name
        kept = [each for each in self._jar if (each.domain, each.path, each.name) != key]
        return len(kept) < _MOST_COOKIES and sum(map(_size, [*kept, cookie])) <= MOST_BYTES


def _size(cookie: http.cookiejar.Cookie) -> int:
    return len(f"{cookie.name}={cookie.value or ''}; ")
