"""Floor 1: the network to captures and visits. Only here are pages asked for."""

from pipeline.scrape.client import Client, Fetched, HttpClient
from pipeline.scrape.manners import Limits, user_agent
from pipeline.scrape.visiting import Visited, visit_page

__all__ = ["Client", "Fetched", "HttpClient", "Limits", "Visited", "user_agent", "visit_page"]
