"""Ranking: BM25F over words, heading above body, and a reward where query words stand together.

BM25F as in Zaragoza et al., "Microsoft Cambridge at TREC-13" (2004): the frequencies of a word in
the fields of a section are normalised by length, weighted and added before they saturate.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

# The usual values of the literature (Robertson & Zaragoza 2009, section 3.5).
K1 = 1.2
B_BODY = 0.75
# Headings are all short; their length says little.
B_HEADING = 0.3
# A heading states what its section is about: one occurrence there counts as three in the body.
HEADING_WEIGHT = 3.0
# The reward for standing together is this share of the words' own weight at most, so that it
# orders sections with equal words and does not outweigh a word.
ADJACENCY_SHARE = 0.5
# Adjacency needs the text; it is looked at for this many of the best by BM25F alone.
RERANK_WINDOW = 200


@dataclass(frozen=True, slots=True)
class Ranking:
    """What to rank by: the words, and the pieces of folded text whose words stand together."""

    words: tuple[str, ...] = ()
    adjacent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Averages:
    """Over the archive: number of sections, and mean words in a heading and in a body."""

    sections: int
    heading: float
    body: float


def idf(frequency: int, sections: int) -> float:
    """The weight of a word that occurs in `frequency` of `sections`; never negative."""
    return math.log(1 + (sections - frequency + 0.5) / (frequency + 0.5))


def weight(tf: tuple[int, int], lengths: tuple[int, int], averages: Averages) -> float:
    """The saturated frequency (0 to 1) of a word with `tf` = (in heading, in body)."""
    total = 0.0
    if tf[0]:
        norm = 1 - B_HEADING + B_HEADING * lengths[0] / (averages.heading or 1)
        total += HEADING_WEIGHT * tf[0] / norm
    if tf[1]:
        norm = 1 - B_BODY + B_BODY * lengths[1] / (averages.body or 1)
        total += tf[1] / norm
    return total / (K1 + total)


def adjacency(folded: bytes, pieces: tuple[bytes, ...]) -> float:
    """The share (0 to 1) of `pieces` that occur in a folded section."""
    if not pieces:
        return 0.0
    return sum(piece in folded for piece in pieces) / len(pieces)
