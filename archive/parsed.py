"""The records that the build stages exchange on the way from a file to its sections.

Like those of `model`: frozen, slotted, nothing but data, and in the order of the JSON contract. They stand
apart, since to make their classes would be a tenth of the time in which a search starts.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from .model import Reason, ReportHead, Section, Span


@dataclass(frozen=True, slots=True)
class Block:
    """One line or paragraph of a source, with the lines it came from.

    `style` is a reader's hint, the strongest that holds, or None: "cell" (a row of a table), "title",
    "heading1" … "heading9", "centered", "bold" (each of the whole paragraph).
    """

    text: str
    lines: Span
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning about one line: what could not be done, and why."""

    code: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Removed:
    """Text that was taken out of the report, from which line, and by which rule."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file as its reader saw it, or one member of a container (`path` is then `a.zip!b.txt`).

    `digest` is the BLAKE2b-128 of the file's bytes, in hex; `confidence` says between 0 and 1 how sure
    the encoding is (None where nothing had to be guessed), `pages` the first line of each page.
    """

    path: str
    digest: str
    encoding: str | None
    media_type: str
    blocks: tuple[Block, ...]
    warnings: tuple[Notice, ...] = ()
    removed: tuple[Removed, ...] = ()
    confidence: float | None = None
    pages: tuple[int, ...] = ()
    member: str = ""

    @property
    def seed(self) -> str:
        """What the ids of its reports are made from: the same on every machine."""
        return f"{self.digest}!{self.member}" if self.member else self.digest


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file or a member of a container that could not be read; `reason` begins with its path."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class CleanText:
    """Blocks on their way through the cleaners, with all that was removed or warned about."""

    blocks: tuple[Block, ...]
    removed: tuple[Removed, ...] = ()
    warnings: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Report(ReportHead):
    """One report, its sections flat and in document order."""

    sections: tuple[Section, ...]
    why: tuple[Reason, ...] = ()

    @property
    def head(self) -> ReportHead:
        """The report without its sections."""
        return ReportHead(**{f.name: getattr(self, f.name) for f in fields(ReportHead)})


@dataclass(frozen=True, slots=True)
class Understood:
    """What the structure stage made of a cleaned text."""

    reports: tuple[Report, ...]
    removed: tuple[Removed, ...] = ()
    warnings: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """A file after all build stages; where `error` is set, the rest is empty."""

    path: str
    encoding: str | None
    media_type: str | None
    error: str | None
    warnings: tuple[Notice, ...] = ()
    removed: tuple[Removed, ...] = ()
    reports: tuple[Report, ...] = ()
    digest: str | None = None
    encoding_confidence: float | None = None
