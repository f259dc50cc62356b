"""What a cell says of the state of a tie, by ``tests/tables/status_cells.csv``."""

import csv
from pathlib import Path

from pipeline.normalise.status import statuses_meant
from tests.every import every

TABLE = Path(__file__).parent.parent / "tables" / "status_cells.csv"
with TABLE.open(encoding="utf-8", newline="") as _lines:
    CELLS = list(csv.DictReader(_lines))


@every("row", CELLS, ids=lambda row: row["words"])
def test_a_cell_names_the_states_that_the_table_says(row):
    assert " ".join(statuses_meant(row["words"])) == row["states"], row["why"]
