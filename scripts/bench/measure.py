"""What a row of the benchmark is, and how its cases are measured."""

import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import NamedTuple

OURS = "txcloud-identity"


class Case(NamedTuple):
    """One thing that one client does."""

    what: str
    client: str


Measures = dict[Case, Callable[[], float]]
Samples = dict[Case, list[float]]


@dataclass(frozen=True)
class Comparison:
    """What some clients do, beside the floor where there is one, and what is wanted of them."""

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
    """Comparisons that are measured together, so that each case meets its floor under the same conditions."""

    rounds: int
    comparisons: list[Comparison]
    prepared: Callable[[list[Case]], AbstractContextManager[Measures]]
    derived: Callable[[Samples], Samples] | None = None
    # Without this tool there is nothing to measure with; and it is slow, so such a row has to be asked for.
    tool: str | None = None

    @property
    def cases(self) -> list[Case]:
        return list(dict.fromkeys(case for comparison in self.comparisons for case in comparison.cases))


def measure(row: Row) -> Samples:
    """Measure every case once in each round, in an order of its own: what disturbs the machine disturbs them all."""
    with row.prepared(row.cases) as measures:
        samples: Samples = {case: [] for case in measures}
        for _ in range(row.rounds):
            for case in random.sample(list(measures), len(measures)):
                samples[case].append(measures[case]())
    return samples | row.derived(samples) if row.derived else samples
