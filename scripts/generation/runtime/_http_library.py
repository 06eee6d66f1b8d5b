"""The settings of the HTTP library, and what is its own: httpx, or httpx2 if a caller's client is one of it."""

from __future__ import annotations

import os
import sys
from functools import cache, partial
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Protocol, TypeGuard, TypeVar
from weakref import proxy

import httpx

from ._contract import API_VERSION, USER_AGENT
from ._interruption import is_interruption
from .errors import ConfigurationError

if TYPE_CHECKING:
    import ssl

H = TypeVar("H", httpx.Client, httpx.AsyncClient)

# The one that this package installs, and its successor, which it never imports: that is up to callers. Their classes
# have the same names, and nothing else in common.
LIBRARIES = ("httpx", "httpx2")

# The errors of aiohttp if there was no connection.
NEVER_CONNECTED = ("ClientConnectorError", "ClientHttpProxyError", "ConnectionTimeoutError")

HEADERS = {
    "Accept": "application/json",
    "Accept-Encoding": "gzip",
    "TXCloud-Version": API_VERSION,
    "User-Agent": USER_AGENT,
}

# How many connections there may be at once, by default of the HTTP library. All are kept: where it may keep fewer, it
# closes one that is not used for a moment, and another thread may have begun to send with it.
CONNECTIONS = 100


class HTTPX2Response(Protocol):
    """An `httpx2.Response`."""

    def read(self) -> bytes: ...


class HTTPX2Client(Protocol):
    """An `httpx2.Client`, described so that type checkers need no httpx2."""

    @property
    def is_closed(self) -> bool: ...

    def send(self, request: Any, *, stream: bool = ...) -> HTTPX2Response: ...


class HTTPX2AsyncClient(Protocol):
    """An `httpx2.AsyncClient`."""

    @property
    def is_closed(self) -> bool: ...

    async def send(self, request: Any, *, stream: bool = ...) -> HTTPX2Response: ...


class HTTPX2Timeout(Protocol):
    """An `httpx2.Timeout`."""

    def as_dict(self) -> dict[str, float | None]: ...


def is_one(value: object, *names: str) -> bool:
    """Whether something is an instance of one of these classes, in either library."""
    return any(kind.__name__ in names and kind.__module__ in LIBRARIES for kind in value.__class__.__mro__)


def is_judgement(error: Exception) -> TypeGuard[httpx.HTTPStatusError]:
    """Whether a function of the caller's has raised an error for a response, by the method of the library for that."""
    return is_one(error, "HTTPStatusError")


def is_from_aiohttp(error: object, *names: str) -> bool:
    """Whether something is an instance of one of these classes of aiohttp."""
    return any(kind.__name__ in names and kind.__module__.startswith("aiohttp.") for kind in error.__class__.__mro__)


def library_of(value: object) -> Any:
    """The library that the class of something comes from."""
    return next(sys.modules[kind.__module__] for kind in value.__class__.__mro__ if kind.__module__ in LIBRARIES)


def is_unsent(error: Exception) -> bool:
    """Whether an error is of a kind that is raised before there is a connection."""
    # The transport for aiohttp raises these for a connection that broke later, too.
    if is_from_aiohttp(error.__cause__, "ClientError"):
        return is_from_aiohttp(error.__cause__, *NEVER_CONNECTED)
    return is_one(error, "ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "UnsupportedProtocol")


def validate_client(kind: type[H], own: object) -> None:
    """Raises ConfigurationError if this is no HTTP client of the kind that is needed."""
    if own is not None and not is_one(own, kind.__name__):
        kinds = " or an ".join(f"{library}.{kind.__name__}" for library in LIBRARIES)
        raise ConfigurationError(f"http_client must be an {kinds}, not {type(own).__name__}.")


def new_client(kind: type[H], base_url: str) -> H:
    """An HTTP client that keeps no cookies. Raises ConfigurationError if the environment has unusable settings."""
    # An address without TLS is on this machine, so no proxy may see the request.
    trust_env = base_url.startswith("https:")
    fault = unusable_certificates
    try:
        context = tls_context(trust_env, *map(version_of, ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")))
        fault = unusable_proxy
        limits = httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS)
        http = kind(headers=HEADERS, verify=context, trust_env=trust_env, limits=limits)
        vars(http.cookies)["extract_cookies"] = ignore
        adapt(http)
        return http
    except Exception as error:
        if is_interruption(error):
            raise
        name = type(error).__name__
    # The text of the error may contain the password of a proxy.
    raise ConfigurationError(
        f"The environment variable {fault()} has a value that cannot be used ({name}). Correct it, or pass http_client."
    )


def version_of(variable: str) -> tuple[str, float]:
    """The path in an environment variable, and when its file was changed last."""
    path = os.environ.get(variable, "")
    try:
        return path, Path(path).stat().st_mtime
    except (OSError, ValueError):
        return path, 0


def unusable_certificates() -> str:
    """The environment variable for which no certificates can be loaded."""
    import ssl

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(os.environ["SSL_CERT_FILE"])
    except (OSError, ValueError):
        return "SSL_CERT_FILE"
    except KeyError:
        pass
    return "SSLKEYLOGFILE"


def unusable_proxy() -> str:
    """The environment variable whose proxy cannot be used, or else the one with the hosts that need none."""
    for name, value in os.environ.items():
        if name.lower() in ("https_proxy", "http_proxy", "all_proxy"):
            try:
                httpx.HTTPTransport(proxy=httpx.Proxy(value if "://" in value else f"http://{value}"), verify=False)
            except Exception:
                return name
    return "NO_PROXY"


def adapt(http: httpx.Client | httpx.AsyncClient) -> None:
    """Replace parts of the HTTP library, in the versions that have them."""
    attributes = vars(http)
    for transport in (attributes.get("_transport"), *attributes.get("_mounts", {}).values()):
        pool: Any = getattr(transport, "_pool", None)
        if isinstance(http, httpx.AsyncClient) and hasattr(pool, "_close_connections"):
            # By a proxy, or the pool would refer to itself and live on when it is dropped.
            vars(pool)["_close_connections"] = partial(close_any, proxy(pool))
        elif isinstance(http, httpx.Client) and hasattr(pool, "_optional_thread_lock"):
            # The library takes and releases its lock in Python code, within which a signal handler may raise an
            # exception that leaves it held. This one is taken and released in C.
            vars(pool)["_optional_thread_lock"] = RLock()


async def close_any(pool: Any, connections: list[Any]) -> None:
    """Close connections, if there are any.

    The HTTP library prepares for it twice in each call, and each time tries to import sniffio. Where that is not
    installed, these take a fifth of a call.
    """
    if connections:
        await pool.__class__._close_connections(pool, connections)


def ignore(_: httpx.Response) -> None:
    """Do nothing with the cookies of a response: to look for them would take a tenth of a call."""


@cache
def tls_context(trust_env: bool, *_: tuple[str, float]) -> ssl.SSLContext:
    """The trusted certificates, by the environment. Loading them is slow, so it is done once for each version."""
    return httpx.create_ssl_context(trust_env=trust_env)
