"""Count the processor's instructions. Unlike times, they are the same in the next run, but for a few per mille."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

from scripts.bench.measure import Case, Measures
from scripts.bench.starts import CODE, run_python, write_bytecode
from scripts.bench.workers import FOLDER, SPARSE, peer, verification

NUMBER = 200
# What a worker repeats, with a stub in the place of a server.
REPEATED: dict[str, dict[str, Any]] = {
    "sync call": {"task": "call"},
    "async call": {"task": "async_call", "tasks": 1},
    "decode, full": {"task": "decode"},
    "decode, sparse": {"task": "decode", "keys": SPARSE},
}


@contextmanager
def counted(cases: list[Case]) -> Iterator[Measures]:
    """Count instructions: millions of a start, thousands of what is repeated."""
    for case in cases:
        if case in CODE:
            write_bytecode(case)
    repeated = [case for case in cases if case.what in REPEATED]
    tasks = {client: tuple(case.what for case in repeated if case.client == client) for _, client in repeated}
    yield {
        case: partial(of_one, case, tasks[case.client]) if case in repeated else partial(of_start, case)
        for case in cases
    }


def of_one(case: Case, tasks: tuple[str, ...]) -> float:
    return of_repeated(case.client, tasks)[case.what]


def of_start(case: Case) -> float:
    """Those of a new process, less a bare interpreter's."""
    _, code = CODE[case]
    return (count(case.client, code) - count(case.client, "pass")) / 1e6


@cache
def of_repeated(client: str, tasks: tuple[str, ...]) -> dict[str, float]:
    """Those of doing something once more. Processes that do it less often and more often differ in nothing else."""
    requests = [REPEATED[what] | {"number": number, "fork": True} for what in tasks for number in (NUMBER, 2 * NUMBER)]
    stdin = "".join(json.dumps(each) + "\n" for each in ({"verification": verification(), "url": None}, *requests))
    command = (client, str(FOLDER / "worker.py"), str(FOLDER / peer(client)))
    # The first run also compiles the imports.
    run_python(*command, stdin=stdin)
    *forks, _ = counts(*command, stdin=stdin)
    return {
        what: (more - less) / NUMBER / 1000 for what, less, more in zip(tasks, forks[::2], forks[1::2], strict=True)
    }


@cache
def count(client: str, code: str) -> int:
    [number] = counts(client, "-c", code)
    return number


def counts(client: str, *arguments: str, stdin: str = "") -> list[int]:
    """The instructions of a process, after those of each process that it has forked."""
    with tempfile.TemporaryDirectory() as folder:
        tool = (
            shutil.which("valgrind") or "valgrind",
            "--tool=callgrind",
            f"--callgrind-out-file={Path(folder, '%p')}",
        )
        run = run_python(client, *arguments, below=tool, stdin=stdin)
    return [int(line.split()[-1]) for line in run.stderr.splitlines() if "Collected : " in line]
