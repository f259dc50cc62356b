"""What a person tells the parser of one page that its rules fail on, in ``source.toml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Hints:
    """The hints of a page; empty for a page that the rules read."""

    heading: str = ""  # read only what stands under the heading that begins so
    skip: tuple[str, ...] = ()  # leave out sections and lines that begin so
    kind: str = ""  # a key of vocabularies.KINDS, for ties of which the page names none
    columns: Mapping[str, str] = field(default_factory=dict)  # a header's words to a column
    date_order: str = ""  # dmy or mdy, where the page's own dates do not settle it

    def __bool__(self) -> bool:
        return any(getattr(self, each.name) for each in fields(self))

    def less_one(self) -> Iterator[tuple[str, Hints]]:
        """Yield each key that is given, and the hints without it; each entry of several too.

        >>> [key for key, rest in Hints(heading="Towns", kind="twin").less_one()]
        ['heading', 'kind']
        """
        nothing = Hints()
        for each in fields(self):
            if getattr(self, each.name):
                left: dict[str, Any] = {each.name: getattr(nothing, each.name)}
                yield each.name, replace(self, **left)
        for words in self.skip if len(self.skip) > 1 else ():
            rest = tuple(other for other in self.skip if other != words)
            yield f"skip {words!r}", replace(self, skip=rest)
        for words in self.columns if len(self.columns) > 1 else ():
            others = {key: column for key, column in self.columns.items() if key != words}
            yield f"columns {words!r}", replace(self, columns=others)


NO_HINTS = Hints()
