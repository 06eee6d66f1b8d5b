"""The gate lets only what the inputs make of it pass for the package."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.project import BIN, Project

MODULE = "txcloud_identity/models/verification.py"


def put_a_file_in_place_of_the_package(project: Project) -> None:
    shutil.rmtree(project.package)
    project.package.touch()


CHANGES: dict[str, tuple[Callable[[Project], object], str]] = {
    "a comment in a module": (
        lambda project: (project.package / MODULE).open("a", encoding="utf-8").write("# checked\n"),
        "-# checked",
    ),
    "a stray file": (lambda project: (project.package / "notes.txt").write_text("mine\n"), "generated/notes.txt"),
    "bytecode in place of a module": (
        lambda project: (project.package / "txcloud_identity/client.pyc").touch(),
        "generated/txcloud_identity/client.pyc",
    ),
    "a stray file that is not text": (
        lambda project: (project.package / "notes.txt").write_bytes(b"caf\xe9\n"),
        "-caf",
    ),
    "a file in place of the package": (
        put_a_file_in_place_of_the_package,
        "+class Verification(",
    ),
    "a stray module": (lambda project: (project.package / "txcloud_identity/mine.py").touch(), "mine.py"),
    "a deleted module": (lambda project: (project.package / MODULE).unlink(), "+class Verification("),
    "a package that is gone": (lambda project: shutil.rmtree(project.package), "+class Verification("),
    "an executable module": (lambda project: (project.package / MODULE).chmod(0o755), "old mode 100755"),
    "a renamed property": (
        lambda project: project.edit(project.document, "        risk_score:\n", "        risk_points:\n"),
        "+    risk_points: int | None = None",
    ),
    "a comment in the document": (
        lambda project: project.edit(project.document, "openapi: 3.0.3\n", "openapi: 3.0.3 # of 2021\n"),
        '+document = "sha256:',
    ),
    "a comment in the config": (
        lambda project: project.edit(project.config, "0.1.0", "0.1.0 #"),
        '+config = "sha256:',
    ),
    "another version of the package": (
        lambda project: project.edit(project.config, "0.1.0", "0.1.1"),
        '+version = "0.1.1"',
    ),
    "one more template, in a folder": (
        lambda project: shutil.copytree(
            project.root / "scripts/generation/templates", project.root / "scripts/generation/templates/old"
        ),
        '+templates = "sha256:',
    ),
    "another template": (
        lambda project: project.edit(
            project.root / "scripts/generation/templates/pyproject.toml.jinja",
            "Typing :: Typed",
            "Environment :: Console",
        ),
        '+    "Environment :: Console",',
    ),
}


def test_the_package_as_it_is_committed_passes(project: Project) -> None:
    run = project.run("diff")
    assert run.returncode == 0, run.stderr


def test_the_settings_of_git_do_not_hide_a_difference(project: Project, tmp_path: Path) -> None:
    (tmp_path / "gitconfig").write_text("[diff]\n\texternal = true\n\tnoprefix = true\n", encoding="utf-8")
    (project.package / MODULE).unlink()
    run = project.refused("diff", GIT_CONFIG_GLOBAL=str(tmp_path / "gitconfig"))
    assert f"+++ b/regenerated/{MODULE}" in run.stderr


def test_bytecode_is_no_difference(project: Project) -> None:
    cache = project.package / "txcloud_identity" / "__pycache__"
    cache.mkdir()
    (cache / "client.cpython-311.pyc").touch()
    assert project.run("diff").returncode == 0
    (cache / "notes.txt").write_text("mine\n", encoding="utf-8")
    assert "__pycache__/notes.txt" in project.run("diff").stderr


@pytest.mark.parametrize("kind", CHANGES)
def test_a_difference_is_shown(project: Project, kind: str) -> None:
    change, shown = CHANGES[kind]
    change(project)
    run = project.refused("diff")
    assert shown in run.stderr
    assert run.stderr.endswith("nox -s generate\n")


def test_the_command_that_is_named_mends_it(project: Project) -> None:
    committed = project.output()
    (project.package / MODULE).unlink()
    (project.package / "notes.txt").touch()
    assert project.run("generate").returncode == 0
    assert project.output() == committed


def test_another_generator_is_a_difference(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    metadata = tmp_path / "openapi_python_client-0.99.0.dist-info" / "METADATA"
    metadata.parent.mkdir()
    metadata.write_text("Metadata-Version: 2.1\nName: openapi-python-client\nVersion: 0.99.0\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    run = project.refused("diff")
    assert '+openapi-python-client = "0.99.0"' in run.stderr


def test_another_ruff_is_a_difference(project: Project, tmp_path: Path) -> None:
    pinned = shutil.which("ruff", path=BIN)
    other = tmp_path / "bin" / "ruff"
    other.parent.mkdir()
    other.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo "ruff 0.0.1" || exec {pinned} "$@"\n', encoding="utf-8")
    other.chmod(0o755)
    run = project.refused("diff", path=os.pathsep.join([str(other.parent), BIN, os.environ["PATH"]]))
    assert '+ruff = "0.0.1"' in run.stderr
