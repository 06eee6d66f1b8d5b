"""The benchmark turns samples into correct figures, and refuses unknown rows."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from scripts.bench import report
from scripts.bench.environments import NEEDS, pinned
from scripts.bench.growth import SIZES, TASKS, exponents
from scripts.bench.measure import Case, Comparison, Measures, Row, Samples, measure
from scripts.bench.rows import ROWS
from tests.support.project import Project

OURS, FLOOR = Case("call", "ours"), Case("call", "floor")
SAMPLES = {FLOOR: [10.0, 20.0, 40.0], OURS: [6.0, 18.0, 10.0]}


@contextmanager
def prepared(cases: list[Case]) -> Iterator[Measures]:
    """Measures that return the SAMPLES, round by round."""
    rounds = {case: iter(SAMPLES[case]) for case in cases}
    yield {case: partial(next, rounds[case]) for case in cases}


def row(target: float | None = None, floor: str | None = "floor", more_is_better: bool = False) -> Row:
    return Row("Calls", 3, [Comparison("call", "µs", floor, {"ours": target}, more_is_better)], prepared)


def test_an_unknown_row_is_refused_with_a_list_of_the_rows(project: Project) -> None:
    run = project.refused("bench", "import", "nonsense")
    assert run.stderr == f"There is no row nonsense. The rows are: {', '.join(ROWS)}.\n"
    assert run.stdout == ""


@pytest.mark.parametrize("name", sorted({name for names in NEEDS.values() for name in names}))
def test_what_a_client_needs_is_locked(name: str) -> None:
    assert pinned(name).startswith(f"{name}==")


def test_every_case_is_measured_once_in_each_round() -> None:
    assert measure(row()) == SAMPLES


def test_a_ratio_is_to_the_floor_of_the_same_round() -> None:
    floor, ours = report.figures(row(), SAMPLES)
    assert floor == {"what": "call", "client": "floor", "median": 20, "unit": "µs"}
    # Of 0.6, 0.9 and 0.25; the ratio of the medians would be 0.5.
    assert (ours["ratio"], ours["quartiles"]) == (0.6, [0.425, 0.75])
    assert (ours["median"], ours["floor"]) == (10, "floor")


@pytest.mark.parametrize(
    ("measured", "met"),
    [
        (row(target=0.6), True),
        (row(target=0.59), False),
        (row(target=0.6, more_is_better=True), True),
        (row(target=0.61, more_is_better=True), False),
        (row(target=10, floor=None), True),
        (row(target=9, floor=None), False),
    ],
)
def test_a_target_is_met_or_missed(measured: Row, met: bool) -> None:
    figures = report.figures(measured, SAMPLES)
    assert figures[-1]["met"] is met
    assert next(iter(report.table("call", figures))) == "\ncall"
    assert list(report.table("call", figures))[-1].endswith("met" if met else "missed")


def test_a_client_that_is_compared_twice_has_two_ratios_and_one_floor() -> None:
    twice = Row("Calls", 3, [*row().comparisons, Comparison("call", "µs", "ours", {"floor": None})], prepared)
    figures = [(figure["client"], figure.get("floor")) for figure in report.figures(twice, SAMPLES)]
    assert figures == [("floor", None), ("ours", "floor"), ("floor", "ours")]


def test_a_run_of_some_rows_keeps_the_results_of_the_others(tmp_path: Path) -> None:
    results = tmp_path / "results.json"
    report.save(results, "call", {"rounds": 3})
    report.save(results, "decode", {"rounds": 4})
    report.save(results, "call", {"rounds": 5})
    assert json.loads(results.read_text(encoding="utf-8")) == {"call": {"rounds": 5}, "decode": {"rounds": 4}}


@pytest.mark.parametrize("power", [1, 2])
def test_the_exponent_is_that_of_the_growth(power: int) -> None:
    grown = {f"{kind}: {size}": [3.0 * size**power] for kind in ("calls", "decode, fraud signals") for size in SIZES}
    assert grown.keys() == TASKS.keys()
    clients = ("txcloud-identity", "openapi-python-client")
    samples: Samples = {Case(what, client): times for what, times in grown.items() for client in clients}
    assert {round(slope, 6) for slopes in exponents(samples).values() for slope in slopes} == {power}
