import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.document import ROOT

BIN = str(Path(sys.executable).parent)


class Project:
    """A copy of the project, to break as a test likes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.document = root / "openapi" / "txcloud-identity.yaml"
        self.config = root / "generator-config.yaml"
        self.package = root / "generated"

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


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tmp_path / "project"
    unused = shutil.ignore_patterns("__pycache__")
    for name in ("openapi", "scripts", "generated", "tests/cassettes"):
        shutil.copytree(ROOT / name, root / name, ignore=unused)
    shutil.copy(ROOT / "generator-config.yaml", root)
    return Project(root)
