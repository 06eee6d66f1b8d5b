"""Instructions of ours that have grown are an error, and the lowest so far stay stored."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from scripts.bench import __main__ as bench
from scripts.bench import guard, report
from scripts.bench.measure import Case, Row, Samples
from scripts.common.cli import outcome
from scripts.common.errors import PipelineError
from scripts.common.workspace import HERE

CALLERS = "txcloud-identity-callers"


def entry(python: str = "CPython 3.11.7", machine: str = "Linux x86_64, 2 processors", **medians: float) -> Any:
    """The results of a row in which each client has this median; `_` is the hyphen in its name."""
    figures = [
        {"what": "sync call", "client": client.replace("_", "-"), "median": median, "unit": "thousand"}
        for client, median in medians.items()
    ]
    return {"python": python, "machine": machine, "figures": figures}


STORED = entry(httpx=800.0, txcloud_identity=600.0, txcloud_identity_callers=1000.0)


@pytest.mark.parametrize(
    ("measured", "line"),
    [
        (entry(txcloud_identity=631.0), "  sync call, txcloud-identity: from 600 to 631 thousand (+5.2%)"),
        (entry(txcloud_identity_callers=2000.0), f"  sync call, {CALLERS}: from 1,000 to 2,000 thousand (+100.0%)"),
    ],
)
def test_a_figure_of_ours_that_has_grown_is_an_error(measured: Any, line: str) -> None:
    with pytest.raises(PipelineError) as raised:
        guard.lowest(STORED, measured, 0.05)
    first, *lines, last = str(raised.value).splitlines()
    assert first == "More than 5% above the lowest so far:"
    assert lines == [line]
    assert last.endswith("store it: nox -s bench -- instructions --accept")


def test_each_figure_that_has_fallen_is_stored_and_small_growth_is_not() -> None:
    kept = guard.lowest(STORED, entry(httpx=900.0, txcloud_identity=580.0, txcloud_identity_callers=1040.0), 0.05)
    assert kept == entry(httpx=900.0, txcloud_identity=580.0, txcloud_identity_callers=1000.0)


def test_a_new_figure_is_stored() -> None:
    measured = entry(txcloud_identity=600.0, txcloud_identity_async=700.0)
    assert guard.lowest(STORED, measured, 0.05) == measured


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        (None, "Nothing is stored"),
        (entry(python="CPython 3.12.1", txcloud_identity=1.0), "are of CPython 3.12.1 on Linux x86_64"),
        (entry(machine="Linux aarch64, 2 processors", txcloud_identity=1.0), "are of CPython 3.11.7 on Linux aarch64"),
    ],
)
def test_what_cannot_be_compared_is_replaced_and_reported(
    stored: Any, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    measured = entry(machine="Linux x86_64, 8 processors", txcloud_identity=600.0)
    assert guard.lowest(stored, measured, 0.05) is measured
    assert said in capsys.readouterr().out


def test_the_number_of_processors_does_not_matter() -> None:
    with pytest.raises(PipelineError):
        guard.lowest(STORED, entry(machine="Linux x86_64, 8 processors", txcloud_identity=700.0), 0.05)


def test_a_run_fails_and_stores_nothing_unless_the_growth_is_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = 600.0

    def measured(row: Row) -> Samples:
        return {case: [ours if case == Case("sync call", "txcloud-identity") else 1000.0] for case in row.cases}

    results = tmp_path / "results.json"

    def run(*arguments: str) -> tuple[int, float]:
        """The exit code, and what is stored afterwards."""
        code = outcome(bench.main, HERE, ["instructions", *arguments])
        figures = json.loads(results.read_text(encoding="utf-8"))["instructions"]["figures"]
        return code, next(each["median"] for each in figures if each["client"] == "txcloud-identity")

    monkeypatch.setattr(bench, "RESULTS", results)
    monkeypatch.setattr(bench, "measure", measured)
    monkeypatch.setattr(report, "version", str)
    monkeypatch.setattr(shutil, "which", str)
    assert run() == (0, 600)
    ours = 640.0
    assert run() == (1, 600)
    assert "from 600 to 640 thousand (+6.7%)" in capsys.readouterr().err
    ours = 620.0
    assert run() == (0, 600)
    ours = 590.0
    assert run() == (0, 590)
    ours = 640.0
    assert run("--accept") == (0, 640)
