"""The clients: `TXCloud`, and `AsyncTXCloud` for asyncio. They and the fake alone know the HTTP library."""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import time
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NoReturn, Self, TypeAlias, TypeVar

from . import api
from ._exchanges import Exchanges
from ._key import Key
from ._limits import AnswerLimit, Body, EarlyAnswer, UnreadableAnswer, is_early, limit_async_reads, limit_reads
from ._logs import DEMOTION, LOGGER
from .errors import (
    APIConnectionError,
    APITimeoutError,
    ConfigurationError,
    RateLimitError,
    ResponseError,
    ServerError,
    TXCloudError,
    documented,
    one_line,
    status_error,
)

if TYPE_CHECKING:
    import ssl
    from http.cookiejar import CookieJar

    import httpx

    from .models.verification import Verification
    from .types import Request, Response

T = TypeVar("T")

Timeout: TypeAlias = "float | httpx.Timeout"
Environment: TypeAlias = Literal["production", "sandbox"]

# The address of each environment, and how the keys begin that it takes.
ENVIRONMENTS: dict[str, tuple[str, str]] = {
    "production": ("https://api.txcloud.io/v1", "txc_live_"),
    "sandbox": ("https://sandbox.api.txcloud.io/v1", "txc_test_"),
}

HEADERS = {
    "Accept": "application/json",
    "Accept-Encoding": "gzip",
    "TXCloud-Version": "2025-01-01",
    "User-Agent": "txcloud-identity/0.1.0",
}

# Seconds. What the server asks for is waited in full, unless it is longer than a caller would expect to wait.
LONGEST_WAIT = 60
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 8
LONGEST_TIMEOUT = 86_400

# What the HTTP library has by default: how many connections there may be at once, and how many are kept for later.
CONNECTIONS = 100
KEPT_CONNECTIONS = 20


def import_http_library() -> None:
    """Import what takes longer to import than all else, as soon as there is a client to need it."""
    global httpx
    import httpx


def failures() -> tuple[type[Exception], ...]:
    """What the HTTP library raises when an exchange fails."""
    return httpx.HTTPError, OSError, RuntimeError, ValueError


def is_unsent(error: Exception) -> bool:
    """Whether an exchange failed before there was a connection."""
    # A transport that is not httpx's own may say so of a connection that broke later.
    if error.__cause__ and not type(error.__cause__).__module__.startswith("httpcore"):
        return False
    return isinstance(
        error,
        httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout | httpx.ProxyError | httpx.UnsupportedProtocol,
    )


class BaseClient:
    """What both clients have in common: their settings, and all of an exchange but the waiting."""

    # A traceback may show a client that was refused.
    _base_url = ""
    _trace: Callable[[str, dict[str, Any]], object]
    _exchanges: Exchanges

    def __init__(
        self,
        key: Key,
        environment: str | None,
        base_url: str | None,
        timeout: Timeout,
        max_retries: int,
        is_owner: bool,
    ) -> None:
        import_http_library()
        if key.fault:
            raise ConfigurationError(key.fault)
        self._key = key
        self._base_url = address(key, environment, base_url)
        DEMOTION.addresses.add(f"{self._base_url}/")
        self._timeout = checked_timeout(timeout)
        self._max_retries = checked_retries(max_retries)
        self._is_owner = is_owner
        self._made: dict[str, httpx.Request] = {}

    @property
    def base_url(self) -> str:
        """The address that requests are sent to."""
        return self._base_url

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self.base_url!r})"

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} cannot be pickled or copied. Make one where it is needed.")

    def _begin(self, http: httpx.Client | httpx.AsyncClient) -> None:
        if http.is_closed or not self._exchanges.begin():
            raise ConfigurationError("The client is closed. Make a new one.")

    def _limits(self, timeout: Timeout | None) -> httpx.Timeout:
        return self._timeout if timeout is None else checked_timeout(timeout)

    def _retries(self, max_retries: int | None) -> int:
        return self._max_retries if max_retries is None else checked_retries(max_retries)

    def _log(self, request: Request[T], outcome: Response[T] | TXCloudError, attempt: int, started: float) -> None:
        """Say what came of an attempt."""
        if not LOGGER.isEnabledFor(logging.INFO):
            return
        status = getattr(outcome, "status_code", "")
        what = f"{status} {type(outcome).__name__}".strip() if isinstance(outcome, TXCloudError) else status
        request_id = self._key.redact(one_line(outcome.request_id or "unknown"))
        seconds = time.monotonic() - started
        line = "%s %s: %s in %.3f s (attempt %d, request %s)"
        LOGGER.info(line, request.method, request.route, what, seconds, attempt + 1, request_id)

    def _prepared(
        self, request: Request[T], limits: httpx.Timeout, limit: AnswerLimit, http: httpx.Client | httpx.AsyncClient
    ) -> httpx.Request:
        """What goes over the wire, but for the key, which is added as it leaves."""
        # What instruments the HTTP library may want to name the path without its identifiers.
        extensions = {"timeout": {**limits.as_dict(), "read": limit}, "trace": self._trace, "route": request.route}
        url = self.base_url + request.path
        try:
            if not self._is_owner:
                return http.build_request(request.method, url, extensions=extensions, headers=HEADERS)
            # What requests have in common is made once, since it costs as much as all the rest of a request.
            if request.method not in self._made:
                self._made[request.method] = http.build_request(request.method, self.base_url)
            made = self._made[request.method]
            return httpx.Request(request.method, url, extensions=extensions, stream=made.stream, headers=made.headers)
        except (httpx.InvalidURL, TypeError, ValueError) as error:
            fault = type(error).__name__
        # Its text may quote an argument.
        raise ConfigurationError(f"No request can be made of the arguments and the settings of http_client ({fault}).")

    def _no_answer(self, error: Exception) -> APIConnectionError:
        """The error for an exchange that brought no answer."""
        is_late = isinstance(error, httpx.TimeoutException | TimeoutError)
        kind = APITimeoutError if is_late else APIConnectionError
        name = type(error).__name__
        if not is_unsent(error):
            # Its text may quote what was sent.
            return kind(f"{self.base_url} gave no usable answer, so whether it acted is unknown ({name})")
        reason = one_line(self._key.redact(f"{name} {error}"))
        return kind(f"no connection to {self.base_url}, so nothing was sent ({reason})", outcome_unknown=False)

    def _outcome(self, answer: httpx.Response, body: bytes, request: Request[T]) -> Response[T] | TXCloudError:
        """What an answer means."""
        if not answer.is_success:
            return status_error(answer.status_code, self._redacted_headers(answer), self._redacted_body(body))
        try:
            return request.answered(answer.status_code, answer.headers, body)
        except (RecursionError, ValueError):
            fault = "cannot be read"
        return ResponseError(answer.status_code, self._redacted_headers(answer), fault)

    def _without_body(self, answer: httpx.Response, error: Exception) -> TXCloudError:
        """What an answer means whose body cannot be had. It still has its status."""
        if not answer.is_success:
            return status_error(answer.status_code, self._redacted_headers(answer), b"")
        fault = str(error) if isinstance(error, UnreadableAnswer) else f"broke off ({type(error).__name__})"
        return ResponseError(answer.status_code, self._redacted_headers(answer), fault)

    def _redacted_headers(self, answer: httpx.Response) -> httpx.Headers:
        """The headers of an answer without the key, which a server may give back."""
        return httpx.Headers([(name, self._redacted_bytes(value)) for name, value in answer.headers.raw])

    def _redacted_body(self, body: bytes) -> bytes:
        """A body without the key, however JSON spells it."""
        texts, numbers = documented(body)
        redacted = {name: self._key.redact(text) for name, text in texts.items()}
        if redacted == texts:
            return self._redacted_bytes(body)
        return json.dumps({"error": {**redacted, **numbers}}).encode()

    def _redacted_bytes(self, content: bytes) -> bytes:
        # Each byte is some character of this encoding.
        return self._key.redact(content.decode("latin-1")).encode("latin-1")


class TXCloud(BaseClient):
    """A client. Threads may share it. Close it when you are done, or use it in a `with` statement.

    Args:
        api_key: The API key. Unless given, it is read from the environment variable TXCLOUD_API_KEY.
        environment: production or sandbox. Unless given, it is the one that the key belongs to.
        base_url: Another address, such as that of a gateway. It begins with https, unless it is on this machine.
        timeout: Seconds for each step of an exchange (to wait for a free connection, to connect, to send, to receive
            the whole answer), or an `httpx.Timeout`. Nobody waits for an answer longer than a day.
        max_retries: How often a request is repeated where it cannot have been acted on: where no connection was made,
            for status 429, and for status 503 if the server says when to come back. As long as the server asks for is
            waited; if that is more than 60 seconds, the error is raised instead.
        http_client: An `httpx.Client` of your own, for example with a proxy. It is used as it is and not closed;
            `timeout` holds for it, too.

    Raises:
        ConfigurationError: An argument is refused. The message does not quote the key.
    """

    _trace = staticmethod(limit_reads)

    def __init__(
        self,
        api_key: str | None = None,
        *,
        environment: Environment | None = None,
        base_url: str | None = None,
        timeout: Timeout = 30,
        max_retries: int = 3,
        http_client: httpx.Client | None = None,
    ) -> None:
        key = Key(api_key)
        # A traceback that shows local variables would show it.
        del api_key
        super().__init__(key, environment, base_url, timeout, max_retries, is_owner=http_client is None)
        self._connect(http_client)

    def _connect(self, http_client: httpx.Client | None) -> None:
        self._http = connected(httpx.Client, http_client, self.base_url)
        self._exchanges = Exchanges()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Refuse further calls, and close the connections once none is under way. An `http_client` stays open."""
        if self._is_owner and self._exchanges.close():
            self._http.close()

    def send(
        self, request: Request[T], *, timeout: Timeout | None = None, max_retries: int | None = None
    ) -> Response[T]:
        """Send the request of an operation; what each method below does."""
        limits, retries = self._limits(timeout), self._retries(max_retries)
        if self._is_owner and self._exchanges.is_forked():
            self._connect(None)
        attempt = 0
        while True:
            started = time.monotonic()
            self._begin(self._http)
            try:
                outcome = self._exchange(request, limits)
            finally:
                if self._exchanges.end():
                    self._http.close()
            self._log(request, outcome, attempt, started)
            if not isinstance(outcome, TXCloudError):
                return outcome
            pause = pause_before_repeating(outcome, attempt)
            if pause is None or attempt == retries:
                raise outcome
            time.sleep(pause)
            attempt += 1

    def _exchange(self, request: Request[T], limits: httpx.Timeout) -> Response[T] | TXCloudError:
        limit = AnswerLimit(limits.read or LONGEST_TIMEOUT)
        prepared = self._prepared(request, limits, limit, self._http)
        try:
            answer = self._http.send(prepared, auth=self._key.authorize, follow_redirects=False, stream=True)
        except failures() as error:
            if not isinstance(error, httpx.HTTPStatusError) or error.request is not prepared:
                return self._no_answer(error)
            # A hook of the caller's own has judged the answer.
            answer = error.response
        try:
            try:
                if is_early(limit, answer.extensions):
                    return self._no_answer(EarlyAnswer())
                if answer.is_stream_consumed:
                    # A hook or a transport of the caller's own has read it.
                    content = answer.content
                else:
                    body = Body(answer.headers.get("Content-Encoding", ""), limit)
                    for part in answer.iter_raw():
                        body.add(part)
                    content = body.whole()
            finally:
                answer.close()
        except failures() as error:
            return self._without_body(answer, error)
        return self._outcome(answer, content, request)

    def cancel_verification(
        self, id: str, *, timeout: Timeout | None = None, max_retries: int | None = None
    ) -> Verification:
        """Cancel verification.

        Cancels a verification that runs asynchronously and is still pending. It cannot be undone.

        The key needs the permission `identity:write`. The request has no body, and the vendor does
        not document `Idempotency-Key` for this operation, so a repeated call is a new call.

        `POST /identity/verifications/{id}/cancel` in the vendor's reference.

        Args:
            id: The identifier of the verification. Example: ver_a1b2c3d4e5f6.
            timeout: Seconds for each step of an exchange, or an `httpx.Timeout`; None for the client's own.
            max_retries: How often to repeat the request, where that is safe; None for the client's own.

        Returns:
            Verification cancelled.

        Raises:
            ConfigurationError: An argument is refused. Nothing was sent.
            ValidationError: 400. The request is malformed. `error.param` names the parameter at fault.
            AuthenticationError: 401. The API key is not accepted, or was revoked.
            PermissionDeniedError: 403. The key may not do this. It lacks `identity:write`, or calls from an address
                that is not allowed.
            NotFoundError: 404. No verification has this identifier.
            ConflictError: 409. The request conflicts with an earlier one.
            RateLimitError: 429. The rate limit is used up. Wait for the time that `Retry-After` and
                `error.retry_after` give.
            APIStatusError: Any other error that the server answers; `ServerError` for 5xx.
            APIConnectionError: No answer came; `APITimeoutError`, if not in time.
            ResponseError: The server says that it succeeded, but its answer cannot be read.
        """
        return api.management.cancel_verification.sync(id, client=self, timeout=timeout, max_retries=max_retries)

    def cancel_verification_detailed(
        self, id: str, *, timeout: Timeout | None = None, max_retries: int | None = None
    ) -> Response[Verification]:
        """The same as `cancel_verification`, with status, headers and content of the answer."""
        return api.management.cancel_verification.sync_detailed(
            id, client=self, timeout=timeout, max_retries=max_retries
        )


class AsyncTXCloud(BaseClient):
    """The same as `TXCloud`, for asyncio: tasks of one event loop may share it, and its methods are awaited.

    Args:
        api_key: As for `TXCloud`.
        environment: As for `TXCloud`.
        base_url: As for `TXCloud`.
        timeout: As for `TXCloud`.
        max_retries: As for `TXCloud`.
        http_client: An `httpx.AsyncClient` of your own.

    Raises:
        ConfigurationError: An argument is refused. The message does not quote the key.
    """

    _trace = staticmethod(limit_async_reads)

    def __init__(
        self,
        api_key: str | None = None,
        *,
        environment: Environment | None = None,
        base_url: str | None = None,
        timeout: Timeout = 30,
        max_retries: int = 3,
        http_client: httpx.AsyncClient | None = None,
    ) -> None:
        key = Key(api_key)
        # A traceback that shows local variables would show it.
        del api_key
        super().__init__(key, environment, base_url, timeout, max_retries, is_owner=http_client is None)
        self._connect(http_client)

    def _connect(self, http_client: httpx.AsyncClient | None) -> None:
        # Nobody needs it but those who have imported it.
        import asyncio

        self._http = connected(httpx.AsyncClient, http_client, self.base_url)
        self._turns = asyncio.Semaphore(CONNECTIONS if self._is_owner else sys.maxsize)
        self._exchanges = Exchanges()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Refuse further calls, and close the connections once none is under way. An `http_client` stays open."""
        if self._is_owner and self._exchanges.close():
            await self._http.aclose()

    async def send(
        self, request: Request[T], *, timeout: Timeout | None = None, max_retries: int | None = None
    ) -> Response[T]:
        """Send the request of an operation; what each method below does."""
        limits, retries = self._limits(timeout), self._retries(max_retries)
        if self._is_owner and self._exchanges.is_forked():
            self._connect(None)
        attempt = 0
        while True:
            started = time.monotonic()
            outcome = await self._exchange_in_turn(request, limits)
            self._log(request, outcome, attempt, started)
            if not isinstance(outcome, TXCloudError):
                return outcome
            pause = pause_before_repeating(outcome, attempt)
            if pause is None or attempt == retries:
                raise outcome
            import asyncio

            await asyncio.sleep(pause)
            attempt += 1

    async def _exchange_in_turn(self, request: Request[T], limits: httpx.Timeout) -> Response[T] | TXCloudError:
        """Wait in line. The HTTP library has a line, too, but looks through all of it at each request."""
        turns = self._turns
        if not turns.locked():
            await turns.acquire()
        else:
            import asyncio

            try:
                async with asyncio.timeout(limits.pool):
                    await turns.acquire()
            except TimeoutError:
                return self._no_answer(httpx.PoolTimeout("no connection was free in time"))
            except RuntimeError:
                # That another event loop waited in it, too.
                return ConfigurationError("The client is another event loop's. Make one in each.")
        try:
            self._begin(self._http)
            try:
                return await self._exchange(request, limits)
            finally:
                if self._exchanges.end():
                    await self._http.aclose()
        finally:
            turns.release()

    async def _exchange(self, request: Request[T], limits: httpx.Timeout) -> Response[T] | TXCloudError:
        limit = AnswerLimit(limits.read or LONGEST_TIMEOUT)
        prepared = self._prepared(request, limits, limit, self._http)
        try:
            answer = await self._http.send(prepared, auth=self._key.authorize, follow_redirects=False, stream=True)
        except failures() as error:
            if not isinstance(error, httpx.HTTPStatusError) or error.request is not prepared:
                return self._no_answer(error)
            # A hook of the caller's own has judged the answer.
            answer = error.response
        try:
            try:
                if is_early(limit, answer.extensions):
                    return self._no_answer(EarlyAnswer())
                if answer.is_stream_consumed:
                    # A hook or a transport of the caller's own has read it.
                    content = answer.content
                else:
                    body = Body(answer.headers.get("Content-Encoding", ""), limit)
                    async for part in answer.aiter_raw():
                        body.add(part)
                    content = body.whole()
            finally:
                await answer.aclose()
        except failures() as error:
            return self._without_body(answer, error)
        return self._outcome(answer, content, request)

    async def cancel_verification(
        self, id: str, *, timeout: Timeout | None = None, max_retries: int | None = None
    ) -> Verification:
        """Cancel verification.

        Cancels a verification that runs asynchronously and is still pending. It cannot be undone.

        The key needs the permission `identity:write`. The request has no body, and the vendor does
        not document `Idempotency-Key` for this operation, so a repeated call is a new call.

        `POST /identity/verifications/{id}/cancel` in the vendor's reference.

        Args:
            id: The identifier of the verification. Example: ver_a1b2c3d4e5f6.
            timeout: Seconds for each step of an exchange, or an `httpx.Timeout`; None for the client's own.
            max_retries: How often to repeat the request, where that is safe; None for the client's own.

        Returns:
            Verification cancelled.

        Raises:
            ConfigurationError: An argument is refused. Nothing was sent.
            ValidationError: 400. The request is malformed. `error.param` names the parameter at fault.
            AuthenticationError: 401. The API key is not accepted, or was revoked.
            PermissionDeniedError: 403. The key may not do this. It lacks `identity:write`, or calls from an address
                that is not allowed.
            NotFoundError: 404. No verification has this identifier.
            ConflictError: 409. The request conflicts with an earlier one.
            RateLimitError: 429. The rate limit is used up. Wait for the time that `Retry-After` and
                `error.retry_after` give.
            APIStatusError: Any other error that the server answers; `ServerError` for 5xx.
            APIConnectionError: No answer came; `APITimeoutError`, if not in time.
            ResponseError: The server says that it succeeded, but its answer cannot be read.
        """
        return await api.management.cancel_verification.asyncio(
            id, client=self, timeout=timeout, max_retries=max_retries
        )

    async def cancel_verification_detailed(
        self, id: str, *, timeout: Timeout | None = None, max_retries: int | None = None
    ) -> Response[Verification]:
        """The same as `cancel_verification`, with status, headers and content of the answer."""
        return await api.management.cancel_verification.asyncio_detailed(
            id, client=self, timeout=timeout, max_retries=max_retries
        )


H = TypeVar("H", "httpx.Client", "httpx.AsyncClient")


def connected(kind: type[H], own: object, base_url: str) -> H:
    """The caller's own HTTP client, or a new one that keeps no cookies."""
    if isinstance(own, kind):
        return own
    if own is not None:
        raise ConfigurationError(f"http_client must be an httpx.{kind.__name__}, not {type(own).__name__}.")
    # What is not encrypted is for this machine only, so no proxy may see it.
    trust_env = base_url.startswith("https:")
    try:
        context = tls_context(trust_env, os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))
        limits = httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=KEPT_CONNECTIONS)
        return kind(headers=HEADERS, cookies=empty_jar(), verify=context, trust_env=trust_env, limits=limits)
    except (ImportError, OSError, ValueError) as error:
        fault = type(error).__name__
    # Its text may quote the password of a proxy.
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
            """Do not even look: it would take a twentieth of a call."""

    return EmptyJar()


@cache
def tls_context(trust_env: bool, *_: str | None) -> ssl.SSLContext:
    """What is trusted, by the variables. Reading it takes longer than all else, so it is done once for all clients."""
    return httpx.create_ssl_context(trust_env=trust_env)


def address(key: Key, environment: str | None, base_url: str | None) -> str:
    """Where to send requests with this key; a ConfigurationError, if that is not where the key belongs."""
    if environment not in (None, *ENVIRONMENTS):
        raise ConfigurationError(f"environment must be {' or '.join(ENVIRONMENTS)}.")
    host = None if base_url is None else checked_host(base_url)
    claims = {"environment": environment} if environment else {}
    for name, (url, prefix) in ENVIRONMENTS.items():
        if key.begins_with(prefix):
            claims["the API key"] = name
        if host == httpx.URL(url).host:
            claims["base_url"] = name
    if len(set(claims.values())) > 1:
        sides = ", ".join(f"{source} is for {name}" for source, name in claims.items())
        raise ConfigurationError(f"A key is sent to its own environment only, but {sides}.")
    if base_url is not None:
        # Spelled as the HTTP library spells it, also where it logs.
        return str(httpx.URL(base_url)).rstrip("/")
    for name in claims.values():
        return ENVIRONMENTS[name][0]
    prefixes = " nor ".join(prefix for _, prefix in ENVIRONMENTS.values())
    raise ConfigurationError(f"The API key begins with neither {prefixes}. Say which environment it is for.")


def checked_host(base_url: object) -> str:
    """The host that an address names; a ConfigurationError, if the key is not safe there."""
    if not isinstance(base_url, str):
        raise ConfigurationError(f"base_url must be a string, not {type(base_url).__name__}.")
    try:
        url = httpx.URL(base_url)
        host = url.host.rstrip(".")
    except (httpx.InvalidURL, ValueError):
        url, host = httpx.URL(), ""
    if not host or url.userinfo or re.search(r"[?#\s]", base_url):
        raise ConfigurationError("base_url must be an address such as https://host/path, and nothing more.")
    if url.scheme != "https" and not (url.scheme == "http" and is_local(host)):
        raise ConfigurationError("base_url must begin with https, since the key is sent there.")
    return host


def is_local(host: str) -> bool:
    # Slow to import, and needed only where nothing is encrypted.
    import ipaddress

    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def checked_timeout(timeout: object) -> httpx.Timeout:
    if isinstance(timeout, httpx.Timeout | int | float) and not isinstance(timeout, bool):
        limits = httpx.Timeout(timeout)
        if all(limit is None or is_duration(limit) for limit in limits.as_dict().values()):
            return limits
    raise ConfigurationError("timeout must be seconds above 0, at most a day, or an httpx.Timeout of such.")


def is_duration(seconds: object) -> bool:
    return isinstance(seconds, int | float) and 0 < seconds <= LONGEST_TIMEOUT


def checked_retries(max_retries: object) -> int:
    if isinstance(max_retries, bool) or not isinstance(max_retries, int) or max_retries < 0:
        raise ConfigurationError("max_retries must be an integer from 0 on.")
    return max_retries


def pause_before_repeating(error: TXCloudError, attempt: int) -> float | None:
    """Seconds until the request is repeated; None, where the server may have acted or asks for too long a wait."""
    match error:
        case APIConnectionError(outcome_unknown=False):
            asked = None
        case RateLimitError() | ServerError(status_code=503, retry_after=float()):
            asked = error.retry_after
        case _:
            return None
    if asked is None:
        # Slow to import, and hardly ever needed.
        import random

        return min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(attempt, 10)) * random.uniform(0.5, 1)
    return asked if asked <= LONGEST_WAIT else None
