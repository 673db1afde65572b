"""Fingerprints of texts, by MinHash. The only module that imports rensa.

Signatures are b-bit ones (Li & König, "b-Bit Minwise Hashing", 2010): of each of a MinHash's values
only the lowest byte is kept, which makes a signature a quarter as large and its estimate no worse.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import chain

from rensa import RMinHash

from .near import Fingerprint, Fingerprints, content, is_long

# The estimate of a similarity of a half from so many values has a standard error of 0.044 by the
# binomial law; measured on edited passages it was 0.03.
SLOTS = 128
# Near-copies are looked for under BANDS keys of _ROWS values each: two texts of similarity s meet
# under one of them with probability 1 - (1 - s ** _ROWS) ** BANDS: 0.64 for 0.5, 0.89 for 0.6, 0.99
# for 0.7. Each key costs time and room in the store; twenty find a tenth more of the copies with a
# fifth of their words changed. Three values a key would find more still, but then unrelated texts
# share keys, and of the leaders under one key only one is kept: 8 % of the keys of 30,000 leaders
# were lost so, with four values 2 %.
BANDS = 16
_ROWS = 4
_SEED = 1
# Labels are positive numbers that SQLite, whose integers are signed, keeps as they are.
_LABEL_BYTES = 8
_LABEL_MASK = (1 << 63) - 1


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
    return Fingerprint(_label(text.encode("utf-8", "surrogatepass"))) if text else None


def _label(data: bytes) -> int:
    number = int.from_bytes(blake2b(data, digest_size=_LABEL_BYTES).digest(), "little")
    return number & _LABEL_MASK | 1  # never 0


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
    values = array("I", row)
    signature = values.tobytes()[::4]
    # Two bytes of a value are as telling here as four, and four values of two are one number.
    bands = array("q", array("H", values.tobytes())[: 2 * _ROWS * BANDS : 2].tobytes())
    return Fingerprint(_label(signature), tuple(bands), signature)
