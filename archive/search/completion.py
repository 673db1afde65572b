"""Words of the archive that begin as somebody has begun to type."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

from ..fold import fold
from ..index.engines.base import Snapshot
from ..index.expr import Atom

# The most frequent as a word are nearly the most frequent as text; of twice as many as wanted, the
# order by what a search finds is the right one but for words that hardly differ.
_OVERSAMPLE = 2


@dataclass(frozen=True, slots=True)
class Completion:
    """A word, and the number of sections that a search for it finds."""

    word: str
    sections: int


def complete(snapshot: Snapshot, prefix: str, limit: int) -> tuple[Completion, ...]:
    """At most `limit` words that begin with `prefix`, those that find most first."""
    words = heapq.nlargest(limit * _OVERSAMPLE, snapshot.words(fold(prefix).strip()), key=lambda row: row[1])
    found = [Completion(word, snapshot.select(Atom(word)).total) for word, _ in words]
    found.sort(key=lambda completion: -completion.sections)
    return tuple(completion for completion in found[:limit] if completion.sections)
