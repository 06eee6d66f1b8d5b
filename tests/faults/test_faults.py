"""What a call comes to, whatever the server does: each fault, for each client, over a new and a kept connection."""

import gc
import logging
import tracemalloc
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from txcloud_identity import APIConnectionError, ResponseError, TXCloudError

from tests.support import leaks
from tests.support.bodies import check
from tests.support.clients import KINDS, Outcome, session_at
from tests.support.faults import FAULTS, Fault, heads, sizes
from tests.support.server import Server, serving
from tests.support.tables import Cell
from tests.support.waiting import at_once

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1", "localhost"])

# What a server may have sent before it is told that nobody listens any more: the largest body, and what buffers hold.
ALLOWANCE = 30_000_000

OVERSIZED = [fault for fault in FAULTS if any(word in fault.name for word in ("200 mb", "bomb", "chunks without end"))]


def requests_for(server: Server, verification_id: str) -> int:
    return sum(f"/{verification_id}/cancel".encode() in request for request in server.requests)


def check_outcome(outcome: Outcome, fault: Fault, connection: str) -> bool:
    """Fail unless the outcome is the expected one; whether it leaves open if the server acted."""
    assert type(outcome) is fault.outcome
    if not isinstance(outcome, TXCloudError):
        assert outcome.parsed.id == "ver_1"
        return False
    check(outcome)
    leaks.check_shown(leaks.shown_error(outcome))
    if connection == "new":
        leaks.check_shown([leaks.with_variables(outcome)])
    return outcome.outcome_unknown


@contextmanager
def watched(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail if what happens is warned of, leaves something open or gets into a log."""
    gc.collect()
    # The collection at the end looks only at what came since.
    gc.freeze()
    caplog.set_level(1)
    for name in logging.root.manager.loggerDict:
        caplog.set_level(1, name)
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        yield
        gc.collect()
    assert "httpcore" in caplog.text
    leaks.check_shown([caplog.text, *(str(warning.message) for warning in warned)])
    assert [str(warning.message) for warning in warned] == []


def check_fault(fault: Fault, kind: str, connection: str, cell: Cell) -> None:
    """Fail unless a call comes to what it should, and the next one to its own answer."""
    with serving(fault.act, at=2 if connection == "kept" else 1) as server:
        with session_at(kind, f"http://127.0.0.1:{server.port}") as session:
            if connection == "kept":
                assert not isinstance(session.outcome("ver_0"), TXCloudError)
            outcome = session.outcome("ver_1", timeout=fault.timeout)
            seconds = session.seconds
            unknown = check_outcome(outcome, fault, connection)
            sent = requests_for(server, "ver_1")
            if connection == "kept":
                assert server.connections <= 2
            # The next call gets its own answer, or none.
            after = session.outcome("ver_2")
            if isinstance(after, TXCloudError):
                assert isinstance(after, APIConnectionError)
                assert after.outcome_unknown
                after = session.outcome("ver_2")
            assert not isinstance(after, TXCloudError)
            assert after.parsed.id == "ver_2"
            assert requests_for(server, "ver_1") == sent
            assert requests_for(server, "ver_redirected") == 0
            leaks.check_shown([*leaks.shown(session.client), *leaks.shown(after)])
        server.wait_until_closed()
    cell(fault.name, f"{kind}, {connection}", fault.outcome.__name__, unknown, sent, seconds)
    assert sent == fault.requests
    assert seconds < fault.timeout + 10
    assert server.bytes_sent < ALLOWANCE


each_connection = pytest.mark.parametrize("connection", [pytest.param("new", marks=pytest.mark.once), "kept"])
each_kind = pytest.mark.parametrize("kind", KINDS)


def is_about_sizes(fault: Fault) -> bool:
    return fault.act.__module__ == sizes.__name__ or fault.act is heads.send_interim_answers_without_end


# No other test reaches all lines about sizes; all others repeat what other tests reach.
CASES = [
    pytest.param(fault, id=fault.act.__name__, marks=() if is_about_sizes(fault) else pytest.mark.repeats)
    for fault in FAULTS
    if not fault.waits
]


@each_connection
@each_kind
@pytest.mark.parametrize("fault", CASES)
def test_fault(fault: Fault, kind: str, connection: str, caplog: pytest.LogCaptureFixture, cell: Cell) -> None:
    with watched(caplog):
        check_fault(fault, kind, connection, cell)


@pytest.mark.waits
@each_connection
def test_faults_that_wait(connection: str, caplog: pytest.LogCaptureFixture, cell: Cell) -> None:
    waiting = [fault for fault in FAULTS if fault.waits]
    with watched(caplog):
        at_once(partial(check_fault, fault, kind, connection, cell) for fault in waiting for kind in KINDS)


@each_kind
@pytest.mark.parametrize("fault", OVERSIZED, ids=lambda fault: fault.act.__name__)
def test_no_answer_takes_the_memory(fault: Fault, kind: str) -> None:
    with serving(fault.act) as server, session_at(kind, f"http://127.0.0.1:{server.port}", timeout=10) as session:
        # What the server holds is there before.
        session.outcome("ver_1")
        server.at = 2
        gc.collect()
        tracemalloc.start()
        outcome = session.outcome("ver_2")
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert isinstance(outcome, TXCloudError)
    if isinstance(outcome, ResponseError):
        assert outcome.fault in ("is larger than 5,000,000 bytes", "is compressed in a way that was not asked for")
    assert peak < 4 * 10_000_000
