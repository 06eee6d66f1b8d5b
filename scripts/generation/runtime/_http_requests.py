"""The HTTP requests of calls."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from types import MethodType
from typing import TYPE_CHECKING, Any, TypeVar, cast

import httpx

from ._http_library import HEADERS, LIBRARIES
from ._interruption import is_interruption
from .errors import ArgumentError, ConfigurationError

if TYPE_CHECKING:
    from .types import Request

T = TypeVar("T")

# A path as the HTTP library would leave it: without a segment that is empty or leads elsewhere, and not too long.
PLAIN_PATH = r"(?a)(?=.{1,10000}\Z)(?:/(?!\.)(?:[\w.~-]++|%[0-9A-F]{2})++)++"


class NoContent(httpx.ByteStream):
    """No content. Of an empty `ByteStream`, the HTTP library would send an empty part."""

    def __init__(self) -> None:
        super().__init__(b"")

    def __iter__(self) -> Iterator[bytes]:
        return iter(())

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        raise StopAsyncIteration


NO_CONTENT = NoContent()


class Template:
    """What the requests of a method have in common. It costs as much to make as the rest of a call.

    Attributes:
        settings: The settings of the HTTP client that it was made with.
    """

    def __init__(self, request: httpx.Request, base_url: str, settings: object) -> None:
        self.settings = settings
        self._request = request
        self._stream = NO_CONTENT if isinstance(request.stream, httpx.ByteStream) else request.stream
        self._base_url = base_url
        self._base_path = base_path(request.url)
        self._can_replace = can_replace(request.url)
        self._is_plain = re.compile(PLAIN_PATH).fullmatch

    def request(self, path: str, extensions: dict[str, Any]) -> httpx.Request:
        """A request with the method of the template."""
        request = self._request
        fresh = type(request)(
            request.method, self._url(path), headers=request.headers, stream=self._stream, extensions=extensions
        )
        # Functions of the caller's may look at the content.
        fresh.read()
        return fresh

    def _url(self, path: str) -> httpx.URL:
        if self._can_replace and self._is_plain(path):
            return with_path(self._request.url, self._base_path + path)
        return type(self._request.url)(self._base_url + path)


class HTTPRequests:
    """Makes the HTTP requests of a client, without the key, which is added when they are sent."""

    def __init__(self, base_url: str, is_owner: bool) -> None:
        self._base_url = base_url
        self._is_owner = is_owner
        self._templates: dict[str, Template] = {}

    def of(
        self, request: Request[T], http: httpx.Client | httpx.AsyncClient, extensions: dict[str, Any]
    ) -> httpx.Request:
        """The HTTP request for that of an operation. Raises ConfigurationError if there can be none."""
        try:
            if request.is_bare and (self._is_owner or adds_only_headers(http)):
                return self._template(request.method, http).request(request.path, extensions)
            return self._built(request, http, extensions)
        except Exception as error:
            if is_interruption(error):
                raise
            fault = type(error).__name__
        # The text of the error may quote an argument.
        raise self._refused(request, http, fault)

    def _template(self, method: str, http: httpx.Client | httpx.AsyncClient) -> Template:
        # A caller may change the headers of an HTTP client at any time.
        settings = None if self._is_owner else http.headers.raw
        template = self._templates.get(method)
        if not template or template.settings != settings:
            template = Template(self._bare(method, http), self._base_url, settings)
            self._templates[method] = template
        return template

    def _bare(self, method: str, http: httpx.Client | httpx.AsyncClient) -> httpx.Request:
        return without_keep_alive(http.build_request(method, self._base_url, headers=HEADERS))

    def _built(
        self, request: Request[T], http: httpx.Client | httpx.AsyncClient, extensions: dict[str, Any]
    ) -> httpx.Request:
        given = without_none(request.headers)
        if request.content is not None:
            given["Content-Type"] = "application/octet-stream"
        parts: dict[str, Any] = {
            "params": without_none(request.params) or None,
            "cookies": without_none(request.cookies),
            "json": request.json,
            "data": request.data,
            "content": request.content,
            "files": request.files,
            "extensions": extensions,
        }
        # For its own HTTP client there is nothing to merge, and to look for it would cost as much as the rest.
        build = httpx.Request if self._is_owner else http.build_request
        headers = {**given, **(http.headers if self._is_owner else HEADERS)}
        built = build(request.method, self._base_url + request.path, headers=headers, **parts)
        if given and any(re.search(b"[\r\n\0]", value) for _, value in built.headers.raw):
            raise ValueError
        return without_keep_alive(built)

    def _refused(self, request: Request[T], http: httpx.Client | httpx.AsyncClient, fault: str) -> ConfigurationError:
        """The error if no request can be made: with the settings of the caller's HTTP client, or of the arguments."""
        try:
            self._bare(request.method, http)
        except Exception as error:
            if is_interruption(error):
                raise
            return ConfigurationError(f"No request can be made with the settings of http_client ({fault}).")
        param = "body" if request.has_body and fault != httpx.InvalidURL.__name__ else None
        return ArgumentError(f"No request can be made of {param or 'the arguments'} ({fault}).", param=param)


def without_keep_alive(request: httpx.Request) -> httpx.Request:
    """A request without what HTTP/1.1 means anyway. Each header takes a fiftieth of a call."""
    if request.headers.get("Connection") == "keep-alive":
        del request.headers["Connection"]
    return request


def base_path(url: httpx.URL) -> str:
    """The path that precedes those of operations."""
    return url.raw_path.decode("ascii").rstrip("/")


def with_path(url: httpx.URL, path: str) -> httpx.URL:
    """An address with a plain path. The HTTP library would parse all of it, which takes a tenth of a call."""
    fresh = type(url)(url)
    vars(fresh)["_uri_reference"] = vars(url)["_uri_reference"]._replace(path=path)
    return fresh


def can_replace(url: httpx.URL) -> bool:
    """Whether this version of the HTTP library has what `with_path` needs."""
    try:
        return str(with_path(url, "/a")) == str(url.copy_with(path="/a"))
    except (KeyError, AttributeError, TypeError):
        return False


def adds_only_headers(http: httpx.Client | httpx.AsyncClient) -> bool:
    """Whether all that an HTTP client adds to a request is its headers. One of another class may add anything."""
    build = cast("object", http.build_request)
    return (
        type(http).__module__ in LIBRARIES
        and type(build) is MethodType
        and getattr(build.__func__, "__globals__", {}).get("__package__") in LIBRARIES
        and not http.params
        and not http.cookies
    )


def without_none(arguments: Mapping[str, object]) -> dict[str, Any]:
    """The arguments that were given."""
    return {name: value for name, value in arguments.items() if value is not None}
