import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scripts.common import nodejs as node
from scripts.common import process
from tests.project import LIMIT, Project, copied

from .redocly import running
from .reviews import PATHS, SCHEMAS

# A value for the document in shapes.yaml.
UUID = "0b8ae8a4-5f0e-4c1a-9a9c-3a1d8f1f2b3c"


@pytest.fixture(scope="session", autouse=True)
def warm_redocly() -> Iterator[None]:
    with running(process.run_captured) as redocly, pytest.MonkeyPatch.context() as patch:
        patch.setattr(node, "run_captured", redocly)
        yield


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copied(tmp_path)


@pytest.fixture(scope="session")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A package that is generated from shapes.yaml."""
    project = copied(tmp_path_factory.mktemp("shapes"))
    text = Path(__file__).with_name("shapes.yaml").read_text(encoding="utf-8")
    project.document.write_text(text, encoding="utf-8")
    yield from imported(project, "shapes")


@pytest.fixture(scope="session")
def generated(shapes: Any) -> Path:
    """Where that package is."""
    return Path(shapes.__file__).parents[1]


@pytest.fixture(scope="session")
def more(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A package that is generated from our own document and some operations more."""
    project = copied(tmp_path_factory.mktemp("more"))
    project.edit(project.document, "paths:\n", f"paths:\n{PATHS}")
    project.edit(project.document, "  schemas:\n", f"  schemas:\n{SCHEMAS}")
    yield from imported(project, "more")


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
