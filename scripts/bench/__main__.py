"""Measure the client and others, and report: all rows, or those named as arguments.

`results.json` holds the last results of each row; `chart.svg` and `results.md` show them. A missed target is reported,
but is no error. Instructions that have grown are one, unless `--accept` is an argument.
"""

import shutil
from pathlib import Path

from scripts.bench import guard, report, shown
from scripts.bench.measure import measure
from scripts.bench.rows import ROWS
from scripts.common.cli import run
from scripts.common.errors import PipelineError
from scripts.common.workspace import Workspace

RESULTS = Path(__file__).with_name("results.json")
ACCEPT = "--accept"


def main(_: Workspace, arguments: list[str]) -> None:
    names = [name for name in arguments if name != ACCEPT] or [name for name, row in ROWS.items() if not row.tool]
    if unknown := [name for name in names if name not in ROWS]:
        raise PipelineError(f"There is no row {', '.join(unknown)}. The rows are: {', '.join(ROWS)}.")
    for name in names:
        row = ROWS[name]
        if row.tool and not shutil.which(row.tool):
            print(f"\n{name}\n  skipped, because {row.tool} is not on PATH")
            continue
        figures = report.figures(row, measure(row))
        print(*report.table(name, figures), sep="\n")
        entry = {**report.conditions(), "rounds": row.rounds, "figures": figures}
        if row.tolerance is not None and ACCEPT not in arguments:
            entry = guard.lowest(report.stored(RESULTS).get(name), entry, row.tolerance)
        shown.write(report.save(RESULTS, name, entry), RESULTS.parent)


if __name__ == "__main__":
    run(main)
