"""Instrumentation sees a call that a fake responds to as it sees one on the network."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx
import pytest
import sentry_sdk
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from sentry_sdk.integrations.httpx import HttpxIntegration
from txcloud_identity import AsyncTXCloud, TXCloud
from txcloud_identity.testing import FakeTXCloud

CALL = ("POST", "https://sandbox.api.txcloud.io/v1/identity/verifications/ver_1/cancel")
Watch = Callable[[Any], None]


def cancel(kind: str, watch: Watch | None = None) -> None:
    """Make a call; with the client of the package's own or, to `watch` it, with a caller's."""

    async def call() -> None:
        async with httpx.AsyncClient() as http, AsyncTXCloud(http_client=http if watch else None) as client:
            if watch:
                watch(http)
            await client.cancel_verification("ver_1")

    if kind == "async":
        asyncio.run(call())
        return
    with httpx.Client() as http, TXCloud(http_client=http if watch else None) as client:
        if watch:
            watch(http)
        client.cancel_verification("ver_1")


@contextmanager
def instrumented(provider: TracerProvider) -> Iterator[None]:
    HTTPXClientInstrumentor().instrument(tracer_provider=provider)
    try:
        yield
    finally:
        HTTPXClientInstrumentor().uninstrument()


@pytest.fixture
def fake() -> FakeTXCloud:
    fake = FakeTXCloud()
    fake.add_verification("ver_1")
    return fake


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("way", ["fake first", "fake last", "client"])
def test_opentelemetry(fake: FakeTXCloud, kind: str, way: str) -> None:
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))

    def watch(http: Any) -> None:
        HTTPXClientInstrumentor.instrument_client(http, tracer_provider=provider)

    with ExitStack() as active:
        parts: list[Any] = [fake] if way == "client" else [fake, instrumented(provider)]
        for part in reversed(parts) if way == "fake last" else parts:
            active.enter_context(part)
        cancel(kind, watch if way == "client" else None)
    [span] = exporter.get_finished_spans()
    attributes = span.attributes or {}
    assert (attributes["http.method"], attributes["http.url"]) == CALL
    assert attributes["http.status_code"] == 200


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("is_own", [False, True])
def test_sentry(fake: FakeTXCloud, kind: str, is_own: bool) -> None:
    events: list[Any] = []

    def keep(event: Any, _: Any) -> None:
        events.append(event)

    sentry_sdk.init(
        "https://key@sentry.example/1",
        integrations=[HttpxIntegration()],
        default_integrations=False,
        traces_sample_rate=1,
        before_send_transaction=keep,
    )
    try:
        with fake, sentry_sdk.start_transaction(name="a request of the service"):
            cancel(kind, (lambda _: None) if is_own else None)
    finally:
        sentry_sdk.init()
    [event] = events
    [span] = event["spans"]
    assert (span["op"], span["description"]) == ("http.client", " ".join(CALL))
    assert span["data"]["http.response.status_code"] == 200
