"""Both clients behind one way to call them."""

import asyncio
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Self

import httpx
from txcloud_identity import AsyncTXCloud, Response, TXCloud, TXCloudError
from txcloud_identity.models import Verification
from txcloud_identity.types import Request

KEY = "txc_test_c4n4ry"
SANDBOX = "https://sandbox.api.txcloud.io/v1"

Handler = Callable[[httpx.Request], httpx.Response]
Answer = Response[Verification]
Outcome = Answer | TXCloudError

# Whether httpx2 has the name of httpx in this process, as in the session `smoke-httpx2`.
IS_HTTPX2 = httpx.__name__ == "httpx2"

KINDS = {"sync": TXCloud, "async": AsyncTXCloud}
HTTP_CLIENTS = {"sync": httpx.Client, "async": httpx.AsyncClient}


class Session:
    """Makes one call after the other with one client, and closes it in the end.

    It calls a server; or, with a `handler`, nothing but that.
    """

    def __init__(
        self,
        kind: str,
        *,
        handler: Handler | None = None,
        api_key: str | None = KEY,
        runner: asyncio.Runner | None = None,
        **options: Any,
    ) -> None:
        self.seconds = 0.0
        self.runner = runner
        self.owns_runner = kind == "async" and runner is None
        if self.owns_runner:
            self.runner = asyncio.Runner()
        self.http = HTTP_CLIENTS[kind](transport=httpx.MockTransport(handler)) if handler else None
        if self.http:
            options["http_client"] = self.http
        self.client = KINDS[kind](api_key, **options)

    def call(self, verification_id: Any = "ver_1", **options: Any) -> Answer:
        """Cancel a verification; `seconds` then says how long it took."""
        begun = time.monotonic()
        try:
            answer: Answer = self._finish(self.client.cancel_verification_detailed(verification_id, **options))
            return answer
        finally:
            self.seconds = time.monotonic() - begun

    def send(self, request: Request[Any]) -> Response[Any]:
        """Send the request of an operation that the document does not have."""
        response: Response[Any] = self._finish(self.client.send(request))
        return response

    def request(self, /, *args: Any, **options: Any) -> Any:
        """Send a request that the document does not have."""
        return self._finish(self.client.request(*args, **options))

    def outcome(self, verification_id: Any = "ver_1", **options: Any) -> Outcome:
        """The same, where an error is returned."""
        try:
            return self.call(verification_id, **options)
        except TXCloudError as error:
            return error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self.close()
        if isinstance(self.http, httpx.Client):
            self.http.close()
        elif self.http:
            self._finish(self.http.aclose())
        if self.runner and self.owns_runner:
            self.runner.close()

    def close(self) -> None:
        self._finish(self.client.close())

    def _finish(self, called: Any) -> Any:
        return self.runner.run(called) if self.runner else called


def session_at(kind: str, url: str, **options: Any) -> Session:
    """A session with a server that does something wrong, which retries once."""
    return Session(kind, base_url=url, **{"timeout": 20, "max_retries": 1, **options})


class Caller:
    """Cancels verifications with new clients of one kind."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __call__(self, handler: Handler | None = None, verification_id: Any = "ver_1", **options: Any) -> Answer:
        """Make a call; a function answers it, or a server."""
        [outcome] = self.outcomes([handler], verification_id, **options)
        if isinstance(outcome, TXCloudError):
            raise outcome
        return outcome

    def error(self, handler: Handler | None = None, verification_id: Any = "ver_1", **options: Any) -> TXCloudError:
        """Make a call that must fail."""
        [outcome] = self.outcomes([handler], verification_id, **options)
        assert isinstance(outcome, TXCloudError)
        return outcome

    def outcomes(
        self, handlers: Sequence[Handler | None], verification_id: Any = "ver_1", **options: Any
    ) -> list[Outcome]:
        """Make a call for each function that answers: what it returns or raises."""
        if self.kind == "sync":
            return [self._outcome(handler, verification_id, None, options) for handler in handlers]
        with asyncio.Runner() as runner:
            return [self._outcome(handler, verification_id, runner, options) for handler in handlers]

    def _outcome(
        self, handler: Handler | None, verification_id: Any, runner: asyncio.Runner | None, options: dict[str, Any]
    ) -> Outcome:
        try:
            with Session(self.kind, handler=handler, runner=runner, **options) as session:
                return session.call(verification_id)
        except TXCloudError as error:
            return error


class Recorder:
    """Answers with an empty object, and keeps what it was sent."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(200, json={})
