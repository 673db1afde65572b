"""Reading: from a path to a `SourceText`. Nothing here knows what a report is.

`READERS` is the registry: a suffix, the media type it stands for, and the function that turns
bytes into blocks. A new format is one module and one line.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from ..config import Settings
from ..errors import ReadError, UsageError
from ..model import Block, SourceText
from .plain import read_plain
from .walk import OnError, walk

__all__ = ["READERS", "OnError", "Reader", "digest_of", "find_files", "read_file"]

# 128 bits: no collision in any archive that fits on a disk, and half the length of SHA-256 in an id.
DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its media type, and `blocks`, which turns bytes into (encoding, blocks).

    `blocks` raises ReadError with the reason alone; the path is put before it here.
    """

    media_type: str
    blocks: Callable[[bytes], tuple[str | None, tuple[Block, ...]]]


READERS: dict[str, Reader] = {
    ".txt": Reader("text/plain", read_plain),
    ".text": Reader("text/plain", read_plain),
    ".md": Reader("text/markdown", read_plain),
}


def read_file(path: Path, settings: Settings, name: str | None = None) -> SourceText:
    """Read `path` through the reader of its suffix; `name` is how the file is called from here on.

    Raises ReadError, in one line, for a file that is missing, not a regular file, of an unknown
    format, too large, empty, or not text in an encoding that is understood.
    """
    shown = str(path) if name is None else name
    try:
        reader = _reader_of(path)
        data = _bytes_of(path, settings.max_file_bytes)
        encoding, blocks = reader.blocks(data)
        if not blocks:
            raise ReadError("is empty; there is nothing to index")
    except ReadError as error:
        raise ReadError(f"{shown}: {error}") from error
    except OSError as error:
        raise ReadError(f"{shown}: {error.strerror or error}; check the path and its permissions") from error
    return SourceText(shown, _digest(data), encoding, reader.media_type, blocks)


def _refuse(folder: Path, error: OSError) -> None:
    raise UsageError(f"{folder}: {error.strerror}; check its permissions") from error


def find_files(paths: Iterable[Path], settings: Settings, onerror: OnError = _refuse) -> Iterator[Path]:
    """The files of known formats that `paths` name; see `walk.walk`."""
    return walk(paths, READERS, settings.index_dir, onerror)


def digest_of(path: Path, settings: Settings) -> str:
    """The digest of the bytes of a file, as `read_file` would give it.

    Raises ReadError (reason only) for what is not a regular file or too large, and OSError.
    """
    return _digest(_bytes_of(path, settings.max_file_bytes))


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=DIGEST_BYTES).hexdigest()


def _reader_of(path: Path) -> Reader:
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(READERS)
        raise ReadError(f"no reader for “{path.suffix}” files; convert it to one of {known}")
    return reader


def _bytes_of(path: Path, limit: int) -> bytes:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise ReadError("is not a regular file; give a file or a folder")
    # One byte more than allowed is asked for, because a file may grow after its size was taken.
    with path.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise ReadError(
            f"is larger than the limit of {limit:,} bytes; raise max_file_mb in archive.toml or split it"
        )
    return data
