"""Reading: candidates by grams, verified on the folded text; exact for every expression."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import compress
from pathlib import Path

from whoosh.filedb.filestore import FileStorage

from ....fold import LATIN
from ....model import Entry
from ....segment import MAX_GRAM, grams
from ...candidates import Candidates, evaluate
from ...expr import Atom, Expr, Where
from ...local import LocalSelection
from ...matching import text_test
from ...ranking import FOUND_MASK
from ..base import Selection, State
from .damage import reading
from .sections import Sections
from .segment import SegmentReader
from .states import read_state

_LAST_LATIN = re.compile(f"[{LATIN}]+\\Z")
# Reading a section's text takes as long as going through so many postings.
_TEXT_COST = 20
# For fewer sections the list of a word is not worth reading to spare their texts.
_FEW = 32


class WhooshSnapshot:
    """One committed state."""

    def __init__(self, folder: Path, state: State) -> None:
        self._folder = folder
        with reading(folder):
            storage = FileStorage(str(folder))
            segments = [SegmentReader(storage, segment) for segment in read_state(folder, state)]
        self._sections = Sections(folder, segments)

    def count(self) -> int:
        return len(self._sections.everyone)

    def select(self, expr: Expr) -> Selection:
        return LocalSelection(self._sections, evaluate(expr, Grams(self._sections)))

    def entries(self) -> Iterator[Entry]:
        sections = self._sections
        return (sections.entry(number) for number in sorted(sections.everyone, key=sections.place))

    def words(self, prefix: str = "") -> Iterator[tuple[str, int]]:
        counts: Counter[str] = Counter()
        with reading(self._folder):
            for segment in self._sections.segments:
                counts.update(dict(segment.terms.terms("words", prefix)))
        return ((word, counts[word]) for word in sorted(counts))

    def verify(self) -> None:
        with reading(self._folder):
            for segment in self._sections.segments:
                segment.verify()

    def close(self) -> None:
        for segment in self._sections.segments:
            segment.close()

    def __enter__(self) -> WhooshSnapshot:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


class Grams:
    """What `index.candidates.GramIndex` asks for."""

    def __init__(self, sections: Sections) -> None:
        self._sections = sections

    def everyone(self) -> Collection[int]:
        return self._sections.everyone

    def where(self, where: Where, numbers: Collection[int]) -> Iterable[int]:
        return self._sections.where(where, numbers)

    def candidates(self, atom: Atom) -> Candidates:
        needed = _needed_grams(atom)
        if not needed:
            return Candidates(tuple(self.everyone()), exact=False)
        by_frequency = sorted((self._sections.frequency("grams", gram), gram) for gram in needed)
        numbers = self._with_gram(by_frequency[0][1])
        if len(by_frequency) == 1:
            return Candidates(numbers, _is_proof(by_frequency[0][1], atom))
        kept = set(numbers)
        for frequency, gram in by_frequency[1:]:
            if frequency > len(kept) * _TEXT_COST:
                break
            kept.intersection_update(self._with_gram(gram))
        return Candidates(tuple(kept), exact=False)

    def _with_gram(self, gram: str) -> Sequence[int]:
        return self._sections.postings("grams", gram).numbers

    def holding(self, atom: Atom, numbers: Collection[int]) -> Iterable[int]:
        if atom.closed_left or atom.closed_right:
            test = text_test(atom)
            return [number for number in numbers if test(self._sections.folded(number))]
        proved = self._proved(atom).intersection(numbers) if len(numbers) > _FEW else set()
        return proved.union(self._sections.having(atom.text, (n for n in numbers if n not in proved)))

    def _proved(self, atom: Atom) -> set[int]:
        """Sections that have the atom as a word, so that their texts need not be read."""
        found = self._sections.occurrences(atom.text)
        return set(compress(found.numbers, map(FOUND_MASK.__and__, found.counts)))


def _is_proof(gram: str, atom: Atom) -> bool:
    """Whether all that have the only gram of an atom have the atom: it is the atom, and was not cut.

    A Latin gram is a whole word, which a prefix need not be.
    """
    return gram == atom.text and len(gram) < MAX_GRAM and not (atom.prefix and atom.closed_left)


def _needed_grams(atom: Atom) -> set[str]:
    """The grams that every section with `atom` has.

    The last Latin word of a prefix may go on in the text, so it is no gram of it.
    """
    needed = grams(atom.text)
    if atom.prefix:
        needed -= grams("".join(_LAST_LATIN.findall(atom.text)))
    return needed
