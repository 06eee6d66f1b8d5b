"""The recipe for Celery, with a worker in processes of its own and a Redis between them."""

import os
import runpy
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import chdir, contextmanager, suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from redis.exceptions import ConnectionError as Unreachable
from txcloud_identity import APITimeoutError, NotFoundError, ServerError
from txcloud_identity.models import Verification, VerificationStatus

from tests.support import redis
from tests.support.blocks import blocks
from tests.support.waiting import until

TASKS, CALLER = blocks("celery.md")
# The delay that the recipe chooses if the server names none, shortened so that its test does not wait 10 seconds.
WITHOUT_A_HINT = "seconds = {} if error.retry_after is None"
QUICK_TASKS = TASKS.replace(WITHOUT_A_HINT.format(10), WITHOUT_A_HINT.format(4))
assert QUICK_TASKS != TASKS

# The worker with a vendor in its memory, whose behaviour depends on whom it is asked for. What it is asked is noted.
WORKER = """\
import os
from pathlib import Path
import httpx
from txcloud_identity.testing import FakeTXCloud

class Vendor(FakeTXCloud):
    def handle_request(self, request):
        name = request.url.path.split("/")[-2]
        before = len(list(Path("asked").glob(f"{name}.*")))
        Path("asked", f"{name}.{before}.{os.getpid()}").touch()
        if before == 0 or name == "ver_broken":
            match name:
                case "ver_limited":
                    self.fail(429, retry_after=2)
                case "ver_busy":
                    self.fail(503, retry_after=2)
                case "ver_unhinted":
                    self.respond(httpx.Response(429))
                case "ver_far":
                    self.refuse_connection()
                case "ver_silent":
                    self.time_out(acts=True)
                case "ver_broken":
                    self.fail(500)
        return super().handle_request(request)

vendor = Vendor()
for name in ("limited", "busy", "unhinted", "far", "silent", "broken", "fine", "a1b2c3d4e5f6"):
    vendor.add_verification(f"ver_{name}")
vendor.__enter__()

from celery.signals import task_retry

@task_retry.connect
def note_the_delay(request, reason, **_):
    Path("delayed", request.args[0]).write_text(str(reason.when))

from tasks import app
app.conf.update(CONNECTED)
"""

NAMES = ("ver_fine", "ver_limited", "ver_busy", "ver_unhinted", "ver_far", "ver_silent", "ver_broken", "ver_nobody")

# Nothing is reached but the socket.
pytestmark = pytest.mark.block_network(allowed_hosts=[r".*/redis\.sock"])

# Seconds for all tasks, of which two come back after 4.
LIMIT = 45


class Service:
    """A worker that runs the recipe's task, and what it has between itself and those who ask."""

    def __init__(self, folder: Path, redis: "subprocess.Popen[bytes]", worker: "subprocess.Popen[bytes]") -> None:
        self.folder = folder
        self.redis = redis
        self.worker = worker

    def result(self, asked: Any) -> Any:
        """What a task comes to; a failure as soon as nothing can come of it any more."""
        until(lambda: bool(self.dead()) or self.ready(asked), LIMIT)
        assert not self.dead(), self.dead()
        return asked.get(timeout=LIMIT)

    def ready(self, asked: Any) -> bool:
        try:
            return bool(asked.ready())
        except Unreachable:
            return False

    def dead(self) -> str:
        """Who has ended, and what the worker had to say."""
        ended = [name for name in ("redis", "worker") if getattr(self, name).poll() is not None]
        log = (self.folder / "log").read_text(encoding="utf-8")
        return f"{' and '.join(ended)} ended in the middle\n{log}" if ended else ""

    def attempts(self, name: str) -> list[Path]:
        """A file for each attempt to have a verification cancelled, made when there was one, in their order."""
        return sorted((self.folder / "asked").glob(f"{name}.*"))


@contextmanager
def started(folder: Path) -> Iterator[Service]:
    """The recipe at work in a folder."""
    for name in ("asked", "delayed"):
        (folder / name).mkdir()
    (folder / "tasks.py").write_text(QUICK_TASKS, encoding="utf-8")
    with redis.server(folder) as (broker, socket), (folder / "log").open("w") as log:
        address = f"redis+socket://{socket}"
        # A Redis that is gone is not waited for.
        impatient = {"retry_policy": {"max_retries": 0}}
        connected = {"broker_url": address, "result_backend": address, "result_backend_transport_options": impatient}
        (folder / "connected.py").write_text(f"CONNECTED = {connected}\n", encoding="utf-8")
        (folder / "worker.py").write_text(f"from connected import CONNECTED\n{WORKER}", encoding="utf-8")
        options = ["--pool", "prefork", "--concurrency", "2", "--without-gossip", "--without-mingle"]
        command = [sys.executable, "-m", "celery", "--app", "worker", "worker", *options]
        # In a session of its own, so that its processes can be ended with it.
        with subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, start_new_session=True) as worker:
            try:
                yield Service(folder, broker, worker)
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(worker.pid, signal.SIGKILL)


@contextmanager
def imported(folder: Path) -> Iterator[Any]:
    """The module of the recipe, as a service imports it that sends tasks."""
    with pytest.MonkeyPatch.context() as patch, chdir(folder):
        tasks, connected = ModuleType("tasks"), runpy.run_path("connected.py")
        vars(tasks).update(runpy.run_path("tasks.py", run_name="tasks"))
        vars(tasks)["app"].conf.update(connected["CONNECTED"])
        patch.setitem(sys.modules, "tasks", tasks)
        try:
            yield tasks
        finally:
            # A result that is dropped later does not ask a Redis that is gone.
            vars(tasks.app.backend)["remove_pending_result"] = lambda _: None


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with started(tmp_path_factory.mktemp("celery")) as service:
        yield service


@pytest.fixture(scope="module")
def tasks(service: Service) -> Iterator[Any]:
    with imported(service.folder) as tasks:
        yield tasks


@pytest.fixture(scope="module")
def results(tasks: Any) -> dict[str, Any]:
    """What each task will come to. All are asked for at once, since some come back later."""
    return {name: tasks.cancel_verification.delay(name) for name in NAMES}


def test_a_model_comes_back(service: Service, results: dict[str, Any]) -> None:
    verification = service.result(results["ver_fine"])
    assert type(verification) is Verification
    assert verification.status is VerificationStatus.EXPIRED
    assert verification.extracted_data
    assert verification.extracted_data.first_name == "Mohammed"
    [note] = service.attempts("ver_fine")
    assert note.suffix != f".{os.getpid()}"


@pytest.mark.parametrize(
    ("name", "kind", "outcome_unknown"),
    [("ver_silent", APITimeoutError, True), ("ver_broken", ServerError, True), ("ver_nobody", NotFoundError, False)],
)
def test_a_typed_error_comes_back_at_once(
    service: Service, results: dict[str, Any], name: str, kind: type[Exception], outcome_unknown: bool
) -> None:
    with pytest.raises(kind) as caught:
        service.result(results[name])
    error: Any = caught.value
    assert error.outcome_unknown is outcome_unknown
    assert len(service.attempts(name)) == 1
    if kind is not APITimeoutError:
        assert error.request_id == "req_9f8e7d6c5b4a"


# While those wait that come back later.
@pytest.mark.parametrize("victim", ["redis", "worker"])
def test_the_end_of_one_that_is_needed_is_told_at_once(tmp_path: Path, victim: str) -> None:
    with started(tmp_path) as service, imported(tmp_path) as tasks:
        assert service.result(tasks.cancel_verification.delay("ver_fine")).status == "expired"
        late = tasks.cancel_verification.delay("ver_far")
        getattr(service, victim).kill()
        before = time.monotonic()
        with pytest.raises(AssertionError, match=f"{victim} ended in the middle"):
            service.result(late)
        assert time.monotonic() - before < 20


@pytest.mark.parametrize(
    ("name", "seconds"), [("ver_limited", 2), ("ver_busy", 2), ("ver_unhinted", 4), ("ver_far", 4)]
)
def test_a_task_comes_back_when_it_may(service: Service, results: dict[str, Any], name: str, seconds: int) -> None:
    assert service.result(results[name]).status == "expired"
    assert float((service.folder / "delayed" / name).read_text(encoding="utf-8")) == seconds
    first, second = (note.stat().st_mtime for note in service.attempts(name))
    # It is sooner by no more than a clock may be off.
    assert second - first > seconds - 0.5


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
