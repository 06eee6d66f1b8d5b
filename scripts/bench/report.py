"""Turn samples into figures: medians, ratios to the floor, and whether they meet the targets."""

import json
import os
import platform
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from scripts.bench.measure import Case, Comparison, Row, Samples

# The distributions that are measured; the session has the same versions as the clients' environments.
SUBJECTS = (
    *("aiohttp", "anyio", "attrs", "datamodel-code-generator", "h11", "httpcore", "httpx", "httpx-aiohttp", "httpx2"),
    *("msgspec", "openapi-generator-cli", "openapi-python-client", "pydantic", "ruff", "sniffio", "urllib3"),
)

Figure = dict[str, Any]


def conditions() -> dict[str, Any]:
    """Return what the figures depend on besides code."""
    return {
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "versions": {name: version(name) for name in SUBJECTS},
    }


def figures(row: Row, samples: Samples) -> list[Figure]:
    """Return the figures of a row: for each comparison the floor's, unless already listed, and the clients'."""
    found: list[Figure] = []
    for comparison in row.comparisons:
        for case in comparison.cases:
            listed = any((figure["what"], figure["client"]) == case for figure in found)
            if case.client in comparison.targets or not listed:
                found.append(figure(comparison, case, samples))
    return found


def figure(comparison: Comparison, case: Case, samples: Samples) -> Figure:
    values, target = samples[case], comparison.targets.get(case.client)
    found: Figure = {**case._asdict(), "median": rounded(median(values)), "unit": comparison.unit}
    judged = median(values)
    if comparison.floor and case.client in comparison.targets:
        # Paired: a disturbed round disturbs its floor as well.
        floors = samples[Case(case.what, comparison.floor)]
        ratios = [value / floor for value, floor in zip(values, floors, strict=True)]
        judged = median(ratios)
        found |= {"floor": comparison.floor, "ratio": rounded(judged), "quartiles": quartiles(ratios)}
    if target is not None:
        met = judged >= target if comparison.more_is_better else judged <= target
        found |= {"target": target, "more_is_better": comparison.more_is_better, "met": met}
    return found


def quartiles(values: list[float]) -> list[float]:
    """The first and the third; for a single value, that value."""
    first, _, third = quantiles(values, method="inclusive") if len(values) > 1 else values * 3
    return [rounded(first), rounded(third)]


def rounded(value: float) -> float:
    return float(f"{value:.4g}")


def table(name: str, found: list[Figure]) -> Iterator[str]:
    """Yield a row's figures, a line each."""
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


def stored(path: Path) -> dict[str, Any]:
    """Return the last results of each row."""
    results: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return results


def save(path: Path, name: str, entry: dict[str, Any]) -> dict[str, Any]:
    """Replace the last results of a row; keep those of the other rows."""
    results = stored(path) | {name: entry}
    path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return results
