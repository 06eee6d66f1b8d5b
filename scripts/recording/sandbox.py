"""How the vendor's sandbox, or what stands in for it, is called."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from txcloud_identity import TXCloud

from scripts.common.errors import PipelineError


def address(document: dict[str, Any]) -> str:
    """The address of the server that answers keys for trying out."""
    for server in document["servers"]:
        if server["x-environment"] == "sandbox":
            found: str = server["url"]
            return found
    raise PipelineError("The document has no server whose `x-environment` is sandbox.")


def key() -> str | None:
    """The sandbox key that the environment holds, if it holds a key; a Problem if it is another kind of key."""
    found = os.environ.get("TXCLOUD_API_KEY")
    if found and not found.startswith("txc_test_"):
        raise PipelineError(
            "TXCLOUD_API_KEY is not a sandbox key (txc_test_...). A cancellation is final: use the sandbox."
        )
    return found or None


@contextmanager
def connect(server: str, key: str, *, local: bool, headers: dict[str, str] | None = None) -> Iterator[TXCloud]:
    """A client of the package; what answers on this machine needs no proxy and no certificate."""
    try:
        http_client = httpx.Client(headers=headers, trust_env=not local)
    except (ImportError, OSError, ValueError) as error:
        raise PipelineError(f"The environment sets a proxy or certificates that cannot be used: {error}") from None
    with http_client:
        yield TXCloud(key, base_url=server, max_retries=0, http_client=http_client)
