"""What both clients have in common: everything except waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, TypeAlias, TypeVar

from ._api_key import APIKey
from ._call import Call
from ._lazy import late_type
from ._logs import install_redaction
from ._retry import Pause
from .errors import ConfigurationError, refused

if TYPE_CHECKING:
    import httpx

    from ._http_library import HTTPX2Timeout
    from .types import Request

    Timeout: TypeAlias = float | httpx.Timeout | HTTPX2Timeout
else:
    Timeout = float | late_type("httpx", "Timeout") | late_type("._http_library", "HTTPX2Timeout")

T = TypeVar("T")


class BaseClient:
    """The settings of a client."""

    # A traceback may show a client whose arguments were refused.
    _base_url = ""

    def __init__(
        self,
        key: APIKey,
        environment: str | None,
        base_url: str | None,
        timeout: Timeout,
        deadline: float | None,
        max_retries: int,
    ) -> None:
        # Slow to import, so it is imported with the first client.
        from ._settings import resolve_base_url, validate_deadline, validate_retries, validate_timeout

        if key.fault:
            raise ConfigurationError(key.fault)
        self._key = key
        self._base_url = resolve_base_url(key, environment, base_url)
        self._timeout = validate_timeout(timeout)
        self._deadline = validate_deadline(deadline)
        self._max_retries = validate_retries(max_retries)
        self._pause = Pause()
        install_redaction()

    @property
    def base_url(self) -> str:
        """The address that requests are sent to."""
        return self._base_url

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self.base_url!r})"

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} cannot be pickled or copied. Create one where it is needed.")

    def _call(
        self, request: Request[T], timeout: Timeout | None, deadline: float | None, max_retries: int | None
    ) -> Call[T]:
        """A call with its own settings, or else those of the client."""
        limits, ends_after, retries = self._timeout, self._deadline, self._max_retries
        if timeout is not None or deadline is not None or max_retries is not None:
            from ._settings import validate_deadline, validate_retries, validate_timeout

            limits = limits if timeout is None else validate_timeout(timeout, refused)
            ends_after = ends_after if deadline is None else validate_deadline(deadline, refused)
            retries = retries if max_retries is None else validate_retries(max_retries, refused)
        return Call(request, limits, ends_after, retries, self._key, self._pause)
