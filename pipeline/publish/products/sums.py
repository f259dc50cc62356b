"""``SHA256SUMS``: the sum of every other file, as ``sha256sum --check`` reads it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from pipeline.publish.release import Release


def sums(_: Release, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return ``SHA256SUMS`` over the ``files`` made so far."""
    lines = [f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files)]
    return {"SHA256SUMS": "".join(lines).encode()}
