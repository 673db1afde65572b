"""The plain scan: every section is read and compared. The oracle of the contract test.

It is a real engine all the same: its state is a file of records, one a line, and it may serve a
small archive.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...errors import IndexCorrupt
from ...model import Entry, Groups
from ..document import Document, decode
from ..expr import Expr
from ..local import LocalSelection
from ..matching import Labels, Place, folded_text, labels_of, place_of, predicate
from ..ranking import FOUND_MASK, Averages, Occurrences, averages
from ..scoring import adjacency_of
from .base import Selection, Snapshot, State, Writer


@dataclass(frozen=True, slots=True)
class Row:
    """A stored section, with the packed counts of its words and the class of its length."""

    digest: str
    counts: dict[str, int]
    length: int
    entry: Entry
    folded: str
    labels: Labels
    place: Place


def _row(line: str) -> Row:
    data = json.loads(line)
    groups = Groups(data["group"], tuple(data["paragraph_groups"]))
    entry = decode(data["record"].encode("utf-8", "surrogatepass"), groups)
    return Row(
        data["digest"],
        data["counts"],
        data["length"],
        entry,
        folded_text(entry),
        labels_of(entry),
        place_of(entry),
    )


def _line(document: Document, groups: Groups) -> str:
    data = {
        "digest": document.digest,
        "counts": document.counts(),
        "length": document.length(),
        "record": document.record.decode("utf-8", "surrogatepass"),
        "group": groups.section,
        "paragraph_groups": groups.paragraphs,
    }
    return json.dumps(data) + "\n"


def _lines(path: Path) -> list[str]:
    # Not str.splitlines: reports contain other characters that it takes for line ends.
    with path.open(encoding="utf-8", newline="\n") as lines:
        return list(lines)


class ScanSnapshot:
    """All rows in memory."""

    def __init__(self, rows: list[Row]) -> None:
        self._rows = rows

    def count(self) -> int:
        return len(self._rows)

    def select(self, expr: Expr) -> Selection:
        test = predicate(expr)
        return LocalSelection(self, [i for i, row in enumerate(self._rows) if test(row)])

    def entries(self) -> Iterator[Entry]:
        return (row.entry for row in sorted(self._rows, key=lambda row: row.place))

    def words(self, prefix: str = "") -> Iterator[tuple[str, int]]:
        pairs = (pair for row in self._rows for pair in row.counts.items())
        counts = Counter(word for word, count in pairs if count & FOUND_MASK)
        return ((word, counts[word]) for word in sorted(counts) if word.startswith(prefix))

    def verify(self) -> None:
        """Nothing is left to read: opening has read every record."""

    def close(self) -> None:
        self._rows = []

    def __enter__(self) -> ScanSnapshot:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def folded(self, number: int) -> str:
        return self._rows[number].folded

    def labels(self, numbers: Sequence[int]) -> Sequence[Labels]:
        return [self._rows[number].labels for number in numbers]

    def count_labels(self, numbers: Sequence[int]) -> Mapping[Labels, int]:
        return Counter(self.labels(numbers))

    def place(self, number: int) -> Place:
        return self._rows[number].place

    def rank(self, number: int) -> Place:
        return self.place(number)

    def adjacency(self, numbers: Sequence[int], pieces: Sequence[str]) -> Sequence[float]:
        return [adjacency_of(self, number, pieces) for number in numbers]

    def entry(self, number: int) -> Entry:
        return self._rows[number].entry

    def groups(self, numbers: Sequence[int]) -> Sequence[int]:
        return [self._rows[number].entry.groups.section for number in numbers]

    def occurrences(self, word: str) -> Occurrences:
        found = [i for i, row in enumerate(self._rows) if word in row.counts]
        return Occurrences(found, [self._rows[i].counts[word] for i in found])

    def lengths(self, numbers: Sequence[int]) -> Sequence[int]:
        return [self._rows[number].length for number in numbers]

    def averages(self) -> Averages:
        return averages([row.length for row in self._rows])


class ScanWriter:
    """Rewrites the file of records under the next generation's name."""

    def __init__(self, folder: Path, state: State | None) -> None:
        self._folder = folder
        self._generation = state.generation + 1 if state else 1
        self._old = _lines(folder / state.files[0]) if state else []
        self._gone: set[str] = set()
        self._new: list[str] = []

    def delete(self, digest: str) -> None:
        self._gone.add(digest)

    def add(self, document: Document, groups: Groups) -> None:
        self._new.append(_line(document, groups))

    def commit(self) -> State:
        kept = [line for line in self._old if json.loads(line)["digest"] not in self._gone]
        name = f"records-{self._generation}.jsonl"
        (self._folder / name).write_text("".join(kept + self._new), encoding="utf-8", newline="\n")
        return State(self._generation, (name,))

    def cancel(self) -> None:
        self._new.clear()


class ScanEngine:
    """The engine `scan`."""

    name = "scan"

    def pack(self, document: Document) -> Document:
        return document

    def snapshot(self, folder: Path, state: State) -> Snapshot:
        try:
            return ScanSnapshot([_row(line) for line in _lines(folder / state.files[0])])
        except (OSError, ValueError, KeyError) as error:
            raise IndexCorrupt(
                f"the index in {folder} is damaged ({error}); run: archive index --rebuild"
            ) from error

    def writer(self, folder: Path, state: State | None) -> Writer:
        return ScanWriter(folder, state)
