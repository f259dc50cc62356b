"""Packed bodies to bodies, piece by piece, and whether the packed stream came to its end."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

PACKINGS = ("", "identity", "gzip", "x-gzip", "deflate")
_GZIP, _ZLIB, _RAW = 31, 15, -15  # zlib's window bits for the three forms
_MAGIC = b"\x1f\x8b"  # with which each member of a gzip file begins
_LARGEST = 1 << 16  # bytes unpacked at a time


class Unpacker:
    """Unpacks a body with one Content-Encoding of ``PACKINGS``.

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
        self._bits = _ZLIB if packing == "deflate" else _GZIP
        self._stream = zlib.decompressobj(self._bits)
        self._is_begun = False

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing, as far as the packing tells."""
        return not self._is_packed or self._stream.eof

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """Yield what ``piece`` unpacks to, no more at a time than is looked at.

        Raises zlib.error for what is not packed so. What follows the end is passed over.
        """
        if not self._is_packed:
            yield piece
            return
        waiting = piece
        while waiting or self._is_begun:
            if self._stream.eof:
                if not (self._bits == _GZIP and waiting.startswith(_MAGIC)):
                    return
                self._stream = zlib.decompressobj(_GZIP)
            unpacked = self._unpacked(waiting)
            self._is_begun = True
            if unpacked:
                yield unpacked
            waiting = self._stream.unconsumed_tail or self._stream.unused_data
            if not waiting and len(unpacked) < _LARGEST:
                return

    def _unpacked(self, piece: bytes) -> bytes:
        try:
            return self._stream.decompress(piece, _LARGEST)
        except zlib.error:
            # "deflate" should be zlib's form; some servers send the bare one.
            if self._is_begun or self._bits != _ZLIB:
                raise
            self._bits = _RAW
            self._stream = zlib.decompressobj(_RAW)
            return self._stream.decompress(piece, _LARGEST)
