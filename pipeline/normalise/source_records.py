"""What we watch and what we hold, as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from pipeline.inputs.source import Source
from pipeline.inputs.source_history import SourceHistory
from pipeline.normalise.rows import CaptureKey, StatementRow


def source_records(source: Source) -> Iterator[dict[str, Any]]:
    """Yield a record of ``tables.Sources`` for each page of ``source``."""
    host = asdict(source)
    del host["pages"], host["expected"]
    for page in source.pages:
        yield {**host, **asdict(page)}


def capture_records(
    history: SourceHistory, rows: Iterable[StatementRow]
) -> Iterator[dict[str, Any]]:
    """Yield a record of ``tables.Captures`` for each capture of a source; rows: of any source."""
    counts = Counter(row.key for row in rows)
    for capture, judgement in history.judged.items():
        yield {
            "capture_path": capture.file,
            "source_id": capture.place_id,
            "page_id": capture.page_id,
            "capture": capture.name,
            "captured_on": capture.captured_on,
            "known_on": capture.known_on,
            "method": capture.method,
            "url": capture.url,
            "media_type": capture.media_type,
            "byte_count": capture.byte_count,
            "capture_sha256": capture.sha256,
            "note": capture.note,
            "result": judgement.result,
            "speaks": judgement.speaks,
            "statement_count": counts[CaptureKey.of(capture)],
        }
