"""Define the rows of the benchmark, and measure their cases."""

import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import NamedTuple

OURS = "txcloud-identity"
# The same of a document with 200 operations.
MANY = "txcloud-identity-200"
# The same with HTTP clients of the caller's.
CALLERS = "txcloud-identity-callers"


class Case(NamedTuple):
    """One operation of one client."""

    what: str
    client: str


Measures = dict[Case, Callable[[], float]]
Samples = dict[Case, list[float]]


@dataclass(frozen=True)
class Comparison:
    """One operation of several clients: their floor, if any, and their targets."""

    what: str
    unit: str
    floor: str | None
    targets: dict[str, float | None]
    more_is_better: bool = False

    @property
    def cases(self) -> list[Case]:
        clients = dict.fromkeys([self.floor, *self.targets] if self.floor else self.targets)
        return [Case(self.what, client) for client in clients]


@dataclass(frozen=True)
class Row:
    """Comparisons that are measured together, so that a case and its floor share the same conditions."""

    title: str
    rounds: int
    comparisons: list[Comparison]
    prepared: Callable[[list[Case]], AbstractContextManager[Measures]]
    derived: Callable[[Samples], Samples] | None = None
    # The tool that the row needs. It is slow, so the row is measured only if it is named.
    tool: str | None = None
    # The share by which our figures may be above those stored, if they repeat well enough to be compared.
    tolerance: float | None = None

    @property
    def cases(self) -> list[Case]:
        return list(dict.fromkeys(case for comparison in self.comparisons for case in comparison.cases))


def measure(row: Row) -> Samples:
    """Measure every case once per round, in random order, so that disturbances affect all cases alike."""
    with row.prepared(row.cases) as measures:
        samples: Samples = {case: [] for case in measures}
        for _ in range(row.rounds):
            for case in random.sample(list(measures), len(measures)):
                samples[case].append(measures[case]())
    return samples | row.derived(samples) if row.derived else samples
