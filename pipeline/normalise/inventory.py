"""What we watch and what we hold, as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from pipeline.captures import Capture
from pipeline.judging import Judgement
from pipeline.sources import Source


def source_records(source: Source) -> Iterator[dict[str, Any]]:
    """Yield a record of ``tables.Sources`` for each page of ``source``."""
    host = asdict(source)
    del host["pages"], host["expected"]
    for page in source.pages:
        yield {**host, **asdict(page)}


def capture_records(
    judged: Mapping[Capture, Judgement], statements: Iterable[Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Yield a record of ``tables.Captures`` for each capture."""
    counts = Counter((row["source_id"], row["page_id"], row["capture"]) for row in statements)
    for capture, judgement in judged.items():
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
            "statement_count": counts[capture.place_id, capture.page_id, capture.name],
        }
