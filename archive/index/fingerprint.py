"""Fingerprints of texts, by MinHash. The only module that imports rensa.

Signatures are b-bit ones (Li & König, "b-Bit Minwise Hashing", 2010): of each of a MinHash's values
only the lowest four bits are kept, which makes a signature an eighth as large and its estimate little
worse.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import chain

from rensa import RMinHash

from .near import BAND_BYTES, BANDS, SIGNATURE_BYTES, Fingerprint, Fingerprints, content, is_long, label

SLOTS = 2 * SIGNATURE_BYTES
_SEED = 1


def fingerprints(sections: Iterable[Sequence[str]]) -> list[Fingerprints]:
    """The fingerprints of sections, each given as its folded paragraphs, and of these.

    Short paragraphs have none: that a phrase stands in many reports says nothing. A short section
    has one all the same, so that the same one is recognised.
    """
    texts = [[content(paragraph) for paragraph in section] for section in sections]
    wholes = ["".join(section) for section in texts]
    # One call for all: each starts a thread in rensa.
    long = dict.fromkeys(filter(is_long, chain(wholes, *texts)))
    marks = dict(zip(long, _marks(list(long)), strict=True)) if long else {}
    return [
        Fingerprints(marks.get(whole) or _exact(whole), tuple(map(marks.get, section)))
        for whole, section in zip(wholes, texts, strict=True)
    ]


def _exact(text: str) -> Fingerprint | None:
    return Fingerprint(label(text.encode("utf-8", "surrogatepass"))) if text else None


def _marks(texts: Sequence[str]) -> list[Fingerprint]:
    # rensa's calls that take one flat buffer, or a token at a time, are faster themselves, but they
    # return with the processor's wide registers in use (no vzeroupper): on a processor with AVX-512
    # all floating-point work of the thread then takes 2.7 times as long, and jieba's is half of all.
    matrix = RMinHash.digest_matrix_from_token_hash_sets(
        [_pairs(text) for text in texts], num_perm=SLOTS, seed=_SEED
    )
    return [_mark(row) for row in matrix.to_rows()]


def _pairs(text: str) -> array[int]:
    """The shingles of a text as numbers: each two neighbouring characters as one of 64 bits.

    Cut from the text's bytes, once from the first character and once from the second, they need no
    string and no hash each, which is twenty times as fast; rensa mixes the numbers itself.
    """
    units = text.encode("utf-32-le", "surrogatepass")
    pairs = array("Q")
    for start in (0, 4):
        pairs.frombytes(units[start : start + (len(units) - start) // 8 * 8])
    return pairs


def _mark(row: Sequence[int]) -> Fingerprint:
    lowest = array("I", row).tobytes()[::4]
    # Of a byte in hexadecimal the second digit is its lower half.
    signature = bytes.fromhex(lowest.hex()[1::2])
    return Fingerprint(label(signature), signature, lowest[: BANDS * BAND_BYTES])
