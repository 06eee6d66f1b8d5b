"""A service that runs the recipe for Celery: workers, a Redis between them, and a vendor on this machine."""

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
from tests.support.recipes import saved
from tests.support.server import listening
from tests.support.waiting import until

# The rate limit, and the delay that the recipe chooses if the server names none, so that its test takes seconds.
QUICK = {"PER_MINUTE = 300": "PER_MINUTE = 1200", "SOON, LATER = 10,": "SOON, LATER = 4,"}

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
    file, _ = saved(folder, "celery")
    code = file.read_text(encoding="utf-8")
    for usual, quick in QUICK.items():
        assert usual in code
        code = code.replace(usual, quick)
    file.write_text(code, encoding="utf-8")
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
