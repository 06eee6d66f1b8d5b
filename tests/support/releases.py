"""A project whose version is released, and what it takes to release the next one."""

from pathlib import Path

import pytest

from tests.support.project import Project, cloned
from tests.support.spare import Spare

SOMETHING = "- Something.\n"
DAY = "2026-11-24"


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Spare:
    """The project, with its version released as it is."""
    project = cloned(tmp_path_factory.mktemp("released"))
    for path in (project.templates / "pyproject.toml.jinja", project.package / "pyproject.toml"):
        project.edit(path, "source.invalid", "source.example")
    project.commit()
    project.git("tag", "--annotate", "v0.1.0", "--message", "0.1.0")
    # Every test looks at each file, so there are as few as there can be.
    project.git("gc", "--quiet")
    return Spare(project.root)


@pytest.fixture
def project(released: Spare, tmp_path: Path) -> Project:
    return Project(released.move_to(tmp_path / "project"))


def raise_version(project: Project, version: str) -> None:
    project.edit(project.config, "package_version_override: 0.1.0", f"package_version_override: {version}")


def write_entry(project: Project, version: str, text: str = SOMETHING) -> None:
    project.edit(project.changelog, "## [0.1.0]", f"## [{version}] - {DAY}\n\n{text}\n## [0.1.0]")


def publish(project: Project, branch: str = "main") -> None:
    """Have the commit on the main branch of origin, as if it had been pushed there."""
    project.git("update-ref", f"refs/remotes/origin/{branch}", "HEAD")


def state(project: Project) -> tuple[str, str, str]:
    return project.git("status", "--porcelain"), project.git("show-ref"), project.git("rev-parse", "HEAD")


def refusal(project: Project, **variables: str) -> str:
    """What is said of a release that must be refused, and has to leave everything as it was."""
    before = state(project)
    said = project.refused("release", **variables).stderr
    assert state(project) == before
    assert not (project.root / "dist").exists()
    assert len(said.splitlines()) <= 30
    return said


def entry_only(project: Project, text: str) -> None:
    raise_version(project, "0.1.1")
    write_entry(project, "0.1.1", text)
    project.commit()
