"""The recipe for Celery when its Redis, a worker, or the process of a task ends."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from tests.support.celery_service import started

BATCH = [f"ver_{number}" for number in range(25)]

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1", r".*/redis\.sock"])


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


def children(process: "subprocess.Popen[bytes]") -> list[int]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii")
    return [int(pid) for pid in listed.split()]


def has_ended(pid: int) -> bool:
    """Whether a process is dead, be it a zombie or gone."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return ") Z " in Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    return True


def test_a_killed_worker_loses_nothing_and_sends_nothing_twice(tmp_path: Path) -> None:
    with started(tmp_path, patience=2) as (service, tasks):
        # Their messages are lost, as those of a worker that is killed while it takes them.
        lost = ["ver_lost", "ver_lost_too"]
        for name in lost:
            tasks.submit(name)
        tasks.app.backend.client.delete("celery")
        assert sorted(tasks.not_begun()) == lost
        service.start_worker("worker")
        # The process of a task is killed, and the worker starts another one. It may only see this when the next ends.
        held = tasks.submit("ver_held")
        service.until(lambda: "ver_held" in service.vendor.asked)
        [[active]] = tasks.app.control.inspect(timeout=20, limit=1).active().values()
        others = set(children(service.processes["worker"])) - {active["worker_pid"]}
        for pid in (active["worker_pid"], *others):
            os.kill(pid, signal.SIGKILL)
            service.until(partial(has_ended, pid))
        with pytest.raises(tasks.CancellationError, match="was begun, and its end was not noted") as caught:
            service.result(held)
        assert caught.value.outcome_unknown
        # A whole worker is killed, amid a batch and one task that is certainly at work.
        names = ["ver_held_again", *BATCH]
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
