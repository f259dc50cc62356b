"""The rows of the table as data in the page: small, and safe inside a script element."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

# A shorter shared beginning costs more than it saves; below it numbers have a meaning of their own.
_WORTH = 6
_AS_LIKE = 1
# Pairs of columns that mostly agree: a page calls most places by their standard names.
LIKE = {"name_as_stated": "partner_city", "country_as_stated": "partner_country"}


def coded(column: Sequence[str], like: Sequence[str] = ()) -> list[object]:
    """Return the cells of a column, each told by what it shares with others.

    A text is the cell itself; ``[n]`` the cell before, ``n`` times; 1 the cell of the column
    ``like`` in that row; ``-n`` the ``n``-th cell that was told in full; ``n`` the first ``n``
    characters of the cell before, with the text that follows. Rows are sorted by id, so
    neighbours share much.

    >>> coded(["us-ca-x.twin.a", "us-ca-x.twin.b", "us-ca-x.twin.b", "", "us-ca-x.twin.a"])
    ['us-ca-x.twin.a', 13, 'b', [1], '', -1]
    """
    told: list[object] = []
    seen: dict[str, int] = {}
    before = ""
    for at, cell in enumerate(column):
        shared = _shared(before, cell)
        if at and cell == before:
            last = told[-1]
            if isinstance(last, list):
                last[0] += 1
            else:
                told.append([1])
        elif like and cell == like[at]:
            told.append(_AS_LIKE)
        elif len(cell) > 1 and cell in seen:
            told.append(-seen[cell])
        else:
            told += [shared, cell[shared:]] if shared >= _WORTH else [cell]
            seen.setdefault(cell, len(seen) + 1)
        before = cell
    return told


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike, told as JavaScript counts them."""
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b or a > "\uffff":
            return at
    return min(len(one), len(other))


def script_json(value: object) -> str:
    """Return ``value`` as JSON that no HTML parser can take for the end of its element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # Inside a string each may stand as an escape; outside of one none occurs. U+2028 and U+2029
    # are line ends to old scripts.
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def embedded(columns: Mapping[str, Sequence[str]], in_table: Sequence[str]) -> str:
    """Return the cells, column by column, as JSON for a script element.

    columns: name to cells. in_table: those that the script finds in the table itself; they have
    their place in the order of columns, and no cells.
    """
    cells = {
        name: coded(column, columns[LIKE[name]] if name in LIKE else ())
        for name, column in columns.items()
        if name not in in_table
    }
    return script_json({"columns": list(columns), "like": LIKE, "cells": cells})
