"""What a call comes to: the meaning of a response, and of whatever was raised instead of one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import httpx

from ._error_fields import documented, one_line
from ._http_library import is_one
from ._interruption import is_interruption
from ._received_body import UnreadableResponse
from .errors import APIConnectionError, APITimeoutError, ResponseError, TXCloudError, status_error

if TYPE_CHECKING:
    from ._api_key import APIKey
    from .types import Request, Response

T = TypeVar("T")

# Takes what is secret out of a text.
Redact: TypeAlias = Callable[[str], str]


class EarlyResponse(Exception):
    """A response that was there before its request, so that it is the response to another one."""


class Outcomes:
    """The outcomes of attempts with one key, at one address. No error quotes the key."""

    def __init__(self, key: APIKey, base_url: str) -> None:
        self._key = key
        self._base_url = base_url

    def of_response(self, response: httpx.Response, body: bytes, request: Request[T]) -> Response[T] | TXCloudError:
        """The outcome if there is a response with its body."""
        if not response.is_success:
            return self._status_error(response, body)
        try:
            return request.response(response.status_code, response.headers, body)
        except Exception as error:
            if is_interruption(error):
                raise
        return self._response_error(response, "cannot be read")

    def of_error(
        self, error: Exception, response: httpx.Response | None, *, is_sent: bool, redact: Redact
    ) -> TXCloudError:
        """The outcome if a library, or a function of the caller's, has raised an error.

        The status of a response counts, whatever becomes of its body, unless it is the response to another request.
        """
        if response is None or isinstance(error, EarlyResponse):
            return self._no_response(error, is_sent, redact)
        if not response.is_success:
            return self._status_error(response, content_of(response))
        fault = str(error) if isinstance(error, UnreadableResponse) else f"broke off ({type(error).__name__})"
        return self._response_error(response, fault)

    def no_free_connection(self) -> APIConnectionError:
        """The outcome if a call has waited too long for a connection."""
        return self._no_response(httpx.PoolTimeout("no connection was free in time"), False, self._key.redact)

    def _no_response(self, error: Exception, is_sent: bool, redact: Redact) -> APIConnectionError:
        timed_out = isinstance(error, TimeoutError) or is_one(error, "TimeoutException")
        kind = APITimeoutError if timed_out else APIConnectionError
        name = type(error).__name__
        if is_sent:
            # The text of the error may quote the request.
            return kind(f"{self._base_url} gave no usable response, so whether it acted is unknown ({name})")
        reason = one_line(redact(f"{name} {text_of(error)}"))
        return kind(f"no connection to {self._base_url}, so nothing was sent ({reason})", outcome_unknown=False)

    def _response_error(self, response: httpx.Response, fault: str) -> ResponseError:
        return ResponseError(fault, status_code=response.status_code, headers=self._redacted_headers(response))

    def _status_error(self, response: httpx.Response, body: bytes) -> TXCloudError:
        return status_error(response.status_code, self._redacted_headers(response), self._redacted_body(body))

    def _redacted_headers(self, response: httpx.Response) -> httpx.Headers:
        """The headers without the key, which a server may send back."""
        return httpx.Headers([(name, self._redacted_bytes(value)) for name, value in response.headers.raw])

    def _redacted_body(self, body: bytes) -> bytes:
        """The body without the key, in any spelling of JSON."""
        texts, numbers = documented(body)
        redacted = {name: self._key.redact(text) for name, text in texts.items()}
        if redacted == texts:
            return self._redacted_bytes(body)
        return json.dumps({"error": {**redacted, **numbers}}).encode()

    def _redacted_bytes(self, content: bytes) -> bytes:
        # In this encoding, every byte is a character.
        return self._key.redact(content.decode("latin-1")).encode("latin-1")


def text_of(error: Exception) -> str:
    """The text of an error, which another library's class may fail to make."""
    try:
        return str(error)
    except Exception:
        return ""


def content_of(response: httpx.Response) -> bytes:
    """The body, if a function of the caller's has read it."""
    try:
        return response.content
    except RuntimeError:
        # It has not been read.
        return b""
