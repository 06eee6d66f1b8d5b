"""From samples to figures: medians, ratios to the floor, and whether they are what is wanted."""

import json
import os
import platform
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from scripts.bench.measure import Case, Comparison, Row, Samples

# What the figures are about, in the versions that the session has; the environments of the clients have the same.
SUBJECTS = (
    *("aiohttp", "anyio", "attrs", "datamodel-code-generator", "h11", "httpcore", "httpx", "httpx-aiohttp", "msgspec"),
    *("openapi-generator-cli", "openapi-python-client", "pydantic", "ruff", "sniffio", "urllib3"),
)

Figure = dict[str, Any]


def conditions() -> dict[str, Any]:
    """What the figures depend on, besides the code."""
    return {
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "versions": {name: version(name) for name in SUBJECTS},
    }


def figures(row: Row, samples: Samples) -> list[Figure]:
    """The figures of a row: for each comparison the floor's, unless it is there, and those of what is beside it."""
    found: list[Figure] = []
    for comparison in row.comparisons:
        for case in comparison.cases:
            is_there = any((figure["what"], figure["client"]) == case for figure in found)
            if case.client in comparison.targets or not is_there:
                found.append(figure(comparison, case, samples))
    return found


def figure(comparison: Comparison, case: Case, samples: Samples) -> Figure:
    values, target = samples[case], comparison.targets.get(case.client)
    found: Figure = {**case._asdict(), "median": rounded(median(values)), "unit": comparison.unit}
    judged = median(values)
    if comparison.floor and case.client in comparison.targets:
        # Paired: what disturbs a round disturbs the floor as well.
        floors = samples[Case(case.what, comparison.floor)]
        ratios = [value / floor for value, floor in zip(values, floors, strict=True)]
        judged = median(ratios)
        found |= {"floor": comparison.floor, "ratio": rounded(judged), "quartiles": quartiles(ratios)}
    if target is not None:
        met = judged >= target if comparison.more_is_better else judged <= target
        found |= {"target": target, "more_is_better": comparison.more_is_better, "met": met}
    return found


def quartiles(values: list[float]) -> list[float]:
    """The first and the third; of a single value, that value."""
    first, _, third = quantiles(values, method="inclusive") if len(values) > 1 else values * 3
    return [rounded(first), rounded(third)]


def rounded(value: float) -> float:
    return float(f"{value:.4g}")


def table(name: str, found: list[Figure]) -> Iterator[str]:
    """The figures of a row, a line each."""
    yield f"\n{name}"
    for what in dict.fromkeys(figure["what"] for figure in found):
        yield f"  {what}"
        for figure in found:
            if figure["what"] == what:
                yield f"    {line(figure)}".rstrip()


def line(figure: Figure) -> str:
    text = f"{figure['client']:<24} {number(figure['median']):>10} {figure['unit']:<8}"
    if "ratio" in figure:
        first, third = figure["quartiles"]
        text += f" {figure['ratio']:>6.2f} x {figure['floor']} ({first:.2f} to {third:.2f})"
    if "target" in figure:
        sign = ">=" if figure["more_is_better"] else "<="
        text += f"  {sign} {figure['target']:g}: {'met' if figure['met'] else 'missed'}"
    return text


def number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.4g}"


def save(path: Path, name: str, entry: dict[str, Any]) -> dict[str, Any]:
    """Put a row in the place of its last results; what was measured before of the others stays."""
    results: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    results[name] = entry
    path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return results
