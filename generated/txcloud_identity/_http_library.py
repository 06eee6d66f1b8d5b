"""The settings of the HTTP library, and the meaning of its errors."""

from __future__ import annotations

import os
from functools import cache
from http.cookiejar import CookieJar
from typing import TYPE_CHECKING, TypeVar

import httpx

from ._contract import API_VERSION, USER_AGENT
from .errors import ConfigurationError

if TYPE_CHECKING:
    import ssl

H = TypeVar("H", httpx.Client, httpx.AsyncClient)

HEADERS = {
    "Accept": "application/json",
    "Accept-Encoding": "gzip",
    "TXCloud-Version": API_VERSION,
    "User-Agent": USER_AGENT,
}

# The defaults of the HTTP library: how many connections there may be at once, and how many are kept.
CONNECTIONS = 100
KEPT_CONNECTIONS = 20

# The exceptions of the HTTP library for a failed attempt.
FAILURES = (httpx.HTTPError, OSError, RuntimeError, ValueError)


def is_unsent(error: Exception) -> bool:
    """Whether an attempt failed before there was a connection."""
    # Another transport than httpx's own may raise these for a connection that broke later.
    if error.__cause__ and not type(error.__cause__).__module__.startswith("httpcore"):
        return False
    return isinstance(
        error,
        httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout | httpx.ProxyError | httpx.UnsupportedProtocol,
    )


def connected(kind: type[H], own: object, base_url: str) -> H:
    """The caller's own HTTP client, or a new one that keeps no cookies."""
    if isinstance(own, kind):
        return own
    if own is not None:
        raise ConfigurationError(f"http_client must be an httpx.{kind.__name__}, not {type(own).__name__}.")
    # An address without TLS is on this machine, so no proxy may see the request.
    trust_env = base_url.startswith("https:")
    try:
        context = tls_context(trust_env, os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))
        limits = httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=KEPT_CONNECTIONS)
        return kind(headers=HEADERS, cookies=empty_jar(), verify=context, trust_env=trust_env, limits=limits)
    except (ImportError, OSError, ValueError) as error:
        fault = type(error).__name__
    # The text of the error may contain the password of a proxy.
    raise ConfigurationError(
        f"The environment sets a proxy or certificates that cannot be used ({fault}). Look at the variables "
        "HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, SSL_CERT_FILE and SSL_CERT_DIR, or pass http_client."
    )


def empty_jar() -> CookieJar:
    """A jar that stays empty."""
    # The HTTP library has imported it.
    from http.cookiejar import CookieJar

    class EmptyJar(CookieJar):
        def extract_cookies(self, response: object, request: object) -> None:
            """Do nothing: to look for cookies would take a twentieth of a call."""

    return EmptyJar()


@cache
def tls_context(trust_env: bool, *_: str | None) -> ssl.SSLContext:
    """The trusted certificates, by the environment. Loading them is slow, so it is done once for all clients."""
    return httpx.create_ssl_context(trust_env=trust_env)
