"""Where a redirect may lead: to the public web, by http or https, and nowhere else."""

from __future__ import annotations

import ipaddress
from urllib.parse import quote, urljoin, urlsplit

from pipeline.inputs.source_keys import is_web_address

_LONGEST = 2000  # characters of an address
_PORTS = {"http": 80, "https": 443}
# 64:ff9b::/96 (RFC 6052) holds an address of the other family in its last four bytes.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Origin = tuple[str, str, int]  # scheme, host, port


def origin_of(url: str) -> Origin:
    """Return scheme, host and port of a web address: what one robots.txt holds for.

    >>> origin_of("https://A.example/x"), origin_of("http://a.example:8080/")
    (('https', 'a.example', 443), ('http', 'a.example', 8080))
    """
    parts = urlsplit(url)
    return parts.scheme, (parts.hostname or "").rstrip("."), parts.port or _PORTS[parts.scheme]


def host_of(url: str) -> str:
    """Return the host: the machine that is asked one thing at a time."""
    return origin_of(url)[1]


def follow(url: str, location: str) -> tuple[str, str]:
    """Return where a redirect from ``url`` leads, and why we do not go there ("" when we do).

    >>> follow("https://a.example/x", "/y")
    ('https://a.example/y', '')
    >>> follow("https://a.example/x", "file:///etc/passwd")
    ('', 'redirected to what is neither http nor https')
    """
    if not location.strip():
        return "", "redirected to nowhere"
    try:
        target = urljoin(url, _encoded(location.strip()))
        parts = urlsplit(target)
        has_user = parts.username is not None or parts.password is not None
    except ValueError:
        return "", "redirected to what is no address"
    if parts.scheme not in _PORTS:
        return "", "redirected to what is neither http nor https"
    if len(target) > _LONGEST or not is_web_address(target):
        return "", "redirected to what is no address"
    if has_user:
        return "", "redirected to an address with a password"
    if url.startswith("https:") and parts.scheme == "http":
        return "", "redirected from https to http"
    return target.partition("#")[0], ""


def _encoded(location: str) -> str:
    """An address as a browser makes it of what a server sends: spaces, and letters in UTF-8."""
    words = location.encode("latin-1", "ignore").decode("utf-8", "replace")
    return quote(words, safe="!#$%&'()*+,/:;=?@[]~")


def may_be_private(url: str, came_from: str) -> bool:
    """Whether ``url`` may lie outside the public web.

    Only a bare number or localhost may, where source.toml names it (came_from is "") or the
    same server sends us on: a name that resolves to a private address is a trap.
    """
    host = host_of(url)
    try:
        ipaddress.ip_address(host)
    except ValueError:
        if host != "localhost":
            return False
    return not came_from or origin_of(came_from)[1:] == origin_of(url)[1:]


def is_open(address: str, *, may_be_private: bool) -> bool:
    """Whether we connect to an IP address; to a link-local one never.

    >>> [is_open(each, may_be_private=False) for each in ("93.184.216.34", "::ffff:127.0.0.1")]
    [True, False]
    >>> is_open("127.0.0.1", may_be_private=True), is_open("169.254.169.254", may_be_private=True)
    (True, False)
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner: ipaddress.IPv4Address | None = None
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    for each in (ip, *((inner,) if inner else ())):
        if each.is_link_local or each.is_multicast or each.is_unspecified:
            return False
        if not may_be_private and not (each.is_global or (each is ip and inner)):
            return False
    return True
