"""The tables that a suite ends with."""

from collections.abc import Callable
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

# Fault, client and connection, what it came to, whether the server may have acted, requests, seconds.
Cell = Callable[[str, str, str, bool, int, float], None]


def recorded(reporter: Any) -> list[tuple[str, Any]]:
    """What the tests have recorded, by its names."""
    reports = reporter.getreports("passed") + reporter.getreports("failed")
    return [entry for report in reports for entry in report.user_properties]


def show_faults(reporter: Any, cells: list[tuple[str, str, str, bool, int, float]]) -> None:
    """One line for all cells of a fault that came to the same."""
    alike: dict[tuple[str, str, bool, int], list[tuple[str, float]]] = {}
    for fault, where, outcome, unknown, sent, seconds in cells:
        alike.setdefault((fault, outcome, unknown, sent), []).append((where, seconds))
    table = Table("fault", "came back", "may have acted", "requests", "longest", "where", box=SIMPLE_HEAD)
    for (fault, outcome, unknown, sent), places in sorted(alike.items()):
        where = "everywhere" if len(places) == 4 else "; ".join(sorted(place for place, _ in places))
        longest = max(seconds for _, seconds in places)
        table.add_row(fault, outcome, "yes" if unknown else "no", str(sent), f"{longest:.2f} s", where)
    show(reporter, f"{len(cells)} cells of the matrix of faults", table)


def show_figures(reporter: Any, lines: list[tuple[str, ...]]) -> None:
    table = Table("load", "client", "calls/s", "p50", "p99", "peak memory", "connections", "lost", box=SIMPLE_HEAD)
    for line in lines:
        table.add_row(*map(str, line))
    show(reporter, "load", table)


def show(reporter: Any, title: str, table: Table) -> None:
    if not table.row_count:
        return
    console = Console(width=160, no_color=True)
    with console.capture() as capture:
        console.print(table)
    reporter.section(title)
    reporter.write_line("\n".join(line.rstrip() for line in capture.get().splitlines()))
