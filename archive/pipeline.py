"""The way of a file through all stages, and of many files into an index.

The only module that names more than one build stage.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

from .clean import clean
from .config import Settings, locate, shown_name
from .errors import ArchiveError, IndexMissing, ReadError
from .index import stamp
from .index.builder import Build, build, indexed_files
from .index.document import Document, documents
from .index.manifest import FileRecord
from .model import ParsedFile
from .read import find_files, read_file
from .segment import segmenter
from .structure import understand

# Below this many bytes of files one process is done before others have started (0.7 s each, most of
# it for the segmenter's dictionary).
_WORTH_PROCESSES = 2_000_000
# Files handed out ahead of the one being written, for each process: enough to keep all busy, few
# enough that finished files do not pile up in memory.
_AHEAD = 8


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file ready to be written into an index, or the reason why it is not (`record.error`)."""

    name: str
    record: FileRecord
    documents: tuple[Document, ...] = ()


@dataclass(slots=True)
class Summary:
    """What an indexing run did, counted in files unless it says otherwise."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    copies: int = 0
    removed: int = 0
    sections: int = 0
    failed: tuple[tuple[str, str], ...] = ()
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come: bytes done and in all, and the file at hand."""

    done: int
    total: int
    name: str


Report = Callable[[Progress], None]


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


def index_files(
    settings: Settings,
    paths: Iterable[Path] = (),
    *,
    rebuild: bool = False,
    jobs: int | None = None,
    report: Report = lambda progress: None,
) -> Summary:
    """Bring the index up to date with `paths` (none: the corpus folder, if it is there).

    Files that were indexed before are brought up to date too. Files are recognised by their
    content; unchanged ones are not read again, and those that have gone from the disk leave the
    index. Ctrl-C ends the run after the file at hand: what is done is kept, and `interrupted`
    is set. Raises UsageError for a path that does not exist, IndexMissing where there is nothing
    to read at all, and what `index.builder.build` raises.
    """
    known = _known_files(settings)
    wanted = list(paths) or _default_paths(settings, known)
    found = find_files(wanted, settings)
    files = known | {shown_name(path, settings): path for path in found}
    if not files:
        raise IndexMissing(f"no readable files in {', '.join(map(str, wanted))}; nothing to index")
    with build(settings.index_dir, settings.engine, stamp(settings), rebuild=rebuild) as change:
        summary = Summary()
        _remove_gone(change, settings, summary)
        todo = _changed(change, files, summary)
        failed = _write_all(change, todo, settings, jobs, report, summary)
        summary.failed = tuple(failed)
        change.commit()
        summary.sections = change.sections
        return summary


def _known_files(settings: Settings) -> dict[str, Path]:
    """The files of the index as it is, those that are still there."""
    names = indexed_files(settings.index_dir)
    return {name: path for name in names if (path := locate(name, settings)).exists()}


def _default_paths(settings: Settings, known: dict[str, Path]) -> list[Path]:
    if settings.corpus_dir.is_dir():
        return [settings.corpus_dir]
    if known:
        return []
    raise IndexMissing(
        f"there is nothing to index: name files or folders (archive index PATH…), or put them in "
        f"{settings.corpus_dir}"
    )


def _remove_gone(change: Build, settings: Settings, summary: Summary) -> None:
    for name in [name for name in change.catalogue if not locate(name, settings).exists()]:
        change.remove(name)
        summary.removed += 1


def _changed(change: Build, files: dict[str, Path], summary: Summary) -> dict[str, Path]:
    """The files that look other than when they were read, by size and time."""
    todo = {}
    for name, path in files.items():
        known = change.catalogue.get(name)
        if known is not None and known.error is None and _looks_like(path, known):
            summary.unchanged += 1
        else:
            todo[name] = path
    return todo


def _looks_like(path: Path, known: FileRecord) -> bool:
    try:
        status = path.stat()
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == (known.size, known.mtime_ns)


def _write_all(
    change: Build,
    todo: dict[str, Path],
    settings: Settings,
    jobs: int | None,
    report: Report,
    summary: Summary,
) -> list[tuple[str, str]]:
    sizes = {name: _size(path) for name, path in todo.items()}
    done, total, failed = 0, sum(sizes.values()), []
    report(Progress(0, total, ""))
    with _gentle_interrupt() as interrupted, _prepared(todo, total, settings, jobs) as stream:
        for prepared in stream:
            _write(change, prepared, summary)
            if prepared.record.error is not None:
                failed.append((prepared.name, prepared.record.error))
            done += sizes[prepared.name]
            report(Progress(done, total, prepared.name))
            if interrupted.is_set():
                summary.interrupted = True
                break
    while change.orphans:
        name = change.orphans.pop()
        _write(change, prepare(locate(name, settings), name, settings), Summary())
    return failed


def _write(change: Build, prepared: Prepared, summary: Summary) -> None:
    """Enter a file; bytes that the index holds already are entered under one more name only."""
    name, record = prepared.name, prepared.record
    known = change.catalogue.get(name)
    if record.error is not None:
        change.add(name, record, ())
        return
    if known is not None and known.digest == record.digest and known.error is None:
        change.catalogue[name] = record
        summary.unchanged += 1
        return
    if change.has_digest(record.digest):
        change.add_copy(name, record)
        summary.copies += 1
    else:
        change.add(name, record, prepared.documents)
    summary.added += known is None
    summary.changed += known is not None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def prepare(path: Path, name: str, settings: Settings) -> Prepared:
    """Take one file through all stages up to the engine."""
    try:
        status = path.stat()
        size, mtime_ns = status.st_size, status.st_mtime_ns
    except OSError:
        size = mtime_ns = 0
    parsed = parse_file(path, settings, name)
    record = FileRecord(parsed.digest or "", size, mtime_ns, error=parsed.error)
    if parsed.error is not None:
        return Prepared(name, record)
    ready = tuple(documents(parsed, segmenter(settings.user_words)))
    return Prepared(name, replace(record, reports=len(parsed.reports), sections=len(ready)), ready)


@contextmanager
def _prepared(
    todo: dict[str, Path], total: int, settings: Settings, jobs: int | None
) -> Iterator[Iterator[Prepared]]:
    """The prepared files in order, made here or by `jobs` processes (None: as many as pay)."""
    if jobs is None:
        jobs = (os.cpu_count() or 1) if total >= _WORTH_PROCESSES else 1
    jobs = min(jobs, len(todo))
    if jobs <= 1:
        yield (prepare(path, name, settings) for name, path in todo.items())
        return
    # Fresh processes: a fork would copy the threads of a progress bar in the middle of their work.
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_ignore_interrupt)
    try:
        yield _in_order(pool, todo, settings, jobs * _AHEAD)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _gentle_interrupt() -> Iterator[threading.Event]:
    """Let Ctrl-C set an event, so that a run ends between two files; a second one ends it at once."""
    event = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield event
        return

    def note(signum: int, frame: object) -> None:
        event.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield event
    finally:
        signal.signal(signal.SIGINT, before)


def _ignore_interrupt() -> None:
    # Ctrl-C goes to the whole group; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _in_order(
    pool: ProcessPoolExecutor, todo: dict[str, Path], settings: Settings, ahead: int
) -> Iterator[Prepared]:
    waiting: deque[Future[Prepared]] = deque()
    try:
        for name, path in todo.items():
            waiting.append(pool.submit(prepare, path, name, settings))
            if len(waiting) > ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise ArchiveError(
            "a reading process ended unexpectedly, perhaps for lack of memory; run again with --jobs 1"
        ) from error
