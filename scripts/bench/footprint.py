"""Measure the environment that a client needs to run."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib.metadata import distributions
from pathlib import Path

from scripts.bench.environments import packages
from scripts.bench.measure import Case, Measures


@contextmanager
def prepared(cases: list[Case]) -> Iterator[Measures]:
    yield {case: partial(FIGURES[case.what], packages(case.client)) for case in cases}


def needed(site: Path) -> float:
    return sum(1 for distribution in distributions(path=[str(site)]) if distribution.name != "txcloud-identity")


def installed(site: Path) -> float:
    return sum(1 for _ in distributions(path=[str(site)]))


def megabytes(site: Path, suffix: str = "") -> float:
    files = [path for path in site.rglob(f"*{suffix}") if path.is_file() and path.suffix != ".pyc"]
    return sum(path.stat().st_size for path in files) / 1e6


FIGURES: dict[str, Callable[[Path], float]] = {
    "distributions": needed,
    "distributions with the package": installed,
    "files": megabytes,
    "compiled code": partial(megabytes, suffix=".so"),
}
