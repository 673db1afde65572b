"""A section made ready for an engine: everything that depends on text is computed here, once.

Documents are made in worker processes and written by the engine's writer, so they are small and
hold only plain values.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from ..fold import fold
from ..model import Entry, Groups, Paragraph, ReportHead, Section, SectionHead, Span
from ..segment import Segmenter
from .matching import Labels, Place, folded_texts, labels_of, place_of
from .near import Fingerprints
from .ranking import BODY_CAP, length_class, pack_counts

if TYPE_CHECKING:
    # A search makes none.
    from ..parsed import ParsedFile

# JSON has line ends between its tokens only, and ours has none there.
SEPARATOR = b"\n"
# Made once: to make it anew takes a fifth of the time of a section.
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
# The fields of what is stored, and what gives their values; reasons are not stored.
_REPORT_FIELDS = tuple(ReportHead.__dataclass_fields__)
_SECTION_FIELDS = tuple(SectionHead.__dataclass_fields__)
_REPORT, _SECTION = attrgetter(*_REPORT_FIELDS), attrgetter(*_SECTION_FIELDS)
_PARAGRAPH = attrgetter("text", "types", "lines", "pages")


# A named tuple: a dataclass takes six times as long from process to process, and twice to be made.
class Document(NamedTuple):
    """A section as an engine indexes it.

    `folded` is what queries are compared with; `heading`, `body` and `title` (the report's title and the
    headings above the section's own) are the numbers of occurrences of each word, for ranking; `record`
    is the stored `Entry`, `prints` what near-copies are recognised by. `packed` is what `Engine.pack`
    made of the document, which may then lack what it was made of.
    """

    digest: str
    place: Place
    labels: Labels
    folded: str
    heading: Counter[str]
    body: Counter[str]
    record: bytes
    prints: Fingerprints
    title: Counter[str]
    packed: object = None

    def counts(self) -> dict[str, int]:
        """The packed counts of each word in any of the three."""
        heading, body, title = self.heading, self.body, self.title
        # Most words are in the body alone, where the packed counts are the count.
        counts = {word: min(count, BODY_CAP) for word, count in body.items()}
        for word in heading.keys() | title.keys():
            counts[word] = pack_counts(heading.get(word, 0), body.get(word, 0), title.get(word, 0))
        return counts

    def length(self) -> int:
        """The class of the body's length in words."""
        return length_class(sum(self.body.values()))


def documents(parsed: ParsedFile, segmenter: Segmenter) -> list[Document]:
    """The documents of a parsed file, one a section, in document order."""
    heads = ((report.head, report.sections) for report in parsed.reports)
    entries = [Entry(parsed.path, head, section) for head, sections in heads for section in sections]
    return _documents(entries, parsed.digest or "", segmenter)


def document(entry: Entry, digest: str, segmenter: Segmenter) -> Document:
    """Make one section ready; `digest` is that of its file."""
    return _documents([entry], digest, segmenter)[0]


def _documents(entries: Sequence[Entry], digest: str, segmenter: Segmenter) -> list[Document]:
    # Imported here: whoever reads the index reads this module, and needs no fingerprints.
    from .fingerprint import fingerprints

    folded = folded_texts(entries)
    prints = fingerprints(text.split("\n")[1:] for text in folded)
    shared = _Shared(segmenter)
    return [
        _document(entry, digest, text, mark, shared)
        for entry, text, mark in zip(entries, folded, prints, strict=True)
    ]


class _Shared:
    """What the sections of a report have in common, made once: its head, and the words of titles."""

    def __init__(self, segmenter: Segmenter) -> None:
        self.counts = segmenter.counts
        self._titles: dict[tuple[str, ...], Counter[str]] = {}
        self._heads: dict[str, bytes] = {}

    def title(self, entry: Entry) -> Counter[str]:
        above = entry.section.path[:-1] if entry.section.heading else entry.section.path
        return self._words(entry.report.title or "", *above)

    def _words(self, *texts: str) -> Counter[str]:
        if texts not in self._titles:
            *above, last = texts
            words = self.counts(fold(last))
            self._titles[texts] = self._words(*above) + words if above else words
        return self._titles[texts]

    def record(self, entry: Entry) -> bytes:
        """`encode` of an entry of one file."""
        report = entry.report.id
        if report not in self._heads:
            self._heads[report] = _head(entry)
        return self._heads[report] + SEPARATOR + _of_section(entry.section)


def _document(entry: Entry, digest: str, folded: str, prints: Fingerprints, shared: _Shared) -> Document:
    heading, _, body = folded.partition("\n")
    return Document(
        digest=digest,
        place=place_of(entry),
        labels=labels_of(entry),
        folded=folded,
        heading=shared.counts(heading),
        # No word goes over the end of a line: the paragraphs are cut in one go.
        body=shared.counts(body),
        record=shared.record(entry),
        prints=prints,
        title=shared.title(entry),
    )


def encode(entry: Entry) -> bytes:
    """An entry as it is stored, without its groups; a path may hold bytes that are no text.

    Two lines of JSON: path and report, which sections share, and the section, of each the values of its
    fields in their order: their names take more room than all else but the text, and time to write and read.
    """
    return _head(entry) + SEPARATOR + _of_section(entry.section)


def _head(entry: Entry) -> bytes:
    return _dumped([entry.path, *_REPORT(entry.report)])


def _of_section(section: Section) -> bytes:
    return _dumped([*_SECTION(section), *map(_PARAGRAPH, section.paragraphs)])


def _dumped(data: Any) -> bytes:
    return _JSON.encode(data).encode("utf-8", "surrogatepass")


def decode(record: bytes, groups: Groups) -> Entry:
    """The entry that `encode` stored, with its groups."""
    return decode_text(record.decode("utf-8", "surrogatepass"), groups)


def decode_text(record: str, groups: Groups) -> Entry:
    """`decode` of a record that was stored in another encoding."""
    head, _, section = record.partition(SEPARATOR.decode())
    path, report = _report(json.loads(head))
    return Entry(path, report, _section(json.loads(section)), groups)


def decode_head(head: bytes) -> tuple[str, ReportHead]:
    """The path and the report's head in what stands before the separator of a record."""
    return _report(json.loads(head.decode("utf-8", "surrogatepass")))


def _report(values: list[Any]) -> tuple[str, ReportHead]:
    path, ident, title, doc_type, year, period, unit, date, lines, pages = values
    of_lines = (lines[0], lines[1])
    return path, ReportHead(ident, title, doc_type, year, period, unit, date, of_lines, pages=_span(pages))


def _section(values: list[Any]) -> Section:
    count = len(_SECTION_FIELDS)
    ident, heading, number, level, part, path, types, lines, pages = values[:count]
    return Section(
        ident,
        heading,
        number,
        level,
        part,
        tuple(path),
        tuple(types),
        (lines[0], lines[1]),
        tuple([_paragraph(*paragraph) for paragraph in values[count:]]),
        pages=_span(pages),
    )


def _paragraph(text: str, types: list[str], lines: list[int], pages: list[int] | None) -> Paragraph:
    return Paragraph(text, tuple(types), (lines[0], lines[1]), pages=_span(pages))


def _span(ends: list[int] | None) -> Span | None:
    return (ends[0], ends[1]) if ends else None
