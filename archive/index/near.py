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
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

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

# Everything but letters and digits. Digits count: two years' figures are not the same facts.
_APART = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A text as the store of near-copies takes it.

    `label` names the text itself. `signature` is the MinHash of its shingles, a byte a slot, and
    `bands` are the keys under which near-copies are looked for; both are empty where only the same
    text is a copy.
    """

    label: int
    bands: tuple[int, ...] = ()
    signature: bytes = b""


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """The fingerprints of a section and of each of its paragraphs; None is one without a group."""

    section: Fingerprint | None
    paragraphs: tuple[Fingerprint | None, ...]


def content(folded: str) -> str:
    """What of a folded text is compared: letters and digits."""
    return _APART.sub("", folded)


def is_long(text: str) -> bool:
    """Whether a content has enough letters to be a near-copy without being the same."""
    return len(text) >= MIN_LETTERS and len(_DIGITS.sub("", text)) >= MIN_LETTERS


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
