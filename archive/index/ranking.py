"""Ranking: BM25F over words, heading and title above body, and a reward where query words stand together.

BM25F as in Zaragoza et al., "Microsoft Cambridge at TREC-13" (2004): the frequencies of a word in
the fields of a section are normalised by length, weighted and added before they saturate. The
fields are the section's heading, its body, and its title: the report's title and the headings above
its own. The title only ranks: no word is found in it.

The constants marked (*) were chosen by `python tests/benchmarks/ranking.py tune` on the half of the
known items that its table does not report.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

# (*) How soon further occurrences of a word count for little.
K1 = 1.2
# (*) How much of a body's length counts against it; headings and titles are all short, their length
# says little.
B = 0.9
# (*) A heading states what its section is about: an occurrence there counts as so many in the body.
HEADING_WEIGHT = 3.0
# (*) The report's title and the headings above say what all sections below them are about.
TITLE_WEIGHT = 4.0
# (*) The reward for standing together is this share of the words' own weight at most: where all of the
# query's words do so, the score doubles.
ADJACENCY_SHARE = 1.0
# Adjacency needs the text; it is looked at for this many of the best by BM25F alone.
RERANK_WINDOW = 200

# Occurrences beyond these say nothing more (the frequency has long saturated), so that the counts of
# a word in a section pack into 16 bits.
_SHORT_CAP, BODY_CAP = 0xF, 0xFF
_HEADING_SHIFT, _TITLE_SHIFT = 12, 8
# Of a packed count, what counts as an occurrence for matching.
FOUND_MASK = _SHORT_CAP << _HEADING_SHIFT | BODY_CAP
# A body's length enters as one of 256 classes (as Lucene's norms do), exact up to 25 words, then in
# steps of a twenty-fifth.
_CLASSES = 256
_STEP = 1.04


class Counts(NamedTuple):
    """How often a word occurs in the fields of a section."""

    heading: int
    body: int
    title: int


# Named tuples, as other plain records that a search needs: a process makes its classes anew each time, and a
# dataclass takes five times as long.
class Ranking(NamedTuple):
    """What to rank by: the words, and the pieces of folded text whose words stand together."""

    words: tuple[str, ...] = ()
    adjacent: tuple[str, ...] = ()


class Averages(NamedTuple):
    """Over the archive: the number of sections, and the mean number of words in a body."""

    sections: int
    body: float


class Occurrences(NamedTuple):
    """Where a word occurs: ascending section numbers, and the packed counts of each.

    A store of some of an archive's sections says how many `others` have the word.
    """

    numbers: Sequence[int]
    counts: Sequence[int]
    others: int = 0


def pack_counts(heading: int, body: int, title: int) -> int:
    """The counts of a word in a section as one number of 16 bits, each capped."""
    return (
        min(heading, _SHORT_CAP) << _HEADING_SHIFT
        | min(title, _SHORT_CAP) << _TITLE_SHIFT
        | min(body, BODY_CAP)
    )


@cache
def unpack_counts(packed: int) -> Counts:
    """The counts that `pack_counts` packed."""
    return Counts(packed >> _HEADING_SHIFT, packed & BODY_CAP, packed >> _TITLE_SHIFT & _SHORT_CAP)


def _class_lengths() -> tuple[int, ...]:
    lengths = [0]
    while len(lengths) < _CLASSES:
        lengths.append(max(lengths[-1] + 1, round(lengths[-1] * _STEP)))
    return tuple(lengths)


# The length, in words, that each class stands for: its largest.
CLASS_LENGTHS = _class_lengths()


def length_class(words: int) -> int:
    """The class of a body of so many words."""
    return min(bisect_left(CLASS_LENGTHS, words), _CLASSES - 1)


def averages(classes: Sequence[int]) -> Averages:
    """The averages over sections, given the class of each one's length."""
    size = len(classes)
    return Averages(size, sum(map(CLASS_LENGTHS.__getitem__, classes)) / size if size else 0.0)


def idf(frequency: int, sections: int) -> float:
    """The weight of a word that occurs in `frequency` of `sections`; never negative."""
    return math.log(1 + (sections - frequency + 0.5) / (frequency + 0.5))


class Weights(dict[tuple[int, int], float]):
    """A word's share in a section's score, by its packed counts there and the class of its length.

    Sections share few such pairs, so each is computed once, when it is first asked for.
    """

    def __init__(self, rarity: float, averages: Averages) -> None:
        super().__init__()
        self._rarity = rarity
        self._mean = averages.body or 1.0

    def __missing__(self, key: tuple[int, int]) -> float:
        counts, length = unpack_counts(key[0]), CLASS_LENGTHS[key[1]]
        total = HEADING_WEIGHT * counts.heading + TITLE_WEIGHT * counts.title
        total += counts.body / (1 - B + B * length / self._mean)
        self[key] = weight = self._rarity * total / (K1 + total)
        return weight


def adjacency(text: str, pieces: Sequence[str]) -> float:
    """The share (0 to 1) of `pieces` that occur in a folded text."""
    return sum(piece in text for piece in pieces) / len(pieces) if pieces else 0.0
