"""Packages that a test generates, to import and to check."""

import datetime
import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.project import LIMIT, Project

# Values for the document in shapes.yaml, which lies beside this file.
UUID = "0b8ae8a4-5f0e-4c1a-9a9c-3a1d8f1f2b3c"
NOON = datetime.datetime(2023, 11, 7, 12, tzinfo=datetime.UTC)
# As in JSON.
THING = {"id": UUID, "color": "red", "colors": ["red", "blue"], "days": ["1990-04-12"], "new": None}
SHAPES = Path(__file__).with_name("shapes.yaml")


def imported(project: Project, name: str) -> Iterator[Any]:
    """What a project generates, under another name, while it can be imported."""
    project.edit(project.config, "package_name_override: txcloud_identity", f"package_name_override: {name}")
    run = project.run("generate")
    assert run.returncode == 0, run.stderr
    sys.path.insert(0, str(project.package))
    yield importlib.import_module(name)
    sys.path.remove(str(project.package))


def check_types(folder: Path, package: str, cache: pytest.Cache) -> None:
    """Fail where a generated package does not satisfy mypy at its strictest."""
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(cache.mkdir(f"mypy-{package}")), package]
    mypy = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=LIMIT, check=False)
    assert mypy.returncode == 0, mypy.stdout
