"""Write what shows the figures of results.json: a chart of those that decide, and a page with all of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from scripts.bench.measure import OURS
from scripts.bench.report import Figure, number
from scripts.bench.rows import ROWS

Results = dict[str, Any]

FOLDER = Path(__file__).parent
# The file of the repository that each template makes.
FILES = {"chart.svg.jinja": "chart.svg", "results.md.jinja": "results.md"}

# The row and the comparison of each panel: its heading, and what the figures are.
PANELS = {
    ("loopback", "sync call"): ("A call takes", "CPU time, to a server on this machine;"),
    ("client", "import to first call"): ("The first call takes", "CPU time, with the imports;"),
    ("memory", "kept"): ("1,000 verifications take", "Memory;"),
}


def write(results: Results, folder: Path = FOLDER) -> None:
    """Write the chart and the page into a folder."""
    templates = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters |= {"short": short, "number": number}
    versions = {f"{name} {version}" for entry in results.values() for name, version in entry["versions"].items()}
    for template, name in FILES.items():
        text = templates.get_template(template).render(
            panels=list(panels(results)), rows=ROWS, results=results, versions=sorted(versions), ours=OURS
        )
        (folder / name).write_text(text + "\n", encoding="utf-8")


def panels(results: Results) -> Iterator[dict[str, Any]]:
    """Yield the panels of the rows that are measured, with their figures from the lowest up."""
    for (row, what), (heading, unit) in PANELS.items():
        # A client that is compared twice has the floor that all share in the first figure.
        figures = {
            each["client"]: {"ratio": 1.0} | each
            for each in reversed(results.get(row, {"figures": []})["figures"])
            if each["what"] == what
        }
        if OURS in figures:
            ours = figures[OURS]
            yield {
                "heading": f"{heading} {quantity(ours)}.",
                "unit": f"{unit} {ours['floor']} ({quantity(figures[ours['floor']])}) is 1",
                "figures": sorted(figures.values(), key=lambda each: each["ratio"]),
                "most": max(each["ratio"] for each in figures.values()),
            }


def quantity(figure: Figure) -> str:
    return f"{short(figure['median'])} {figure['unit']}"


def short(value: float) -> str:
    """Two digits, or all of a whole number."""
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"
