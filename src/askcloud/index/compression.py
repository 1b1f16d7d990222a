"""Blobs made shorter, and back: never to more than what they can have come from."""

from __future__ import annotations

import zlib


def compress(whole: bytes, level: int = 6) -> bytes:
    """The bytes compressed, with a checksum; levels as zlib's, 1 fastest to 9."""
    return zlib.compress(whole, level)


def decompress(blob: bytes, most: int) -> bytes:
    """What was compressed.

    Raises:
        ValueError: It is damaged, or more than so many bytes, as nothing that was stored here is.
    """
    stream = zlib.decompressobj()
    try:
        whole = stream.decompress(blob, most + 1)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if not stream.eof or stream.unused_data or len(whole) > most:
        message = "it does not end where it should"
        raise ValueError(message)
    return whole
