"""Words of the archive that begin as somebody has begun to type."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from ..fold import fold
from ..index.engines.base import Snapshot
from ..index.expr import Atom


@dataclass(frozen=True, slots=True)
class Completion:
    """A word, and the number of sections that a search for it finds."""

    word: str
    sections: int


def complete(snapshot: Snapshot, prefix: str, limit: int) -> tuple[Completion, ...]:
    """The `limit` most frequent words that begin with `prefix`, those that find most first."""
    if not prefix.strip().isprintable():
        # Control characters and bytes that are no text are in no word.
        return ()
    words = sorted(snapshot.words(fold(prefix).strip()), key=lambda row: -row[1])
    # A word of the index may be the torn part of a longer Latin one, which no search finds.
    found = (Completion(word, snapshot.select(Atom(word)).total) for word, _ in words)
    best = islice((completion for completion in found if completion.sections), limit)
    return tuple(sorted(best, key=lambda completion: -completion.sections))
