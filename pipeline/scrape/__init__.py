"""Floor 1: the network to captures and visits. Only here are pages asked for.

The agenda says who is asked next and when, an errand leads one page over redirects and tries,
the client asks, and visiting says what is kept of what came. All but the client and its
connections are pure.
"""

from pipeline.scrape.addresses import port_of
from pipeline.scrape.agenda import Agenda, Finished
from pipeline.scrape.client import Answer, Client, HttpClient, Request
from pipeline.scrape.errand import Errand, Fetched
from pipeline.scrape.manners import Limits, conditions, is_fresh, user_agent
from pipeline.scrape.visiting import (
    file_name,
    format_instant,
    pack,
    sidecar_of,
    unpack,
    visit_of,
    why_keep,
)

__all__ = [
    "Agenda",
    "Answer",
    "Client",
    "Errand",
    "Fetched",
    "Finished",
    "HttpClient",
    "Limits",
    "Request",
    "conditions",
    "file_name",
    "format_instant",
    "is_fresh",
    "pack",
    "port_of",
    "sidecar_of",
    "unpack",
    "user_agent",
    "visit_of",
    "why_keep",
]
