import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from scripts.document import ROOT

# A value for the document in shapes.yaml.
UUID = "0b8ae8a4-5f0e-4c1a-9a9c-3a1d8f1f2b3c"

BIN = str(Path(sys.executable).parent)


Break = Callable[["Project"], object]


class Project:
    """A copy of the project, to break as a test likes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.document = root / "openapi" / "txcloud-identity.yaml"
        self.overlay = root / "openapi" / "overlay.yaml"
        self.config = root / "generator-config.yaml"
        self.package = root / "generated"
        self.contract = self.package / "txcloud_identity" / "openapi.yaml"

    def run(
        self, name: str, *arguments: str, path: str | None = None, **variables: str
    ) -> "subprocess.CompletedProcess[str]":
        """Run one of the programs in scripts/, with the tools that are installed beside Python."""
        environment = os.environ | {"PATH": path or os.pathsep.join([BIN, os.environ["PATH"]])} | variables
        command = [sys.executable, "-m", f"scripts.{name}", *arguments]
        return subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=False)

    def refused(
        self, name: str, *arguments: str, path: str | None = None, **variables: str
    ) -> "subprocess.CompletedProcess[str]":
        """Run a program that must end as a user's mistake should: exit code 1, no traceback, the package untouched."""
        before = self.output()
        run = self.run(name, *arguments, path=path, **variables)
        assert run.returncode == 1, run.stdout
        assert "Traceback" not in run.stderr
        assert self.output() == before
        return run

    def edit(self, path: Path, old: str, new: str) -> None:
        """Replace text that the file must hold."""
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def output(self) -> dict[str, bytes]:
        """The content of every file of the generated package."""
        files = [path for path in sorted(self.package.rglob("*")) if path.is_file()]
        return {str(path.relative_to(self.package)): path.read_bytes() for path in files}


def copied(folder: Path) -> Project:
    root = folder / "project"
    unused = shutil.ignore_patterns("__pycache__")
    for name in ("openapi", "scripts", "generated", "tests/cassettes"):
        shutil.copytree(ROOT / name, root / name, ignore=unused)
    for name in ("generator-config.yaml", "LICENSE"):
        shutil.copy(ROOT / name, root)
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    return Project(root)


def swap(old: str, new: str) -> Break:
    """A change to the document's text."""
    return lambda project: project.edit(project.document, old, new)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copied(tmp_path)


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A package that is generated from shapes.yaml and can be imported."""
    project = copied(tmp_path_factory.mktemp("shapes"))
    shapes = Path(__file__).with_name("shapes.yaml").read_text(encoding="utf-8")
    project.document.write_text(shapes, encoding="utf-8")
    project.edit(project.config, "package_name_override: txcloud_identity", "package_name_override: shapes")
    run = project.run("generate")
    assert run.returncode == 0, run.stderr
    sys.path.insert(0, str(project.package))
    yield project.package
    sys.path.remove(str(project.package))


@pytest.fixture(scope="session")
def shapes(generated: Path) -> Any:
    assert generated
    return importlib.import_module("shapes")


def check_types(folder: Path, package: str) -> None:
    """Fail where a generated package does not satisfy mypy at its strictest."""
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(folder / "cache"), package]
    mypy = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert mypy.returncode == 0, mypy.stdout
