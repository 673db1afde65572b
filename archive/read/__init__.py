"""Reading: from a path to a `SourceText`. Nothing here knows what a report is.

`READERS` is the registry: a suffix, the media type it stands for, and the module whose `read` turns bytes
into `Content`. `CONTAINERS` hold several texts; their modules have `parts`. A new format is one module and
one line. Modules are loaded when a file of theirs is met: their libraries take up to 0.3 s to import.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any

from ..config import Settings
from ..errors import ReadError, UsageError
from ..parsed import SourceText, Unreadable
from .base import Content, Part, too_large
from .walk import OnError, walk

__all__ = [
    "CONTAINERS",
    "READERS",
    "OnError",
    "Reader",
    "digest_of",
    "file_of",
    "find_files",
    "read_file",
    "read_texts",
]

# 128 bits: no collision in any archive that fits on a disk, and half the length of SHA-256 in an id.
DIGEST_BYTES = 16
# Between the name of a container and that of a member: reports.zip!2020/report.docx.
MEMBER_MARK = "!"


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its media type, and the function that reads it, as module and name in this package."""

    media_type: str
    module: str
    function: str = "read"

    def read(self, data: bytes, settings: Settings) -> Content:
        """The content of a file of this format. Raises ReadError (reason only)."""
        content: Content = self._loaded()(data, settings)
        return content

    def parts(self, data: bytes, settings: Settings) -> Iterator[Part]:
        """The texts of a container of this format. Raises ReadError (reason only)."""
        parts: Iterator[Part] = self._loaded()(data, settings, partial(_read_member, settings))
        return parts

    def _loaded(self) -> Any:
        return getattr(import_module(f".{self.module}", __package__), self.function)


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READERS: dict[str, Reader] = {
    ".txt": Reader("text/plain", "plain"),
    ".text": Reader("text/plain", "plain"),
    ".md": Reader("text/markdown", "plain"),
    ".html": Reader("text/html", "html"),
    ".htm": Reader("text/html", "html"),
    ".xhtml": Reader("application/xhtml+xml", "html"),
    ".mhtml": Reader("multipart/related", "mail", "read_page"),
    ".mht": Reader("multipart/related", "mail", "read_page"),
    ".docx": Reader(_WORD, "word"),
    ".docm": Reader("application/vnd.ms-word.document.macroEnabled.12", "word"),
    ".doc": Reader("application/msword", "office"),
    ".wps": Reader("application/vnd.ms-works", "office"),
    ".rtf": Reader("application/rtf", "office"),
    ".odt": Reader("application/vnd.oasis.opendocument.text", "opendocument"),
    ".pdf": Reader("application/pdf", "pdf"),
    ".xlsx": Reader("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "sheet"),
}
CONTAINERS: dict[str, Reader] = {
    ".zip": Reader("application/zip", "archives", "parts"),
    ".eml": Reader("message/rfc822", "mail", "parts"),
}


def read_file(path: Path, settings: Settings, name: str | None = None) -> SourceText:
    """Read the one text that `path` names; `name` is how it is called from here on.

    A member of a container is named `a.zip!b.txt`. Raises ReadError, in one line, for a file that is
    missing, not a regular file, of an unknown format, beyond a limit, damaged, encrypted or empty.
    """
    file, member = _divided(path)
    shown = str(path) if name is None else name
    for text in _texts(
        file, settings, shown.removesuffix(f"{MEMBER_MARK}{member}") if member else shown, member
    ):
        if isinstance(text, Unreadable):
            raise ReadError(text.reason)
        return text
    raise ReadError(f"{_one_line(shown)}: is not in the file; see: archive parse")


def read_texts(path: Path, settings: Settings, name: str | None = None) -> Iterator[SourceText | Unreadable]:
    """All texts of a file: its own, or those of the members of a container; never raises ReadError."""
    yield from _texts(path, settings, str(path) if name is None else name, None)


def _refuse(folder: Path, error: OSError) -> None:
    raise UsageError(f"{folder}: {error.strerror}; check its permissions") from error


def find_files(paths: Iterable[Path], settings: Settings, onerror: OnError = _refuse) -> Iterator[Path]:
    """The files of known formats that `paths` name; see `walk.walk`."""
    return walk(paths, (*READERS, *CONTAINERS), settings.index_dir, onerror)


def digest_of(path: Path, settings: Settings) -> str:
    """The digest of the bytes of a file, as `read_file` would give it.

    Raises ReadError (reason only) for what is not a regular file or too large, and OSError.
    """
    return _digest(_bytes_of(path, settings.max_file_bytes))


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=DIGEST_BYTES).hexdigest()


def _texts(
    path: Path, settings: Settings, shown: str, wanted: str | None
) -> Iterator[SourceText | Unreadable]:
    """The texts of a file, or (`wanted` is its name) of one member."""
    try:
        data = _bytes_of(path, settings.max_file_bytes)
        reader = _reader_of(path.name, {**READERS, **CONTAINERS})
        is_container = path.suffix.lower() in CONTAINERS
        parts = (
            reader.parts(data, settings) if is_container else [Part("", partial(reader.read, data, settings))]
        )
        digest = _digest(data)
        found = False
        for part in parts:
            known = not part.name or PurePosixPath(part.name).suffix.lower() in (*READERS, *CONTAINERS)
            if known and wanted in (None, part.name):
                found = True
                yield _text_of(part, shown, digest, reader.media_type, settings)
        if not found and wanted is None:
            raise ReadError(f"holds no file that can be read; known are {', '.join(READERS)}")
    except ReadError as error:
        yield Unreadable(shown, f"{_one_line(shown)}: {error}")
    except OSError as error:
        reason = f"{error.strerror or error}; check the path and its permissions"
        yield Unreadable(shown, f"{_one_line(shown)}: {reason}")


def _text_of(
    part: Part, shown: str, digest: str, media_type: str, settings: Settings
) -> SourceText | Unreadable:
    path = f"{shown}{MEMBER_MARK}{part.name}" if part.name else shown
    if part.name:
        reader = READERS.get(PurePosixPath(part.name).suffix.lower())
        media_type = reader.media_type if reader else media_type
    try:
        content = part.read()
        if not content.blocks:
            raise ReadError("is empty; there is nothing to index")
        if len(content.blocks) > settings.max_paragraphs:
            raise ReadError(
                f"has {len(content.blocks):,} paragraphs, more than the limit of {settings.max_paragraphs:,};"
                " raise max_paragraphs in archive.toml or split it"
            )
    except ReadError as error:
        return Unreadable(path, f"{_one_line(path)}: {error}")
    return SourceText(
        path,
        digest,
        content.encoding,
        media_type,
        content.blocks,
        content.warnings,
        content.removed,
        content.confidence,
        content.pages,
        part.name,
    )


def _read_member(settings: Settings, name: str, data: bytes) -> Content:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in CONTAINERS:
        raise ReadError("is a container inside a container; take it out first")
    return _reader_of(name, READERS).read(data, settings)


def file_of(name: str) -> str:
    """The file in which the text of this name lies: itself, or the container of a member."""
    at = name.find(MEMBER_MARK)
    while at >= 0:
        if PurePosixPath(name[:at]).suffix.lower() in CONTAINERS:
            return name[:at]
        at = name.find(MEMBER_MARK, at + 1)
    return name


def _divided(path: Path) -> tuple[Path, str | None]:
    """The file, and the member where `path` is no file but names one inside a container."""
    text = str(path)
    at = text.find(MEMBER_MARK)
    while at >= 0 and not path.exists():
        file = Path(text[:at])
        if file.suffix.lower() in CONTAINERS and file.is_file():
            return file, text[at + 1 :].replace(os.sep, "/")
        at = text.find(MEMBER_MARK, at + 1)
    return path, None


def _reader_of(name: str, known: dict[str, Reader]) -> Reader:
    suffix = PurePosixPath(name).suffix
    reader = known.get(suffix.lower())
    if reader is None:
        raise ReadError(f"no reader for “{_one_line(suffix)}” files; convert it to one of {', '.join(known)}")
    return reader


def _one_line(name: str) -> str:
    """A name as it may stand in a message: no line ends, no controls, no bytes that are not text."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in name)


def _bytes_of(path: Path, limit: int) -> bytes:
    # Not blocking, and asked of what was opened: between a look and an opening a file can become a pipe.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(path, "rb", opener=lambda name, _: os.open(name, flags)) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise ReadError("is not a regular file; give a file or a folder")
        # One byte more than allowed is asked for, because a file may grow while it is read.
        data = file.read(limit + 1)
    if len(data) > limit:
        raise too_large("is larger", limit)
    return data
