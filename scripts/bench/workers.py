"""Rows that long-lived processes measure: one worker for each client, in that client's environment."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from pathlib import Path
from typing import IO, Any, cast

from scripts.bench.environments import python, variables
from scripts.bench.measure import Case, Measures
from scripts.common.errors import PipelineError
from scripts.common.workspace import HERE
from scripts.common.yaml_file import read_yaml

FOLDER = Path(__file__).parent
# What a sparse response has.
SPARSE = ["id", "object", "status", "created_at"]

# For each `what`, the task of the worker and its arguments.
Tasks = dict[str, dict[str, Any]]


@contextmanager
def workers(tasks: Tasks, cases: list[Case], *, loopback: bool = False) -> Iterator[Measures]:
    """Start workers for some cases; a stub or a local server responds to them."""
    with ExitStack() as stack:
        url = stack.enter_context(server()) if loopback else None

        @cache
        def worker(client: str) -> Process:
            started = Process(client, python(client), "worker.py", peer(client))
            stack.callback(started.end)
            started.pin(0)
            started.send({"verification": verification(), "url": url})
            return started

        def measured(case: Case) -> float:
            return float(worker(case.client).request(tasks[case.what]))

        yield {case: partial(measured, case) for case in cases if case.what in tasks}


def peer(client: str) -> str:
    """The file that says how a client is used."""
    # The extra `async` does not change that.
    return f"peers/{client.removesuffix('-async').replace('-', '_').replace('.', '_')}.py"


@contextmanager
def server() -> Iterator[str]:
    """The URL of a local server."""
    process = Process("server", sys.executable, "server.py")
    try:
        # If there are two processors, the server has its own.
        process.pin(-1)
        yield f"http://127.0.0.1:{process.request(verification())}"
    finally:
        process.end()


class Process:
    """A program of this folder that exchanges lines of JSON."""

    def __init__(self, name: str, python: str, *arguments: str) -> None:
        self.name = name
        # It must not import from its own folder, where files have the names of packages.
        command = [python, "-P", *arguments]
        pipe = subprocess.PIPE
        self.popen = subprocess.Popen(command, cwd=FOLDER, env=variables(), text=True, stdin=pipe, stdout=pipe)
        self.input, self.output = cast("IO[str]", self.popen.stdin), cast("IO[str]", self.popen.stdout)

    def pin(self, index: int) -> None:
        """Keep it on one of the available processors."""
        if hasattr(os, "sched_setaffinity"):
            processors = sorted(os.sched_getaffinity(0))
            os.sched_setaffinity(self.popen.pid, {processors[index]})

    def send(self, message: object) -> None:
        self.input.write(json.dumps(message) + "\n")
        self.input.flush()

    def request(self, message: object) -> Any:
        self.send(message)
        response = self.output.readline()
        if not response:
            raise PipelineError(f"{self.name} cannot be measured; see its output above.")
        return json.loads(response)

    def end(self) -> None:
        self.popen.kill()
        self.popen.communicate()


@cache
def verification() -> dict[str, Any]:
    """Return the document's example, which is decoded."""
    example: dict[str, Any] = read_yaml(HERE.document)["components"]["examples"]["CancelledVerification"]["value"]
    return example
