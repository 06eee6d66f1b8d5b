"""What the READMEs show runs as it stands, and satisfies a type checker at its strictest."""

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from txcloud_identity.testing import FakeTXCloud

from scripts.common.workspace import HERE
from scripts.recording.cassettes import replay
from tests.support.blocks import ASYNC, CLIENT, DETAILED, ERRORS, EXAMPLES, HTTP_CLIENT, LOGGING, SYNC, TESTING
from tests.support.clients import KEY


def run(folder: Path, example: str) -> None:
    module = folder / "example.py"
    module.write_text(EXAMPLES[example], encoding="utf-8")
    runpy.run_path(str(module))


@pytest.mark.parametrize("example", [CLIENT, ERRORS])
@pytest.mark.parametrize(
    ("status", "shown"),
    [
        (200, "expired"),
        (401, "unauthorized"),
        (404, "not cancelled|no such thing"),
        (429, "(?i)come back in 30.0 seconds"),
        (500, "may be cancelled|may have been"),
    ],
)
def test_an_example_handles_what_was_recorded(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    example: str,
    status: int,
    shown: str,
) -> None:
    monkeypatch.setenv("TXCLOUD_API_KEY", KEY)
    with replay(HERE.cassettes / f"cancel_verification_{status}.yaml") as recording:
        recording.allow_playback_repeats = True
        run(tmp_path, example)
    assert re.search(shown, capsys.readouterr().out)


@pytest.mark.parametrize("example", [CLIENT, SYNC, ASYNC, DETAILED, ERRORS, HTTP_CLIENT, LOGGING])
def test_an_example_runs(
    fake_txcloud: FakeTXCloud,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
    example: str,
) -> None:
    caplog.set_level("INFO")
    fake_txcloud.add_verification("ver_a1b2c3d4e5f6")
    run(tmp_path, example)
    printed = capsys.readouterr().out
    other = {
        DETAILED: "200 req_9f8e7d6c5b4a 299\nexpired\n",
        HTTP_CLIENT: "https://sandbox.api.txcloud.io/v1",
        LOGGING: "",
    }
    assert other.get(example, "expired") in printed
    logged = re.sub(r"0\.\d+", "0.212", re.sub("req_[a-z0-9]+", "req_...", caplog.text))
    assert example != LOGGING or EXAMPLES[LOGGING].splitlines()[-1].rpartition("identity:")[2] in logged


@pytest.mark.once
def test_the_tests_pass(tmp_path: Path) -> None:
    (tmp_path / "test_example.py").write_text(EXAMPLES[TESTING], encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "--quiet", "-p", "no:cacheprovider", "."]
    tests = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=50, check=False)
    assert "2 passed" in tests.stdout


@pytest.mark.once
def test_the_examples_are_typed(tmp_path: Path, cache: pytest.Cache) -> None:
    for number, code in enumerate(EXAMPLES.values()):
        (tmp_path / f"example_{number}.py").write_text(code, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(cache.mkdir("mypy-examples")), "."]
    mypy = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=50, check=False)
    assert mypy.returncode == 0, mypy.stdout


def test_the_client_is_shown_in_few_lines() -> None:
    assert len(EXAMPLES[CLIENT].splitlines()) <= 11
    assert len(EXAMPLES[SYNC].splitlines()) <= 5
