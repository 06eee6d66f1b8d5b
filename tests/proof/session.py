"""Both clients behind one way to call them, over real sockets."""

import asyncio
import time
from types import TracebackType
from typing import Any, Self

from txcloud_identity import AsyncTXCloud, Response, TXCloud, TXCloudError
from txcloud_identity.models import Verification

from tests.client.conftest import KEY
from tests.proof.server import Server
from tests.waiting import until

Outcome = Response[Verification] | TXCloudError

KINDS = {"sync": TXCloud, "async": AsyncTXCloud}


class Session:
    """Makes one call after the other with one client, and closes it in the end."""

    def __init__(self, kind: str, url: str, **options: Any) -> None:
        self.client = KINDS[kind](KEY, base_url=url, **{"timeout": 20, "max_retries": 1, **options})
        self.runner = asyncio.Runner() if kind == "async" else None
        self.seconds = 0.0

    def cancel(self, verification_id: str, timeout: float | None = None) -> Outcome:
        """What a call comes to; `seconds` then says how long it took."""
        begun = time.monotonic()
        try:
            called: Any = self.client.cancel_verification_detailed(verification_id, timeout=timeout)
            answer: Response[Verification] = self.runner.run(called) if self.runner else called
            return answer
        except TXCloudError as error:
            return error
        finally:
            self.seconds = time.monotonic() - begun

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self.close()
        if self.runner:
            self.runner.close()

    def close(self) -> None:
        closing: Any = self.client.close()
        if self.runner:
            self.runner.run(closing)


def wait_until_closed(server: Server) -> None:
    """Fail unless every connection to a server ends."""
    until(lambda: server.open == 0)
