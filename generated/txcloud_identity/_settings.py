"""The arguments of a client and the limits of a call, validated and converted for the HTTP library."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias, TypeGuard, cast

import httpx

from ._call import LONGEST_TIMEOUT
from ._contract import ENVIRONMENTS
from ._http_library import is_one
from .errors import ConfigurationError

if TYPE_CHECKING:
    from ._api_key import APIKey

# The error for a parameter with a fault: of a call, or of a client.
Refused: TypeAlias = Callable[[str, str], ConfigurationError]


def resolve_base_url(key: APIKey, environment: str | None, base_url: str | None) -> str:
    """The URL for requests with this key. Raises ConfigurationError if the key belongs to another environment."""
    if environment not in (None, *ENVIRONMENTS):
        raise ConfigurationError(f"environment must be {' or '.join(ENVIRONMENTS)}.")
    host = None if base_url is None else validate_host(base_url)
    claims = {"environment": environment} if environment else {}
    for name, (url, prefix) in ENVIRONMENTS.items():
        if key.begins_with(prefix):
            claims["the API key"] = name
        if host and host == httpx.URL(url).host:
            claims["base_url"] = name
    if len(set(claims.values())) > 1:
        sides = ", ".join(f"{source} is for {name}" for source, name in claims.items())
        raise ConfigurationError(f"A key is sent to its own environment only: {sides}.")
    if base_url is not None:
        # Spelled as the HTTP library spells it, also in its logs.
        return str(httpx.URL(base_url)).rstrip("/")
    for name in claims.values():
        return ENVIRONMENTS[name][0]
    prefixes = " nor ".join(prefix for _, prefix in ENVIRONMENTS.values())
    raise ConfigurationError(f"The API key begins with neither {prefixes}. Say which environment it is for.")


def validate_host(base_url: object) -> str:
    """The host of a URL. Raises ConfigurationError if the key is not safe there."""
    if not isinstance(base_url, str):
        raise ConfigurationError(f"base_url must be a string, not {type(base_url).__name__}.")
    try:
        url = httpx.URL(base_url)
        host = url.host.rstrip(".")
        # A label may be empty or too long.
        url.host.encode("idna")
    except (httpx.InvalidURL, ValueError):
        url, host = httpx.URL(), ""
    is_port = url.port is None or 0 < url.port < 65_536
    if not host or not is_port or url.userinfo or re.search(r"[?#\s]", base_url):
        raise ConfigurationError("base_url must be an address such as https://host/path, and nothing more.")
    if url.scheme != "https" and not (url.scheme == "http" and is_local(host)):
        raise ConfigurationError("base_url must begin with https, since the key is sent there.")
    return host


def is_local(host: str) -> bool:
    # Slow to import, and needed only without TLS.
    import ipaddress

    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def setting_refused(param: str, fault: str) -> ConfigurationError:
    """The error for an argument of a client."""
    return ConfigurationError(f"{param} {fault}")


def validate_timeout(timeout: object, error_for: Refused = setting_refused) -> httpx.Timeout:
    """The limits of a step, in seconds. Raises the error for a parameter if these are none."""
    limits: httpx.Timeout | None = None
    if is_one(timeout, "Timeout"):
        limits = httpx.Timeout(**cast("httpx.Timeout", timeout).as_dict())
    elif isinstance(timeout, int | float) and not isinstance(timeout, bool):
        limits = httpx.Timeout(timeout)
    if limits and all(limit is None or is_duration(limit) for limit in limits.as_dict().values()):
        return limits
    raise error_for("timeout", "must be seconds above 0, at most a day, or an httpx.Timeout of such.")


def validate_deadline(deadline: object, error_for: Refused = setting_refused) -> float | None:
    """The limit of a call, in seconds. Raises the error for a parameter if it is none."""
    if deadline is None or (is_duration(deadline) and not isinstance(deadline, bool)):
        return deadline
    raise error_for("deadline", "must be seconds above 0, at most a day.")


def is_duration(seconds: object) -> TypeGuard[float]:
    return isinstance(seconds, int | float) and 0 < seconds <= LONGEST_TIMEOUT


def validate_retries(max_retries: object, error_for: Refused = setting_refused) -> int:
    """The number of retries. Raises the error for a parameter if it is none."""
    if isinstance(max_retries, bool) or not isinstance(max_retries, int) or max_retries < 0:
        raise error_for("max_retries", "must be an integer from 0 on.")
    return max_retries
