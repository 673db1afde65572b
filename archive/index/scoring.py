"""Scores of many sections at once: a word's whole list is weighed in one go, not section by section."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Collection, Sequence
from itertools import compress
from typing import Protocol

from .matching import Place, folded_label
from .ranking import (
    ADJACENCY_SHARE,
    RERANK_WINDOW,
    Averages,
    Occurrences,
    Ranking,
    Weights,
    adjacency,
    idf,
)

# Looking one section up in a list takes as long as going through so many of the list.
_LOOKUP_COST = 8


class WordStore(Protocol):
    """What scoring asks of an engine for its sections, named by numbers."""

    def adjacency(self, numbers: Sequence[int], pieces: Sequence[str]) -> Sequence[float]:
        """For each of these sections the share of `pieces` that its folded text has, or its title."""

    def occurrences(self, word: str) -> Occurrences:
        """Where the word occurs."""

    def lengths(self, numbers: Sequence[int]) -> Sequence[int]:
        """The class of the length of each of these sections."""

    def averages(self) -> Averages:
        """The averages over all sections."""


class TextStore(WordStore, Protocol):
    """A store that has the texts at hand."""

    def folded(self, number: int) -> str:
        """Heading and paragraphs, folded, one a line."""

    def place(self, number: int) -> Place:
        """The place of a section."""


def adjacency_of(store: TextStore, number: int, pieces: Sequence[str]) -> float:
    """`WordStore.adjacency` of one section, by its text."""
    return adjacency(f"{store.folded(number)}\n{folded_label(store.place(number).title)}", pieces)


def scores(store: WordStore, ranking: Ranking, numbers: Collection[int]) -> dict[int, float]:
    """The score of each of these sections that has one of the words; all are above 0.

    It is the sum of BM25F times the share of the query's words that the section has, each word
    counting by its rarity; then the best are looked at for words that stand together.
    """
    found = _weighed(store, ranking.words, numbers)
    _reward_adjacency(store, ranking.adjacent, found)
    return found


def _weighed(store: WordStore, words: Sequence[str], numbers: Collection[int]) -> dict[int, float]:
    averages = store.averages()
    lists = [store.occurrences(word) for word in words]
    rarities = [idf(len(found.numbers) + found.others, averages.sections) for found in lists]
    wanted = set(numbers) if words else set()
    # Two sums a section, of weights and of rarities, in the two parts of one number: half the time.
    sums: dict[int, complex] = {}
    for found, rarity in zip(lists, rarities, strict=True):
        part = _restricted(found, wanted)
        weights = Weights(rarity, averages)
        pairs = zip(part.counts, store.lengths(part.numbers), strict=True)
        if len(words) == 1:
            return dict(zip(part.numbers, map(weights.__getitem__, pairs), strict=True))
        for number, weight in zip(part.numbers, map(weights.__getitem__, pairs), strict=True):
            sums[number] = sums.get(number, 0j) + complex(weight, rarity)
    whole = sum(rarities)
    return {number: both.real * both.imag / whole for number, both in sums.items()}


def _restricted(found: Occurrences, wanted: set[int]) -> Occurrences:
    """Of a list what lies in `wanted`."""
    if len(wanted) * _LOOKUP_COST < len(found.numbers):
        places = [(bisect_left(found.numbers, number), number) for number in wanted]
        kept = [at for at, number in places if found.numbers[at : at + 1] == [number]]
        return Occurrences([found.numbers[at] for at in kept], [found.counts[at] for at in kept])
    inside = list(map(wanted.__contains__, found.numbers))
    return Occurrences(list(compress(found.numbers, inside)), list(compress(found.counts, inside)))


def _reward_adjacency(store: WordStore, pieces: Sequence[str], found: dict[int, float]) -> None:
    """Raise the scores of those of the best in which words of the query stand together.

    They may do so in the report's title too: else reports that cite one would come before it.
    """
    if not pieces or not found:
        return
    last = heapq.nlargest(RERANK_WINDOW, found.values())[-1]
    best = [number for number, score in found.items() if score >= last]
    for number, share in zip(best, store.adjacency(best, pieces), strict=True):
        found[number] *= 1 + ADJACENCY_SHARE * share
