"""Door: the cookies of one page, which a site may want back before it shows the page."""

from __future__ import annotations

import http.cookiejar
from typing import Any

from requests.cookies import RequestsCookieJar

MOST_COOKIES = 8192  # bytes of names and values in one jar


def new_jar() -> RequestsCookieJar:
    """Return an empty jar, which gives a cookie back to no host but the one that set it."""
    jar = RequestsCookieJar()
    jar.set_policy(_OwnCookies(jar))
    return jar


class _OwnCookies(http.cookiejar.DefaultCookiePolicy):
    """Takes what a host sets for itself, and no more of it than MOST_COOKIES."""

    def __init__(self, jar: RequestsCookieJar) -> None:
        super().__init__()
        self._jar = jar

    def set_ok(self, cookie: http.cookiejar.Cookie, request: Any) -> bool:
        """Return whether the cookie is taken; what it says of other hosts is taken off."""
        if not super().set_ok(cookie, request):
            return False
        host = http.cookiejar.request_host(request)  # type: ignore[attr-defined]
        cookie.domain = host if "." in host or ":" in host else f"{host}.local"
        cookie.domain_specified = cookie.domain_initial_dot = False
        key = cookie.domain, cookie.path, cookie.name
        kept = [each for each in self._jar if (each.domain, each.path, each.name) != key]
        return sum(map(_size, [*kept, cookie])) <= MOST_COOKIES


def _size(cookie: http.cookiejar.Cookie) -> int:
    return len(cookie.name) + len(cookie.value or "")
