"""Writing: every commit is a folder of its own, of links to the files before it and of the new ones."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import tantivy

from ....errors import StorageError
from ....fold import fold
from ....model import Groups
from ...document import Document
from ...matching import Labels, Place
from ...ranking import BODY_CAP, HEADING_WEIGHT, pack_counts
from ..base import State
from ..tokens import text_tokens
from .pairs import placed_tokens
from .records import DICTIONARY, SAMPLE_BYTES, Blocks, pack_groups, recoded
from .schema import PLACES, counts_term, file_term, home_of, places, reading, schema

# A segment is written when so much is collected: measured on 50,000 sections, 64 MB made 6 segments
# and 512 MB one, at the same rate.
HEAP_BYTES = 256_000_000
# The reading processes need the other cores.
THREADS = 1
# So many bytes of records are compressed together: with twice as many they take a hundredth less room, and
# half as much time again where one is read.
BLOCK_BYTES = 8_000
# Files that tantivy exchanges as a whole and that say what is in a folder: each state has its own.
_EXCHANGED = ("meta.json", ".managed.json")


class Packed(NamedTuple):
    """What of a document is made ready before the writer; the fields are those of the schema."""

    text: str
    loose: str
    words: str
    counts: str
    length: int
    record: bytes


def pack(document: Document) -> Packed:
    """Cut the text, count the words and make the record ready."""
    several = [(word, count) for word, count in document.body.items() if count > 1]
    # All words once, then those again that occur more often: of a word only the number counts, not the place.
    words = [*document.body]
    for word, count in several:
        words += (word,) * (count - 1)
    for word, count in document.heading.items():
        words += (word,) * round(HEADING_WEIGHT * count)
    return Packed(
        *placed_tokens(document.folded),
        " ".join(words),
        " ".join(_counts_terms(document, several)),
        document.length(),
        recoded(document.record),
    )


def _counts_terms(document: Document, several: Iterable[tuple[str, int]]) -> list[str]:
    """The terms for the words that do not simply occur once in the body; `several` occur more often there."""
    heading, body, title = document.heading, document.body, document.title
    above = heading.keys() | title.keys()
    # Not `heading[w]`: what a counter says of a word that it lacks takes as long as all the rest.
    terms = [_term_above(w, heading.get(w, 0), body.get(w, 0), title.get(w, 0)) for w in above]
    return terms + [counts_term(word, min(count, BODY_CAP)) for word, count in several if word not in above]


# The sections of a report follow each other, and have the words of its title in common.
@lru_cache(maxsize=1024)
def _term_above(word: str, heading: int, body: int, title: int) -> str:
    return counts_term(word, pack_counts(heading, body, title))


class TantivyWriter:
    """Changes on top of a state; see `engines.base.Writer`.

    tantivy makes a commit visible by itself, by exchanging its meta.json, at another moment than the
    manifest's. So a writer works in a folder that no manifest names yet, and what a manifest names
    never changes: the files of a segment are written once and may be linked, meta.json is copied.
    """

    def __init__(self, folder: Path, state: State | None) -> None:
        self._generation = state.generation + 1 if state else 1
        self._root = folder
        self._folder = folder / str(self._generation)
        # A run that was killed may have left something there.
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir()
        for name in state.files if state else ():
            _bring(folder / name, self._folder)
        self._serial = self._generation << 32
        # The sections of a block that is not full yet, all of one file, and their records.
        self._rows: list[tantivy.Document] = []
        self._records: list[bytes] = []
        self._digest = ""
        self._blocks = Blocks(self._folder)
        # Blocks that wait for a dictionary, and how large they are.
        self._waiting: list[tuple[list[tantivy.Document], list[bytes]]] = []
        self._collected = 0
        with reading(folder):
            self._index = tantivy.Index(schema(), path=str(self._folder), reuse=state is not None)
            self._index.register_tokenizer(PLACES, places())
            self._writer = self._index.writer(HEAP_BYTES, THREADS)

    def delete(self, digest: str) -> None:
        self._end_block()
        self._write_blocks()
        self._writer.delete_documents_by_term("digest", digest)

    def add(self, document: Document, groups: Groups) -> None:
        if document.digest != self._digest:
            # Files go one by one, and with one the whole block would.
            self._end_block()
            self._digest = document.digest
        row = tantivy.Document()
        self._serial += 1
        row.add_unsigned("serial", self._serial)
        row.add_unsigned("ordinal", len(self._rows))
        row.add_text("digest", document.digest)
        packed = document.packed if isinstance(document.packed, Packed) else pack(document)
        _add_text(row, packed)
        _add_labels(row, document.labels)
        _add_place(row, document.place)
        row.add_unsigned("group", groups.section)
        row.add_bytes("paragraph_groups", pack_groups(groups.paragraphs))
        self._rows.append(row)
        self._records.append(packed.record)
        if sum(map(len, self._records)) >= BLOCK_BYTES:
            self._end_block()

    def _end_block(self) -> None:
        """Write the block at hand, once there is a dictionary for it."""
        if self._rows:
            self._waiting.append((self._rows, self._records))
            self._collected += sum(map(len, self._records))
            self._rows, self._records = [], []
        if self._collected >= SAMPLE_BYTES and not self._blocks.have_learned:
            self._blocks.learn([record for _, records in self._waiting for record in records])
        if self._blocks.have_learned:
            self._write_blocks()

    def _write_blocks(self) -> None:
        """Write the sections of the blocks that wait, the records of each block with its first."""
        with self._writing():
            for rows, records in self._waiting:
                rows[0].add_bytes("records", self._blocks.pack(records))
                for row in rows:
                    self._writer.add_document(row)
        self._waiting.clear()
        self._collected = 0

    def commit(self) -> State:
        self._end_block()
        self._write_blocks()
        with self._writing():
            self._writer.commit()
            self._writer.wait_merging_threads()
        return State(self._generation, tuple(sorted(self._files())))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """tantivy reports all that goes wrong as ValueError; while writing, that is the disk."""
        try:
            yield
        except ValueError as error:
            raise StorageError(
                f"cannot write the index in {self._root} ({error}); it is as it was before: make room on "
                "the disk or check its permissions, and run the command again"
            ) from error

    def _files(self) -> list[str]:
        """What the state consists of: all but the locks, and what a merge has made superfluous."""
        meta = json.loads((self._folder / "meta.json").read_text(encoding="utf-8"))
        living = tuple(segment["segment_id"].replace("-", "") for segment in meta["segments"])
        names = (path.name for path in self._folder.iterdir())
        kept = (name for name in names if name in (*_EXCHANGED, DICTIONARY) or name.startswith(living))
        return [f"{self._folder.name}/{name}" for name in kept]

    def cancel(self) -> None:
        # Its threads end with it; the builder removes the folder.
        del self._writer


def _bring(file: Path, folder: Path) -> None:
    """Let a file of an older state be in `folder` too."""
    if file.name in _EXCHANGED:
        shutil.copy2(file, folder)
        return
    try:
        os.link(file, folder / file.name)
    except OSError:
        # A file system without links.
        shutil.copy2(file, folder)


def _add_text(row: tantivy.Document, packed: Packed) -> None:
    row.add_text("text", packed.text)
    row.add_text("loose", packed.loose)
    row.add_text("words", packed.words)
    row.add_text("counts", packed.counts)
    row.add_unsigned("length", packed.length)


def _add_labels(row: tantivy.Document, labels: Labels) -> None:
    for name in labels.types:
        row.add_text("type", name)
    row.add_text("doc_type", labels.doc_type)
    if labels.year is not None:
        row.add_unsigned("year", labels.year)
    if labels.unit is not None:
        row.add_text("unit", labels.unit)
    if labels.period is not None:
        row.add_text("period", labels.period)


def _add_place(row: tantivy.Document, place: Place) -> None:
    row.add_text("report", place.report_id)
    title, headline = _title_terms(place.title)
    row.add_text("title", title)
    row.add_text("headline", headline)
    home, file = _file_terms(place.path)
    row.add_text("file", file)
    row.add_unsigned("home", home)
    row.add_unsigned("line", place.line)


# The sections of a report follow each other; to make these anew for each took half the time of a row.
@lru_cache(maxsize=64)
def _title_terms(title: str) -> tuple[str, str]:
    folded = fold(title)
    return folded, text_tokens(folded)


@lru_cache(maxsize=64)
def _file_terms(path: str) -> tuple[int, str]:
    home = home_of(path)
    return home, file_term(home, path)
