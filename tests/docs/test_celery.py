"""The recipe for Celery, with workers in processes of their own, a Redis between them, and a vendor on this machine."""

import asyncio
import os
import runpy
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, chdir, contextmanager, suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from redis.exceptions import ConnectionError as Unreachable
from txcloud_identity.testing import FakeTXCloud

from tests.support import redis
from tests.support.blocks import blocks
from tests.support.server import listening
from tests.support.waiting import until

TASKS, CALLER = blocks("celery.md")
# The rate limit, and the delay that the recipe chooses if the server names none, so that its test takes seconds.
QUICK = {"PER_MINUTE = 300": "PER_MINUTE = 1200", "SOON, LATER = 10,": "SOON, LATER = 4,"}
QUICK_TASKS = TASKS
for usual, quick in QUICK.items():
    assert usual in QUICK_TASKS
    QUICK_TASKS = QUICK_TASKS.replace(usual, quick)

# A worker's module, whose client calls the vendor on this machine.
WORKER = """\
from functools import partial
import txcloud_identity

txcloud_identity.TXCloud = partial(txcloud_identity.TXCloud, base_url="http://127.0.0.1:{}")
from tasks import app

app.conf.broker_transport_options = {{
    "visibility_timeout": {}, "unacked_restore_interval": 1, "unacked_restore_throttle": 1
}}
"""

NAMES = ("ver_fine", "ver_limited", "ver_busy", "ver_unhinted", "ver_silent", "ver_broken", "ver_nobody")
BATCH = [f"ver_{number}" for number in range(60)]

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1", r".*/redis\.sock"])

# Seconds for all tasks, of which two come back after 4.
LIMIT = 45


class Vendor:
    """Answers on this machine as its fake does, but differently about some. What it is asked is noted."""

    def __init__(self) -> None:
        self.fake = FakeTXCloud()
        self.fake.limit(50, window=2.5)
        self.asked: list[str] = []
        self.times: list[float] = []
        self.refused: list[str] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # A worker that is killed ends the connection.
        with suppress(ConnectionError, asyncio.CancelledError, asyncio.IncompleteReadError):
            while await self.answer(await reader.readuntil(b"\r\n\r\n"), reader, writer):
                pass
        writer.close()

    async def answer(self, request: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        path = request.split()[1].decode()
        name = path.split("/")[-2]
        is_first = name not in self.asked
        self.asked.append(name)
        self.times.append(time.monotonic())
        if is_first and name != "ver_nobody":
            self.fake.add_verification(name)
        match name:
            case "ver_silent":
                return False
            case "ver_held" | "ver_held_again":
                await reader.read()
                return False
            case "ver_limited" if is_first:
                self.fake.fail(429, retry_after=2)
            case "ver_busy" if is_first:
                self.fake.fail(503, retry_after=2)
            case "ver_unhinted" if is_first:
                self.fake.respond(httpx.Response(429))
            case "ver_broken":
                self.fake.fail(500)
        response = self.fake.handle_request(httpx.Request("POST", f"http://vendor.example{path}"))
        if response.status_code in (429, 503):
            self.refused.append(name)
        head = f"HTTP/1.1 {response.status_code} Any\r\nContent-Length: {len(response.content)}\r\n"
        fields = [f"{name}: {value}\r\n" for name, value in response.headers.items() if name != "content-length"]
        writer.write(f"{head}{''.join(fields)}\r\n".encode() + response.content)
        await writer.drain()
        return True

    def sent_twice(self) -> list[str]:
        """Those whom the vendor was asked for again, although it had not refused that."""
        return [name for name, times in (Counter(self.asked) - Counter(self.refused)).items() if times > 1]


class Service:
    """Workers that run the recipe's task, and what is between them and those who ask."""

    def __init__(self, folder: Path, redis: "subprocess.Popen[bytes]", stack: ExitStack, patience: int) -> None:
        self.folder = folder
        self.vendor = Vendor()
        self.processes = {"redis": redis}
        self.stack = stack
        port = stack.enter_context(listening(self.vendor.serve))
        (folder / "worker.py").write_text(WORKER.format(port, patience), encoding="utf-8")

    def start_worker(self, name: str) -> None:
        options = ["--pool", "prefork", "--concurrency", "2", "--without-gossip", "--without-mingle"]
        command = [sys.executable, "-m", "celery", "--app", "worker", "worker", "--hostname", name, *options]
        log = self.stack.enter_context((self.folder / "log").open("a"))
        # In a session of its own, so that its processes can be ended with it.
        self.processes[name] = subprocess.Popen(
            command, cwd=self.folder, stdout=log, stderr=log, start_new_session=True
        )
        self.stack.callback(self.end_worker, name)

    def end_worker(self, name: str) -> None:
        """Kill a worker with all its processes, if it is there."""
        if worker := self.processes.pop(name, None):
            with suppress(ProcessLookupError):
                os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()

    def until(self, condition: Callable[[], bool]) -> None:
        """Return as soon as a condition holds; fail as soon as it cannot hold any more."""

        def is_over() -> bool:
            with suppress(Unreachable):
                return bool(self.dead()) or condition()
            return False

        until(is_over, LIMIT)
        assert not self.dead(), self.dead()

    def result(self, asked: Any) -> Any:
        """What a task comes to."""
        self.until(asked.ready)
        return asked.get(timeout=LIMIT)

    def is_idle(self, tasks: Any) -> bool:
        """Whether every task has ended; what the broker has lost is submitted again, as the recipe says."""
        redis = tasks.app.backend.client
        if redis.llen("celery") or redis.hlen("unacked"):
            return False
        lost = tasks.not_begun()
        for name in lost:
            tasks.submit(name)
        return not lost

    def dead(self) -> str:
        """Who has ended, and what the workers had to say."""
        ended = [name for name, process in self.processes.items() if process.poll() is not None]
        log = (self.folder / "log").read_text(encoding="utf-8")
        return f"{' and '.join(ended)} ended in the middle\n{log}" if ended else ""


@contextmanager
def started(folder: Path, *workers: str, patience: int = 60) -> Iterator[tuple[Service, Any]]:
    """The recipe at work in a folder, and its module as a service imports it that sends tasks.

    A message that a worker has had for longer than the broker's patience comes again.
    """
    (folder / "tasks.py").write_text(QUICK_TASKS, encoding="utf-8")
    with ExitStack() as stack:
        broker, socket = stack.enter_context(redis.server(folder))
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv("TXCLOUD_API_KEY", "txc_test_c4n4ry")
        for name in ("CELERY_BROKER_URL", "CELERY_RESULT_BACKEND"):
            patch.setenv(name, f"redis+socket://{socket}")
        service = Service(folder, broker, stack, patience)
        for each in workers:
            service.start_worker(each)
        stack.enter_context(chdir(folder))
        tasks = ModuleType("tasks")
        vars(tasks).update(runpy.run_path("tasks.py", run_name="tasks"))
        patch.setitem(sys.modules, "tasks", tasks)
        # A Redis that is gone is not waited for.
        vars(tasks)["app"].conf.result_backend_transport_options = {"retry_policy": {"max_retries": 0}}
        try:
            yield service, tasks
        finally:
            # A result that is dropped later does not ask a Redis that is gone.
            vars(vars(tasks)["app"].backend)["remove_pending_result"] = lambda _: None


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


# While those wait that come back later.
@pytest.mark.parametrize("victim", ["redis", "worker"])
def test_the_end_of_one_that_is_needed_is_told_at_once(tmp_path: Path, victim: str) -> None:
    with started(tmp_path, "worker") as (service, tasks):
        assert service.result(tasks.submit("ver_fine")) == "expired"
        late = tasks.submit("ver_unhinted")
        service.processes[victim].kill()
        before = time.monotonic()
        with pytest.raises(AssertionError, match=f"{victim} ended in the middle"):
            service.result(late)
        assert time.monotonic() - before < 20


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
    assert (most, len(vendor.refused)) <= (28, 8)
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
def test_the_caller_is_told(service: Service, capsys: pytest.CaptureFixture[str], name: str, told: str) -> None:
    caller = service.folder / "caller.py"
    caller.write_text(CALLER.replace("ver_a1b2c3d4e5f6", name), encoding="utf-8")
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

    def note(**options: Any) -> BaseException:
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


def children(process: "subprocess.Popen[bytes]") -> list[int]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii")
    return [int(pid) for pid in listed.split()]


def test_a_killed_worker_loses_nothing_and_sends_nothing_twice(tmp_path: Path) -> None:
    with started(tmp_path, patience=2) as (service, tasks):
        # Their messages are lost, as those of a worker that is killed while it takes them.
        lost = ["ver_lost", "ver_lost_too"]
        for name in lost:
            tasks.submit(name)
        tasks.app.backend.client.delete("celery")
        assert sorted(tasks.not_begun()) == lost
        service.start_worker("worker")
        # The process of a task is killed, and the worker starts another one.
        held = tasks.submit("ver_held")
        service.until(lambda: "ver_held" in service.vendor.asked)
        for pid in children(service.processes["worker"]):
            os.kill(pid, signal.SIGKILL)
        with pytest.raises(tasks.CancellationError, match="was begun, and its end was not noted") as caught:
            service.result(held)
        assert caught.value.outcome_unknown
        # A whole worker is killed, amid a batch and one task that is certainly at work.
        names = ["ver_held_again", *BATCH[:25]]
        for name in names:
            tasks.submit(name)
        service.until(lambda: "ver_held_again" in service.vendor.asked and len(service.vendor.asked) > 9)
        service.end_worker("worker")
        service.start_worker("another")
        service.until(lambda: service.is_idle(tasks))
        unknown = set(tasks.unknown())
        assert {"ver_held", "ver_held_again"} <= unknown
        # At most one more, which the other of its processes was at.
        assert len(unknown) <= 3
        assert {service.result(tasks.submit(name)) for name in {*lost, *names} - unknown} == {"expired"}
        assert tasks.not_begun() == []
        assert service.vendor.sent_twice() == []
