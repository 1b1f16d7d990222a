"""Laws of compressed blobs."""

from __future__ import annotations

import pytest

from askcloud.index.compression import compress, decompress


@pytest.mark.parametrize("level", [1, 6, 9])
def test_blob_is_given_back(level):
    """What was compressed at any level is decompressed, up to exactly the limit."""
    whole = b"sand " * 1000

    assert decompress(compress(whole, level), len(whole)) == whole
    assert len(compress(whole, level)) < len(whole)


@pytest.mark.parametrize(
    "blob",
    [b"", b"no blob", compress(b"sand")[:-1], compress(b"sand") + b"x", compress(b"sandy")],
    ids=["empty", "another", "cut", "longer", "above the limit"],
)
def test_damaged_blob_is_refused(blob):
    """A blob that is incomplete, has something after it or decompresses to more than the limit is an error."""
    with pytest.raises(ValueError, match=r"\w"):
        decompress(blob, 4)
