"""Door: what lies on disk. Nobody else reads or writes a file of the workspace."""

from pipeline.store.disk import write_folder
from pipeline.store.readings import KeptReadings, open_readings, reading_key
from pipeline.store.release import read_release
from pipeline.store.user_tables import read_table, write_table
from pipeline.store.workspace import Store

__all__ = [
    "KeptReadings",
    "Store",
    "open_readings",
    "read_release",
    "read_table",
    "reading_key",
    "write_folder",
    "write_table",
]
