"""What a fake raises, and threads of a service that go on while the fakes of its tests begin and end."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from txcloud_identity import NotFoundError, TXCloud, TXCloudError
from txcloud_identity.testing import FakeTXCloud
from txcloud_identity.types import Request

from tests.support.clients import KEY
from tests.support.waiting import until


def test_a_call_when_the_last_fake_ends_is_sent_on_its_way() -> None:
    ended = Event()

    def call_on() -> set[str]:
        seen = set()
        with TXCloud(KEY, base_url="http://127.0.0.1:9", max_retries=0) as client:
            while not ended.is_set():
                try:
                    client.cancel_verification("ver_1")
                except TXCloudError as error:
                    seen.add("fake" if isinstance(error, NotFoundError) else "network")
        return seen

    with ThreadPoolExecutor(4) as threads:
        calling = [threads.submit(call_on) for _ in range(4)]
        for _ in range(300):
            with FakeTXCloud():
                pass
        with FakeTXCloud() as fake:
            until(lambda: len(fake.requests) >= 20)
        ended.set()
        assert set().union(*(each.result(30) for each in calling)) == {"fake", "network"}


@pytest.mark.usefixtures("fake_txcloud")
def test_a_mistake_of_a_test_is_raised_as_it_is() -> None:
    request = Request(method="POST", route="/nowhere", path="/nowhere", read=bytes)
    with TXCloud(KEY) as client, pytest.raises(LookupError, match="The document has no operation POST /v1/nowhere"):
        client.send(request)
