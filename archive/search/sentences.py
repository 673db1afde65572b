"""Sentences, and the search for the most similar one among many."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from ..fold import fold
from ..index.near import content, shingles

# A clause after a semicolon is what lists exchange, so it counts as a sentence of its own.
_SENTENCE = re.compile("[^。!?!?;;]*[。!?!?;;]+[”’」』)\\])]*|[^。!?!?;;]+")


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph; joined they are the paragraph again."""
    return _SENTENCE.findall(text)


def key(sentence: str) -> str:
    """What of a sentence is compared: two with the same key say the same."""
    return content(fold(sentence))


class SentenceIndex:
    """Sentences by their shingles, numbered in the order in which they were added."""

    def __init__(self) -> None:
        self._sets: list[frozenset[str]] = []
        self._postings: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, text: str) -> None:
        """Add the key of a sentence."""
        found = shingles(text)
        for shingle in found:
            self._postings[shingle].append(len(self._sets))
        self._sets.append(found)

    def nearest(self, text: str, *, start: int = 0) -> tuple[float, int]:
        """The similarity and number of the sentence most like the key `text`, from `start` on.

        The first of several; (0.0, -1) where none has anything in common with it.
        """
        wanted = shingles(text)
        shared = Counter(n for shingle in wanted for n in self._postings.get(shingle, ()))
        whole = {n: len(wanted) + len(self._sets[n]) for n in shared if n >= start}
        best = max(((shared[n] / (whole[n] - shared[n]), -n) for n in whole), default=(0.0, 1))
        return best[0], -best[1]
