"""Bodies of responses, decompressed here and within a cap: a few kilobytes on the wire can be gigabytes.

Some HTTP libraries decompress whatever arrives in one go, however much it comes to. So bodies are read raw, in the
encodings of `ACCEPTED` only, and no piece in memory is larger than `_PIECE`.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from question_tailor.errors import ResponseTooLarge, ServerFailed

if TYPE_CHECKING:
    from collections.abc import Iterator

ACCEPTED: Final = "gzip, deflate"
"""The `Accept-Encoding` to send. Others (br, zstd) have no bounded decoder in the standard library."""
LARGEST_BODY: Final = 4_000_000
"""Bytes of one body that are read, before and after decompression."""

_PIECE: Final = 65_536
_GZIP_OR_ZLIB: Final = zlib.MAX_WBITS | 32
_BARE_DEFLATE: Final = -zlib.MAX_WBITS
_HEADER: Final = 2
"""Bytes of a zlib header."""
_PLAIN: Final = frozenset({"", "identity"})
_COMPRESSED: Final = frozenset({"gzip", "x-gzip", "deflate"})


class Body:
    """One body, read piece by piece.

    Args:
        encoding: Its `Content-Encoding`.
        largest: Bytes that it may have, before and after decompression.

    Raises:
        ServerFailed: It comes in an encoding that was not asked for.
    """

    def __init__(self, encoding: str = "", largest: int = LARGEST_BODY) -> None:
        name = encoding.strip().lower()
        if name not in _PLAIN | _COMPRESSED:
            raise ServerFailed("The endpoint's answer comes in a content encoding that was not asked for")
        self._inflater = zlib.decompressobj(_GZIP_OR_ZLIB) if name in _COMPRESSED else None
        self._head: bytes | None = b""
        self._largest = largest
        self._received = 0
        self._size = 0

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Take the next bytes from the wire and give them decompressed, in pieces.

        Raises:
            ResponseTooLarge: The body is larger than its cap.
            ServerFailed: It cannot be decompressed.
        """
        self._received += len(chunk)
        self._within(self._received)
        for piece in self._pieces(chunk):
            self._size += len(piece)
            self._within(self._size)
            yield piece

    def _within(self, size: int) -> None:
        if size > self._largest:
            raise ResponseTooLarge(f"The endpoint's answer is larger than {self._largest:,} bytes")

    def _pieces(self, chunk: bytes) -> Iterator[bytes]:
        if self._inflater is None:
            yield chunk
            return
        while True:
            piece, chunk = self._inflate(chunk)
            if piece:
                yield piece
            # A full piece may have left more inside the decompressor, even where all input is used up.
            if not chunk and len(piece) < _PIECE:
                return

    def _inflate(self, chunk: bytes) -> tuple[bytes, bytes]:
        """The next piece, and what of the chunk is still to be read."""
        inflater = self._inflater
        assert inflater is not None
        if self._head is not None:
            self._head += chunk
        try:
            piece = inflater.decompress(chunk, _PIECE)
        except zlib.error:
            if self._head is None:
                raise ServerFailed("The endpoint's answer cannot be decompressed") from None
            # Servers disagree on whether `deflate` has a zlib header: without one it begins anew, as bare deflate.
            self._inflater = zlib.decompressobj(_BARE_DEFLATE)
            chunk, self._head = self._head, None
            return b"", chunk
        if self._head is not None and len(self._head) >= _HEADER:
            self._head = None
        if inflater.eof and inflater.unused_data:
            self._inflater = zlib.decompressobj(_GZIP_OR_ZLIB)
            return piece, inflater.unused_data
        return piece, inflater.unconsumed_tail
