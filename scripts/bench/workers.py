"""Rows that are measured in processes that stay: one worker for each client, in that client's environment."""

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

# Which task of the worker, called with what, gives the figure for a `what`.
Tasks = dict[str, dict[str, Any]]


@contextmanager
def workers(tasks: Tasks, cases: list[Case], *, loopback: bool = False) -> Iterator[Measures]:
    """Workers for some cases, whose calls a stub answers, or a server on this machine."""
    with ExitStack() as stack:
        url = None
        if loopback:
            server = Process("server", sys.executable, "server.py")
            stack.callback(server.end)
            # Where there are two processors, the server has one of its own.
            server.pin(-1)
            url = f"http://127.0.0.1:{server.ask(verification())}"

        @cache
        def worker(client: str) -> Process:
            # With the extra `async`, the package is used as it is without.
            peer = client.removesuffix("-async").replace("-", "_")
            started = Process(client, python(client), "worker.py", f"peers/{peer}.py")
            stack.callback(started.end)
            started.pin(0)
            started.tell({"verification": verification(), "url": url})
            return started

        def measured(case: Case) -> float:
            return float(worker(case.client).ask(tasks[case.what]))

        yield {case: partial(measured, case) for case in cases if case.what in tasks}


class Process:
    """A program of this folder that is spoken to in lines of JSON."""

    def __init__(self, name: str, python: str, *arguments: str) -> None:
        self.name = name
        # Its own folder is no place to import from: files there have the names of packages.
        command = [python, "-P", *arguments]
        pipe = subprocess.PIPE
        self.popen = subprocess.Popen(command, cwd=FOLDER, env=variables(), text=True, stdin=pipe, stdout=pipe)
        self.input, self.output = cast("IO[str]", self.popen.stdin), cast("IO[str]", self.popen.stdout)

    def pin(self, index: int) -> None:
        """Keep it on one of the processors that there are."""
        if hasattr(os, "sched_setaffinity"):
            processors = sorted(os.sched_getaffinity(0))
            os.sched_setaffinity(self.popen.pid, {processors[index]})

    def tell(self, message: object) -> None:
        self.input.write(json.dumps(message) + "\n")
        self.input.flush()

    def ask(self, message: object) -> Any:
        self.tell(message)
        answer = self.output.readline()
        if not answer:
            raise PipelineError(f"{self.name} cannot be measured; what it says stands above.")
        return json.loads(answer)

    def end(self) -> None:
        self.popen.kill()
        self.popen.communicate()


@cache
def verification() -> dict[str, Any]:
    """What is decoded: the document's own example of an answer."""
    example: dict[str, Any] = read_yaml(HERE.document)["components"]["examples"]["CancelledVerification"]["value"]
    return example
