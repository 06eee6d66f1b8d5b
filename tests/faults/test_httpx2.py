"""A caller's client may be one of httpx2, while the package itself uses httpx: whatever a server does is the same."""

import asyncio
import logging
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import httpx2
import pytest
from txcloud_identity import APIConnectionError, TXCloudError

from tests.support import leaks
from tests.support.bodies import check
from tests.support.clients import KINDS, Session
from tests.support.faults import FAULTS, Fault
from tests.support.http2 import Http2Server
from tests.support.server import listening, port_of_nobody, serving
from tests.support.waiting import at_once

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1", "localhost"])

WAITING = [fault for fault in FAULTS if fault.waits]


@contextmanager
def session_with(kind: str, http: Any, port: int, **options: Any) -> Iterator[Session]:
    """A session that uses an HTTP client, and then closes it."""
    with asyncio.Runner() as runner:
        url = f"http://127.0.0.1:{port}"
        with Session(
            kind, runner=runner if kind == "async" else None, base_url=url, http_client=http, **options
        ) as made:
            yield made
            if kind == "async":
                runner.run(http.aclose())
            else:
                http.close()


# Shared, because to read what is trusted takes longer than the calls of a test.
TLS = ssl.create_default_context()


def http_of(kind: str, **options: Any) -> Any:
    return (httpx2.Client if kind == "sync" else httpx2.AsyncClient)(verify=TLS, **options)


def check_fault(fault: Fault, kind: str) -> None:
    """Fail unless a call comes to what it should, and the next one to its own response."""
    with serving(fault.act) as server, session_with(kind, http_of(kind), server.port, max_retries=1) as session:
        outcome = session.outcome("ver_1", timeout=fault.timeout)
        assert type(outcome) is fault.outcome
        if isinstance(outcome, TXCloudError):
            check(outcome)
            leaks.check_shown(leaks.shown_error(outcome))
        assert len(server.requests) == fault.requests
        after = session.outcome("ver_2")
        if isinstance(after, TXCloudError):
            assert isinstance(after, APIConnectionError)
            after = session.outcome("ver_2")
        assert not isinstance(after, TXCloudError)
        assert after.parsed.id == "ver_2"


@pytest.mark.once
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fault", [each for each in FAULTS if each not in WAITING], ids=lambda each: each.act.__name__)
def test_a_fault_comes_to_the_same(fault: Fault, kind: str) -> None:
    check_fault(fault, kind)


@pytest.mark.once
@pytest.mark.waits
@pytest.mark.parametrize("kind", KINDS)
def test_faults_that_wait_come_to_the_same(kind: str) -> None:
    at_once(partial(check_fault, fault, kind) for fault in WAITING)


@pytest.mark.parametrize("kind", KINDS)
def test_where_nobody_listens_nothing_was_sent(kind: str) -> None:
    with session_with(kind, http_of(kind), port_of_nobody(), max_retries=0) as session:
        outcome = session.outcome()
    assert type(outcome) is APIConnectionError
    assert outcome.outcome_unknown is False


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("is_http2", [False, True])
def test_no_log_shows_the_key(caplog: pytest.LogCaptureFixture, kind: str, is_http2: bool) -> None:
    caplog.set_level(1)
    with listening(Http2Server().serve) as port:
        http = http_of(kind, http1=not is_http2, http2=is_http2)
        for name in list(logging.root.manager.loggerDict):
            caplog.set_level(1, name)
        with session_with(kind, http, port, max_retries=0) as session:
            caplog.set_level(1, "hpack.hpack")
            session.outcome()
    assert {record.name for record in caplog.records} & {"httpcore2.http11", "httpcore2.http2"}
    leaks.check_shown([record.getMessage() for record in caplog.records if "hpack" not in record.name])
