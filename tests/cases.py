"""Tables of cases: a line of CSV is a test; anyone can add one."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

TABLES = Path(__file__).parent / "tables"


def cases(table: str) -> list[Any]:
    """The rows of tests/tables/<table>.csv, one test each, named by ``case_id``.

    A filled ``known_failure`` makes a strict expected failure: a cure is noticed.
    """
    params = []
    with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        for case in csv.DictReader(lines):
            doubt = case.pop("known_failure", "")
            marks = [pytest.mark.xfail(strict=True, reason=doubt)] if doubt else []
            params.append(pytest.param(case, id=case["case_id"], marks=marks))
    return params
