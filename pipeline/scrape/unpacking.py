"""Packed bodies to bodies, piece by piece, and whether the packed stream came to its end."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

PACKINGS = ("", "identity", "gzip", "x-gzip", "deflate")
_GZIP, _ZLIB, _RAW = 31, 15, -15  # zlib's window bits for the three forms
_MAGIC = b"\x1f\x8b"  # with which each member of a gzip file begins
_LARGEST = 1 << 16  # bytes unpacked at a time


class Unpacker:
    """Unpacks a body with one Content-Encoding of ``PACKINGS``, however its bytes arrive.

    >>> import gzip
    >>> unpacker = Unpacker("gzip")
    >>> packed = gzip.compress(b"words")
    >>> b"".join(unpacker.feed(packed[:20])), unpacker.is_whole
    (b'words', False)
    >>> b"".join(unpacker.feed(packed[20:])), unpacker.is_whole
    (b'', True)
    """

    def __init__(self, packing: str) -> None:
        self._is_packed = packing not in ("", "identity")
        self._is_deflate = packing == "deflate"
        self._rest = b""  # too little to tell what begins with it
        self._stream: zlib._Decompress | None = None
        self._members = 0  # that came to their end
        self._is_done = False  # what follows is no part of the body

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing, as far as the packing tells; nothing at all is whole."""
        return self._stream is None and (self._members > 0 or not self._rest)

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """Yield what ``piece`` unpacks to, no more at a time than is looked at.

        Raises zlib.error for what is not packed so. What follows the end is passed over.
        """
        if not self._is_packed:
            yield piece
            return
        waiting = self._rest + piece
        self._rest = b""
        while waiting and not self._is_done:
            if self._stream is None and not self._begin(waiting):
                return
            assert self._stream is not None  # noqa: S101 - begun above
            try:
                unpacked = self._stream.decompress(waiting, _LARGEST)
            except zlib.error:
                if not self._members:
                    raise
                self._stream, self._is_done = None, True  # it only looked like another member
                return
            if unpacked:
                yield unpacked
            waiting = self._stream.unconsumed_tail
            while not waiting and not self._stream.eof and len(unpacked) == _LARGEST:
                unpacked = self._stream.decompress(b"", _LARGEST)
                if unpacked:
                    yield unpacked
            if self._stream.eof:
                waiting = self._stream.unused_data
                self._stream = None
                self._members += 1
                self._is_done = self._is_deflate

    def _begin(self, waiting: bytes) -> bool:
        """Open the stream that begins with ``waiting``; False when there is none, or not yet."""
        if len(waiting) < len(_MAGIC):
            self._rest = waiting
            return False
        if self._is_deflate:
            # "deflate" should be zlib's form (RFC 1950); some servers send the bare one.
            is_zlib = waiting[0] & 15 == 8 and (waiting[0] << 8 | waiting[1]) % 31 == 0
            self._stream = zlib.decompressobj(_ZLIB if is_zlib else _RAW)
        elif self._members and not waiting.startswith(_MAGIC):
            self._is_done = True
            return False
        else:
            self._stream = zlib.decompressobj(_GZIP)
        return True
