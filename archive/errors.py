"""Every error that this program raises on purpose.

The library raises; `archive.cli` alone prints, one line an error, and leaves with the
`exit_code` of the class. Messages say what happened and what to do next.

    ArchiveError                 base of all                                   (70)
    ├── UsageError               an argument that cannot be meant so            (2)
    │   └── QueryError           a query that cannot be read; has the position  (2)
    ├── FilesFailed              some files could not be read, the rest were    (3)
    ├── SettingsError            archive.toml or an environment variable        (4)
    ├── ReadError                one file cannot be read or decoded             (5)
    ├── IndexMissing             no index, and nothing to build it from         (6)
    ├── IndexVersionError        built by another version: rebuild it           (7)
    ├── IndexCorrupt             damaged files: rebuild it                      (8)
    ├── IndexBusy                another process is writing                     (9)
    ├── StorageError             disk full, read-only folder                   (10)
    ├── ExportError              an export that cannot be written              (11)
    ├── NoProgram                nothing here to open a source with            (12)
    ├── ClusterError             the cluster is away, refuses, or is not whole (13)
    └── NotFound                 an id that the archive does not hold           (1)

Status 0 is "found" or "done" and 1 "nothing found"; 130 is Ctrl-C and 141 a closed pipe,
as a shell reports them.
"""

from __future__ import annotations

from typing import ClassVar


class ArchiveError(Exception):
    """Base of every deliberate error; `str(error)` is the line for the user."""

    exit_code: ClassVar[int] = 70


class UsageError(ArchiveError):
    """An option or argument that cannot be meant as it stands."""

    exit_code = 2


class QueryError(UsageError):
    """A query that cannot be read.

    `query` is the text as typed and `position` the offset (in characters) of the fault;
    `archive.query.caret` shows both with a caret.
    """

    def __init__(self, message: str, query: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.query = query
        self.position = position

    def __reduce__(self) -> tuple[type[QueryError], tuple[str, str, int]]:
        # Exceptions cross process borders by their arguments; the default would lose two of three.
        return (type(self), (self.message, self.query, self.position))


class FilesFailed(ArchiveError):
    """Some files failed; the others are indexed."""

    exit_code = 3


class SettingsError(ArchiveError):
    """A setting that cannot be used."""

    exit_code = 4


class ReadError(ArchiveError):
    """A file that cannot be read or decoded."""

    exit_code = 5


class IndexMissing(ArchiveError):
    """There is no index, and nothing to build one from."""

    exit_code = 6


class IndexVersionError(ArchiveError):
    """The index was built by another version of schema, cleaner or segmenter."""

    exit_code = 7


class IndexCorrupt(ArchiveError):
    """The files of the index are damaged."""

    exit_code = 8


class IndexBusy(ArchiveError):
    """Another process holds the writer's lock."""

    exit_code = 9


class StorageError(ArchiveError):
    """The disk is full, or the folder cannot be written."""

    exit_code = 10


class ExportError(ArchiveError):
    """An export that cannot be written."""

    exit_code = 11


class NoProgram(ArchiveError):
    """There is no program to open a source with, or it failed."""

    exit_code = 12


class ClusterError(ArchiveError):
    """The cluster that keeps the archive cannot be reached, does not let us in, or is not whole."""

    exit_code = 13


class NotFound(ArchiveError):
    """An id that the archive does not hold."""

    exit_code = 1
