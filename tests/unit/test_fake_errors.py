"""What a fake raises, and threads of a service that go on while the fakes of its tests begin and end."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from txcloud_identity import APIConnectionError, AsyncTXCloud, NotFoundError, TXCloud
from txcloud_identity.testing import FakeTXCloud
from txcloud_identity.types import Request

from tests.support.clients import KEY
from tests.support.waiting import until

NOBODY = "http://127.0.0.1:9"


class Calls:
    """What comes of the calls of a service that goes on until its end."""

    def __init__(self) -> None:
        self.ended = Event()
        self.came: set[object] = set()

    def of_a_thread(self) -> None:
        with TXCloud(KEY, base_url=NOBODY, max_retries=0) as client:
            while not self.ended.is_set():
                try:
                    client.cancel_verification("ver_1")
                except Exception as error:
                    self.came.add(type(error))

    async def of_tasks(self) -> None:
        async with AsyncTXCloud(KEY, base_url=NOBODY, max_retries=0) as client:
            while not self.ended.is_set():
                calls = [client.cancel_verification("ver_1") for _ in range(4)]
                self.came.update(map(type, await asyncio.gather(*calls, return_exceptions=True)))

    def of_a_loop(self) -> None:
        asyncio.run(self.of_tasks())


@pytest.mark.repeats
@pytest.mark.parametrize("kind", [Calls.of_a_thread, Calls.of_a_loop])
def test_a_call_when_the_last_fake_ends_is_sent_on_its_way(kind: Callable[[Calls], None]) -> None:
    calls = Calls()
    with ThreadPoolExecutor(4) as threads:
        calling = [threads.submit(kind, calls) for _ in range(4)]
        try:
            until(lambda: APIConnectionError in calls.came)
            for _ in range(300):
                with FakeTXCloud():
                    pass
            with FakeTXCloud() as fake:
                until(lambda: len(fake.requests) >= 20)
        finally:
            calls.ended.set()
        for each in calling:
            each.result(30)
    assert calls.came == {NotFoundError, APIConnectionError}


@pytest.mark.usefixtures("fake_txcloud")
def test_a_mistake_of_a_test_is_raised_as_it_is() -> None:
    request = Request(method="POST", route="/nowhere", path="/nowhere", read=bytes)
    with TXCloud(KEY) as client, pytest.raises(LookupError, match="The document has no operation POST /v1/nowhere"):
        client.send(request)
