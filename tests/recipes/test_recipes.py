"""The code of the recipes is formatted, has no fault that a linter finds, and is typed."""

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.common.workspace import HERE
from tests.support.recipes import FOLDER, saved

TOOLS = {
    "format": ["ruff", "format", "--no-cache", "--diff"],
    # A recipe may show by an assertion what holds.
    "lint": ["ruff", "check", "--no-cache", "--extend-ignore=S101"],
    # Celery has no types.
    "types": ["mypy", "--strict", "--allow-untyped-decorators"],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recipes")
    for page in FOLDER.glob("*.md"):
        saved(folder, page.stem)
    return folder


@pytest.mark.parametrize("tool", TOOLS)
def test_the_code_is_clean(folder: Path, cache: pytest.Cache, tool: str) -> None:
    name, *options = TOOLS[tool]
    settings = ["--config-file" if name == "mypy" else "--config", str(HERE.root / "pyproject.toml")]
    cached = ["--cache-dir", str(cache.mkdir("mypy-recipes"))] if name == "mypy" else []
    command = [sys.executable, "-m", name, *options, *settings, *cached, "."]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=50, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
