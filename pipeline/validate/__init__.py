"""Floor 4: tables to problems, and may we publish? Changes nothing."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipeline.problems import Problem
from pipeline.tables import PUBLISHED
from pipeline.validate.across import check_across


def check_tables(tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """Return what breaks the schema or contradicts itself; empty when we may publish.

    tables: every published table by name. Each is checked by its own model first; only whole
    tables are then held against each other.
    """
    problems = [
        problem for model in PUBLISHED for problem in model.check(tables[model.table_name()])
    ]
    return problems or check_across(tables)


__all__ = ["check_tables"]
