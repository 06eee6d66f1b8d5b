"""A copy of the project that a test may break, and what its programs do there."""

import importlib
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from scripts.common.cli import outcome
from scripts.common.workspace import HERE, Workspace

BIN = str(Path(sys.executable).parent)

# Seconds for a program that a test starts, and for one that installs something.
LIMIT = 50
MINUTES = 500

Break = Callable[["Project"], object]

# The programs, by the session of nox that runs them.
PROGRAMS = {
    "bench": "bench",
    "build": "release.build",
    "changelog": "release.changelog",
    "compatibility": "release.backward_compatibility",
    "demo": "recording.demo",
    "diff": "generation.check_generated",
    "docs": "docs",
    "generate": "generation.generate",
    "page": "page.compare",
    "record": "recording.record",
    "release": "release.release",
    "review": "review.page",
    "spec": "contract.check",
    "verdict": "changes.report",
    "workflows": "release.lint_workflows",
}


@dataclass
class Run:
    """How a program ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


class Project(Workspace):
    """A copy of the project, to break as a test likes."""

    def run(self, name: str, *arguments: str, path: str | None = None, **variables: str) -> Run:
        """Run a session's program in this process, with the tools that are installed beside Python."""
        module = f"scripts.{PROGRAMS[name]}"
        program = importlib.import_module(f"{module}.__main__" if is_package(module) else module)
        stdout, stderr = io.StringIO(), io.StringIO()
        with (
            pytest.MonkeyPatch.context() as patch,
            chdir(self.root),
            redirect_stdout(stdout),
            redirect_stderr(stderr),
        ):
            for variable, value in self.settings(path, variables).items():
                patch.setenv(variable, value)
            try:
                code = outcome(program.main, self, list(arguments))
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else 1
        return Run(code, stdout.getvalue(), stderr.getvalue())

    def start(self, name: str, *arguments: str, path: str | None = None, **variables: str) -> Run:
        """Run a session's program as a process of its own."""
        self.bring_programs()
        command = [sys.executable, "-m", f"scripts.{PROGRAMS[name]}", *arguments]
        environment = os.environ | self.settings(path, variables)
        run = subprocess.run(
            command, cwd=self.root, env=environment, capture_output=True, text=True, timeout=LIMIT, check=False
        )
        return Run(run.returncode, run.stdout, run.stderr)

    def bring_programs(self) -> None:
        """Have in the copy what has to be there for a process."""
        unused = shutil.ignore_patterns("__pycache__", "templates")
        shutil.copytree(HERE.root / "scripts", self.root / "scripts", ignore=unused, dirs_exist_ok=True)

    def settings(self, path: str | None, variables: dict[str, str]) -> dict[str, str]:
        return {"PATH": path or os.pathsep.join([BIN, os.environ["PATH"]])} | variables

    def refused(self, name: str, *arguments: str, path: str | None = None, **variables: str) -> Run:
        """Run a program that must end as a user's mistake should: exit code 1, no exception, the package untouched."""
        before = self.output()
        run = self.run(name, *arguments, path=path, **variables)
        assert run.returncode == 1, run.stdout
        assert self.output() == before
        return run

    def git(self, *arguments: str) -> str:
        """Run git as somebody who has no settings of their own."""
        environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        command = ["git", "-c", "user.name=Somebody", "-c", "user.email=somebody@example.com", *arguments]
        return subprocess.run(
            command, cwd=self.root, env=environment, capture_output=True, text=True, timeout=LIMIT, check=True
        ).stdout

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


def is_package(module: str) -> bool:
    found = find_spec(module)
    return found is not None and found.submodule_search_locations is not None


# What programs read and write.
WORK = (
    ".gitignore",
    "LICENSE",
    "generated",
    "generator-config.yaml",
    "openapi",
    "scripts/generation/runtime",
    "scripts/generation/templates",
    "tests/cassettes",
)


@cache
def work() -> dict[Path, dict[str, bytes]]:
    """The folders of what programs read and write, and the files in each. To read them for each test takes longer."""
    paths = [path for name in WORK for path in (HERE.root / name, *(HERE.root / name).rglob("*")) if path.is_file()]
    found: dict[Path, dict[str, bytes]] = {}
    for path in paths:
        if path.parent.name != "__pycache__":
            found.setdefault(path.parent.relative_to(HERE.root), {})[path.name] = path.read_bytes()
    return found


def copied(folder: Path) -> Project:
    """What programs read and write, in a folder of its own."""
    project = Project(folder / "project")
    for place, files in work().items():
        (project.root / place).mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (project.root / place / name).write_bytes(content)
    project.node_modules.symlink_to(HERE.node_modules)
    return project


def cloned(folder: Path) -> Project:
    """The whole project as it would be committed now, in a repository of its own, without releases."""
    project = Project(folder / "project")
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listed, cwd=HERE.root, capture_output=True, text=True, timeout=LIMIT, check=True).stdout
    for name in filter(None, names.split("\0")):
        if (HERE.root / name).exists():
            (project.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(HERE.root / name, project.root / name)
    project.node_modules.symlink_to(HERE.node_modules)
    project.commit()
    return project


def swap(old: str, new: str) -> Break:
    """A change to the document's text."""
    return lambda project: project.edit(project.document, old, new)
