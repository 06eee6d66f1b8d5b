"""Nothing that identifies a caller gets into a cassette, and only a sandbox key is used."""

import gzip
import json
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from scripts import document as openapi
from scripts.cassettes import VERIFICATION_ID, replay
from scripts.document import DOCUMENT as DOCUMENT_PATH
from scripts.document import digest
from scripts.problem import Problem
from scripts.record import Source, record

from .conftest import Project

# Only the server that a test starts can be reached.
pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1", "localhost"])

KEY = "txc_test_k3y"
ID = "ver_of_somebody"
DOCUMENT = openapi.load()


@pytest.fixture
def source(httpserver: HTTPServer) -> Source:
    return Source({"from": "sandbox", "server": "a stand-in", "on": "2026-11-23"}, httpserver.url_for("/v1"), KEY, ID)


def answer(httpserver: HTTPServer, body: object, **headers: str) -> None:
    compressed = gzip.compress(json.dumps(body).encode())
    headers |= {"Content-Encoding": "gzip", "Content-Type": "application/json", "Set-Cookie": "session=s3cret"}
    httpserver.expect_request(f"/v1/identity/verifications/{ID}/cancel", method="POST").respond_with_response(
        Response(compressed, 200, headers)
    )


def test_the_cassette_holds_the_answer_and_nothing_of_the_caller(
    httpserver: HTTPServer, source: Source, tmp_path: Path
) -> None:
    answer(httpserver, {"id": ID, "status": "expired"}, **{"X-RateLimit-Limit": "60", "X-Served-By": "host-7"})
    cassette = tmp_path / "cassette.yaml"
    record(DOCUMENT, source, 200, cassette)

    text = cassette.read_text(encoding="utf-8")
    for unwanted in (KEY, ID, "s3cret", "host-7", "127.0.0.1", "localhost", "user-agent", "date:"):
        assert unwanted not in text.lower()
    with replay(cassette) as recording:
        [request], [response] = recording.requests, recording.responses
        recorded = recording.get_metadata("recorded", None)
    assert recorded == source.description | {"document": f"sha256:{digest(DOCUMENT_PATH)}"}
    assert request.uri == f"{openapi.sandbox(DOCUMENT)}/identity/verifications/{VERIFICATION_ID}/cancel"
    assert json.loads(response["body"]["string"]) == {"id": VERIFICATION_ID, "status": "expired"}
    assert response["headers"].keys() == {"content-type", "x-ratelimit-limit"}


def test_an_answer_that_repeats_the_key_is_refused(httpserver: HTTPServer, source: Source, tmp_path: Path) -> None:
    answer(httpserver, {"id": ID, "metadata": {"key": KEY}})
    with pytest.raises(Problem, match="repeats the key"):
        record(DOCUMENT, source, 200, tmp_path / "cassette.yaml")


def test_an_answer_that_repeats_the_id_in_a_header_is_refused(
    httpserver: HTTPServer, source: Source, tmp_path: Path
) -> None:
    answer(httpserver, {"id": ID}, **{"X-Request-Id": f"req-of-{ID}"})
    with pytest.raises(Problem, match="repeats the key or the id"):
        record(DOCUMENT, source, 200, tmp_path / "cassette.yaml")


def test_an_answer_that_the_client_cannot_read_is_recorded(
    httpserver: HTTPServer, source: Source, tmp_path: Path
) -> None:
    answer(httpserver, {"id": ID, "status": ["cancelled"]})
    record(DOCUMENT, source, 200, tmp_path / "cassette.yaml")
    with replay(tmp_path / "cassette.yaml") as recording:
        assert json.loads(recording.responses[0]["body"]["string"])["status"] == ["cancelled"]


def test_an_answer_of_another_status_is_refused(httpserver: HTTPServer, source: Source, tmp_path: Path) -> None:
    answer(httpserver, {"id": ID})
    with pytest.raises(Problem, match="should have answered 404 and answered 200"):
        record(DOCUMENT, source, 404, tmp_path / "cassette.yaml")


def test_a_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"127\.0\.0\.1:1 gave no answer"):
        record(DOCUMENT, Source({}, "http://127.0.0.1:1", KEY, ID), 200, tmp_path / "cassette.yaml")


@pytest.mark.parametrize("program", ["record", "demo"])
@pytest.mark.parametrize("key", ["txc_live_k3y", "k3y"])
def test_only_a_sandbox_key_is_used(project: Project, program: str, key: str) -> None:
    run = project.run(program, TXCLOUD_API_KEY=key)
    assert run.returncode == 1
    assert "is not a sandbox key" in run.stderr
    assert "k3y" not in run.stderr
    assert "Traceback" not in run.stderr


def test_recording_from_the_sandbox_asks_for_a_pending_verification(project: Project) -> None:
    run = project.run("record", TXCLOUD_API_KEY=KEY)
    assert run.returncode == 1
    assert run.stderr.startswith("Set TXCLOUD_VERIFICATION_ID")
