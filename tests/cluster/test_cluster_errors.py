"""What goes wrong with a cluster is said in one line that tells what to do."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import trustme
from builders import VERSIONS, entry
from cluster_archives import add, changing, ids, reading, write_archive
from opensearchpy import exceptions

from archive.config import ClusterSettings
from archive.errors import ClusterError, StorageError, UsageError
from archive.index import open_remote
from archive.index.engines.opensearch import client, points
from archive.index.engines.opensearch.client import Client, Lost, translated
from archive.index.engines.opensearch.mapping import sections_body
from archive.index.engines.opensearch.state import Names
from archive.index.expr import EVERYTHING, All, Any, Atom

WELL = {"version": {"number": "2.19.1", "distribution": "opensearch"}}
SETTINGS = ClusterSettings(hosts=("http://127.0.0.1:9",), timeout=2)
# How long a server takes to see that it is to end; the half second of the library is most of a test's time.
POLL_SECONDS = 0.01


@contextmanager
def server(
    status: int, answer: object, secured: ssl.SSLContext | None = None
) -> Iterator[tuple[ClusterSettings, list[str]]]:
    """Something that answers everything alike; what it was told of who asks."""
    told: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.append(self.headers.get("Authorization", ""))
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    running, scheme = HTTPServer(("127.0.0.1", 0), Handler), "http"
    if secured is not None:
        running.socket, scheme = secured.wrap_socket(running.socket, server_side=True), "https"
    threading.Thread(target=running.serve_forever, args=(POLL_SECONDS,), daemon=True).start()
    try:
        yield replace(SETTINGS, hosts=(f"{scheme}://127.0.0.1:{running.server_port}",)), told
    finally:
        running.shutdown()
        running.server_close()


def test_a_cluster_that_is_away_is_named() -> None:
    with pytest.raises(ClusterError, match=r"http://127\.0\.0\.1:9 cannot be reached .*check that it runs"):
        open_remote(SETTINGS, VERSIONS)


@pytest.mark.parametrize(
    "version", [{"number": "7.10.2"}, {"number": "1.3.0", "distribution": "opensearch"}], ids=["other", "old"]
)
def test_a_server_of_another_kind_is_refused(version: dict[str, str]) -> None:
    said = rf"{version['number']}, but OpenSearch 2\.4 or newer is needed"
    with server(200, {"version": version}) as (settings, _), pytest.raises(ClusterError, match=said):
        Client(settings).check()


def test_who_is_not_known_is_told_which_variables_to_set() -> None:
    said = "ARCHIVE_CLUSTER_API_KEY"
    with server(401, {"error": "Unauthorized"}) as (settings, _), pytest.raises(ClusterError, match=said):
        Client(settings).check()


@pytest.mark.parametrize(
    ("secrets", "header"),
    [({"user": "a", "password": "b"}, "Basic YTpi"), ({"api_key": "k"}, "ApiKey k"), ({}, "")],
    ids=["password", "key", "none"],
)
def test_credentials_are_sent_as_they_were_set(secrets: dict[str, str], header: str) -> None:
    with server(200, WELL) as (settings, told):
        Client(replace(settings, **secrets)).check()  # type: ignore[arg-type]
    assert told == [header]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """One who signs certificates, whom only we know."""
    return trustme.CA()


@pytest.fixture(scope="module")
def secured(authority: trustme.CA) -> ssl.SSLContext:
    """The server's side of TLS, with a certificate for the address that the tests use."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


def test_a_cluster_is_spoken_to_by_tls_where_its_certificate_is_trusted(
    authority: trustme.CA, secured: ssl.SSLContext, tmp_path: Path
) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    with server(200, WELL, secured) as (settings, told):
        Client(replace(settings, ca_file=str(tmp_path / "ca.pem"), api_key="k")).check()
    assert told == ["ApiKey k"]


def test_who_signed_for_another_is_not_told_our_secrets(secured: ssl.SSLContext, tmp_path: Path) -> None:
    trustme.CA().cert_pem.write_to_path(str(tmp_path / "other.pem"))
    with (
        server(200, WELL, secured) as (settings, told),
        pytest.raises(ClusterError, match=r"is not trusted .*set cluster_ca"),
    ):
        Client(replace(settings, ca_file=str(tmp_path / "other.pem"), api_key="k")).check()
    assert not told


@pytest.mark.parametrize("text", [None, "no certificate"], ids=["no-file", "something-else"])
def test_a_file_without_certificates_is_named(text: str | None, tmp_path: Path) -> None:
    path = tmp_path / "ca.pem"
    if text is not None:
        path.write_text(text, encoding="ascii")
    with pytest.raises(ClusterError, match=r"no certificates can be read in .*ca\.pem"):
        Client(replace(SETTINGS, ca_file=str(path)))


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (exceptions.SSLError("N/A", "self-signed", ValueError("self-signed")), ClusterError, "cluster_ca"),
        (
            exceptions.AuthorizationException(
                403,
                "security_exception",
                {"error": {"type": "security_exception", "reason": "no permissions"}},
            ),
            ClusterError,
            "no permissions",
        ),
        (
            exceptions.RequestError(
                400, "search_phase", {"error": {"caused_by": {"type": "too_many_nested_clauses"}}}
            ),
            UsageError,
            "more words",
        ),
        (
            exceptions.TransportError(
                500,
                "search_phase_execution_exception",
                {"error": {"root_cause": [{"type": "illegal_state", "reason": "no node found for id: x"}]}},
            ),
            Lost,
            "no node found",
        ),
        (
            exceptions.TransportError(
                429,
                "cluster_block_exception",
                {"error": {"type": "cluster_block_exception", "reason": "flood-stage watermark"}},
            ),
            StorageError,
            "make room",
        ),
    ],
    ids=["certificate", "rights", "clauses", "node-left", "watermark"],
)
def test_errors_of_the_library_become_ours(
    error: exceptions.OpenSearchException, kind: type[Exception], said: str
) -> None:
    found = translated(error, SETTINGS)
    assert isinstance(found, kind)
    assert said in str(found)
    assert "\n" not in str(found)


def test_a_full_disk_is_said_and_what_was_there_stays(place: ClusterSettings) -> None:
    write_archive(place, [entry(["原来的内容"])])
    admin, index = Client(place), Names(place.name).sections(1)
    # What the cluster does to an index when a disk passes the flood-stage watermark.
    block = "index.blocks.read_only_allow_delete"
    admin.call("PUT", f"/{index}/_settings", {block: True})
    with pytest.raises(StorageError, match="make room"), changing(place) as change:
        add(change, "b.txt", [entry(["更多内容"], path="b.txt", report=2)])
        change.commit()
    admin.call("PUT", f"/{index}/_settings", {block: None})
    admin.close()
    assert len(ids(place)) == 1


def test_a_cluster_without_some_of_its_shards_says_so(
    place: ClusterSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (client, points):
        monkeypatch.setattr(module, "PATIENCE_SECONDS", 0.5)
    write_archive(place, [entry(["原来的内容"])])
    admin, index = Client(place), Names(place.name).sections(1)
    admin.call("DELETE", f"/{index}")
    body = sections_body(1, 0)
    body["settings"]["index.routing.allocation.require._name"] = "nobody"
    admin.call("PUT", f"/{index}", body, {"wait_for_active_shards": "0"})
    with pytest.raises(ClusterError, match=r"is red, .*start the nodes"), reading(place) as snapshot:
        assert snapshot.select(EVERYTHING).total
    admin.call("DELETE", f"/{index}")
    admin.close()


def test_a_query_with_more_words_than_the_cluster_takes_says_so(place: ClusterSettings) -> None:
    write_archive(place, [entry(["原来的内容"])])
    with reading(place) as snapshot:
        words = All(tuple(Any((Atom(f"甲{n}乙"), Atom(f"丙{n}"))) for n in range(3_000)))
        with pytest.raises(UsageError, match="max_clause_count"):
            assert snapshot.select(words).total
