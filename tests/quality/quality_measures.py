"""What is measured on a page, and how measures of pages add up to those of a split."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from quality_align import SAME, distance, folded, likeness, matched, same_heading
from quality_labels import FIELDS, Heading, Page, Piece, Text

from archive.parsed import ParsedFile, Report

# Marks that a heading loses or keeps by its shape alone: they say nothing about cleaning.
_JOINTS = str.maketrans("", "", "、。.:()")

Tally = Counter[str]


@dataclass(slots=True)
class Score:
    """Hits, misses (right, not found) and extras (found, not right) of a page or a split."""

    split: Tally = field(default_factory=Counter)
    headings: Tally = field(default_factory=Counter)
    types: dict[str, Tally] = field(default_factory=dict)
    fields: dict[str, Tally] = field(default_factory=dict)
    edits: int = 0
    characters: int = 0

    def add(self, other: Score) -> None:
        """Count `other` in."""
        self.split.update(other.split)
        self.headings.update(other.headings)
        self.edits += other.edits
        self.characters += other.characters
        for mine, theirs in ((self.types, other.types), (self.fields, other.fields)):
            for name, tally in theirs.items():
                mine.setdefault(name, Counter()).update(tally)

    def measures(self) -> dict[str, float]:
        """Every measure by name, 1 being perfect; `cleaning` is 1 less the character error rate."""
        micro: Tally = Counter()
        for tally in self.types.values():
            micro.update(tally)
        # A type that the split never has counts by its false alarms in micro F1 only.
        known = [tally for tally in self.types.values() if tally["hit"] + tally["miss"]]
        return {
            "split": f1(self.split),
            "headings": f1(self.headings),
            "types_micro": f1(micro),
            "types_macro": sum(map(f1, known)) / max(1, len(known)),
            **{name: share(self.fields.get(name, Counter())) for name in FIELDS},
            "cleaning": 1 - self.edits / max(1, self.characters),
        }


def f1(tally: Tally) -> float:
    """Harmonic mean of precision and recall; 1 where there was nothing to find and nothing found."""
    wrong = tally["miss"] + tally["extra"]
    return 2 * tally["hit"] / (2 * tally["hit"] + wrong) if tally["hit"] + wrong else 1.0


def share(tally: Tally) -> float:
    """Hits among all."""
    return tally["hit"] / (tally["hit"] + tally["miss"]) if tally else 1.0


def found_pieces(parsed: ParsedFile) -> tuple[Piece, ...]:
    """What the program understood, in the shape of labels."""
    return tuple(_found_piece(report) for report in parsed.reports)


def _found_piece(report: Report) -> Piece:
    elements: list[Heading | Text] = []
    for section in report.sections:
        if section.heading is not None and section.part == 1:
            levels = frozenset({section.level})
            elements.append(Heading(section.lines, levels, section.number or "", section.heading))
        elements.extend(Text(p.lines, p.types, p.text) for p in section.paragraphs)
    values = {name: getattr(report, name) for name in FIELDS}
    fields: dict[str, tuple[str, ...]] = {
        name: ("" if value is None else str(value),) for name, value in values.items()
    }
    return Piece(report.lines[0], fields, tuple(elements))


@dataclass(frozen=True, slots=True)
class Matching:
    """A page's labels beside what was found, with the paragraphs and headings that belong together."""

    right: tuple[Piece, ...]
    found: tuple[Piece, ...]
    right_texts: tuple[Text, ...]
    found_texts: tuple[Text, ...]
    texts: tuple[tuple[int, int], ...]
    right_headings: tuple[Heading, ...]
    found_headings: tuple[Heading, ...]
    headings: tuple[tuple[int, int], ...]


def match(page: Page, parsed: ParsedFile) -> Matching:
    """Lay labels and findings side by side."""
    found = found_pieces(parsed)
    right_texts, found_texts = _all_texts(page.pieces), _all_texts(found)
    right_heads, found_heads = _all_headings(page.pieces), _all_headings(found)
    return Matching(
        page.pieces,
        found,
        right_texts,
        found_texts,
        tuple(matched(right_texts, found_texts, likeness, SAME)),
        right_heads,
        found_heads,
        tuple(matched(right_heads, found_heads, same_heading, True)),
    )


def _all_texts(pieces: Iterable[Piece]) -> tuple[Text, ...]:
    return tuple(text for piece in pieces for text in piece.texts)


def _all_headings(pieces: Iterable[Piece]) -> tuple[Heading, ...]:
    return tuple(heading for piece in pieces for heading in piece.headings)


def score_page(page: Page, parsed: ParsedFile) -> Score:
    """Measure one page."""
    both = match(page, parsed)
    result = Score()
    result.split = score_split(both)
    result.headings = tally(len(both.headings), len(both.right_headings), len(both.found_headings))
    result.types = score_types(both)
    result.fields = score_fields(both)
    if page.whole:
        right = stream(readings(both))
        result.characters, result.edits = len(right), distance(right, stream(both.found))
    return result


def tally(hits: int, right: int, found: int) -> Tally:
    """Counts from the number of hits, of what is right, and of what was found."""
    return Counter(hit=hits, miss=right - hits, extra=found - hits)


def score_split(both: Matching) -> Tally:
    """Borders inside the page: a found one counts where it falls in the gap between two reports,
    after the last element of one (or on its line, if glued) and up to the first of the next; so it
    does on the line that the next is labelled with, where its title may run on from the other."""
    gaps = [
        (min(_body(before)[1] + (_body(before)[1] < _body(after)[0]), after.line), _body(after)[0])
        for before, after in pairwise(both.right)
    ]
    found = [piece.line for piece in both.found[1:]]
    # The first found report begins the page; every other one is a border.
    return tally(len(_borders(gaps, found)), len(gaps), len(found))


def _borders(gaps: list[tuple[int, int]], found: list[int]) -> list[tuple[int, int]]:
    """The found borders that lie in a gap, each gap used once; both sides run forward."""
    pairs: list[tuple[int, int]] = []
    rest = list(enumerate(found))
    for index, (first, last) in enumerate(gaps):
        rest = [(j, line) for j, line in rest if line >= first]
        if rest and rest[0][1] <= last:
            pairs.append((index, rest.pop(0)[0]))
    return pairs


def _body(piece: Piece) -> tuple[int, int]:
    spans = [element.lines for element in piece.elements]
    return spans[0][0], spans[-1][1]


def score_types(both: Matching) -> dict[str, Tally]:
    """Types of paragraphs; a paragraph without a partner counts with all its types."""
    result: dict[str, Tally] = {}
    partner = dict(both.texts)
    for index, text in enumerate(both.right_texts):
        other = both.found_texts[partner[index]].types if index in partner else ()
        for name in {*text.types, *other}:
            kind = (
                "hit" if name in text.types and name in other else "miss" if name in text.types else "extra"
            )
            result.setdefault(name, Counter())[kind] += 1
    for index in set(range(len(both.found_texts))) - set(partner.values()):
        for name in both.found_texts[index].types:
            result.setdefault(name, Counter())["extra"] += 1
    return result


def score_fields(both: Matching) -> dict[str, Tally]:
    """Metadata: each labelled report against the found report that has most of its paragraphs."""
    result: dict[str, Tally] = {name: Counter() for name in FIELDS}
    for piece, other in partners(both):
        for name in FIELDS:
            right = other is not None and field_agrees(name, piece, other)
            result[name]["hit" if right else "miss"] += 1
    return result


def field_agrees(name: str, right: Piece, found: Piece) -> bool:
    """Whether a field has one of the accepted values."""
    return folded(found.fields[name][0]) in map(folded, right.fields[name])


def partners(both: Matching) -> list[tuple[Piece, Piece | None]]:
    """Each labelled report with the found report that shares most of its paragraphs."""
    owner = [n for n, piece in enumerate(both.found) for _ in piece.texts]
    partner = dict(both.texts)
    result: list[tuple[Piece, Piece | None]] = []
    start = 0
    for piece in both.right:
        numbers = range(start, start := start + len(piece.texts))
        votes = Counter(owner[partner[n]] for n in numbers if n in partner)
        result.append((piece, both.found[votes.most_common(1)[0][0]] if votes else None))
    return result


def readings(both: Matching) -> list[Piece]:
    """The labelled reports, each with the title that was found for it where its labels accept that one."""
    return [
        replace(piece, fields=piece.fields | {"title": other.fields["title"]})
        if other and field_agrees("title", piece, other)
        else piece
        for piece, other in partners(both)
    ]


def stream(pieces: Iterable[Piece]) -> str:
    """The cleaned text as one string, without white space and the marks that only join."""
    parts: list[str] = []
    for piece in pieces:
        parts.append(piece.fields["title"][0])
        for element in piece.elements:
            parts.append(element.number if isinstance(element, Heading) else "")
            parts.append(element.text)
    # Only brackets and full stops are folded: the width of a comma is the cleaner's business.
    text = "".join("".join(parts).split()).translate(str.maketrans("（）：．", "():."))
    return unicodedata.normalize("NFC", text).translate(_JOINTS)
