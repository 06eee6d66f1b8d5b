"""What the last release was tested for holds, or the version says that it does not."""

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
    """The project with one test of the client, which takes no time."""
    project = cloned(tmp_path)
    for path in (project.root / "tests/unit").glob("test_*.py"):
        path.unlink()
    write(project, "test_one.py", HOLDS)
    return project


def write(project: Project, name: str, text: str) -> None:
    with (project.root / "tests/unit" / name).open("a", encoding="utf-8") as file:
        file.write(text)


def test_before_the_first_release_nothing_was_promised(project: Project) -> None:
    run = project.run("compatibility")
    assert (run.returncode, run.stdout.count("\n")) == (0, 1)
    assert "Nothing has been released yet" in run.stdout


def test_what_was_promised_is_what_the_release_says(project: Project) -> None:
    project.commit(tag="v0.1.0")
    write(project, "test_one.py", BROKEN)
    project.commit()
    run = project.run("compatibility")
    assert (run.returncode, run.stdout) == (0, "Whatever 0.1.0 was tested for holds.\n")


def test_what_is_broken_has_to_be_said(project: Project) -> None:
    write(project, "test_one.py", BROKEN)
    write(project, "test_two.py", GONE)
    write(project, "consumer.py", TYPED)
    project.commit(tag="v0.1.0")
    project.commit()
    unsaid = project.refused("compatibility")
    assert "Nothing says that somebody is broken since 0.1.0." in unsaid.stderr
    title, *broken = unsaid.stdout.splitlines()
    assert title == "Not everything that 0.1.0 was tested for holds:"
    assert sorted(line.split(" - ")[0].split(": ")[0] for line in broken) == [
        "ERROR tests/unit/test_two.py",
        "FAILED tests/unit/test_one.py::test_that_fails",
        f"tests/unit/consumer.py:{(project.root / 'tests/unit/consumer.py').read_text().count(chr(10))}",
    ]
    project.edit(project.config, "package_version_override: 0.1.0", "package_version_override: 1.0.0")
    said_by_the_version = project.run("compatibility")
    assert (said_by_the_version.returncode, said_by_the_version.stdout) == (0, unsaid.stdout)
    project.edit(project.config, "package_version_override: 1.0.0", "package_version_override: 0.1.1")
    project.edit(project.document, SCORE, "")
    said_by_the_verdict = project.run("compatibility")
    assert (said_by_the_verdict.returncode, said_by_the_verdict.stdout) == (0, unsaid.stdout)
