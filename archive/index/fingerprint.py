"""Fingerprints of texts, by MinHash. The only module that imports rensa.

Signatures are b-bit ones (Li & König, "b-Bit Minwise Hashing", 2010): of each of a MinHash's values
only the lowest byte is kept, which makes a signature a quarter as large and its estimate no worse.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Sequence
from hashlib import blake2b

from rensa import RMinHash

from ..fold import fold
from .near import Fingerprint, Fingerprints, content, is_long

# The estimate of a similarity of a half from so many values has a standard error of 0.03.
SLOTS = 128
# Near-copies are looked for under BANDS keys of ROWS values each: two texts meet under one of them
# with probability 1 - (1 - s ** ROWS) ** BANDS, which is 0.88 for a similarity of 0.5, 0.98 for
# 0.6 and 0.05 for 0.15, about what unrelated sections have.
BANDS = 16
ROWS = 3
_SEED = 1
_LABEL_BYTES = 8
_BAND_BYTES = 4 * ROWS
_EMPTY = Fingerprint(0)


def fingerprints(paragraphs: Sequence[str]) -> Fingerprints:
    """The fingerprints of a section with these folded paragraphs, and theirs.

    Short paragraphs have none: that a phrase stands in many reports says nothing. A short section
    has one all the same, so that the same one is recognised.
    """
    texts = [content(paragraph) for paragraph in paragraphs]
    whole = "".join(texts)
    if not is_long(whole):
        return Fingerprints(_exact(whole) if whole else None, (None,) * len(texts))
    long = [text for text in texts if is_long(text)]
    marks = iter(_marks([whole] if long == [whole] else [whole, *long]))
    section = next(marks)
    found = iter((section,)) if long == [whole] else marks
    return Fingerprints(section, tuple(next(found) if is_long(text) else None for text in texts))


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of one text as displayed."""
    return fingerprints([fold(text)]).section or _EMPTY


def _exact(text: str) -> Fingerprint:
    return Fingerprint(_label(text.encode("utf-8", "surrogatepass")))


def _label(data: bytes) -> int:
    # The lowest bit is set: no label is 0.
    return int.from_bytes(blake2b(data, digest_size=_LABEL_BYTES).digest(), "little") | 1


def _marks(texts: Sequence[str]) -> list[Fingerprint]:
    matrix = RMinHash.digest_matrix_from_token_hash_sets(
        [_pairs(text) for text in texts], num_perm=SLOTS, seed=_SEED
    )
    return [_mark(row) for row in matrix.to_rows()]


def _pairs(text: str) -> array[int]:
    """The shingles as numbers: each two neighbouring UTF-16 units as one of 32 bits.

    Cut from the text's bytes, once from the first unit and once from the second, they need no
    string and no hash each, which is six times as fast; rensa mixes the numbers itself.
    """
    units = text.encode("utf-16-le", "surrogatepass")
    pairs = array("I")
    for start in (0, 2):
        pairs.frombytes(units[start : start + (len(units) - start) // 4 * 4])
    return pairs


def _mark(row: Sequence[int]) -> Fingerprint:
    values = array("I", row).tobytes()
    bands = tuple(
        band << 32 | zlib.crc32(values[band * _BAND_BYTES : (band + 1) * _BAND_BYTES])
        for band in range(BANDS)
    )
    signature = values[::4]
    return Fingerprint(_label(signature), bands, signature)
