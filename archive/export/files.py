"""A file that is either complete or not there."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeVar

from ..errors import ArchiveError, ExportError, StorageError

T = TypeVar("T")

# Faults of the disk or its rights, not of the target that was named.
_STORAGE = frozenset(
    (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO)
)


def write_beside(target: Path, write: Callable[[BinaryIO], T], *, force: bool) -> T:
    """Let `write` fill a new file in the target's folder and, when it is done, give it its name.

    Returns what `write` returns. Whatever goes wrong, an older `target` stays as it was and the
    new file is removed. Raises ExportError where the target cannot be (its folder is missing, it
    exists and `force` is not set), StorageError where the disk refuses.
    """
    target = Path(os.path.realpath(target))  # the file behind a link is replaced, not the link
    try:
        _refuse(target, force)
        return _written(target, write, force)
    except OSError as error:
        raise _explained(error, target) from error


def _written(target: Path, write: Callable[[BinaryIO], T], force: bool) -> T:
    beside = target.parent / f".export-{secrets.token_hex(8)}.tmp"
    try:
        with beside.open("xb") as stream:
            result = write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        _refuse(target, force)  # it may have appeared while we wrote
        beside.replace(target)
        return result
    finally:
        beside.unlink(missing_ok=True)


def _refuse(target: Path, force: bool) -> None:
    if not target.parent.is_dir():
        raise ExportError(f"{target.parent}: there is no such folder; create it first")
    if target.exists() and not target.is_file():
        raise ExportError(f"{target}: not an ordinary file; choose another name")
    if target.exists() and not force:
        raise ExportError(f"{target}: the file exists; choose another name, or overwrite it with --force")


def _explained(error: OSError, target: Path) -> ArchiveError:
    message = f"{target}: not written: {error.strerror or error}"
    if error.errno in _STORAGE:
        return StorageError(f"{message}; free some space or choose a folder that can be written")
    return ExportError(f"{message}; choose another name or folder")
