"""Reading at one point in time: whatever is written meanwhile, all pages of an answer fit together."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from ....errors import ArchiveError, ClusterError, IndexMissing
from .client import PATIENCE_SECONDS, Client, Json, Lost
from .state import MANIFEST, ClusterManifest, Names, load

# Between two pages of an export a user's disk may be slow, and nobody pauses for longer.
KEEP_ALIVE = "10m"
# So many documents are asked for at once; the server allows ten times as many.
PAGE = 1_000
BY_SCORE: Json = {"_score": "desc"}
_OPEN_ATTEMPTS = 50
_PAUSE_SECONDS = 0.1

T = TypeVar("T")


class Point:
    """An index as it was when this was made; close it. `manifest` says what of it is to be seen."""

    def __init__(
        self, client: Client, names: Names, index_of: Callable[[int], str], which: str = MANIFEST
    ) -> None:
        self.client, self.names, self._which = client, names, which
        self._index_of = index_of
        self.manifest, self._ident = self._opened()

    def _opened(self) -> tuple[ClusterManifest, str]:
        """A manifest and a point that fit together.

        What a manifest names as committed was refreshed before it was; what later ones name as dead is
        removed after them, and so not before a point that was made while this one was the newest.
        """
        for _ in range(_OPEN_ATTEMPTS):
            seen = load(self.client, self.names, self._which)
            if seen is None:
                raise IndexMissing(
                    f"there is no archive {self.names.archive} in the cluster at "
                    f"{', '.join(self.client.settings.hosts)}; run: archive index PATH…"
                )
            ident = self._new(seen.manifest)
            again = load(self.client, self.names, self._which)
            if again is not None and again.document["_seq_no"] == seen.document["_seq_no"]:
                return seen.manifest, ident
            self._release(ident)
            time.sleep(_PAUSE_SECONDS)
        raise ClusterError("the archive changes too fast to be read; run the command again")

    def _new(self, manifest: ClusterManifest) -> str:
        index = self._index_of(manifest.generation)
        params = {"keep_alive": KEEP_ALIVE, "allow_partial_pit_creation": "false"}
        return str(self.client.call("POST", f"/{index}/_search/point_in_time", params=params)["pit_id"])

    def search(self, body: Json, params: Json | None = None) -> Json:
        """The answer to a search; where a node fails, another that has the same is asked."""
        given = {"allow_partial_search_results": "false", **(params or {})}
        return self._retried(
            lambda point: self.client.call_once("POST", "/_search", {**body, "pit": point}, given)
        )

    def _retried(self, ask: Callable[[Json], T]) -> T:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return ask({"id": self._ident, "keep_alive": KEEP_ALIVE})
            except Lost as error:
                if time.monotonic() > deadline:
                    raise self.client.unwell(str(error)) from error
            time.sleep(_PAUSE_SECONDS)
            self._reopen()

    def _reopen(self) -> None:
        manifest, ident = self._opened()
        if manifest != self.manifest:
            raise ClusterError(
                "a node of the cluster failed, or half of the answer was not asked for in time, and the "
                "archive has changed since; run the command again"
            )
        self._ident = ident

    def stream(
        self, query: Json, sort: list[Json], fields: Json, *, limit: int | None = None, page: int = PAGE
    ) -> Iterator[Json]:
        """What a query finds, in an order that tells all documents apart, page by page.

        `fields` are further parts of the request: what is wanted of each document.
        """
        after: list[object] = []
        left = limit
        while left is None or left > 0:
            size = page if left is None else min(page, left)
            body = {"query": query, "sort": sort, "size": size, "track_total_hits": False, **fields}
            # Where scores count, all shards must agree on how rare a word is.
            scored = {"search_type": "dfs_query_then_fetch"} if BY_SCORE in sort else {}
            hits = self.search(body | ({"search_after": after} if after else {}), scored)["hits"]["hits"]
            yield from hits
            if len(hits) < size:
                return
            after = hits[-1]["sort"]
            left = None if left is None else left - size

    def totals(self, queries: Sequence[Json]) -> list[int]:
        """How many documents each of these queries finds."""
        lines: list[Json] = []
        for query in queries:
            lines += ({}, {"query": query, "size": 0, "track_total_hits": True})
        answers = self._retried(
            lambda point: self.client.many([line and line | {"pit": point} for line in lines])
        )
        return [int(answer["hits"]["total"]["value"]) for answer in answers]

    def values(self, query: Json, field: str, after: str | None = None) -> Iterator[tuple[Any, int]]:
        """Each value of a field in what a query finds, ascending from `after` on, with its number."""
        paging: Json = {"size": PAGE, "sources": [{"value": {"terms": {"field": field}}}]}
        if after is not None:
            paging["after"] = {"value": after}
        while True:
            body = {"query": query, "size": 0, "aggs": {"values": {"composite": paging}}}
            found = self.search(body)["aggregations"]["values"]
            for bucket in found["buckets"]:
                yield bucket["key"]["value"], bucket["doc_count"]
            if "after_key" not in found:
                return
            paging["after"] = found["after_key"]

    def close(self) -> None:
        """Let the cluster forget it."""
        self._release(self._ident)

    def _release(self, ident: str) -> None:
        # It ends by itself, if a little later.
        with suppress(ArchiveError, Lost):
            self.client.call_once("DELETE", "/_search/point_in_time", {"pit_id": [ident]})
