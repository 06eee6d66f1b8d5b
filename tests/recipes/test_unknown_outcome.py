"""The recipe for what to do after an unknown outcome."""

import runpy
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from txcloud_identity.testing import FakeTXCloud

from tests.support.recipes import saved


@pytest.mark.parametrize(
    ("plan", "requests", "printed"),
    [
        (lambda _: None, "POST", "cancelled"),
        (lambda fake: fake.fail(404), "POST", "not cancelled"),
        (lambda fake: fake.time_out(), "POST GET", "still pending"),
        (lambda fake: fake.time_out(acts=True), "POST GET", "no longer pending: expired"),
        (lambda fake: (fake.fail(500), fake.fail(500)), "POST GET", "unknown"),
        (lambda fake: (fake.fail(500), fake.alter({}, without=["status"])), "POST GET", "unknown"),
        (lambda fake: (fake.fail(500), fake.respond(httpx.Response(404))), "POST GET", "unknown"),
    ],
)
def test_the_outcome_is_found(
    fake_txcloud: FakeTXCloud,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    plan: Callable[[FakeTXCloud], object],
    requests: str,
    printed: str,
) -> None:
    fake_txcloud.add_verification("ver_1")
    plan(fake_txcloud)
    imported, program = saved(tmp_path, "unknown_outcome")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["program.py", "ver_1"])
    monkeypatch.delitem(sys.modules, imported.stem, raising=False)
    runpy.run_path(str(program))
    assert capsys.readouterr().out == f"ver_1 {printed}\n"
    assert " ".join(request.method for request in fake_txcloud.requests) == requests
