"""The town whose page it is."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.parse.entries import Entry
from pipeline.text import fold


@dataclass(frozen=True, slots=True)
class Host:
    """The town whose page it is; empty when nobody knows."""

    name: str = ""

    def is_named(self, words: str) -> bool:
        """Whether ``words`` are the host's name, perhaps as "City of Bonn"."""
        if not self.name or not words:
            return False
        own, said = fold(self.name), fold(words)
        return said == own or said.removeprefix("city of ").removesuffix(" city") == own

    def is_entry(self, entry: Entry) -> bool:
        """Whether ``entry`` is the host itself: a namesake states its region or country."""
        return not entry.country and not entry.region and self.is_named(entry.name)
