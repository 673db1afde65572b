"""Reading: one committed state of an archive in a cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from ....errors import IndexCorrupt
from ....model import Entry, Groups
from ...document import decode
from ...expr import Expr
from ..base import Selection
from .client import Client, Json
from .points import Point
from .rows import BY_PLACE, Row
from .selection import ClusterSelection
from .state import MANIFEST, Names
from .translate import translated

_ENTRY: Json = {"_source": ["record", "groups"], "docvalue_fields": ["group"]}
# Entries that are asked for at once; the server gives 10,000 at most.
_ENTRIES = 5_000
_LAST = "\U0010ffff"


class ClusterSnapshot:
    """See `engines.base.Snapshot`; the connection is closed with it."""

    def __init__(self, client: Client, names: Names, which: str = MANIFEST) -> None:
        self._client = client
        self.point = Point(client, names, names.sections, which)

    def count(self) -> int:
        return self.point.manifest.sections

    def select(self, expr: Expr) -> Selection:
        return ClusterSelection(self, translated(expr))

    def entries(self) -> Iterator[Entry]:
        seen = self.point.manifest.seen("home")
        return map(_entry, self.point.stream(seen, BY_PLACE, _ENTRY))

    def entries_of(self, found: Iterable[Row]) -> dict[str, Entry]:
        """The sections of these rows, by their documents' ids."""
        idents = [row.ident for row in found]
        entries: dict[str, Entry] = {}
        left = iter(idents)
        while some := list(islice(left, _ENTRIES)):
            body = {"query": {"ids": {"values": some}}, "size": len(some), **_ENTRY}
            entries |= {hit["_id"]: _entry(hit) for hit in self.point.search(body)["hits"]["hits"]}
        if len(entries) < len(set(idents)):
            raise IndexCorrupt(
                "sections are missing from the cluster; run: archive check, then archive index --rebuild"
            )
        return entries

    def words(self, prefix: str = "") -> Iterator[tuple[str, int]]:
        manifest = self.point.manifest
        # Every word is before one that continues the word before the prefix with the last character.
        after = prefix[:-1] + chr(ord(prefix[-1]) - 1) + _LAST if prefix else None
        for word, count in self.point.values(manifest.seen("home"), "words", after):
            if word.startswith(prefix):
                yield word, count
            elif word > prefix:
                return

    def verify(self) -> None:
        """Read every section, and compare their number with the manifest's."""
        found = sum(1 for _ in self.entries())
        if found != self.count():
            raise IndexCorrupt(
                f"the cluster has {found} sections where the manifest says {self.count()}; "
                "run: archive index --rebuild"
            )

    def close(self) -> None:
        self.point.close()
        self._client.close()

    def __enter__(self) -> ClusterSnapshot:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def _entry(hit: Json) -> Entry:
    source = hit["_source"]
    groups = Groups(hit["fields"]["group"][0], tuple(source["groups"]))
    try:
        return decode(source["record"].encode(), groups)
    except (ValueError, KeyError, TypeError) as error:
        raise IndexCorrupt(
            f"a section in the cluster is damaged ({error!r}); run: archive index --rebuild"
        ) from error
