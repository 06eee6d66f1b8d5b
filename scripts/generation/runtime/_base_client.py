"""What both clients have in common: everything except waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, TypeAlias, TypeVar

from ._api_key import APIKey
from ._call import Call
from ._in_flight import InFlightCalls
from ._logs import DEMOTION
from .errors import ConfigurationError

if TYPE_CHECKING:
    import httpx

    from ._attempt import AsyncTransport, SyncTransport
    from .types import Request

T = TypeVar("T")

Timeout: TypeAlias = "float | httpx.Timeout"


class BaseClient:
    """The settings of a client, and its calls in flight."""

    # A traceback may show a client whose arguments were refused.
    _base_url = ""
    _in_flight: InFlightCalls

    def __init__(
        self,
        key: APIKey,
        environment: str | None,
        base_url: str | None,
        timeout: Timeout,
        max_retries: int,
        is_owner: bool,
    ) -> None:
        # Slow to import, so it is imported with the first client.
        from ._settings import resolve_base_url, validate_retries, validate_timeout

        if key.fault:
            raise ConfigurationError(key.fault)
        self._key = key
        self._base_url = resolve_base_url(key, environment, base_url)
        DEMOTION.addresses.add(f"{self._base_url}/")
        self._timeout = validate_timeout(timeout)
        self._max_retries = validate_retries(max_retries)
        self._is_owner = is_owner

    @property
    def base_url(self) -> str:
        """The address that requests are sent to."""
        return self._base_url

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self.base_url!r})"

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} cannot be pickled or copied. Create one where it is needed.")

    def _call(self, request: Request[T], timeout: Timeout | None, max_retries: int | None) -> Call[T]:
        """A call with its own settings, or else those of the client."""
        limits, retries = self._timeout, self._max_retries
        if timeout is not None or max_retries is not None:
            from ._settings import validate_retries, validate_timeout

            limits = limits if timeout is None else validate_timeout(timeout)
            retries = retries if max_retries is None else validate_retries(max_retries)
        return Call(request, limits, retries, self._key)

    def _begin(self, transport: SyncTransport | AsyncTransport) -> None:
        """Count one more call in flight. Raises ConfigurationError if the client is closed."""
        if transport.http.is_closed or not self._in_flight.begin():
            raise ConfigurationError("The client is closed. Create a new one.")
