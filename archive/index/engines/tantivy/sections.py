"""Some sections of a snapshot, numbered from 0, as a store for `local`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Protocol

import tantivy
from tantivy import Occur, Query

from ....fold import is_latin
from ....model import Entry
from ...expr import Atom
from ...matching import Labels, Place, folded_text, labels_of, place_of
from ...ranking import FOUND_MASK, Averages, Occurrences
from ...scoring import adjacency_of
from ..tokens import atom_phrase
from .access import values
from .schema import MARK, ONCE, counts_of, schema
from .translate import all_of, any_of, has_too_many_ends, phrase_queries


class Reader(Protocol):
    """What is needed of a snapshot."""

    searcher: tantivy.Searcher

    @property
    def averages(self) -> Averages: ...

    def frequency(self, field: str, term: str) -> int: ...

    def entry(self, address: tantivy.DocAddress, group: int = 0) -> Entry: ...

    def places(self, addresses: list[tantivy.DocAddress]) -> list[tuple[str, int]]: ...


class View:
    """A section as predicates see it."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

    @cached_property
    def folded(self) -> str:
        return folded_text(self.entry)

    @cached_property
    def labels(self) -> Labels:
        return labels_of(self.entry)

    @cached_property
    def place(self) -> Place:
        return place_of(self.entry)


def within_serials(searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress]) -> Query:
    """The query that finds just these sections."""
    # Ten times as fast as a set of terms, which goes through the dictionary of all.
    return any_of([Query.term_query(schema(), "serial", n) for n in values(searcher, "serial", addresses)])


class Sections:
    """See `local.Store`. `within` is the query that finds these sections and no others."""

    def __init__(self, reader: Reader, addresses: list[tantivy.DocAddress], within: Query) -> None:
        self._reader = reader
        self._searcher = reader.searcher
        self._addresses = addresses
        self._within = Query.const_score_query(within, 0.0)
        self._views: dict[int, View] = {}

    def _values(self, field: str) -> list[int]:
        return values(self._searcher, field, self._addresses)

    @cached_property
    def _numbers(self) -> Mapping[int, int]:
        return {serial: number for number, serial in enumerate(self._values("serial"))}

    @cached_property
    def _groups(self) -> list[int]:
        return self._values("group")

    @cached_property
    def _lengths(self) -> list[int]:
        return self._values("length")

    def _view(self, number: int) -> View:
        if number not in self._views:
            entry = self._reader.entry(self._addresses[number], self._groups[number])
            self._views[number] = View(entry)
        return self._views[number]

    def folded(self, number: int) -> str:
        return self._view(number).folded

    def labels(self, numbers: Sequence[int]) -> Sequence[Labels]:
        return [self._view(number).labels for number in numbers]

    def count_labels(self, numbers: Sequence[int]) -> Mapping[Labels, int]:
        return Counter(self.labels(numbers))

    def place(self, number: int) -> Place:
        return self._view(number).place

    def rank(self, number: int) -> tuple[str, int, str]:
        return self._ranks[number]

    @cached_property
    def _ranks(self) -> list[tuple[str, int, str]]:
        """Path and line, and the id where several sections stand on one line."""
        found = self._reader.places(self._addresses)
        crowded = {key for key, several in Counter(found).items() if several > 1}
        ids = [self.place(number).section_id if key in crowded else "" for number, key in enumerate(found)]
        return [(*key, section_id) for key, section_id in zip(found, ids, strict=True)]

    def entry(self, number: int) -> Entry:
        return self._view(number).entry

    def groups(self, numbers: Sequence[int]) -> list[int]:
        return [self._groups[number] for number in numbers]

    def lengths(self, numbers: Sequence[int]) -> Sequence[int]:
        return [self._lengths[number] for number in numbers]

    def averages(self) -> Averages:
        return self._reader.averages

    def occurrences(self, word: str) -> Occurrences:
        terms = [term for term, _ in self._searcher.terms_with_prefix("counts", word + MARK)]
        counts = [ONCE, *map(counts_of, terms)]
        queries = [Query.term_query(schema(), "counts", term) for term in terms]
        # Where only the title has the word it is no word of the section.
        titled = [at for at, packed in enumerate(counts[1:]) if not packed & FOUND_MASK]
        having = any_of([Query.term_query(schema(), "words", word), *(queries[at] for at in titled)])
        parts = [(Occur.Must, self._within), (Occur.Must, Query.const_score_query(having, 0.0))]
        # A section has one of the terms at most, so that its score tells which.
        for position, query in enumerate(queries, 1):
            parts.append((Occur.Should, Query.const_score_query(query, float(position))))
        found = sorted(self._scored(Query.boolean_query(parts)))
        frequency = self._reader.frequency
        everywhere = frequency("words", word) + sum(frequency("counts", terms[at]) for at in titled)
        others = everywhere - len(found)
        return Occurrences([n for n, _ in found], [counts[round(score)] for _, score in found], others)

    def adjacency(self, numbers: Sequence[int], pieces: Sequence[str]) -> Sequence[float]:
        holding = [self._holding(piece, numbers) for piece in pieces]
        return [sum(number in found for found in holding) / len(pieces) for number in numbers]

    def _holding(self, piece: str, numbers: Sequence[int]) -> set[int]:
        """The sections whose text or title has a piece, which unlike an atom may be part of a Latin word."""
        phrase = atom_phrase(Atom(piece))
        latin = is_latin(piece[0]) or is_latin(piece[-1])
        if latin or has_too_many_ends(phrase, self._searcher):
            return {number for number in numbers if adjacency_of(self, number, (piece,))}
        # Each of them within the sections: of a phrase in one field or the other tantivy would first
        # find all there are.
        fields = ("text", "headline")
        ways = (way for field in fields for way in phrase_queries(phrase, self._searcher, field))
        queries = [all_of([self._within, way]) for way in ways]
        found = self._scored(Query.const_score_query(any_of(queries), 0.0))
        return {number for number, _ in found}

    def _scored(self, query: Query) -> list[tuple[int, float]]:
        """The numbers of the sections that a query finds, all of them of these, with their scores."""
        hits = self._searcher.search(query, len(self._addresses) or 1, count=False).hits
        serials = values(self._searcher, "serial", [address for _, address in hits])
        return [(self._numbers[serial], score) for serial, (score, _) in zip(serials, hits, strict=True)]
