"""Compression of blobs, and decompression up to a limit, so that a forged blob cannot fill the memory."""

from __future__ import annotations

import zlib


def compress(whole: bytes, level: int = 6) -> bytes:
    """Return the bytes compressed by zlib, with a checksum; levels from 1, the fastest, to 9."""
    return zlib.compress(whole, level)


def decompress(blob: bytes, most: int) -> bytes:
    """Return the bytes that were compressed.

    Raises:
        ValueError: The blob is damaged, or has more than `most` bytes, which nothing stored by us has.
    """
    stream = zlib.decompressobj()
    try:
        whole = stream.decompress(blob, most + 1)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if not stream.eof or stream.unused_data or len(whole) > most:
        message = "a blob is incomplete or too large"
        raise ValueError(message)
    return whole
