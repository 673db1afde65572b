"""One file through all stages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from ..clean import clean
from ..config import Settings
from ..errors import ReadError
from ..index.document import Document, document, documents
from ..index.manifest import FileRecord
from ..model import Entry, ParsedFile
from ..read import read_file
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
    """Read, clean and understand one file; a failure to read it is in `error`, not raised.

    With `explain`, what was understood comes with its reasons.
    """
    shown = name or str(path)
    try:
        source = read_file(path, settings, shown)
    except ReadError as error:
        return ParsedFile(shown, None, None, str(error))
    text = clean(source, settings)
    found = understand(text, source.digest, settings, explain=explain)
    return ParsedFile(
        path=shown,
        encoding=source.encoding,
        media_type=source.media_type,
        error=None,
        warnings=tuple(sorted(source.warnings + text.warnings + found.warnings, key=lambda w: w.line)),
        removed=tuple(sorted(text.removed + found.removed, key=lambda r: r.line)),
        reports=found.reports,
        digest=source.digest,
    )


def prepare(job: Job, settings: Settings) -> Prepared:
    """Take one file through all stages up to the engine."""
    parsed = parse_file(job.path, settings, job.name)
    if parsed.error is not None:
        return Prepared(job.name, replace(job.record, error=parsed.error))
    ready = tuple(documents(parsed, segmenter(settings.user_words)))
    # The digest is that of the bytes that were read, should they have changed since the last look.
    record = replace(job.record, digest=parsed.digest or "", reports=len(parsed.reports), sections=len(ready))
    return Prepared(job.name, record, ready)


def renew(piece: Renewal, settings: Settings) -> Prepared:
    """Make the sections of a file ready for the engine under its new name."""
    if piece.entries is None:
        return prepare(piece.job, settings)
    name, record, words = piece.job.name, piece.job.record, segmenter(settings.user_words)
    ready = (document(replace(entry, path=name), record.digest, words) for entry in piece.entries)
    return Prepared(name, record, tuple(ready))
