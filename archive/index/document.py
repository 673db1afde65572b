"""A section made ready for an engine: everything that depends on text is computed here, once.

Documents are made in worker processes and written by the engine's writer, so they are small and
hold only plain values.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..model import Entry, Groups, Paragraph, ParsedFile, ReportHead, Section, plain
from ..segment import Segmenter, grams
from .matching import Labels, Place, folded_text, labels_of, place_of
from .near import Fingerprints


@dataclass(frozen=True, slots=True)
class Document:
    """A section as an engine indexes it.

    `folded` is what queries are compared with, `grams` what finds candidates in it, `heading` and
    `body` the numbers of occurrences of each word (for ranking), `record` the stored `Entry`,
    `prints` what near-copies are recognised by.
    """

    digest: str
    place: Place
    labels: Labels
    folded: str
    grams: tuple[str, ...]
    heading: dict[str, int]
    body: dict[str, int]
    record: bytes
    prints: Fingerprints


def documents(parsed: ParsedFile, segmenter: Segmenter) -> list[Document]:
    """The documents of a parsed file, one a section, in document order."""
    entries = [
        Entry(parsed.path, report.head, section) for report in parsed.reports for section in report.sections
    ]
    return _documents(entries, parsed.digest or "", segmenter)


def document(entry: Entry, digest: str, segmenter: Segmenter) -> Document:
    """Make one section ready; `digest` is that of its file."""
    return _documents([entry], digest, segmenter)[0]


def _documents(entries: Iterable[Entry], digest: str, segmenter: Segmenter) -> list[Document]:
    # Imported here: whoever reads the index reads this module, and needs no fingerprints.
    from .fingerprint import fingerprints

    folded = [(entry, folded_text(entry)) for entry in entries]
    prints = fingerprints(text.split("\n")[1:] for _, text in folded)
    return [
        _document(entry, digest, text, mark, segmenter)
        for (entry, text), mark in zip(folded, prints, strict=True)
    ]


def _document(entry: Entry, digest: str, folded: str, prints: Fingerprints, segmenter: Segmenter) -> Document:
    heading, *paragraphs = folded.split("\n")
    return Document(
        digest=digest,
        place=place_of(entry),
        labels=labels_of(entry),
        folded=folded,
        grams=tuple(grams(folded)),
        heading=Counter(segmenter.words(heading)),
        body=Counter(word for line in paragraphs for word in segmenter.words(line)),
        record=encode(entry),
        prints=prints,
    )


def encode(entry: Entry) -> bytes:
    """An entry as JSON, as it is stored, without its groups; a path may hold bytes that are no text."""
    data = {"path": entry.path, "report": plain(entry.report), "section": plain(entry.section)}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def decode(record: bytes, groups: Groups) -> Entry:
    """The entry that `encode` stored, with its groups."""
    data = json.loads(record.decode("utf-8", "surrogatepass"))
    return Entry(data["path"], _report(data["report"]), _section(data["section"]), groups)


def _report(data: dict[str, Any]) -> ReportHead:
    return ReportHead(**{**data, "lines": tuple(data["lines"])})


def _section(data: dict[str, Any]) -> Section:
    paragraphs = tuple(
        Paragraph(item["text"], tuple(item["types"]), tuple(item["lines"])) for item in data["paragraphs"]
    )
    tuples = {key: tuple(data[key]) for key in ("path", "types", "lines")}
    return Section(**{**data, **tuples, "paragraphs": paragraphs})
