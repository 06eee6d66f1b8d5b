"""Whatever happened to thousands of calls, those that come after it succeed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from txcloud_identity import APITimeoutError, Response, TXCloud, TXCloudError
from txcloud_identity.models import Verification

from tests.support.clients import KEY
from tests.support.programs import echoing, run
from tests.support.server import Gate, serving

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

THREADS, ROUNDS = 300, 10


def test_interrupted_calls() -> None:
    with echoing() as server:
        found = run("interrupts", server.url)
    assert found == {"interrupted": 5000, "wrong": [], "lost": []}


def test_a_server_that_stalls_and_is_well_again() -> None:
    together = Barrier(THREADS)

    def call(number: int, timeout: float) -> Response[Verification] | TXCloudError:
        together.wait(30)
        try:
            return client.cancel_verification_detailed(f"ver_{number}", timeout=timeout, max_retries=0)
        except TXCloudError as error:
            return error

    gate = Gate()
    with (
        serving(gate) as server,
        TXCloud(KEY, base_url=f"http://127.0.0.1:{server.port}") as client,
        ThreadPoolExecutor(THREADS) as threads,
    ):
        for _ in range(ROUNDS):
            assert {type(each) for each in threads.map(call, range(THREADS), [0.6] * THREADS)} == {APITimeoutError}
        gate.open()
        outcomes = list(threads.map(call, range(THREADS), [20] * THREADS))
    assert [each.parsed.id for each in outcomes if isinstance(each, Response)] == [
        f"ver_{number}" for number in range(THREADS)
    ]
