"""A service's tests work with the tools that such tests use."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import vcr
from pytest_httpserver import HTTPServer
from txcloud_identity import TXCloud

from scripts.common.workspace import HERE
from tests.support.bodies import example
from tests.support.clients import KEY

SUITE = """
import pytest
import pytest_asyncio
from txcloud_identity import AsyncTXCloud, TXCloud

@pytest.fixture(autouse=True)
def verification(fake_txcloud):
    return fake_txcloud.add_verification("ver_1")

# Fixtures of each kind, and several tests of each in a worker.
@pytest_asyncio.fixture
async def client():
    async with AsyncTXCloud() as client:
        yield client

@pytest.mark.asyncio
@pytest.mark.parametrize("time", range(3))
async def test_pytest_asyncio(client, fake_txcloud, time):
    assert (await client.cancel_verification("ver_1")).status == "expired"
    assert len(fake_txcloud.requests) == 1

@pytest.fixture
def anyio_backend():
    return "asyncio"

@pytest.fixture
async def anyio_client(anyio_backend):
    async with AsyncTXCloud() as client:
        yield client

@pytest.mark.anyio
@pytest.mark.parametrize("time", range(3))
async def test_anyio(anyio_client, fake_txcloud, time):
    assert (await anyio_client.cancel_verification("ver_1")).status == "expired"
    assert len(fake_txcloud.requests) == 1

@pytest.mark.parametrize("time", range(14))
def test_xdist(fake_txcloud, time):
    with TXCloud() as client:
        assert client.cancel_verification("ver_1").status == "expired"
    assert len(fake_txcloud.requests) == 1
"""


def test_a_suite_runs_with_pytest_asyncio_anyio_and_xdist(tmp_path: Path) -> None:
    (tmp_path / "test_service.py").write_text(SUITE, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nasyncio_default_fixture_loop_scope = function\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "--verbose", "--numprocesses=2", "-p", "no:cacheprovider"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=50, check=False)
    assert "20 passed" in run.stdout, run.stdout
    assert set(re.findall(r"\[(gw\d)\]", run.stdout)) == {"gw0", "gw1"}


def filters() -> Any:
    """The recorder of the README."""
    [code] = re.findall(r"`(vcr\.VCR\(.*\))`", (HERE.package / "README.md").read_text(encoding="utf-8"))
    return eval(code, {"vcr": vcr})  # noqa: S307


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_a_filtered_cassette_of_vcrpy_has_neither_key_nor_body(httpserver: HTTPServer, tmp_path: Path) -> None:
    body = example()
    httpserver.expect_oneshot_request("/identity/verifications/ver_1/cancel").respond_with_json(body)
    cassette = tmp_path / "cassette.yaml"
    name = body["extracted_data"]["last_name"]
    for expected in (body["status"], None):
        # The second call is replayed: the server responds once.
        with filters().use_cassette(cassette), TXCloud(KEY, base_url=httpserver.url_for("")) as client:
            assert client.cancel_verification("ver_1").status == expected
    kept = cassette.read_text(encoding="utf-8")
    assert "ver_1" in kept
    assert KEY not in kept
    assert name not in kept
