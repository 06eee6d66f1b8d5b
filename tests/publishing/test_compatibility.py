"""The last release's tests pass, or the version or the verdict is major."""

from pathlib import Path

import pytest

from tests.support.changes import SCORE
from tests.support.project import Project, cloned

HOLDS = "def test_that_holds() -> None:\n    from txcloud_identity import TXCloud\n"
BROKEN = "def test_that_fails() -> None:\n    from txcloud_identity import OldCloud\n"
GONE = "import txcloud_identity.gone\n"
TYPED = "OLD = Verification().old_score\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The project with one fast test of the client."""
    project = cloned(tmp_path)
    for path in (project.root / "tests/unit").glob("test_*.py"):
        path.unlink()
    write(project, "test_one.py", HOLDS)
    return project


def write(project: Project, name: str, text: str) -> None:
    with (project.root / "tests/unit" / name).open("a", encoding="utf-8") as file:
        file.write(text)


def test_before_the_first_release_nothing_is_checked(project: Project) -> None:
    run = project.run("compatibility")
    assert (run.returncode, run.stdout.count("\n")) == (0, 1)
    assert "Nothing has been released yet" in run.stdout


def test_the_tests_are_those_of_the_release(project: Project) -> None:
    project.commit(tag="v0.1.0")
    write(project, "test_one.py", BROKEN)
    project.commit()
    run = project.run("compatibility")
    assert (run.returncode, run.stdout) == (0, "The tests of 0.1.0 pass.\n")


def test_a_breaking_change_must_be_declared(project: Project) -> None:
    write(project, "test_one.py", BROKEN)
    write(project, "test_two.py", GONE)
    write(project, "consumer.py", TYPED)
    project.commit(tag="v0.1.0")
    project.commit()
    undeclared = project.refused("compatibility")
    assert "No breaking change is declared since 0.1.0." in undeclared.stderr
    title, *broken = undeclared.stdout.splitlines()
    assert title == "Some tests of 0.1.0 fail:"
    assert sorted(line.split(" - ")[0].split(": ")[0] for line in broken) == [
        "ERROR tests/unit/test_two.py",
        "FAILED tests/unit/test_one.py::test_that_fails",
        f"tests/unit/consumer.py:{(project.root / 'tests/unit/consumer.py').read_text().count(chr(10))}",
    ]
    project.edit(project.config, "package_version_override: 0.1.0", "package_version_override: 1.0.0")
    declared_by_the_version = project.run("compatibility")
    assert (declared_by_the_version.returncode, declared_by_the_version.stdout) == (0, undeclared.stdout)
    project.edit(project.config, "package_version_override: 1.0.0", "package_version_override: 0.1.1")
    project.edit(project.document, SCORE, "")
    declared_by_the_verdict = project.run("compatibility")
    assert (declared_by_the_verdict.returncode, declared_by_the_verdict.stdout) == (0, undeclared.stdout)
