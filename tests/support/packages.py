"""Packages that a test generates, to import and to check."""

import datetime
import importlib
import json
import pkgutil
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from scripts.common.nodejs import command as node_command
from scripts.common.workspace import HERE
from tests.support.project import LIMIT, Project, copied

# The documents that the client can be generated from.
TAKEN = {path.stem: path for path in sorted(Path(__file__).with_name("taken").glob("*.yaml"))}

# What differs from document to document.
GENERATED = ("api", "models", "_contract.py", "_fake_data.py", "client.py", "testing.py")

# Values for the things in these documents.
UUID = "0b8ae8a4-5f0e-4c1a-9a9c-3a1d8f1f2b3c"
NOON = datetime.datetime(2023, 11, 7, 12, tzinfo=datetime.UTC)
# As in JSON.
THING = {"id": UUID, "color": "red", "colors": ["red", "blue"], "days": ["1990-04-12"], "new": None}


def generated(project: Project, name: str) -> Path:
    """Where a project has generated its package, under another name."""
    project.edit(project.config, "package_name_override: txcloud_identity", f"package_name_override: {name}")
    run = project.run("generate")
    assert run.returncode == 0, run.stderr
    return project.package


def imported(project: Project, name: str) -> Iterator[Any]:
    """What a project generates, under another name, while it can be imported."""
    yield from importing(generated(project, name), name)


def importing(folder: Path, name: str) -> Iterator[Any]:
    """A package in a folder, while it can be imported."""
    sys.path.insert(0, str(folder))
    yield importlib.import_module(name)
    sys.path.remove(str(folder))


def from_document(path: Path, folder: Path, name: str) -> Iterator[Any]:
    """The package that is generated from another document, with all of its modules; once for each folder."""
    place = folder / name
    if not place.exists():
        with tempfile.TemporaryDirectory(dir=folder) as workshop:
            project = copied(Path(workshop))
            shutil.copyfile(path, project.document)
            package = generated(project, name)
            # Another worker may have done the same.
            with suppress(OSError):
                package.rename(place)
    for package in importing(place, name):
        import_all(package)
        yield package


def import_all(package: Any) -> None:
    """Import all modules of a package."""
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)


def check_types(folder: Path, cache: pytest.Cache, *packages: str, limit: float = LIMIT) -> None:
    """Fail where generated packages do not satisfy mypy at its strictest."""
    options = ["--strict", "--cache-dir", str(cache.mkdir(f"mypy-{packages[0]}"))]
    command = [sys.executable, "-m", "mypy", *options, *packages]
    mypy = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=limit, check=False)
    assert mypy.returncode == 0, mypy.stdout


def check_types_with_pyright(folder: Path, *packages: str, limit: float = LIMIT) -> None:
    """Fail where what was generated from a document does not satisfy pyright at its strictest."""
    included = [f"{package}/{each}" for package in packages for each in GENERATED]
    config = folder / "pyrightconfig.json"
    config.write_text(json.dumps({"typeCheckingMode": "strict", "include": included}), encoding="utf-8")
    command = [*node_command(HERE, "pyright", "index.js"), "--project", str(config), "--pythonpath", sys.executable]
    pyright = subprocess.run([*command, "--outputjson"], capture_output=True, text=True, timeout=limit, check=False)
    report = json.loads(pyright.stdout)
    assert report["generalDiagnostics"] == []
    assert report["summary"]["filesAnalyzed"] > len(included)
