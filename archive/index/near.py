"""What makes two texts near-copies: the share of the character pairs that they have in common.

A text is seen as the set of pairs of neighbouring characters (shingles of two) of its folded form
without punctuation, white space and placeholders; the similarity of two texts is the Jaccard index
of their sets (Broder, "On the resemblance and containment of documents", 1997). Estimates of it are
made in `fingerprint`, groups of near-copies in `copies`.

The numbers below were chosen on the labelled set of tests/near, whose table
`python tests/near/measure.py` prints: passages that share only their set phrases reach 0.24 at most,
and 0.42 was the most that two different paragraphs of real reports had in common; a fifth of the
words exchanged leaves 0.54, a tenth 0.72. Longer shingles fall faster under edits than the
resemblance of different texts does (of three: 0.22, 0.44 and 0.66), shorter ones cannot tell order.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

# A paragraph that is used again with a fifth of its words changed is still that paragraph.
PARAGRAPH_SIMILARITY = 0.5
# Folding hides a section behind another, so more is asked: about an eighth of the words.
SECTION_SIMILARITY = 0.6
# Reports of other units that recycle two thirds of a report came to 0.64 on real pages, its copies with
# other masks and years to 0.87 and more.
REPORT_SIMILARITY = 0.7
# With fewer letters the set phrases and dates of a formula ("passed on …, in force from …") make
# texts alike that say different things: such texts are copies only where they are the same.
MIN_LETTERS = 60

# Near-copies are looked for under BANDS keys of four values each: two texts of similarity s meet
# under one of them with probability 1 - (1 - s ** 4) ** BANDS: 0.64 for 0.5, 0.89 for 0.6, 0.99
# for 0.7. Each key costs time and room in the store; twenty find a tenth more of the copies with a
# fifth of their words changed. Three values a key would find more still, but then unrelated texts
# share keys, and of the leaders under one key only one is kept: 8 % of the keys of 30,000 leaders
# were lost so, with four values 2 %. A value enters with its lowest byte; that four bytes agree by
# chance befalls one pair of texts in four thousand million.
BANDS = 16
BAND_BYTES = 4
_KEYS = struct.Struct(f"<{BANDS}I")
# Two of a MinHash's values a byte: the estimate of a similarity of a half from so many has a standard
# error of 0.047 by the binomial law (0.044 with whole values).
SIGNATURE_BYTES = 64
# Half a byte of unrelated signatures is the same once in so many times.
_CHANCE = 1 / 16
# Positive where numbers are signed.
_LABEL_BYTES = 8
_LABEL_MASK = (1 << 63) - 1

# Letters and digits. Digits count: two years' figures are not the same facts.
_COMPARED = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")


# Named tuples: three of them and more go with every section from process to process, and a dataclass
# takes five times as long on that way.
class Fingerprint(NamedTuple):
    """A text as the store of near-copies takes it.

    `label` names the text itself. `signature` is the MinHash of its shingles, half a byte a slot, and
    `keys` are those under which its near-copies are looked for, BAND_BYTES each; both are empty where
    only the same text is a copy.
    """

    label: int
    signature: bytes = b""
    keys: bytes = b""


class Fingerprints(NamedTuple):
    """The fingerprints of a section and of each of its paragraphs; None is one without a group."""

    section: Fingerprint | None
    paragraphs: tuple[Fingerprint | None, ...]


def label(data: bytes) -> int:
    """A positive number that names a text, by its signature or its content; never 0."""
    # Imported here: a search, which only compares, spares the 2 ms.
    from hashlib import blake2b

    number = int.from_bytes(blake2b(data, digest_size=_LABEL_BYTES).digest(), "little")
    return number & _LABEL_MASK | 1


def bands(mark: Fingerprint) -> tuple[int, ...]:
    """The keys of a fingerprint that has a signature, as numbers of 32 bits."""
    return _KEYS.unpack(mark.keys)


def estimate(one: bytes, other: bytes) -> float:
    """The similarity of two texts by their signatures, corrected for slots that agree by chance."""
    apart = int.from_bytes(one, "little") ^ int.from_bytes(other, "little")
    # A slot differs where one of its four bits does.
    apart |= apart >> 2
    apart |= apart >> 1
    slots = 2 * len(one)
    different = (apart & int.from_bytes(b"\x11" * len(one), "little")).bit_count()
    return 1 - different / slots / (1 - _CHANCE)


def content(folded: str) -> str:
    """What of a folded text is compared: letters and digits."""
    return "".join(_COMPARED.findall(folded))


def is_long(text: str) -> bool:
    """Whether a content has enough letters to be a near-copy without being the same."""
    if len(text) < MIN_LETTERS:
        return False
    if text[:MIN_LETTERS].isalpha():
        # Most begin with letters alone, which is told in a sixth of the time.
        return True
    # The beginning of a long text tells in a third of the time what the whole does.
    return any(len(_DIGITS.sub("", part)) >= MIN_LETTERS for part in (text[: 2 * MIN_LETTERS], text))


def shingles(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a content; a single character stands for itself."""
    return frozenset(map("".join, pairwise(text))) or frozenset([text] if text else ())


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of shingles in common, from 0 to 1; two empty sets are the same."""
    shared = len(one & other)
    whole = len(one) + len(other) - shared
    return shared / whole if whole else 1.0


def similarity(one: Sequence[str], other: Sequence[str]) -> float:
    """How much two texts, each given as folded paragraphs, have in common; from 0 to 1."""
    left, right = content("".join(one)), content("".join(other))
    return 1.0 if left == right else jaccard(shingles(left), shingles(right))
