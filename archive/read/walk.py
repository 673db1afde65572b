"""Finding the files below folders, whatever else lies there."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from ..errors import UsageError

# What is told of a folder that cannot be listed: the folder and the reason, as `os.walk` does it.
OnError = Callable[[Path, OSError], None]


def walk(paths: Iterable[Path], suffixes: Collection[str], skip: Path, onerror: OnError) -> Iterator[Path]:
    """Yield the files that `paths` name, folders walked in sorted order, each file once.

    In folders only regular files with one of `suffixes` count; hidden files and folders and the
    folder `skip` are passed over, and a folder met before, by whatever link, is not entered again.
    A file named outright is yielded whatever it is, so that it is reported and not overlooked. A
    folder that cannot be listed is told to `onerror`, and the walk goes on. Raises UsageError for
    a path that does not exist.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        # A link that leads nowhere, or in a circle, is there all the same.
        if not os.path.lexists(path):
            raise UsageError(f"{path}: no such file or folder; check the spelling")
        for file in _below(path, suffixes, skip, seen, onerror) if _is_folder(path) else (path,):
            if _first_met(file, seen):
                yield file


def _below(
    top: Path, suffixes: Collection[str], skip: Path, seen: set[tuple[int, int]], onerror: OnError
) -> Iterator[Path]:
    # A stack and not recursion: folders may be nested deeper than calls may.
    stack = [(top, True)]
    while stack:
        path, is_folder = stack.pop()
        if not is_folder:
            yield path
        elif path.absolute() != skip and _first_met(path, seen):
            try:
                found = sorted(_entries(path, suffixes), reverse=True)
            except OSError as error:
                onerror(path, error)
            else:
                stack.extend((path / name, is_below) for name, is_below in found)


def _entries(folder: Path, suffixes: Collection[str]) -> Iterator[tuple[str, bool]]:
    """The names in a folder that count, and whether each is a folder."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            # A link that leads in a circle is neither.
            with suppress(OSError):
                if entry.is_dir():
                    yield entry.name, True
                elif Path(entry.name).suffix.lower() in suffixes and entry.is_file():
                    yield entry.name, False


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return False


def _first_met(path: Path, seen: set[tuple[int, int]]) -> bool:
    """Whether what lies at `path` has not been met under another name; it has from now on."""
    try:
        status = path.stat()
    except OSError:
        return True
    # File systems without inodes say 0 of every file.
    identity = (status.st_dev, status.st_ino)
    if status.st_ino and identity in seen:
        return False
    seen.add(identity)
    return True
