"""One file through all stages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..clean import clean
from ..config import Settings
from ..index.document import Document, document, documents
from ..index.engines import packer
from ..index.manifest import FileRecord
from ..model import Entry
from ..parsed import ParsedFile, SourceText, Unreadable
from ..places import with_pages
from ..read import read_texts
from ..segment import segmenter
from ..structure import understand


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be prepared; `record` says how it looked before it was read."""

    name: str
    path: Path
    record: FileRecord


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file ready to be written into an index, or the reason why it is not (`record.error`).

    `documents` is None where the bytes were not parsed, because they are known. `refused` says that it
    was the system that would not let the file be read, which may pass.
    """

    name: str
    record: FileRecord
    documents: tuple[Document, ...] | None = None
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Renewal:
    """A file to be written anew under its name; its sections, or None where it must be read again."""

    job: Job
    entries: tuple[Entry, ...] | None


def parse_file(
    path: Path, settings: Settings, name: str | None = None, *, explain: bool = False
) -> ParsedFile:
    """Read, clean and understand one text; a failure to read it is in `error`, not raised.

    With `explain`, what was understood comes with its reasons.
    """
    return next(parse_texts(path, settings, name, explain=explain))


def parse_texts(
    path: Path, settings: Settings, name: str | None = None, *, explain: bool = False
) -> Iterator[ParsedFile]:
    """Parse all texts of a file: itself, or the members of a container (`a.zip!b.txt`)."""
    for source in read_texts(path, settings, name):
        if isinstance(source, Unreadable):
            yield ParsedFile(source.path, None, None, source.reason)
        else:
            yield _parsed(source, settings, explain=explain)


def _parsed(source: SourceText, settings: Settings, *, explain: bool) -> ParsedFile:
    text = clean(source, settings)
    found = understand(text, source.seed, settings, explain=explain)
    return ParsedFile(
        path=source.path,
        encoding=source.encoding,
        media_type=source.media_type,
        error=None,
        # What a reader warns of has gone through the cleaners with the text.
        warnings=tuple(sorted(text.warnings + found.warnings, key=lambda w: w.line)),
        removed=tuple(sorted(text.removed + found.removed, key=lambda r: r.line)),
        reports=with_pages(found.reports, source.pages),
        digest=source.digest,
        encoding_confidence=source.confidence,
    )


def prepare(job: Job, settings: Settings) -> Prepared:
    """Take one file through all stages up to the engine."""
    if job.record.encoding is not None:
        settings = replace(settings, encoding=job.record.encoding)
    texts = list(parse_texts(job.path, settings, job.name))
    unread = tuple((text.path, text.error) for text in texts if text.error is not None)
    good = [text for text in texts if text.error is None]
    if not good:
        return Prepared(job.name, replace(job.record, error=unread[0][1]))
    words, pack = segmenter(settings.user_words), packer(settings.engine)
    ready = tuple(pack(document) for text in good for document in documents(text, words))
    reports = sum(len(text.reports) for text in good)
    # The digest is that of the bytes that were read, should they have changed since the last look.
    digest = good[0].digest or ""
    record = replace(job.record, digest=digest, reports=reports, sections=len(ready), unread=unread)
    return Prepared(job.name, record, ready)


def renew(piece: Renewal, settings: Settings) -> Prepared:
    """Make the sections of a file ready for the engine under its new name."""
    if piece.entries is None:
        return prepare(piece.job, settings)
    name, record, words = piece.job.name, piece.job.record, segmenter(settings.user_words)
    ready = (document(replace(entry, path=name), record.digest, words) for entry in piece.entries)
    return Prepared(name, record, tuple(ready))
