"""Call the vendor's sandbox, or a mock server in its place."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from txcloud_identity import TXCloud

from scripts.common.errors import PipelineError


def address(document: dict[str, Any]) -> str:
    """Return the address of the document's sandbox server."""
    for server in document["servers"]:
        if server["x-environment"] == "sandbox":
            found: str = server["url"]
            return found
    raise PipelineError("The document has no server whose `x-environment` is sandbox.")


def key() -> str | None:
    """Return the key in TXCLOUD_API_KEY, if any; raise PipelineError if it is not a sandbox key."""
    found = os.environ.get("TXCLOUD_API_KEY")
    if found and not found.startswith("txc_test_"):
        raise PipelineError(
            "TXCLOUD_API_KEY is not a sandbox key (txc_test_...). A cancellation is final: use the sandbox."
        )
    return found or None


@contextmanager
def connect(server: str, key: str, *, local: bool, headers: dict[str, str] | None = None) -> Iterator[TXCloud]:
    """Yield a client; a local server needs no proxy and no certificate."""
    try:
        http_client = httpx.Client(headers=headers, trust_env=not local)
    except (ImportError, OSError, ValueError) as error:
        raise PipelineError(f"The environment sets a proxy or certificates that cannot be used: {error}") from None
    with http_client:
        yield TXCloud(key, base_url=server, max_retries=0, http_client=http_client)
