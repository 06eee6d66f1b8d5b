"""The exceptions of the package: `TXCloudError`, and a subclass for each kind of failure.

`str(error)` is one line that fits a log. It quotes neither the API key nor a body, and no error has a cause or a
context that would. Each error can be pickled and copied.
"""

import datetime
import email.utils
import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Self

from ._json import json_value

# Seconds. Longer than any caller would wait.
NEVER = 1e9

# The documented fields of an error.
TEXTS = ("code", "message", "type", "param", "request_id")
NUMBERS = ("retry_after",)


class TXCloudError(Exception):
    """Base of everything that this package raises."""

    outcome_unknown: bool = False
    """Whether the server may have acted although the call failed. If so, check before you call again."""

    request_id: str | None = None
    """Identifies the request for the vendor's support, if the response has it."""

    retry_after: float | None = None
    """Seconds to wait before the next attempt, if the server says so."""


class ConfigurationError(TXCloudError, ValueError):
    """An argument or a setting is refused. Nothing was sent."""


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

    def __init__(self, status_code: int, headers: Mapping[str, str], fault: str) -> None:
        self.status_code = status_code
        self.headers = headers
        self.fault = fault
        self.request_id: str | None = headers.get("X-Request-Id")
        text = f"{status_code}: the call may have worked, but its response {fault}"
        super().__init__(with_request_id(text, self.request_id))

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.status_code, self.headers, self.fault), vars(self)


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

    def __init__(self, status_code: int, headers: Mapping[str, str], body: bytes) -> None:
        self.body = body
        texts, numbers = documented(body)
        self.status_code = status_code
        self.headers = headers
        self.code: str | None = texts.get("code")
        self.message: str = texts.get("message") or without_message(texts, headers)
        self.type: str | None = texts.get("type")
        self.param: str | None = texts.get("param")
        self.request_id: str | None = texts.get("request_id") or headers.get("X-Request-Id")
        self.retry_after: float | None = seconds_of(headers, numbers.get("retry_after"))
        refused = 400 <= status_code < 500 or (status_code == 503 and self.retry_after is not None)
        self.outcome_unknown: bool = not refused
        text = f"{status_code} {self.code or phrase(status_code)}: {self.message}"
        super().__init__(with_request_id(text, self.request_id))

    def __reduce__(self) -> tuple[object, ...]:
        texts, numbers = documented(self.body)
        error = {**texts, **numbers}
        body = json.dumps({"error": error}).encode() if error else b""
        if error and json_value(self.body) == {"error": error}:
            body = self.body
        return type(self), (self.status_code, self.headers, body), vars(self)

    def __copy__(self) -> Self:
        copied = type(self)(self.status_code, self.headers, self.body)
        vars(copied).update(vars(self))
        return copied

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        return self.__copy__()


class ValidationError(APIStatusError):
    """The request is malformed (400, 422). `param` names the parameter at fault."""


class AuthenticationError(APIStatusError):
    """The API key is not accepted, or was revoked (401)."""


class PermissionDeniedError(APIStatusError):
    """The API key may not do this, or not from this address (403)."""


class NotFoundError(APIStatusError):
    """No resource has this identifier (404)."""


class ConflictError(APIStatusError):
    """The request conflicts with an earlier one (409)."""


class RateLimitError(APIStatusError):
    """The rate limit is used up (429). `retry_after` is the number of seconds to wait, if the server says so."""


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
    return BY_STATUS.get(status_code, other)(status_code, headers, body)


def documented(body: bytes) -> tuple[dict[str, str], dict[str, float]]:
    """The documented fields of an error in a body: texts and numbers."""
    try:
        error = json_value(body)["error"]
        texts = {name: error[name] for name in TEXTS if isinstance(error.get(name), str)}
        numbers = {name: error[name] for name in NUMBERS if isinstance(error.get(name), int | float)}
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError):
        return {}, {}
    return texts, numbers


def seconds_of(headers: Mapping[str, str], hint: float | None) -> float | None:
    """The delay in seconds: from the header `Retry-After`, which is a number or a date, or else from the body."""
    asked = headers.get("Retry-After", "")
    if re.fullmatch("[0-9]+([.][0-9]+)?", asked):
        return min(float(asked), NEVER)
    if then := date_of(asked):
        # By the clock of the server, if it tells the time.
        now = date_of(headers.get("Date", "")) or datetime.datetime.now(datetime.UTC)
        return max(0.0, (then - now).total_seconds())
    if hint is None or isinstance(hint, bool) or not hint >= 0:
        return None
    return float(min(hint, NEVER))


def date_of(header: str) -> datetime.datetime | None:
    try:
        date = email.utils.parsedate_to_datetime(header)
        # A date without a zone has one of the older forms, which are also in UTC (RFC 9110).
        return date.astimezone(datetime.UTC) if date.tzinfo else date.replace(tzinfo=datetime.UTC)
    except (LookupError, OverflowError, TypeError, ValueError):
        return None


def without_message(texts: Mapping[str, str], headers: Mapping[str, str]) -> str:
    """What stands for the message of an error that has none."""
    return "without a message" if texts else f"not an error of the API, its body is {media_type(headers)}"


def media_type(headers: Mapping[str, str]) -> str:
    return headers.get("Content-Type", "").partition(";")[0] or "of no stated type"


def phrase(status_code: int) -> str:
    try:
        return HTTPStatus(status_code).phrase
    except ValueError:
        return "unknown status"


def with_request_id(text: str, request_id: str | None) -> str:
    return f"{one_line(text)} (request {one_line(request_id)})" if request_id else one_line(text)


def one_line(text: str) -> str:
    """A text as one line of limited length, for a log."""
    return "".join(character for character in " ".join(text[:300].split()) if character.isprintable())
