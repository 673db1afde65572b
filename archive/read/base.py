"""What every format shares: what a reader gives, time limits, and what broken files make libraries raise."""

from __future__ import annotations

import struct
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias
from zipfile import BadZipFile

from ..config import Settings
from ..errors import ReadError
from ..parsed import Block, Notice, Removed

# What libraries raise on damaged files, as seen when readers were fed with mutated ones (tests/read/fuzz.py).
DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    BadZipFile,
    EOFError,
    LookupError,
    NotImplementedError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
# A cell with so many paragraphs is no cell: the table lays out a page, or is a form with a report in it.
LAYOUT_PARAGRAPHS = 4
CELL_SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader made of a file: fields as in `SourceText`."""

    blocks: tuple[Block, ...]
    encoding: str | None = None
    confidence: float | None = None
    warnings: tuple[Notice, ...] = ()
    removed: tuple[Removed, ...] = ()
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One text of a container: the container's own (`name` is "") or a member.

    `read` raises ReadError with the reason alone.
    """

    name: str
    read: Callable[[], Content]


# How a container has the bytes of a member read: by the reader of its suffix.
ReadMember: TypeAlias = Callable[[str, bytes], Content]


# (text, style) of a paragraph.
Styled: TypeAlias = tuple[str, str | None]


def numbered(paragraphs: Iterable[Styled]) -> tuple[Block, ...]:
    """Blocks of a format that knows no lines: each paragraph is one, and so is each line forced inside it."""
    lines = ((line, style) for text, style in paragraphs for line in text.splitlines())
    shown = (item for item in lines if item[0] and not item[0].isspace())
    return tuple(Block(text, (number, number), style) for number, (text, style) in enumerate(shown, 1))


def is_layout(paragraphs: int, cells: int) -> bool:
    """Whether a cell of so many paragraphs, in a row of so many filled cells, holds a text of its own."""
    return paragraphs >= LAYOUT_PARAGRAPHS or (cells == 1 and paragraphs > 1)


def row(cells: list[list[Styled]]) -> Iterator[Styled]:
    """A row of a table as one paragraph; where a cell holds a whole text, all paragraphs for themselves."""
    filled = [cell for cell in cells if cell]
    if any(is_layout(len(cell), len(filled)) for cell in filled):
        for cell in filled:
            yield from cell
    elif filled:
        texts = (" ".join(word for text, _ in cell for word in text.split()) for cell in filled)
        yield CELL_SEPARATOR.join(texts), "cell"


class Deadline:
    """The end of the time that one file may take."""

    def __init__(self, settings: Settings) -> None:
        self._seconds = settings.max_seconds
        self._end = time.monotonic() + settings.max_seconds

    def check(self) -> None:
        """Raise ReadError when the time is over."""
        if time.monotonic() > self._end:
            raise ReadError(over_time(self._seconds))


def over_time(seconds: int) -> str:
    """The reason for giving up after so many seconds."""
    return f"takes longer than the limit of {seconds} seconds; raise max_seconds in archive.toml or split it"


def too_large(what: str, limit: int) -> ReadError:
    """The refusal of what is larger than a file may be."""
    return ReadError(
        f"{what} than the limit of {limit:,} bytes; raise max_file_mb in archive.toml or split it"
    )


@contextmanager
def damage_as_error(kind: str) -> Iterator[None]:
    """Turn what a library raises on a broken file into a ReadError."""
    try:
        yield
    except DAMAGE as error:
        said = " ".join(str(error).split())[:80] or type(error).__name__
        raise ReadError(f"is no {kind} that can be read ({said}); open it and save it again") from error
