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

from .reviews import PATHS, SCHEMAS

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
        self.changelog = root / "CHANGELOG.md"

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
        assert "Traceback (most recent" not in run.stderr
        assert self.output() == before
        return run

    def git(self, *arguments: str) -> str:
        """Run git as somebody who has no settings of their own."""
        environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        command = ["git", "-c", "user.name=Somebody", "-c", "user.email=somebody@example.com", *arguments]
        run = subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=True)
        return run.stdout

    def commit(self, tag: str | None = None) -> None:
        """Commit all files as they are, and tag the commit."""
        if not (self.root / ".git").exists():
            self.git("init", "--quiet")
            # Where it is a link, what is ignored as a folder is not.
            (self.root / ".git/info/exclude").write_text("node_modules\n", encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--allow-empty", "--message", "Something")
        if tag:
            self.git("tag", "--annotate", tag, "--message", tag)

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


def cloned(folder: Path) -> Project:
    """The whole project as it would be committed now, in a repository of its own, without releases."""
    root = folder / "project"
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).exists():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, root / name)
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    project = Project(root)
    project.commit()
    return project


def swap(old: str, new: str) -> Break:
    """A change to the document's text."""
    return lambda project: project.edit(project.document, old, new)


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


def check_types(folder: Path, package: str) -> None:
    """Fail where a generated package does not satisfy mypy at its strictest."""
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(folder / "cache"), package]
    mypy = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert mypy.returncode == 0, mypy.stdout
