"""The same sections over the years: what was written anew, and what was taken over from before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..model import Entry, ReportHead, SectionHead
from .sentences import SentenceIndex, key, sentences

# Of two sentences that share seven tenths of their pairs of characters, one is the other with a
# figure or a word changed; below it, sentences that only begin alike come in.
SENTENCE_SIMILARITY = 0.7
# Shorter ones are phrases that everybody uses every year.
_MIN_SENTENCE = 10
_PLACES = 2


@dataclass(frozen=True, slots=True)
class Source:
    """Where a recycled sentence stood before."""

    year: int
    section_id: str
    similarity: float


@dataclass(frozen=True, slots=True)
class ComparedSentence:
    """A sentence; `recycled` names the most similar one of an earlier year, if there is one."""

    text: str
    recycled: Source | None


@dataclass(frozen=True, slots=True)
class ComparedSection:
    """A section by its paragraphs, each a run of sentences; `copies` of it in its year are left out."""

    path: str
    report: ReportHead
    section: SectionHead
    paragraphs: tuple[tuple[ComparedSentence, ...], ...]
    copies: int


@dataclass(frozen=True, slots=True)
class YearOfSections:
    """The sections of one year; of unknown year where it is None."""

    year: int | None
    sections: tuple[ComparedSection, ...]


class _Earlier:
    """The sentences of the years before the one at hand."""

    def __init__(self) -> None:
        self._index = SentenceIndex()
        self._places: list[tuple[int, str]] = []

    def add(self, entry: Entry) -> None:
        """Add the sentences of a section of a known year."""
        for paragraph in entry.section.paragraphs:
            for text in map(key, sentences(paragraph.text)):
                if len(text) >= _MIN_SENTENCE and entry.report.year is not None:
                    self._index.add(text)
                    self._places.append((entry.report.year, entry.section.id))

    def source(self, sentence: str) -> Source | None:
        """Where a sentence was taken from."""
        text = key(sentence)
        if len(text) < _MIN_SENTENCE:
            return None
        likeness, number = self._index.nearest(text)
        if likeness < SENTENCE_SIMILARITY:
            return None
        return Source(*self._places[number], round(likeness, _PLACES))


def compare_years(entries: Iterable[Entry]) -> tuple[YearOfSections, ...]:
    """The sections by year, the earliest first, those of unknown year last.

    A sentence is compared with those of all earlier years; one of unknown year with none.
    """
    by_year: dict[int | None, list[Entry]] = {}
    for entry in entries:
        by_year.setdefault(entry.report.year, []).append(entry)
    earlier = _Earlier()
    result = []
    for year in sorted(by_year, key=lambda year: (year is None, year)):
        found = by_year[year]
        known = None if year is None else earlier
        result.append(YearOfSections(year, tuple(_sections(found, known))))
        for entry in found:
            earlier.add(entry)
    return tuple(result)


def _sections(entries: Sequence[Entry], earlier: _Earlier | None) -> Iterable[ComparedSection]:
    """The sections of a year, of each group of near-copies the first."""
    families: dict[object, list[Entry]] = {}
    for entry in entries:
        families.setdefault(entry.groups.section or entry.section.id, []).append(entry)
    for first, *copies in families.values():
        paragraphs = tuple(
            tuple(
                ComparedSentence(text, earlier.source(text) if earlier else None)
                for text in sentences(paragraph.text)
            )
            for paragraph in first.section.paragraphs
        )
        yield ComparedSection(first.path, first.report, first.section.head, paragraphs, len(copies))
