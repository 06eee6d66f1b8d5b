"""Programs of this suite, each in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from scripts.common.workspace import HERE

# Seconds for one of them.
LIMIT = 600


class Echo:
    """A running server of `tests.support.echo`."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.url = f"http://127.0.0.1:{self.said().strip()}"

    def said(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline()

    def counts(self) -> dict[str, Any]:
        assert self.process.stdin
        print(file=self.process.stdin, flush=True)
        counts: dict[str, Any] = json.loads(self.said())
        return counts


@contextmanager
def echoing(*arguments: object) -> Iterator[Echo]:
    """Have the server listen until the block ends, with a limit of requests in a window of seconds."""
    command = [sys.executable, "-m", "tests.support.echo", *map(str, arguments)]
    with subprocess.Popen(command, cwd=HERE.root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Echo(process)
            process.communicate(timeout=LIMIT)
        finally:
            process.kill()


def run(module: str, *arguments: object) -> Any:
    """What a program of this suite prints as JSON. It must have nothing to complain of."""
    command = [sys.executable, "-m", f"tests.support.{module}", *map(str, arguments)]
    done = subprocess.run(command, cwd=HERE.root, capture_output=True, text=True, timeout=LIMIT, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return json.loads(done.stdout)
