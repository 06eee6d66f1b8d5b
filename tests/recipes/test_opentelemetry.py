"""The recipe for OpenTelemetry, with the package's own clients and those of a caller's."""

import asyncio
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from opentelemetry import trace
from opentelemetry.instrumentation.httpx import HTTPX2ClientInstrumentor, HTTPXClientInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from txcloud_identity import AsyncTXCloud, TXCloud
from txcloud_identity.testing import FakeTXCloud

from tests.support.recipes import saved


@pytest.fixture(scope="module")
def exporter() -> InMemorySpanExporter:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    return exporter


@pytest.fixture(params=[HTTPXClientInstrumentor, HTTPX2ClientInstrumentor])
def instrumentor(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture
def spans(
    exporter: InMemorySpanExporter, fake_txcloud: FakeTXCloud, tmp_path: Path, instrumentor: Any
) -> Iterator[InMemorySpanExporter]:
    fake_txcloud.add_verification("ver_c4n4ry")
    fake_txcloud.fail(429)
    exporter.clear()
    [recipe] = saved(tmp_path, "opentelemetry")
    code = recipe.read_text(encoding="utf-8")
    recipe.write_text(code.replace(HTTPXClientInstrumentor.__name__, instrumentor.__name__), encoding="utf-8")
    runpy.run_path(str(recipe))
    yield exporter
    instrumentor().uninstrument()


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_each_attempt_is_a_span_that_names_nobody(spans: InMemorySpanExporter, instrumentor: Any, kind: str) -> None:
    is_own = instrumentor is HTTPXClientInstrumentor

    async def cancel_async() -> None:
        async with httpx2.AsyncClient() as http, AsyncTXCloud(http_client=None if is_own else http) as client:
            await client.cancel_verification("ver_c4n4ry")

    if kind == "async":
        asyncio.run(cancel_async())
    else:
        with httpx2.Client() as http, TXCloud(http_client=None if is_own else http) as client:
            client.cancel_verification("ver_c4n4ry")
    found = spans.get_finished_spans()
    assert [span.name for span in found] == ["POST /identity/verifications/{id}/cancel"] * 2
    assert [(span.attributes or {}).get("http.status_code") for span in found] == [429, 200]
    for span in found:
        assert "ver_c4n4ry" not in span.to_json()
        assert "Mohammed" not in span.to_json()
