"""Draw the figures of results.json."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Picture

from scripts.bench.growth import CLIENTS, EXPONENTS, SIZES
from scripts.bench.measure import OURS

Results = dict[str, Any]

# The output is reproducible, and its text can be searched.
STYLE = {"svg.hashsalt": "bench", "svg.fonttype": "none", "font.size": 8, "axes.titlesize": 9}
COLOURS = {OURS: "#1f6feb", f"{OURS}-async": "#79a8f5", f"{OURS}-aiohttp": "#79a8f5", "httpx": "#57606a"}
OTHERS = "#b1bac4"
TARGET = "#d1242f"
# A number hides the line behind it.
NUMBER = {
    "xytext": (3, 0),
    "textcoords": "offset points",
    "va": "center",
    "bbox": {"facecolor": "white", "edgecolor": "none", "pad": 0.5},
}

# The title, the row, and its comparisons.
PANELS = [
    ("Import (CPU time)", "import", ["import"]),
    ("Client (CPU time)", "client", ["ready client", "client and models", "second client"]),
    ("Call without a network (CPU time)", "call", ["sync call", "async call"]),
    ("Decode a dict (CPU time)", "decode", ["full", "sparse"]),
    ("Decoded object (memory)", "memory", ["one object"]),
    ("Request to this machine (CPU time)", "requests", ["sync request"]),
    ("Async calls a second (more is better)", "requests", ["1 task", "10 tasks", "100 tasks"]),
    ("Generation (CPU time)", "generation", ["generate"]),
]


def draw(results: Results, path: Path) -> None:
    """Draw all measured rows, on a white background, so that the page may be dark."""
    with mpl.rc_context(STYLE):
        picture = Picture(figsize=(13, 12), layout="constrained", facecolor="white")
        picture.suptitle("Multiples of what the floor of each group costs; dashed: what is wanted")
        panels = iter(picture.subplots(3, 3).flat)
        for title, row, whats in PANELS:
            bars(next(panels), title, list(lines(results.get(row, {"figures": []}), whats)))
        curves(next(panels), results.get("growth", {"figures": []}))
        picture.savefig(path, format="svg", metadata={"Date": None})


def lines(row: Results, whats: list[str]) -> Iterator[tuple[str, Results]]:
    """Yield a panel's lines from the top: what is measured, then each client with its figure."""
    for what in whats:
        # If a client is compared twice, the first figure uses the common floor.
        figures = {figure["client"]: figure for figure in reversed(row["figures"]) if figure["what"] == what}
        yield f"{what}, beside {next((f['floor'] for f in figures.values() if 'floor' in f), 'nothing yet')}", {}
        yield from sorted(figures.items(), key=lambda item: item[1].get("ratio", 1))


def bars(axes: Axes, title: str, content: list[tuple[str, Results]]) -> None:
    """Draw ratios to the floor as bars, and targets as lines."""
    axes.set_title(title, loc="left", fontweight="bold")
    axes.set_yticks(range(len(content)), [client if figure else "" for client, figure in content])
    # From the top; few bars are no thicker than eight.
    axes.set_ylim(max(len(content), 8) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.spines[["top", "right"]].set_visible(False)
    for place, (client, figure) in enumerate(content):
        ratio = figure.get("ratio", 1)
        if not figure:
            axes.text(0, place, f" {client}", va="center", fontstyle="italic")
        else:
            axes.barh(place, ratio, color=COLOURS.get(client, OTHERS))
            axes.annotate(f"{ratio:.2f}", (max(ratio, figure.get("target", 0)), place), **NUMBER)
        if "target" in figure:
            axes.vlines(figure["target"], place - 0.5, place + 0.5, color=TARGET, linestyle="dashed")
    axes.axvline(1, color=COLOURS["httpx"], linewidth=0.5)
    axes.margins(x=0.15)


def curves(axes: Axes, row: Results) -> None:
    """Draw time over size on log axes."""
    axes.set_title("Growth (CPU time in ms)", loc="left", fontweight="bold")
    axes.set_xlabel("fraud signals that are decoded (solid), calls (dashed)")
    times = {(figure["what"], figure["client"]): figure["median"] / 1000 for figure in row["figures"]}
    for client in CLIENTS if times else ():
        for what, style in zip(EXPONENTS.values(), ["-", "--"], strict=True):
            points = [times[f"{what}: {size}", client] for size in SIZES]
            label = client if style == "-" else None
            axes.loglog(SIZES, points, style, marker=".", color=COLOURS.get(client, OTHERS), label=label)
    axes.legend(frameon=False)
