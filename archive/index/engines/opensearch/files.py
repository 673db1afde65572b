"""The files of an archive in a cluster: a document for each, and for each commit what it removed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields

from ...manifest import FileRecord
from .client import Json
from .points import Point

# In the order in which they were written.
_ORDER: list[Json] = [{"batch": "asc"}, {"number": "asc"}]
_RECORD_KEYS = tuple(item.name for item in fields(FileRecord))


@dataclass(frozen=True, slots=True)
class Home:
    """The sections of a file, as they were written together: their mark, number and length in words."""

    name: str
    sections: int = 0
    words: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the archive; `key` is its document's, `home` None where it has no sections of its own."""

    key: str
    machine: str
    record: FileRecord
    home: Home | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A document of the index of files: a file entered under its path, or paths removed by a commit."""

    path: str = ""
    kept: Kept | None = None
    removed: tuple[str, ...] = ()


def file_source(batch: int, number: int, path: str, kept: Kept) -> Json:
    """The document of a file; JSON within JSON, since a path may hold bytes that are no text."""
    record = {key: getattr(kept.record, key) for key in _RECORD_KEYS}
    home = [kept.home.name, kept.home.sections, kept.home.words] if kept.home else None
    text = json.dumps({"path": path, "home": home, "record": record})
    return {"batch": batch, "number": number, "machine": kept.machine, "record": text}


def removal_source(batch: int, machine: str, paths: list[str]) -> Json:
    """The document that says which files a commit removed."""
    return {"batch": batch, "number": 0, "machine": machine, "record": json.dumps({"removed": paths})}


def file_key(batch: int, number: int) -> str:
    """The id of a document of the index of files."""
    return f"{batch}.{number}"


def steps(point: Point, query: Json) -> Iterator[Step]:
    """All that a query finds, in the order in which it was written."""
    for hit in point.stream(query, _ORDER, {}):
        source = hit["_source"]
        data = json.loads(source["record"])
        if "removed" in data:
            yield Step(removed=tuple(data["removed"]))
            continue
        unread = tuple((path, reason) for path, reason in data["record"].pop("unread"))
        home = Home(*data["home"]) if data["home"] else None
        yield Step(
            data["path"],
            Kept(hit["_id"], source["machine"], FileRecord(**data["record"], unread=unread), home),
        )


def all_files(point: Point) -> dict[str, Kept]:
    """The files that are to be seen, by path."""
    found = steps(point, point.manifest.seen("_id"))
    return {step.path: step.kept for step in found if step.kept is not None}
