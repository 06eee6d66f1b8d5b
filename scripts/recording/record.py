"""Record the cassettes: the responses to a request that cancels a verification.

If TXCLOUD_API_KEY holds a sandbox key and TXCLOUD_VERIFICATION_ID the id of a verification that is pending
in the sandbox, the sandbox gives the responses that it can. All others come from a mock server that serves
the document. Each cassette names its source; its address is always the sandbox's, so that a client replays
all cassettes alike.

Nothing that identifies the caller is written to disk: only the response headers that the document declares
are kept, and the key and the verification's id are replaced wherever they occur.
"""

import datetime
import json
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from txcloud_identity import APIConnectionError, ConfigurationError, TXCloudError
from vcr import VCR
from vcr.request import Request

from scripts.common.cli import run
from scripts.common.directories import replace_atomically
from scripts.common.errors import PipelineError
from scripts.common.hashing import digest
from scripts.common.nodejs import command
from scripts.common.signals import held_back
from scripts.common.workspace import Workspace
from scripts.contract import openapi
from scripts.contract.document import load
from scripts.recording import servers
from scripts.recording.cassettes import MATCH_ON, VERIFICATION_ID

# 200 comes last: the sandbox cannot repeat the cancellation if another recording fails.
STATUSES = (401, 404, 429, 500, 200)
PRISM = "@stoplight/prism-cli"
START_SECONDS = 30
STOP_SECONDS = 3


@dataclass
class Source:
    """The server that gives a response, and the request that elicits it."""

    description: dict[str, str]
    base_url: str
    key: str
    id: str = VERIFICATION_ID
    prefer: str | None = None

    @property
    def local(self) -> bool:
        return self.description["from"] == "mock"


def main(workspace: Workspace, _: list[str]) -> None:
    document = load(workspace.contract)
    vendor = sandbox_sources(document)
    with replace_atomically(workspace.cassettes) as fresh, mock_server(workspace) as mock:
        for status in STATUSES:
            source = vendor.get(status) or mock_source(workspace, mock, status)
            record(workspace, document, source, status, fresh / f"cancel_verification_{status}.yaml")
    for status in STATUSES:
        print(f"{status}: recorded from the {'sandbox' if status in vendor else 'mock server'}")


def sandbox_sources(document: dict[str, Any]) -> dict[int, Source]:
    """Return the sources of the statuses that the sandbox can give; none without a key."""
    key, pending = servers.key(), os.environ.get("TXCLOUD_VERIFICATION_ID")
    if not key:
        return {}
    if not pending:
        raise PipelineError("Set TXCLOUD_VERIFICATION_ID to the id of a pending sandbox verification.")
    base_url = servers.address(document)
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    description = {"from": "sandbox", "server": base_url, "on": day}
    return {
        200: Source(description, base_url, key, pending),
        401: Source(description, base_url, "txc_test_unknown", pending),
        404: Source(description, base_url, key, "ver_000000000000"),
    }


def mock_source(workspace: Workspace, base_url: str, status: int) -> Source:
    """Return the mock server as the source of one status."""
    manifest = workspace.node_modules / PRISM / "package.json"
    version = json.loads(manifest.read_text(encoding="utf-8"))["version"]
    description = {"from": "mock", "server": f"@stoplight/prism-cli {version}"}
    return Source(description, base_url, "txc_test_mock", prefer=f"code={status}")


@contextmanager
def mock_server(workspace: Workspace) -> Iterator[str]:
    """Run a server that responds with the document's examples, and yield its address."""
    prism = [*command(workspace, PRISM, "dist/index.js"), "mock", str(workspace.contract)]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryFile() as log:
        server = None
        try:
            with held_back():
                server = subprocess.Popen([*prism, "--port", str(port)], stdout=log, stderr=subprocess.STDOUT)
            wait_for(port, server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            if server:
                end(server)


def end(server: "subprocess.Popen[bytes]") -> None:
    """Ask a server to stop; kill it if it does not."""
    server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait(STOP_SECONDS)


def wait_for(port: int, server: "subprocess.Popen[bytes]", log: BinaryIO) -> None:
    """Wait for the port to open; raise PipelineError if the server exits or times out."""
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    log.seek(0)
    raise PipelineError(f"The mock server did not start:\n{log.read().decode(errors='replace').strip()}")


def record(workspace: Workspace, document: dict[str, Any], source: Source, status: int, path: Path) -> None:
    """Record one response in a cassette, without anything that identifies the caller."""
    address = servers.address(document)
    declared = openapi.response_headers(document) | {"content-type"}

    def clean(text: str) -> str:
        return text.replace(source.key, "REDACTED").replace(source.id, VERIFICATION_ID)

    def clean_request(request: Request) -> Request:
        request.uri = clean(request.uri.replace(source.base_url, address))
        request.headers = {"authorization": "Bearer REDACTED"}
        return request

    def clean_response(response: dict[str, Any]) -> dict[str, Any]:
        headers = response["headers"].items()
        response["headers"] = {name: list(map(clean, values)) for name, values in headers if name.lower() in declared}
        # A body need not be text; this encoding maps each byte to a character.
        response["body"]["string"] = clean(response["body"]["string"].decode("latin-1")).encode("latin-1")
        return response

    recorder = VCR(
        match_on=MATCH_ON,
        decode_compressed_response=True,
        before_record_request=clean_request,
        before_record_response=clean_response,
    )
    headers = {"Prefer": source.prefer} if source.prefer else {}
    with (
        recorder.use_cassette(path) as cassette,
        servers.connect(source.base_url, source.key, local=source.local, headers=headers) as client,
    ):
        cassette.get_metadata("recorded", source.description | {"document": f"sha256:{digest(workspace.contract)}"})
        try:
            client.cancel_verification(source.id)
        except (APIConnectionError, ConfigurationError) as error:
            raise PipelineError(str(error)) from None
        except TXCloudError:
            # An error response may be the expected one; the smoke tests check its content.
            pass
        received = cassette.responses[0]["status"]["code"]
    if received != status:
        raise PipelineError(f"Expected status {status} from {source.base_url}, received {received}.")


if __name__ == "__main__":
    run(main)
