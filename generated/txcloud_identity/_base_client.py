"""What the clients do for every operation: they send its request, repeat it where that is safe, and close."""

from __future__ import annotations

import logging
import sys
import time
from typing import TYPE_CHECKING, NoReturn, Self, TypeAlias, TypeVar

from ._exchanges import Exchanges
from ._key import Key
from ._logs import DEMOTION, LOGGER
from ._retry import pause_before_repeating
from .errors import ConfigurationError, TXCloudError, one_line

if TYPE_CHECKING:
    import httpx

    from ._contract import Environment
    from ._transport import AsyncTransport, SyncTransport
    from .types import Request, Response

T = TypeVar("T")

Timeout: TypeAlias = "float | httpx.Timeout"


class BaseClient:
    """What both clients have in common: their settings, and all of a call but the waiting."""

    # A traceback may show a client that was refused.
    _base_url = ""
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
        # It takes longer to import than all else, so it is imported with the first client.
        from ._options import address, checked_retries, checked_timeout

        if key.fault:
            raise ConfigurationError(key.fault)
        self._key = key
        self._base_url = address(key, environment, base_url)
        DEMOTION.addresses.add(f"{self._base_url}/")
        self._timeout = checked_timeout(timeout)
        self._max_retries = checked_retries(max_retries)
        self._is_owner = is_owner

    @property
    def base_url(self) -> str:
        """The address that requests are sent to."""
        return self._base_url

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self.base_url!r})"

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} cannot be pickled or copied. Make one where it is needed.")

    def _begin(self, transport: SyncTransport | AsyncTransport) -> None:
        if transport.http.is_closed or not self._exchanges.begin():
            raise ConfigurationError("The client is closed. Make a new one.")

    def _limits(self, timeout: Timeout | None) -> httpx.Timeout:
        if timeout is None:
            return self._timeout
        from ._options import checked_timeout

        return checked_timeout(timeout)

    def _retries(self, max_retries: int | None) -> int:
        if max_retries is None:
            return self._max_retries
        from ._options import checked_retries

        return checked_retries(max_retries)

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


class SyncClient(BaseClient):
    """The part of `TXCloud` that is the same for all operations."""

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
        """Create a client.

        Args:
            api_key: The API key. By default, it is read from the environment variable TXCLOUD_API_KEY.
            environment: The environment to call. By default, it is the one that the key belongs to.
            base_url: Another address, such as a gateway's. It begins with https, unless it is on this machine.
            timeout: Seconds for each step of a call (to wait for a free connection, to connect, to send, to receive
                the whole response), or an `httpx.Timeout`. No response is waited for longer than a day.
            max_retries: How often a request is retried if it cannot have been acted on: if no connection was made, for
                status 429, and for status 503 if the server says when to come back. The delay is what the server asks
                for; if that is more than 60 seconds, the error is raised instead.
            http_client: An `httpx.Client` of your own, for example with a proxy. It is used as it is and not closed;
                `timeout` holds for it, too.

        Raises:
            ConfigurationError: An argument is refused. The message does not quote the key.
        """
        key = Key(api_key)
        # A traceback that shows local variables would show it.
        del api_key
        super().__init__(key, environment, base_url, timeout, max_retries, is_owner=http_client is None)
        self._connect(http_client)

    def _connect(self, http_client: httpx.Client | None) -> None:
        from ._transport import SyncTransport

        self._transport = SyncTransport(self._key, self.base_url, http_client)
        self._exchanges = Exchanges()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Refuse further calls, and close the connections once none is under way. An `http_client` stays open."""
        if self._is_owner and self._exchanges.close():
            self._transport.http.close()

    def send(
        self, request: Request[T], *, timeout: Timeout | None = None, max_retries: int | None = None
    ) -> Response[T]:
        """Send the request of an operation; what each of the client's methods does."""
        limits, retries = self._limits(timeout), self._retries(max_retries)
        if self._is_owner and self._exchanges.is_forked():
            self._connect(None)
        transport, attempt = self._transport, 0
        while True:
            started = time.monotonic()
            self._begin(transport)
            try:
                outcome = transport.attempt(request, limits)
            finally:
                if self._exchanges.end():
                    transport.http.close()
            self._log(request, outcome, attempt, started)
            if not isinstance(outcome, TXCloudError):
                return outcome
            pause = pause_before_repeating(outcome, attempt)
            if pause is None or attempt == retries:
                raise outcome
            time.sleep(pause)
            attempt += 1


class AsyncClient(BaseClient):
    """The part of `AsyncTXCloud` that is the same for all operations."""

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
        """Create a client; the arguments are those of the other, but for one.

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
        key = Key(api_key)
        # A traceback that shows local variables would show it.
        del api_key
        super().__init__(key, environment, base_url, timeout, max_retries, is_owner=http_client is None)
        self._connect(http_client)

    def _connect(self, http_client: httpx.AsyncClient | None) -> None:
        # Nobody needs it but those who have imported it.
        import asyncio

        from ._connection import CONNECTIONS
        from ._transport import AsyncTransport

        self._transport = AsyncTransport(self._key, self.base_url, http_client)
        self._turns = asyncio.Semaphore(CONNECTIONS if self._is_owner else sys.maxsize)
        self._exchanges = Exchanges()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Refuse further calls, and close the connections once none is under way. An `http_client` stays open."""
        if self._is_owner and self._exchanges.close():
            await self._transport.http.aclose()

    async def send(
        self, request: Request[T], *, timeout: Timeout | None = None, max_retries: int | None = None
    ) -> Response[T]:
        """Send the request of an operation; what each of the client's methods does."""
        limits, retries = self._limits(timeout), self._retries(max_retries)
        if self._is_owner and self._exchanges.is_forked():
            self._connect(None)
        attempt = 0
        while True:
            started = time.monotonic()
            outcome = await self._attempt_in_turn(request, limits)
            self._log(request, outcome, attempt, started)
            if not isinstance(outcome, TXCloudError):
                return outcome
            pause = pause_before_repeating(outcome, attempt)
            if pause is None or attempt == retries:
                raise outcome
            import asyncio

            await asyncio.sleep(pause)
            attempt += 1

    async def _attempt_in_turn(self, request: Request[T], limits: httpx.Timeout) -> Response[T] | TXCloudError:
        """Wait in line. The HTTP library has a line, too, but looks through all of it at each request."""
        turns, transport = self._turns, self._transport
        if not turns.locked():
            await turns.acquire()
        else:
            import asyncio

            try:
                async with asyncio.timeout(limits.pool):
                    await turns.acquire()
            except TimeoutError:
                return transport.no_turn()
            except RuntimeError:
                # That another event loop waited in it, too.
                return ConfigurationError("The client is another event loop's. Make one in each.")
        try:
            self._begin(transport)
            try:
                return await transport.attempt(request, limits)
            finally:
                if self._exchanges.end():
                    await transport.http.aclose()
        finally:
            turns.release()
