"""The connection to a cluster: who we are, how long we wait, and what went wrong, in one line.

The only module that imports opensearchpy. Whatever the library raises becomes one of our errors.
"""

from __future__ import annotations

import json
import logging
import ssl
import time
from collections.abc import Mapping, Sequence
from typing import Any

from opensearchpy import OpenSearch, exceptions

from ....config import ClusterSettings
from ....errors import ArchiveError, ClusterError, IndexCorrupt, StorageError, UsageError

# A node that does not answer is left out for a while, and another asked.
_RETRIES = 3
_GONE_STATUS = (502, 503, 504)
# The oldest line that has points in time.
OLDEST_VERSION = (2, 4)
# What is said, with no kind of its own, where a point in time is of a node that has left meanwhile.
_NODE_LEFT = "no node found for id"
# What a request meets while a node has just gone.
_PASSING = frozenset(
    {
        "search_context_missing_exception",
        "no_shard_available_action_exception",
        "node_disconnected_exception",
        "node_not_connected_exception",
        "node_closed_exception",
        "connect_transport_exception",
        "shard_not_found_exception",
        "illegal_index_shard_state_exception",
    }
)
# A node that does not answer is given up after 30 seconds, its shards are then elsewhere within few.
PATIENCE_SECONDS = 90.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 3.0
# So much of what a server says of itself is told on.
_MOST_REASON = 300

Json = dict[str, Any]
# The library logs what it also raises; without a handler Python would print it.
logging.getLogger("opensearch").addHandler(logging.NullHandler())


class Conflict(Exception):
    """A document was changed since it was read, or is there already."""


class Lost(Exception):
    """The cluster cannot answer now: a node has gone, or a point in time is too long ago."""


class Client:
    """Requests to the nodes of a cluster, all of which may raise ClusterError and StorageError."""

    def __init__(self, settings: ClusterSettings) -> None:
        self.settings = settings
        credentials: Json = {}
        if settings.api_key:
            credentials["headers"] = {"Authorization": f"ApiKey {settings.api_key}"}
        elif settings.user:
            credentials["http_auth"] = (settings.user, settings.password)
        self._library = OpenSearch(
            list(settings.hosts),
            **credentials,
            ca_certs=settings.ca_file and _trusted(settings.ca_file),
            verify_certs=True,
            timeout=settings.timeout,
            max_retries=_RETRIES,
            retry_on_timeout=True,
            # That is waited for here (`call`), and a node that says so is well.
            retry_on_status=(),
        )

    def close(self) -> None:
        """Give the connections back."""
        self._library.close()

    def call(self, method: str, path: str, body: Any = None, params: Mapping[str, Any] | None = None) -> Json:
        """Send one request; `path` is below the root of the cluster.

        While a node has just gone, and others take over what it had, it is sent again. Raises Conflict,
        and what `translated` makes of everything else.
        """
        deadline, pause = time.monotonic() + PATIENCE_SECONDS, _FIRST_PAUSE
        while True:
            try:
                return self.call_once(method, path, body, params)
            except Lost as error:
                if time.monotonic() > deadline:
                    raise self.unwell(str(error)) from error
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def call_once(
        self, method: str, path: str, body: Any = None, params: Mapping[str, Any] | None = None
    ) -> Json:
        """`call`, but for Lost, which is raised at once."""
        try:
            answer = self._library.transport.perform_request(
                method, path, params=dict(params or {}), body=body
            )
        except exceptions.OpenSearchException as error:
            raise translated(error, self.settings) from error
        return answer if isinstance(answer, dict) else {}

    def many(self, lines: Sequence[Json]) -> list[Json]:
        """The answers to several searches in one request: a line of where and one of what for each."""
        body = "".join(json.dumps(line) + "\n" for line in lines)
        answers: list[Json] = self.call_once("POST", "/_msearch", body)["responses"]
        for answer in answers:
            if "error" in answer:
                reason = _shortened(str(answer["error"].get("reason")))
                raise _refused(answer["status"], _kinds(answer), reason, _where(self.settings))
            if answer["_shards"]["failed"]:
                raise Lost("a shard did not answer")
        return answers

    def check(self) -> None:
        """Raise ClusterError where the server is none that we can talk to."""
        version = self.call("GET", "/")["version"]
        name, number = version.get("distribution", "elasticsearch"), str(version["number"])
        parts = tuple(int(part) for part in number.split(".")[:2])
        if name != "opensearch" or parts < OLDEST_VERSION:
            oldest = ".".join(map(str, OLDEST_VERSION))
            raise ClusterError(
                f"the server at {_where(self.settings)} is {name} {number}, but OpenSearch {oldest} or newer "
                "is needed; check the setting cluster"
            )

    def create_index(self, name: str, body: Json) -> None:
        """Create an index, unless it is there."""
        try:
            self.call("PUT", f"/{name}", body)
        except Conflict:
            return

    def get(self, index: str, ident: str) -> Json | None:
        """A document as it is now, with its `_seq_no` and `_primary_term`; None where there is none."""
        # Another copy may not know yet that it has fallen out of the cluster.
        found = self.call("GET", f"/{index}/_doc/{ident}", params={"preference": "_primary", "ignore": 404})
        return found if found.get("found") else None

    def put(self, index: str, ident: str, source: Json, seen: Json | None) -> None:
        """Write a document if it still is as it was seen (None: not there); else raise Conflict."""
        params: Json = {"op_type": "create"}
        if seen is not None:
            params = {"if_seq_no": seen["_seq_no"], "if_primary_term": seen["_primary_term"]}
        self.call("PUT", f"/{index}/_doc/{ident}", source, params)

    def refresh(self, *indices: str) -> None:
        """Let all that was written be found."""
        answer = self.call("POST", f"/{','.join(indices)}/_refresh")
        if answer["_shards"]["failed"]:
            raise self.unwell("not all shards could be refreshed")

    def unwell(self, reason: str) -> ClusterError:
        """The error that says which state the cluster is in."""
        where = _where(self.settings)
        try:
            health = self.call_once("GET", "/_cluster/health")
        except Lost:
            return ClusterError(
                f"the cluster at {where} has no manager ({reason}); start the nodes that are missing"
            )
        return ClusterError(
            f"the cluster at {where} is {health['status']}, {health['unassigned_shards']} shards are on no "
            f"node ({reason}); start the nodes that are missing (GET _cluster/allocation/explain says more)"
        )

    def delete_by(self, index: str, query: Json) -> None:
        """Remove all documents that a query finds, and let that be seen."""
        params = {"conflicts": "proceed", "refresh": "true", "ignore_unavailable": "true"}
        self.call("POST", f"/{index}/_delete_by_query", {"query": query}, params)


def _where(settings: ClusterSettings) -> str:
    return ", ".join(settings.hosts)


def translated(error: Exception, settings: ClusterSettings) -> Exception:
    """What an error of the library means for us."""
    where = _where(settings)
    if isinstance(error, exceptions.SSLError):
        return ClusterError(
            f"the certificate of {where} is not trusted ({_shortened(str(error.error))}); "
            "set cluster_ca to the file with the certificate that signed it"
        )
    if isinstance(error, exceptions.ConnectionError):
        return ClusterError(
            f"the cluster at {where} cannot be reached ({_shortened(str(error.error))}); "
            "check that it runs, and the setting cluster (https:// where it speaks TLS)"
        )
    if not isinstance(error, exceptions.TransportError) or not isinstance(error.status_code, int):
        return ClusterError(f"the cluster at {where} sent what cannot be read ({_shortened(str(error))})")
    return _refused(error.status_code, _kinds(error.info), _shortened(_reason(error)), where)


def _trusted(ca_file: str) -> str:
    """The file of certificates, which can be read; the library would say so only in its first request."""
    try:
        ssl.create_default_context(cafile=ca_file)
    except OSError as error:
        raise ClusterError(f"no certificates can be read in {ca_file} ({error}); set cluster_ca") from error
    return ca_file


def _refused(status: int, kinds: set[str], reason: str, where: str) -> Exception:
    if status == 401:
        return ClusterError(
            f"the cluster at {where} does not let us in; set ARCHIVE_CLUSTER_USER and "
            "ARCHIVE_CLUSTER_PASSWORD, or ARCHIVE_CLUSTER_API_KEY"
        )
    if "cluster_block_exception" in kinds:
        return blocked(reason, where)
    if status == 403:
        return ClusterError(
            f"the cluster at {where} forbids it ({reason}); ask for the rights on its indices"
        )
    if status == 409 or "resource_already_exists_exception" in kinds:
        return Conflict(reason)
    if kinds & _PASSING or status in (429, *_GONE_STATUS) or reason.startswith(_NODE_LEFT):
        return Lost(reason)
    if "index_not_found_exception" in kinds:
        return IndexCorrupt(
            f"the archive at {where} lacks one of its indices ({reason}); run: archive index --rebuild"
        )
    if kinds & {"too_many_nested_clauses", "too_many_clauses"}:
        return UsageError(
            "the query has more words than the cluster takes; shorten it, or raise the cluster's "
            "indices.query.bool.max_clause_count"
        )
    return ClusterError(f"the cluster at {where} refuses ({status}: {reason})")


def blocked(reason: str, where: str) -> ArchiveError:
    """The error of an index that may not be written to: as a rule, of a disk that is nearly full."""
    return StorageError(
        f"the cluster at {where} takes no more ({reason}): a disk is too full (the flood-stage watermark), "
        "or the index was made read-only; what was committed is kept: make room and run the command again"
    )


def _kinds(info: Any) -> set[str]:
    """All the types of errors in an answer, however deep: the first says no more than that shards failed."""
    if isinstance(info, Mapping):
        own = {info["type"]} if isinstance(info.get("type"), str) else set()
        return own.union(*map(_kinds, info.values()))
    if isinstance(info, Sequence) and not isinstance(info, str):
        return set().union(*map(_kinds, info))
    return set()


def _reason(error: exceptions.TransportError) -> str:
    info = error.info
    if isinstance(info, Mapping) and isinstance(info.get("error"), Mapping):
        root = (info["error"].get("root_cause") or [info["error"]])[0]
        return str(root.get("reason") or root.get("type"))
    return str(error.error)


def _shortened(reason: str) -> str:
    return " ".join(reason.split())[:_MOST_REASON]
