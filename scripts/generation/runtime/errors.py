"""The exceptions of the package: `TXCloudError`, and a subclass for each kind of failure.

`str(error)` is one line that fits a log. It quotes neither the API key nor a body, and no error has a cause or a
context that would. Each error can be pickled and copied, and created from a message.
"""

import json
from collections.abc import Mapping
from typing import Self, TypeVar

from ._error_fields import documented, one_line, phrase, seconds_of, with_request_id, without_message
from ._json import json_value

E = TypeVar("E", bound=Exception)


def any_case(headers: Mapping[str, str] | None) -> Mapping[str, str]:
    """Headers whose names may be spelled in any case, as those of a response."""
    if not isinstance(headers, dict):
        return headers or {}
    # Slow to import, and imported before any response.
    from httpx import Headers

    return Headers(headers)


def blank(kind: type[E]) -> E:
    """An error before its state is copied or read from a pickle: a caller's class may be created in another way."""
    return kind.__new__(kind)


class TXCloudError(Exception):
    """Base of everything that this package raises."""

    outcome_unknown: bool = False
    """Whether the server may have acted although the call failed. If so, check before you call again."""

    request_id: str | None = None
    """Identifies the request for the vendor's support, if the response has it."""

    retry_after: float | None = None
    """Seconds to wait before the next attempt, if the server says so."""


class ConfigurationError(TXCloudError, ValueError):
    """A setting is refused: an argument of a client, or a variable of the environment. Nothing was sent."""


class ArgumentError(ConfigurationError):
    """An argument of a call is refused. Nothing was sent.

    Attributes:
        param: The name of the parameter; None if several arguments together are refused.
    """

    def __init__(self, message: str, *, param: str | None = None) -> None:
        super().__init__(message)
        self.param: str | None = param


def refused(param: str, fault: str) -> ArgumentError:
    """The error for an argument. Its name may come from the caller, too."""
    return ArgumentError(one_line(f"{param} {fault}"), param=param)


class ClientClosedError(TXCloudError, RuntimeError):
    """The client is closed. Nothing was sent."""


class APIConnectionError(TXCloudError):
    """There was no response.

    `outcome_unknown` is False if no connection was made, so nothing was sent, and True if the request may have
    arrived.
    """

    def __init__(self, message: str, *, outcome_unknown: bool = True) -> None:
        super().__init__(message)
        self.outcome_unknown: bool = outcome_unknown


class APITimeoutError(APIConnectionError):
    """There was no response in time."""


class ResponseError(TXCloudError):
    """The server reported success (2xx), but its response is not the operation's result.

    The call may have worked. The body is not kept: it may hold personal data, cut off.

    Attributes:
        status_code: The status of the response, 200 to 299.
        headers: The headers of the response.
        fault: What is wrong with the response, for people.
    """

    outcome_unknown = True

    def __init__(self, fault: str, *, status_code: int = 200, headers: Mapping[str, str] | None = None) -> None:
        self.status_code = status_code
        self.headers: Mapping[str, str] = any_case(headers)
        self.fault = fault
        self.request_id: str | None = self.headers.get("X-Request-Id")
        text = f"{status_code}: the call may have worked, but its response {fault}"
        super().__init__(with_request_id(text, self.request_id))

    def __reduce__(self) -> tuple[object, ...]:
        return blank, (type(self),), {**vars(self), "args": self.args}


class APIStatusError(TXCloudError):
    """The server responded with an error.

    `outcome_unknown` is False for a status from 400 to 499 and for a 503 that says when to come back: the server
    refused the request. Any other status leaves open whether it acted.

    Attributes:
        status_code: The status of the response, 300 to 999.
        code: What went wrong, for programs.
        message: What went wrong, for people; in the server's words if it gives any.
        type: The class of the error, as the vendor names it.
        param: The parameter at fault, if one is.
        headers: The headers of the response.
        body: The body as it came. It may hold personal data, so `vars` does not show it, and a pickle keeps only
            what the vendor documents of an error.
    """

    __slots__ = ("body",)
    body: bytes
    # Of an error that is created without a status.
    status_code: int = 500

    def __init__(
        self,
        message: str | None = None,
        *,
        status_code: int | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
    ) -> None:
        """Create an error, also in a test of yours.

        Args:
            message: What went wrong. By default, it is taken from the body.
            status_code: The status, 300 to 999. By default, it is the one of the class, or 500.
            headers: The headers of the response.
            body: The body of the response.
        """
        self.body = body
        texts, numbers = documented(body)
        self.status_code = status_code = status_code or self.status_code
        self.headers: Mapping[str, str] = any_case(headers)
        self.code: str | None = texts.get("code")
        self.message: str = message or texts.get("message") or without_message(texts, self.headers)
        self.type: str | None = texts.get("type")
        self.param: str | None = texts.get("param")
        self.request_id: str | None = texts.get("request_id") or self.headers.get("X-Request-Id")
        self.retry_after: float | None = seconds_of(self.headers, numbers.get("retry_after"))
        is_refused = 400 <= status_code < 500 or (status_code == 503 and self.retry_after is not None)
        self.outcome_unknown: bool = not is_refused
        text = f"{status_code} {self.code or phrase(status_code)}: {self.message}"
        super().__init__(with_request_id(text, self.request_id))

    def __reduce__(self) -> tuple[object, ...]:
        texts, numbers = documented(self.body)
        error = {**texts, **numbers}
        body = json.dumps({"error": error}).encode() if error else b""
        if error and json_value(self.body) == {"error": error}:
            body = self.body
        return blank, (type(self),), {**vars(self), "args": self.args, "body": body}

    def __copy__(self) -> Self:
        copied = blank(type(self))
        copied.args, copied.body = self.args, self.body
        vars(copied).update(vars(self))
        return copied

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        return self.__copy__()


class ValidationError(APIStatusError):
    """The request is malformed (400, 422). `param` names the parameter at fault."""

    status_code = 400


class AuthenticationError(APIStatusError):
    """The API key is not accepted, or was revoked (401)."""

    status_code = 401


class PermissionDeniedError(APIStatusError):
    """The API key may not do this, or not from this address (403)."""

    status_code = 403


class NotFoundError(APIStatusError):
    """No resource has this identifier (404)."""

    status_code = 404


class ConflictError(APIStatusError):
    """The request conflicts with an earlier one (409)."""

    status_code = 409


class RateLimitError(APIStatusError):
    """The rate limit is used up (429). `retry_after` is the number of seconds to wait, if the server says so."""

    status_code = 429


class ServerError(APIStatusError):
    """The server failed (500 to 599)."""


BY_STATUS: dict[int, type[APIStatusError]] = {
    400: ValidationError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: ValidationError,
    429: RateLimitError,
}


def status_error(status_code: int, headers: Mapping[str, str], body: bytes) -> APIStatusError:
    """The error for a status that is not 2xx."""
    other = ServerError if 500 <= status_code < 600 else APIStatusError
    return BY_STATUS.get(status_code, other)(status_code=status_code, headers=headers, body=body)
