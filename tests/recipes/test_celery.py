"""The recipe for Celery, with workers in processes of their own, a Redis between them, and a vendor on this machine."""

import runpy
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from txcloud_identity.testing import FakeTXCloud

from tests.support.celery_service import Service, started
from tests.support.recipes import saved

NAMES = ("ver_fine", "ver_limited", "ver_busy", "ver_unhinted", "ver_silent", "ver_broken", "ver_nobody")
BATCH = [f"ver_{number}" for number in range(60)]

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1", r".*/redis\.sock"])


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, Any]]:
    with started(tmp_path_factory.mktemp("celery"), "worker", "another") as running:
        yield running


@pytest.fixture(scope="module")
def service(running: tuple[Service, Any]) -> Service:
    return running[0]


@pytest.fixture(scope="module")
def tasks(running: tuple[Service, Any]) -> Any:
    return running[1]


@pytest.fixture(scope="module")
def results(tasks: Any) -> dict[str, Any]:
    """What each task will come to. All are asked for at once, since some come back later."""
    return {name: tasks.submit(name) for name in (*NAMES, *BATCH)}


def test_a_status_comes_back(service: Service, results: dict[str, Any]) -> None:
    assert service.result(results["ver_fine"]) == "expired"


@pytest.mark.parametrize(
    ("name", "status_code", "code", "outcome_unknown"),
    [
        ("ver_silent", None, None, True),
        ("ver_broken", 500, "internal_error", True),
        ("ver_nobody", 404, "not_found", False),
    ],
)
def test_an_error_comes_back_at_once(
    service: Service,
    tasks: Any,
    results: dict[str, Any],
    name: str,
    status_code: int | None,
    code: str | None,
    outcome_unknown: bool,
) -> None:
    with pytest.raises(tasks.CancellationError) as caught:
        service.result(results[name])
    error: Any = caught.value
    assert (error.status_code, error.code, error.outcome_unknown) == (status_code, code, outcome_unknown)
    assert error.request_id == (status_code and "req_9f8e7d6c5b4a")
    assert str(error).startswith(f"{status_code} {code}" if status_code else "")
    assert service.vendor.asked.count(name) == 1
    assert (name in tasks.unknown()) == outcome_unknown


@pytest.mark.parametrize(("name", "seconds"), [("ver_limited", 2), ("ver_busy", 2), ("ver_unhinted", 4)])
def test_a_task_comes_back_when_it_may(service: Service, results: dict[str, Any], name: str, seconds: int) -> None:
    assert service.result(results[name]) == "expired"
    vendor = service.vendor
    first, *_, last = (at for asked, at in zip(vendor.asked, vendor.times, strict=True) if asked == name)
    # It is sooner by no more than a clock may be off.
    assert last - first > seconds - 0.5


def test_workers_share_one_limit(service: Service, tasks: Any, results: dict[str, Any]) -> None:
    assert {service.result(results[name]) for name in BATCH} == {"expired"}
    vendor = service.vendor
    assert vendor.sent_twice() == []
    # 20 calls a second are the limit, and processes of a busy machine wait for each other.
    most = max(sum(begun <= at < begun + 1 for at in vendor.times) for begun in vendor.times)
    assert most <= 28
    assert len(vendor.refused) <= 8
    assert not set(tasks.unknown()) & set(BATCH)
    assert not set(tasks.not_begun()) & set(BATCH)


@pytest.mark.usefixtures("tasks")
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ver_a1b2c3d4e5f6", "now expired"),
        ("ver_nobody", "It is not cancelled."),
        ("ver_broken", "It may be cancelled."),
    ],
)
def test_the_caller_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, told: str) -> None:
    _, caller = saved(tmp_path, "celery")
    caller.write_text(caller.read_text(encoding="utf-8").replace("ver_a1b2c3d4e5f6", name), encoding="utf-8")
    runpy.run_path(str(caller))
    assert told in capsys.readouterr().out


def test_what_was_done_is_returned_again(service: Service, tasks: Any, results: dict[str, Any]) -> None:
    service.result(results["ver_fine"])
    assert service.result(tasks.submit("ver_fine")) == "expired"
    assert service.vendor.asked.count("ver_fine") == 1


def refusal(status: int, **hint: int) -> Callable[[FakeTXCloud], object]:
    return lambda fake: fake.fail(status, **hint)


@pytest.mark.parametrize(
    ("plan", "seconds"),
    [
        (FakeTXCloud.refuse_connection, 4),
        (lambda fake: fake.respond(httpx.Response(429)), 4),
        (refusal(503, retry_after=1), 1),
        (refusal(429, retry_after=3600), 600),
        (refusal(401), 600),
        (refusal(403), 600),
    ],
)
def test_a_call_that_did_nothing_is_retried(
    tasks: Any, monkeypatch: pytest.MonkeyPatch, plan: Callable[[FakeTXCloud], object], seconds: float
) -> None:
    task, delays, name = tasks.cancel_verification, list[float](), f"ver_{time.monotonic_ns()}"
    retry = task.retry

    def note(**options: Any) -> Any:
        delays.append(options["countdown"])
        return retry(**options)

    monkeypatch.setattr(task, "retry", note)
    with FakeTXCloud() as fake:
        fake.add_verification(name)
        plan(fake)
        # In this process, where nothing waits.
        assert task.apply([name]).get() == "expired"
    assert delays == [seconds]
    assert len(fake.requests) == 2
