"""Measure the client and others, and report: all rows, or those named as arguments.

`results.json` holds the last results of each row; `chart.svg` and `results.md` show them. A missed target is reported,
but is no error.
"""

import shutil
from pathlib import Path

from scripts.bench import report, shown
from scripts.bench.measure import measure
from scripts.bench.rows import ROWS
from scripts.common.cli import run
from scripts.common.errors import PipelineError
from scripts.common.workspace import Workspace

RESULTS = Path(__file__).with_name("results.json")


def main(_: Workspace, arguments: list[str]) -> None:
    names = arguments or [name for name, row in ROWS.items() if not row.tool]
    if unknown := [name for name in names if name not in ROWS]:
        raise PipelineError(f"There is no row {', '.join(unknown)}. The rows are: {', '.join(ROWS)}.")
    for name in names:
        row = ROWS[name]
        if row.tool and not shutil.which(row.tool):
            print(f"\n{name}\n  skipped, because {row.tool} is not on PATH")
            continue
        figures = report.figures(row, measure(row))
        shown.write(report.save(RESULTS, name, {**report.conditions(), "rounds": row.rounds, "figures": figures}))
        print(*report.table(name, figures), sep="\n")


if __name__ == "__main__":
    run(main)
