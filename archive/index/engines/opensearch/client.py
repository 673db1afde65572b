"""The connection to a cluster: who we are, how long we wait, and what went wrong in one line.

The only module that makes a client. Everything the client raises becomes one of our errors here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from opensearchpy import OpenSearch, helpers
from opensearchpy import exceptions as failures

from ....config import ClusterSettings
from ....errors import ClusterError, IndexBusy, IndexMissing, SettingsError, StorageError

# A bulk request of the cluster's own default limit (100 MB) is far more; this many bytes keep memory
# small on both sides and are enough to make the round trip cheap.
BULK_BYTES = 8 * 1024 * 1024
BULK_ACTIONS = 500
# 429 means "later": the client waits 1, 2, 4 … seconds and sends the refused items alone again.
BULK_RETRIES = 8
BULK_BACKOFF_SECONDS = 1
# A node that does not answer is left out and another asked.
RETRIES = 3
# The 1.x line answers the same requests; it is not tested.
OLDEST_VERSION = (2, 4)


def connect(settings: ClusterSettings) -> OpenSearch:
    """A client for the cluster of these settings; nothing is sent yet."""
    hosts = list(settings.hosts)
    credentials: dict[str, Any] = {}
    if settings.api_key:
        credentials["headers"] = {"Authorization": f"ApiKey {settings.api_key}"}
    elif settings.user:
        credentials["http_auth"] = (settings.user, settings.password)
    return OpenSearch(
        hosts,
        **credentials,
        ca_certs=settings.ca_file,
        verify_certs=True,
        timeout=settings.timeout_seconds,
        max_retries=RETRIES,
        retry_on_timeout=True,
        retry_on_status=(502, 503, 504),
    )


def check_version(client: OpenSearch) -> None:
    """Raise ClusterError where the server is none that we can talk to."""
    version = client.info()["version"]
    number = tuple(int(part) for part in version["number"].split(".")[:2])
    if version.get("distribution") != "opensearch" or number < OLDEST_VERSION:
        raise ClusterError(
            f"the server is {version.get('distribution', 'elasticsearch')} {version['number']}; "
            f"OpenSearch {'.'.join(map(str, OLDEST_VERSION))} or newer is needed"
        )
