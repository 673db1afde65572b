"""An index that follows its folders.

The only module that imports watchfiles, which asks the system to tell of changes. What changed is
not looked at: an update finds that out by itself, and so nothing is missed where the system tells
too little (a full queue of events, a folder that was renamed).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from ..config import Settings
from ..errors import ArchiveError, IndexBusy, IndexMissing, StorageError, UsageError
from .update import Summary
from .workers import gentle_interrupt

# Changes are gathered until nothing has happened for so long, so that a file that is being copied is
# read once, when it is there in full …
QUIET_MS = 250
# … but no longer than this: the search is to follow within three seconds, and reading takes its time.
GATHER_MS = 1_000
# How often folders that have vanished are looked for, and an update that failed is tried again.
RETRY_MS = 2_000

# Errors that pass when something changes on disk, or another process comes to its end.
_PASSING = (IndexBusy, IndexMissing, StorageError, UsageError)


class Update(Protocol):
    """Brings the index up to date with `paths`; with `keep_missing`, of what has gone nothing is dropped."""

    def __call__(self, paths: tuple[Path, ...], *, keep_missing: bool) -> Summary: ...


def watch_files(
    settings: Settings, paths: tuple[Path, ...], update: Update, complain: Callable[[ArchiveError], None]
) -> Summary:
    """Update now, and after each batch of changes below `paths` (none: the corpus folders).

    Ends by Ctrl-C or SIGTERM and returns the last summary. Errors that may pass (another process is
    writing, the disk is full, there is nothing to read yet) are told to `complain`, each once, and
    the update is tried again. While one of the paths is not there, nothing is dropped from the
    index: more often a drive is away than all of its files. Raises all other errors of `update`.
    """
    follower = _Follower(paths or settings.corpus_dirs, update, complain)
    with gentle_interrupt() as stop:
        follower.bring_up_to_date()
        while not (stop.is_set() or follower.summary.interrupted):
            for changed in _batches(follower.present(), settings.index_dir, stop):
                if changed or follower.due:
                    follower.bring_up_to_date()
                if follower.summary.interrupted or follower.moved():
                    break
    return follower.summary


class _Follower:
    """The state between two batches: whether an update is due, and what was said last."""

    def __init__(
        self, paths: tuple[Path, ...], update: Update, complain: Callable[[ArchiveError], None]
    ) -> None:
        self._paths, self._update, self._complain = paths, update, complain
        self._said = ""
        self._followed: dict[Path, tuple[int, int]] = {}
        self.summary = Summary()
        self.due = True

    def present(self) -> tuple[Path, ...]:
        """The paths that can be followed from now on; an update is due, since nobody has watched till now."""
        self._followed = _identities(self._paths)
        self.due = True
        return tuple(self._followed)

    def moved(self) -> bool:
        """Whether a path has vanished, come back or been replaced, so that it must be followed anew."""
        return self._followed != _identities(self._paths)

    def bring_up_to_date(self) -> None:
        there = tuple(_identities(self._paths))
        if len(there) < len(self._paths):
            gone = ", ".join(str(path) for path in self._paths if path not in there)
            self._say(UsageError(f"{gone}: not there; waiting for it, and keeping what was indexed of it"))
        if not there:
            return
        try:
            self.summary = self._update(there, keep_missing=len(there) < len(self._paths))
        except _PASSING as error:
            self._say(error)
            self.due = not isinstance(error, IndexMissing)
        else:
            self.due, self._said = False, self._said if len(there) < len(self._paths) else ""

    def _say(self, error: ArchiveError) -> None:
        if str(error) != self._said:
            self._said = str(error)
            self._complain(error)


def _identities(paths: tuple[Path, ...]) -> dict[Path, tuple[int, int]]:
    """Device and inode of each path that is there."""
    found = {}
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            continue
        found[path] = (status.st_dev, status.st_ino)
    return found


def _batches(paths: tuple[Path, ...], index_dir: Path, stop: threading.Event) -> Iterator[bool]:
    """Say after each batch of changes True, and every RETRY_MS without changes False; until `stop`."""
    if not paths:
        stop.wait(RETRY_MS / 1000)
        yield False
        return
    # Imported here: whoever does not watch need not load it.
    from watchfiles import Change, watch

    def counts(change: Change, path: str) -> bool:
        file = Path(path)
        return not (file.name.startswith(".") or file.is_relative_to(index_dir))

    try:
        for changes in watch(
            *paths,
            watch_filter=counts,
            debounce=GATHER_MS,
            step=QUIET_MS,
            stop_event=stop,
            rust_timeout=RETRY_MS,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        ):
            yield bool(changes)
    except FileNotFoundError:
        # It vanished between the look at it and the start: the next round looks again.
        yield False
    except OSError as error:
        raise StorageError(
            f"the system cannot watch {', '.join(map(str, paths))} ({error.strerror or error}); set the "
            "variable WATCHFILES_FORCE_POLLING=1 to look for changes every so often instead"
        ) from error
