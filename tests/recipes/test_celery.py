"""The recipe for Celery, with a worker in processes of its own."""

import os
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from txcloud_identity import APITimeoutError, NotFoundError, ServerError
from txcloud_identity.models import Verification, VerificationStatus

from .blocks import blocks

TASKS, CALLER = blocks("celery.md")

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

from tasks import app
app.conf.update(CONNECTED)
"""

CONNECTED = {
    "broker_url": "filesystem://",
    "broker_transport_options": {"data_folder_in": "queue", "data_folder_out": "queue", "control_folder": "control"},
    "result_backend": "file://results",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where a worker runs the recipe's task."""
    folder = tmp_path_factory.mktemp("celery")
    for name in ("asked", "queue", "control", "results"):
        (folder / name).mkdir()
    (folder / "tasks.py").write_text(TASKS, encoding="utf-8")
    (folder / "worker.py").write_text(WORKER.replace("CONNECTED", repr(CONNECTED)), encoding="utf-8")
    command = [sys.executable, "-m", "celery", "--app", "worker", "worker", "--pool", "prefork", "--concurrency", "2"]
    with (folder / "log").open("w") as log:
        worker = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        yield folder
        worker.terminate()
        worker.wait(30)


@pytest.fixture
def task(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The task, as a service that has the same module sends it."""
    monkeypatch.chdir(folder)
    names = runpy.run_path("tasks.py", run_name="tasks")
    names["app"].conf.update(CONNECTED)
    tasks = ModuleType("tasks")
    vars(tasks).update(names)
    monkeypatch.setitem(sys.modules, "tasks", tasks)
    return names["cancel_verification"]


def asked(folder: Path, name: str) -> list[Path]:
    """A file for each attempt to have a verification cancelled, made when there was one, in their order."""
    return sorted((folder / "asked").glob(f"{name}.*"))


def test_a_model_comes_back(task: Any, folder: Path) -> None:
    verification = task.delay("ver_fine").get(timeout=60)
    assert type(verification) is Verification
    assert verification.status is VerificationStatus.EXPIRED
    assert verification.extracted_data
    assert verification.extracted_data.first_name == "Mohammed"
    [note] = asked(folder, "ver_fine")
    assert note.suffix != f".{os.getpid()}"


@pytest.mark.parametrize(
    ("name", "seconds"), [("ver_limited", 2), ("ver_busy", 2), ("ver_unhinted", 10), ("ver_far", 10)]
)
def test_a_task_comes_back_when_it_may(task: Any, folder: Path, name: str, seconds: int) -> None:
    assert task.delay(name).get(timeout=60).status == "expired"
    first, second = (note.stat().st_mtime for note in asked(folder, name))
    assert seconds - 0.5 < second - first < seconds + 30


@pytest.mark.parametrize(
    ("name", "kind", "outcome_unknown"),
    [("ver_silent", APITimeoutError, True), ("ver_broken", ServerError, True), ("ver_nobody", NotFoundError, False)],
)
def test_a_typed_error_comes_back_at_once(
    task: Any, folder: Path, name: str, kind: type[Exception], outcome_unknown: bool
) -> None:
    with pytest.raises(kind) as caught:
        task.delay(name).get(timeout=60)
    error: Any = caught.value
    assert error.outcome_unknown is outcome_unknown
    assert len(asked(folder, name)) == 1
    if kind is not APITimeoutError:
        assert error.request_id == "req_9f8e7d6c5b4a"


@pytest.mark.usefixtures("task")
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ver_a1b2c3d4e5f6", "now expired"),
        ("ver_nobody", "It is not cancelled."),
        ("ver_broken", "It may be cancelled."),
    ],
)
def test_the_caller_is_told(folder: Path, capsys: pytest.CaptureFixture[str], name: str, told: str) -> None:
    caller = folder / "caller.py"
    caller.write_text(CALLER.replace("ver_a1b2c3d4e5f6", name), encoding="utf-8")
    runpy.run_path(str(caller))
    assert told in capsys.readouterr().out
