"""nox does what it should where it is new, and however it came to be there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.environment import ROUTE
from tests.support.project import MINUTES, Project, cloned
from tests.support.shell import obey, settings

NOX = f"{sys.executable} -m nox"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return cloned(tmp_path)


def test_two_sessions_at_once_leave_the_tools_of_node_whole(project: Project) -> None:
    project.node_modules.unlink()
    commands = [[sys.executable, "-m", "nox", "--session", name] for name in ("spec", "types")]
    pipe, both = subprocess.PIPE, subprocess.STDOUT
    started = [
        subprocess.Popen(each, cwd=project.root, env=settings(), stdout=pipe, stderr=both, text=True)
        for each in commands
    ]
    try:
        said = [each.communicate(timeout=MINUTES)[0] for each in started]
    finally:
        for each in started:
            each.kill()
    assert [each.returncode for each in started] == [0, 0], "\n".join(said)
    assert (project.node_modules / "installed-from").read_bytes() == (
        project.root / "scripts/locks/package-lock.json"
    ).read_bytes()
    assert not list(project.root.glob(".node_modules-*"))


def test_other_tools_of_node_take_the_place_of_the_old_ones(project: Project) -> None:
    project.node_modules.unlink()
    project.node_modules.mkdir()
    (project.node_modules / "installed-from").write_text("another lock", encoding="utf-8")
    (project.node_modules / "old").touch()
    obey(project, f"{NOX} -s spec")
    assert not (project.node_modules / "old").exists()


def test_nox_that_came_without_uv_brings_it(project: Project, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    python = str(environment / "bin/python")
    pin = next(
        line for line in (project.root / "scripts/locks/nox.txt").read_text().split() if line.startswith("nox==")
    )
    for command in (
        ["venv", "--python", sys.executable, str(environment)],
        ["pip", "install", "--python", python, pin],
    ):
        subprocess.run(["uv", *command], env=os.environ | ROUTE, timeout=MINUTES, check=True, capture_output=True)
    without_uv = settings() | {"PATH": os.pathsep.join([f"{environment}/bin", "/usr/bin", "/bin"])}
    nox = subprocess.run(
        [f"{environment}/bin/nox", "-s", "diff"],
        cwd=project.root,
        env=without_uv,
        capture_output=True,
        text=True,
        timeout=MINUTES,
        check=False,
    )
    assert nox.returncode == 0, nox.stderr


def test_the_locks_are_what_the_pins_make_of_them(project: Project) -> None:
    obey(project, f"{NOX} -s lock")
    assert project.git("status", "--porcelain") == ""


def test_the_hooks_are_where_git_looks_for_them(project: Project) -> None:
    obey(project, f"{NOX} -s hooks")
    assert "pre-commit" in (project.root / ".git/hooks/pre-commit").read_text(encoding="utf-8")


def test_recording_twice_makes_no_difference(project: Project) -> None:
    obey(project, f"{NOX} -s record record")
    assert project.git("status", "--porcelain") == ""


def test_a_row_of_the_benchmark_is_measured(project: Project) -> None:
    before = (project.root / "scripts/bench/results.json").read_bytes()
    said = obey(project, f"{NOX} -s bench -- import")
    assert "\nimport\n" in said
    assert (project.root / "scripts/bench/results.json").read_bytes() != before
