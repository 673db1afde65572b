"""Bringing an index up to date with the files on disk."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from ..config import DEFAULT_ENGINE, Settings, locate, shown_name
from ..errors import IndexMissing, ReadError
from ..index import stamp
from ..index.builder import Build, build, built_with, indexed_files
from ..index.manifest import file_record
from ..index.remote import rebuild_settings, remote_settings, settle
from ..read import digest_of, find_files
from .stages import Job, Prepared, Renewal, prepare, renew
from .workers import Done, gentle_interrupt, in_order

# Below this many bytes of files one process is done before others have started (0.7 s each, most of
# it for the segmenter's dictionary).
_WORTH_PROCESSES = 2_000_000
# A run that is killed loses the work of a minute at most; a commit of an archive of 20,000 files
# takes a few seconds, and where it takes more, commits are made rarer, so that they stay below a tenth.
CHECKPOINT_SECONDS = 60.0
_WORK_TO_COMMIT = 10
# Files whose sections are in memory at once while they are written under a new path.
_RENAMED_AT_ONCE = 200


@dataclass(slots=True)
class Summary:
    """What an indexing run did, counted in files unless it says otherwise.

    `skipped` have failed before and not changed since; `missing` have gone and were kept. `waiting`
    are the machines whose part of a rebuild is still to be done.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    renamed: int = 0
    copies: int = 0
    removed: int = 0
    missing: int = 0
    skipped: int = 0
    sections: int = 0
    failed: tuple[tuple[str, str], ...] = ()
    interrupted: bool = False
    waiting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come: bytes done and in all, and the file at hand."""

    done: int
    total: int
    name: str


@dataclass(frozen=True, slots=True)
class _Choices:
    """What `index_files` was asked for."""

    rebuild: bool
    retry: bool
    rehash: bool
    keep_missing: bool
    jobs: int | None
    again: frozenset[str]


Report = Callable[[Progress], None]


def index_files(
    settings: Settings,
    paths: Iterable[Path] = (),
    *,
    rebuild: bool = False,
    retry: bool = False,
    rehash: bool = False,
    keep_missing: bool = False,
    reread: bool = False,
    jobs: int | None = None,
    report: Report = lambda progress: None,
) -> Summary:
    """Bring the index up to date with `paths` (none: the corpus folders, if they are there).

    Files that were indexed before are brought up to date too. A file is taken to be unchanged where
    its size, times and inode are what they were; else, and with `rehash`, its bytes are compared by
    their digest. Bytes that the index holds are not parsed again, whatever their path. Files that
    have gone from the disk leave the index, unless `keep_missing`; those that failed are passed
    over until they change, unless `retry`. With `reread`, all files that `paths` name are parsed again, as
    for another encoding. `jobs` processes read (None: as many as pay).

    Work is committed once a minute. Ctrl-C ends the run after the file at hand: what is done is
    kept, and `interrupted` is set. Raises UsageError for a path that does not exist, IndexMissing
    where there is nothing to read at all, and what `index.builder.build` raises.
    """
    failed: list[tuple[str, str]] = []

    def refused(folder: Path, error: OSError) -> None:
        name = shown_name(folder, settings)
        failed.append(
            (name, f"{name}: {error.strerror}; this folder cannot be listed, check its path and permissions")
        )

    settings = _of_kept_engine(settings)
    cluster = rebuild_settings(settings) if rebuild else remote_settings(settings)
    known = indexed_files(settings.index_dir, remote_settings(settings))
    wanted = list(paths) or _default_paths(settings, bool(known))
    found = {shown_name(path, settings): path for path in find_files(wanted, settings, refused)}
    again = frozenset(found) if reread else frozenset()
    choices = _Choices(rebuild, retry, rehash, keep_missing, jobs, again)
    files = {name: locate(name, settings) for name in known} | found
    present = _statuses(files, failed)
    if not present and not failed:
        raise IndexMissing(_nothing_there(wanted, len(known), settings))
    with build(
        settings.index_dir, settings.engine, stamp(settings), rebuild=choices.rebuild, cluster=cluster
    ) as change:
        # An index goes on with the engine that it was built with.
        kept = replace(settings, engine=change.engine_name)
        summary = _Run(change, kept, choices, report, files, present, failed).run()
    if not summary.interrupted and not summary.waiting:
        settle(settings.index_dir, cluster)
    return summary


def _of_kept_engine(settings: Settings) -> Settings:
    """The settings with the engine of the index that is there, where nobody named one."""
    named = "engine" in settings.sources or settings.engine != DEFAULT_ENGINE
    return settings if named else replace(settings, engine=built_with(settings.index_dir) or settings.engine)


def _default_paths(settings: Settings, known: bool) -> list[Path]:
    folders = [folder for folder in settings.corpus_dirs if folder.is_dir()]
    if not folders and not known:
        raise IndexMissing(
            f"there is nothing to index: name files or folders (archive index PATH…), or put them in "
            f"{settings.corpus_dir}"
        )
    return folders


def _nothing_there(wanted: list[Path], known: int, settings: Settings) -> str:
    if known:
        # A drive that is away must not empty an archive.
        return (
            f"none of the {known} files in the archive is there any more, so it is kept as it is; "
            f"if they were meant to go, delete {settings.index_dir}"
        )
    names, index_dir = ", ".join(map(str, wanted)), settings.index_dir
    if all(path.resolve().is_relative_to(index_dir.resolve()) for path in wanted):
        return f"{names} is in the folder of the index; name another folder for one of them (--index DIR)"
    return f"no readable files in {names}; nothing to index"


def _statuses(files: dict[str, Path], failed: list[tuple[str, str]]) -> dict[str, os.stat_result | None]:
    """The status of each file that is there: None where the system does not tell."""
    found: dict[str, os.stat_result | None] = {}
    for name, path in files.items():
        try:
            found[name] = path.stat()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            failed.append((name, _reason(name, error)))
            found[name] = None
    return found


def _reason(name: str, error: OSError) -> str:
    return f"{name}: {error.strerror or error}; check the path and its permissions"


def _lost(job: Job) -> Prepared:
    """What becomes of a file whose process ended while it read it."""
    reason = (
        f"{job.name}: the process that read it ended unexpectedly, perhaps for lack of memory; "
        "split the file, or run: archive index --retry"
    )
    return Prepared(job.name, replace(job.record, error=reason))


@dataclass(slots=True)
class _Run:
    """One run: what is to be done with each file, and its doing."""

    change: Build
    settings: Settings
    choices: _Choices
    report: Report
    files: dict[str, Path]
    present: dict[str, os.stat_result | None]
    failed: list[tuple[str, str]]
    summary: Summary = field(default_factory=Summary)
    gone: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)

    def run(self) -> Summary:
        catalogue, foreign = self.change.catalogue, self.change.store.foreign
        self.gone = {name for name in catalogue if name not in self.present and name not in foreign}
        statuses = ((name, status) for name, status in self.present.items() if status is not None)
        self._write_all({name: status for name, status in statuses if self._is_due(name, status)})
        if not self.summary.interrupted:
            self._drop_gone()
        self._commit(complete=not self.summary.interrupted)
        self.summary.sections = self.change.sections
        self.summary.failed = tuple(self.failed)
        self.summary.waiting = self.change.waiting
        return self.summary

    def _is_due(self, name: str, status: os.stat_result) -> bool:
        """Whether a file must be read: it is new, looks changed, or is to be read whatever it looks like."""
        known = self.change.catalogue.get(name)
        if known is None or self.choices.rehash or name in self.choices.again or not known.looks_like(status):
            return True
        if self.choices.retry and (known.error is not None or known.unread):
            return True
        self.summary.skipped += known.error is not None
        self.summary.unchanged += known.error is None
        return False

    def _write_all(self, todo: dict[str, os.stat_result]) -> None:
        done, total = 0, sum(status.st_size for status in todo.values())
        self.report(Progress(0, total, ""))
        work = partial(prepare, settings=self.settings)
        commit_at = time.monotonic() + CHECKPOINT_SECONDS
        with gentle_interrupt() as interrupted:
            for prepared in in_order(work, self._jobs(todo), self._processes(total, len(todo)), _lost):
                self._write(prepared)
                done += todo[prepared.name].st_size
                self.report(Progress(done, total, prepared.name))
                if interrupted.is_set():
                    break
                if time.monotonic() > commit_at:
                    commit_at = self._checkpoint()
            self.summary.interrupted = interrupted.is_set()

    def _processes(self, total: int, files: int) -> int:
        jobs = self.choices.jobs
        if jobs is None:
            jobs = (os.cpu_count() or 1) if total >= _WORTH_PROCESSES else 1
        return min(jobs, files)

    def _jobs(self, todo: dict[str, os.stat_result]) -> Iterator[Job | Done[Prepared]]:
        """Each file to be read, as a job, or as done where its bytes need no parsing."""
        for name, status in todo.items():
            path, record = self.files[name], replace(file_record("", status), encoding=self._told(name))
            try:
                record = replace(record, digest=digest_of(path, self.settings))
            except ReadError as error:
                yield Done(Prepared(name, replace(record, error=f"{name}: {error}")))
            except OSError as error:
                # Without its time, so that the next run tries again: it is the system that failed.
                failed = replace(record, error=_reason(name, error), ctime_ns=0)
                yield Done(Prepared(name, failed, refused=True))
            else:
                job = Job(name, path, record)
                yield Done(Prepared(name, record)) if self._is_known(job) else job

    def _told(self, name: str) -> str | None:
        """The encoding that the user named for a file, now or when it was read before."""
        known = self.change.catalogue.get(name)
        return known.encoding if known and name not in self.choices.again else self.settings.encoding

    def _is_known(self, job: Job) -> bool:
        """Whether these bytes need no parsing: they are in the index, or on their way, or failed before."""
        digest, known = job.record.digest, self.change.catalogue.get(job.name)
        owner = self.change.owner(digest)
        failed = known is not None and known.digest == digest and bool(known.error or known.unread)
        again = job.name in self.choices.again or (failed and self.choices.retry)
        if not again and (digest in self.given or failed or (owner and self._is_read_alike(job.name, owner))):
            return True
        self.given.add(digest)
        return False

    def _is_read_alike(self, name: str, owner: str) -> bool:
        """Whether a file is read as the one with its bytes was: renamed to another format, it is not."""
        return owner not in self.gone or Path(name).suffix.lower() == Path(owner).suffix.lower()

    def _write(self, prepared: Prepared) -> None:
        """Enter a file; bytes that the index holds already are entered under one more name only."""
        known = self.change.catalogue.get(prepared.name)
        if prepared.record.error is not None:
            self._fail(prepared)
        elif prepared.documents is None and known is not None and known.digest == prepared.record.digest:
            self.change.touch(prepared.name, prepared.record)
            self.summary.skipped += known.error is not None
            self.summary.unchanged += known.error is None
        else:
            self._enter(prepared, new=known is None)

    def _fail(self, prepared: Prepared) -> None:
        name, record = prepared.name, prepared.record
        known = self.change.catalogue.get(name)
        self.failed.append((name, record.error or ""))
        # What the system lets be read no longer is not thrown away for that.
        if not (prepared.refused and known is not None and known.error is None):
            self.change.add(name, record, ())

    def _enter(self, prepared: Prepared, *, new: bool) -> None:
        name, record = prepared.name, prepared.record
        owner = self.change.owner(record.digest)
        if prepared.documents is None and owner is None:
            # The file that it was the same as could not be read, so it will fail as well.
            self._write(prepare(Job(name, self.files[name], record), self.settings))
            return
        if prepared.documents is not None:
            self.failed += record.unread
        left = [path for path in self.change.paths(record.digest) if path in self.gone]
        if left and owner != name:
            self._rename(left[0], prepared)
            return
        if owner is None or owner == name:
            self.change.add(name, record, prepared.documents or ())
        else:
            self.change.add_copy(name, record)
            self.summary.copies += 1
        self.summary.added += new
        self.summary.changed += not new

    def _rename(self, old: str, prepared: Prepared) -> None:
        self.gone.discard(old)
        self.summary.renamed += 1
        if prepared.documents is None:
            self.change.rename(old, prepared.name, prepared.record)
            return
        self.change.remove(old)
        if self.change.owner(prepared.record.digest) is None:
            self.change.add(prepared.name, prepared.record, prepared.documents)
        else:
            self.change.add_copy(prepared.name, prepared.record)

    def _drop_gone(self) -> None:
        if self.choices.keep_missing:
            self.summary.missing = len(self.gone)
            return
        # Copies first: the sections of their first path are not to pass on to a file that has gone too.
        for name in sorted(self.gone, key=lambda name: self.change.catalogue[name].copy_of is None):
            self.change.remove(name)
            self.summary.removed += 1

    def _checkpoint(self) -> float:
        """Commit what is done; the time of the next commit."""
        started = time.monotonic()
        self._commit(complete=False)
        ended = time.monotonic()
        return ended + max(CHECKPOINT_SECONDS, _WORK_TO_COMMIT * (ended - started))

    def _commit(self, *, complete: bool) -> None:
        # More than once, where a file that has changed at this moment passes its sections on.
        while self.change.pending:
            self._rewrite(sorted(self.change.pending))
        self.change.commit(complete=complete)

    def _rewrite(self, names: list[str]) -> None:
        """Write the sections of files under the paths where they lie now."""
        total = sum(self.change.catalogue[name].size for name in names)
        work, jobs = partial(renew, settings=self.settings), self._processes(total, len(names))
        for prepared in in_order(work, self._renewals(names), jobs, lambda piece: _lost(piece.job)):
            known = self.change.catalogue[prepared.name]
            if prepared.documents is not None and prepared.record.digest == known.digest:
                self.change.rewrite(prepared.name, prepared.documents)
            else:
                # It has changed at this moment; the next run reads it.
                self.change.remove(prepared.name)

    def _renewals(self, names: list[str]) -> Iterator[Renewal]:
        for start in range(0, len(names), _RENAMED_AT_ONCE):
            chunk = names[start : start + _RENAMED_AT_ONCE]
            stored = self.change.stored(chunk)
            for name in chunk:
                job = Job(name, locate(name, self.settings), self.change.catalogue[name])
                yield Renewal(job, stored.get(name))
