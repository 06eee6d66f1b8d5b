"""How the vendor's sandbox, or what stands in for it, is called."""

import os
import re
from typing import Any

import httpx
from txcloud_identity import AuthenticatedClient

from scripts.problem import Problem

TIMEOUT_SECONDS = 30


def address(document: dict[str, Any]) -> str:
    """The address of the server that answers keys for trying out."""
    addresses: list[str] = [server["url"] for server in document["servers"] if "sandbox" in server["url"]]
    if not addresses:
        raise Problem("The document has no server whose address names the sandbox.")
    return addresses[0]


def key() -> str | None:
    """The sandbox key that the environment holds, if it holds a key; a Problem if it is another kind of key."""
    found = os.environ.get("TXCLOUD_API_KEY")
    if found and not found.startswith("txc_test_"):
        raise Problem("TXCLOUD_API_KEY is not a sandbox key (txc_test_...). A cancellation is final: use the sandbox.")
    # httpx would quote the header that it cannot send, and with it the key.
    if found and not re.fullmatch("[!-~]+", found):
        raise Problem("TXCLOUD_API_KEY holds a space, a line end or another character that no key has.")
    return found or None


def checked(verification_id: str) -> str:
    """The identifier itself; a Problem if it is none, since anything else would lead to another address."""
    if not re.fullmatch("[A-Za-z0-9_-]+", verification_id):
        raise Problem(f"{verification_id!r} is no identifier of a verification.")
    return verification_id


def connect(server: str, key: str, *, local: bool, headers: dict[str, str] | None = None) -> AuthenticatedClient:
    """A client of the package; what answers on this machine needs no proxy and no certificate."""
    client = AuthenticatedClient(
        base_url=server,
        token=key,
        headers=headers or {},
        timeout=httpx.Timeout(TIMEOUT_SECONDS),
        httpx_args={"trust_env": not local},
    )
    try:
        client.get_httpx_client()
    except (ImportError, OSError, ValueError) as error:
        raise Problem(f"The environment sets a proxy or certificates that cannot be used: {error}") from None
    return client
