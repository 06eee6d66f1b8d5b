"""Measure what a response can cost at most, whatever a server sends."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from scripts.bench.environments import python, variables
from scripts.bench.measure import OURS, Case, Comparison, Measures

UNITS = {"time of the worst response": "seconds", "memory of the worst response": "megabytes"}
COMPARISONS = [
    Comparison("time of the worst response", "s", None, {OURS: 1}),
    Comparison("memory of the worst response", "MB", None, {OURS: 100}),
]


@contextmanager
def prepared(cases: list[Case]) -> Iterator[Measures]:
    yield {case: partial(measured, python(case.client), UNITS[case.what]) for case in cases}


def measured(interpreter: str, unit: str) -> float:
    command = [interpreter, "-P", "worst_response.py", unit]
    folder = Path(__file__).parent
    done = subprocess.run(
        command, cwd=folder, env=variables(), stdout=subprocess.PIPE, text=True, timeout=300, check=True
    )
    return float(done.stdout)
