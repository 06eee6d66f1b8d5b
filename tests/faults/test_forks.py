"""A process forks, and its threads go on with the client of the one before."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from txcloud_identity import ClientClosedError, TXCloud

from tests.support.clients import KEY
from tests.support.network import Network, connect

THREADS = 20


def call_at_once(client: TXCloud, prefix: str) -> None:
    together = Barrier(THREADS)

    def call(number: int) -> str | None:
        together.wait(30)
        return client.cancel_verification(f"ver_{prefix}_{number}").id

    with ThreadPoolExecutor(THREADS) as threads:
        answers = list(threads.map(call, range(THREADS)))
    assert answers == [f"ver_{prefix}_{number}" for number in range(THREADS)]


@pytest.mark.parametrize("round_", range(5))
def test_threads_of_a_new_process_share_its_connections(monkeypatch: pytest.MonkeyPatch, round_: int) -> None:
    network = Network()
    connect(monkeypatch, network)
    client = TXCloud(KEY)
    call_at_once(client, "before")
    before = list(network.open)
    monkeypatch.setattr(os, "getpid", lambda: round_ + 1)
    call_at_once(client, "after")
    # Those of the process before are ended in this one.
    assert before
    assert not set(before) & set(network.open)
    client.close()
    assert not network.open
    with pytest.raises(ClientClosedError, match="closed"):
        client.cancel_verification("ver_1")


# That other threads run during the fork is the subject.
@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
def test_a_lock_that_was_held_during_the_fork_is_no_obstacle() -> None:
    read, write = os.pipe()
    client = TXCloud(KEY, max_retries=0, base_url="http://127.0.0.1:9")
    holding, forked = Event(), Event()

    def hold() -> None:
        with client._connections._lock():
            holding.set()
            forked.wait(30)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(hold)
        assert holding.wait(30)
        child = os.fork()
        if child == 0:
            outcome = b"refused"
            try:
                client.cancel_verification("ver_1")
            except Exception as error:
                outcome = type(error).__name__.encode()
            os.write(write, outcome)
            os._exit(0)
        forked.set()
    assert os.read(read, 100) == b"APIConnectionError"
    os.waitpid(child, 0)
    for each in (read, write):
        os.close(each)
