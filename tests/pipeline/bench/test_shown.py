"""The chart and the page show the results."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from scripts.bench import shown
from scripts.bench.report import number

RESULTS: dict[str, Any] = json.loads((shown.FOLDER / "results.json").read_text(encoding="utf-8"))
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("name", shown.FILES.values())
def test_what_is_committed_shows_the_results(tmp_path: Path, name: str) -> None:
    shown.write(RESULTS, tmp_path)
    assert (tmp_path / name).read_text(encoding="utf-8") == (shown.FOLDER / name).read_text(encoding="utf-8")


def test_the_page_has_every_figure() -> None:
    page = (shown.FOLDER / "results.md").read_text(encoding="utf-8")
    for row in RESULTS.values():
        for figure in row["figures"]:
            assert f"| {number(figure['median'])} {figure['unit']}".rstrip() in page
            assert f"{figure['floor']} (" in page if "floor" in figure else True


def test_the_chart_is_short_and_is_text_for_who_cannot_see_it() -> None:
    text = (shown.FOLDER / "chart.svg").read_text(encoding="utf-8")
    assert text.count("\n") <= 200
    root = ElementTree.fromstring(text)  # noqa: S314
    title, description = root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")
    assert root.get("aria-labelledby") == "title desc"
    assert title == "What the client costs"
    shown_texts = [each.text or "" for each in root.iter(f"{SVG}text")]
    assert len(shown_texts) > 30
    assert all(each in str(description) for each in shown_texts)


def test_a_chart_has_the_rows_that_are_measured(tmp_path: Path) -> None:
    floor = {"what": "kept", "client": "another", "median": 5000.0, "unit": "kB"}
    ours = {**floor, "client": "txcloud-identity", "median": 2500.0, "floor": "another", "ratio": 0.5}
    ours["quartiles"] = [0.5, 0.5]
    entry = {
        "python": "CPython",
        "machine": "Linux",
        "versions": {"attrs": "26"},
        "rounds": 3,
        "figures": [floor, ours],
    }
    shown.write({"memory": entry}, tmp_path)
    headings = ElementTree.parse(tmp_path / "chart.svg").iterfind(f"{SVG}text[@class='heading']")  # noqa: S314
    assert [each.text for each in headings] == ["1,000 verifications take 2,500 kB."]
    assert (tmp_path / "results.md").read_text(encoding="utf-8").count("\n## ") == 2
