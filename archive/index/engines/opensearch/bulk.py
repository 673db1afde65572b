"""Writing many documents: bounded on the way out, and what the cluster refuses for now is sent again.

The ids are ours, so that whatever is sent a second time is written once.
"""

from __future__ import annotations

import json
import random
import time
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from ....errors import ClusterError
from .client import Client, Lost, blocked

# Half a thousand sections: well below the 100 MB that the server takes, and enough that the way there
# and back counts for nothing.
REQUEST_BYTES = 4_000_000
# While one is written the next is on its way; more would only wait in the server's memory.
IN_FLIGHT = 2
# Refused items wait so many seconds, then twice as many and so on, until they have waited for a node
# to be given up by the cluster (a minute by default) and a copy of its shards to take over.
_FIRST_PAUSE, _LONGEST_PAUSE, PATIENCE = 0.1, 10.0, 180.0
# Too busy, or a shard that is just moving to another node.
_PASSING = frozenset({429, 502, 503, 504})


class Bulk:
    """Collects documents and sends them; the end of `flush` says that all are written."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._items: list[bytes] = []
        self._bytes = 0
        self._senders = ThreadPoolExecutor(IN_FLIGHT)
        self._sent: deque[Future[None]] = deque()

    def add(self, index: str, ident: str, source: dict[str, Any], routing: str | None = None) -> None:
        """Write a document, in place of one of the same id; waits while too much is on its way."""
        target = {"_index": index, "_id": ident} | ({} if routing is None else {"routing": routing})
        item = _line({"index": target}) + _line(source)
        if self._items and self._bytes + len(item) > REQUEST_BYTES:
            self._send()
        self._items.append(item)
        self._bytes += len(item)

    def flush(self) -> None:
        """Wait until everything is written; raises ClusterError or StorageError where that cannot be."""
        self._send()
        while self._sent:
            self._sent.popleft().result()

    def close(self) -> None:
        """Forget what was not sent."""
        self._senders.shutdown(cancel_futures=True)

    def _send(self) -> None:
        if not self._items:
            return
        while len(self._sent) >= IN_FLIGHT:
            self._sent.popleft().result()
        self._sent.append(self._senders.submit(self._deliver, self._items))
        self._items, self._bytes = [], 0

    def _deliver(self, items: list[bytes]) -> None:
        deadline, pause = time.monotonic() + PATIENCE, _FIRST_PAUSE
        while True:
            items, reason = self._attempt(items)
            if not items:
                return
            if time.monotonic() > deadline:
                raise ClusterError(
                    f"the cluster has refused {len(items)} documents for {PATIENCE:.0f} seconds ({reason}); "
                    "what was committed is kept: run the command again when it is well"
                )
            # Not in step with other writers that were refused at the same moment.
            time.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 - nothing secret
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _attempt(self, items: list[bytes]) -> tuple[list[bytes], str]:
        """Send items, each the two lines of a document; those that are to be sent again, and why."""
        body = b"".join(items)
        try:
            answer = self._client.call_once(
                "POST", "/_bulk", body, {"filter_path": "errors,items.*.status,items.*.error"}
            )
        except Lost as error:
            return items, str(error)
        if not answer["errors"]:
            return [], ""
        again, reason = [], ""
        for item, result in zip(items, answer["items"], strict=True):
            outcome = result["index"]
            if "error" in outcome:
                reason = str(outcome["error"].get("reason"))
                self._check(outcome["status"], outcome["error"].get("type"), reason)
                again.append(item)
        return again, reason

    def _check(self, status: int, kind: str, reason: str) -> None:
        """Raise for an item that would be refused again."""
        if kind == "cluster_block_exception":
            raise blocked(reason, ", ".join(self._client.settings.hosts))
        if status not in _PASSING:
            raise ClusterError(f"the cluster does not take a document ({kind}: {reason})")


def _line(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
