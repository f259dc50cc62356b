"""Where a redirect may lead: to the public web, by http or https, and nowhere else."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

import idna

from pipeline.inputs.source_keys import is_web_address

_LONGEST = 2000  # characters of an address
_SPACES = "".join(map(chr, range(33)))  # with what steers a terminal
_PORTS = {"http": 80, "https": 443}

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
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


def port_of(url: str) -> int:
    """Return the port that a web address names, or the usual one of its scheme."""
    return origin_of(url)[2]


def follow(url: str, location: str, named_ports: Collection[int] = ()) -> tuple[str, str]:
    """Return where a redirect from ``url`` leads, and why we do not go there ("" when we do).

    named_ports: those that source.toml names, besides 80 and 443.

    >>> follow("https://a.example/x", "/y")
    ('https://a.example/y', '')
    >>> follow("https://a.example/x", "file:///etc/passwd")
    ('', 'redirected to what is neither http nor https')
    """
    if not location.strip():
        return "", "redirected to nowhere"
    try:
        target = _with_ascii_host(urljoin(url, _encoded(_as_browsers_read(location))))
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
    if port_of(target) not in (*_PORTS.values(), *named_ports):
        return "", "redirected to a port that is not the web's"
    if url.startswith("https:") and parts.scheme == "http":
        return "", "redirected from https to http"
    return target.partition("#")[0], ""


def _as_browsers_read(location: str) -> str:
    """A Location by the standard of browsers (WHATWG, URL) where others read another address.

    Tabs and ends of lines are nothing, a backslash is a slash, and however many slashes lead
    to a host.

    >>> _as_browsers_read("///b.example/x"), _as_browsers_read("https:///b.example/")
    ('//b.example/x', 'https://b.example/')
    """
    location = re.sub(r"[\t\r\n]", "", location.strip(_SPACES))
    address, sign, rest = re.split(r"([?#]|$)", location, maxsplit=1)
    address = address.replace("\\", "/")
    return re.sub(r"^(https?:)?/{2,}", r"\1//", address, flags=re.IGNORECASE) + sign + rest


def _encoded(location: str) -> str:
    """An address as a browser makes it of what a server sends: spaces, and letters in UTF-8."""
    try:
        words = location.encode("latin-1").decode("utf-8")  # headers come decoded as Latin-1
    except UnicodeError:
        words = location
    return quote(words, safe="!#$%&'()*+,/:;=?@[]~")


def _with_ascii_host(url: str) -> str:
    """``url`` with a host of other letters as the DNS has it; ValueError where it has no such form.

    >>> _with_ascii_host("https://b%C3%BCcher.example:443/b%C3%BCcher")
    'https://xn--bcher-kva.example:443/b%C3%BCcher'
    """
    parts = urlsplit(url)
    sent = parts.hostname or ""
    host = unquote(sent, errors="strict")
    if host == sent and host.isascii():
        return url
    if not host.isascii():
        host = idna.encode(host, uts46=True).decode("ascii")
    if not re.fullmatch(r"[A-Za-z0-9._-]+", host):  # what was encoded was no part of a name
        raise ValueError(host)
    before, at, _ = parts.netloc.rpartition("@")
    port = f":{parts.port}" if parts.port else ""
    return urlunsplit(parts._replace(netloc=f"{before}{at}{host}{port}"))


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
    """Return whether we connect to an IP address, by our own list; what it leaves out is closed.

    >>> [is_open(each, may_be_private=False) for each in ("93.184.216.34", "::ffff:127.0.0.1")]
    [True, False]
    >>> is_open("127.0.0.1", may_be_private=True), is_open("169.254.169.254", may_be_private=True)
    (True, False)
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if ip.version == 6 and ip in _NAT64:
        # Behind it lies the public web alone: how a network without IPv4 reaches the rest of it.
        return is_open(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)), may_be_private=False)
    if ip.version == 6 and int(ip) >> 32 & ~_UNIVERSAL & 0xFFFFFFFF == _ISATAP:
        return False  # an IPv4 address in the last four bytes, within a site
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if any(ip in network for network in _NEVER if network.version == ip.version):
        return False
    if any(ip in network for network in _PRIVATE if network.version == ip.version):
        return may_be_private
    return ip.version == 4 or ip in _GIVEN


def _networks(*networks: str) -> tuple[Network, ...]:
    return tuple(map(ipaddress.ip_network, networks))


# By IANA's registries of special-purpose addresses (RFC 6890) and of IPv6 address space.
_GIVEN = ipaddress.ip_network("2000::/3")  # all of IPv6 that belongs to anybody on the public web
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last four bytes
_ISATAP, _UNIVERSAL = 0x5EFE, 0x02000000  # RFC 5214, 6.1: bytes 9 to 12, with or without that bit
_PRIVATE = _networks(
    *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"),
    *("127.0.0.0/8", "::1/128"),  # loopback
    *("100.64.0.0/10", "198.18.0.0/15"),  # shared by a provider's customers; for benchmarks
)
_NEVER = _networks(
    # Where clouds tell their machines secrets: AWS, Azure, Alibaba, Oracle, Google.
    *("169.254.0.0/16", "168.63.129.16/32", "100.100.100.200/32", "192.0.0.192/32"),
    *("fd00:ec2::254/128", "fd20:ce::254/128"),
    *("0.0.0.0/8", "224.0.0.0/4", "240.0.0.0/4"),  # this host, many hosts, nobody
    *("192.0.0.0/24", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "192.88.99.0/24"),
    # Protocols of the IETF with Teredo, documentation, 6to4.
    *("2001::/23", "2001:db8::/32", "3fff::/20", "2002::/16"),
)
