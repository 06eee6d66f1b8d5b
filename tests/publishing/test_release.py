"""A release is refused unless everything about it is right, and a refusal changes nothing."""

import os
from pathlib import Path

import pytest

from scripts.release.release import SESSIONS
from tests.support.changes import CHANGES, GET, PATH, SCORE
from tests.support.project import Break, Project, swap
from tests.support.releases import DAY, SOMETHING, entry_only, publish, raise_version, refusal, state, write_entry
from tests.support.releases import project as project
from tests.support.releases import released as released

# Replaces nox: it logs the session and builds a file.
NOX = """\
import pathlib, sys
pathlib.Path(".nox").mkdir(exist_ok=True)
with open(".nox/sessions.log", "a") as log:
    log.write(sys.argv[-1] + "\\n")
if sys.argv[-1] == "build":
    pathlib.Path("dist").mkdir(exist_ok=True)
    pathlib.Path("dist/something.whl").write_bytes(b"")
print("nox > * smoke-3.11: success")
"""
MAKER = {
    "GIT_COMMITTER_NAME": "Somebody",
    "GIT_COMMITTER_EMAIL": "somebody@example.com",
}
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.fixture
def nox(tmp_path: Path) -> str:
    """The folder of a fast substitute for nox."""
    program = tmp_path / "quick/nox/__main__.py"
    program.parent.mkdir(parents=True)
    program.with_name("__init__.py").touch()
    program.write_text(NOX, encoding="utf-8")
    return str(tmp_path / "quick")


def change(project: Project, kind: str, version: str) -> None:
    """Commit one of the changes to the document as a version, with its package and entry."""
    text = CHANGES[kind][0](project.document.read_text(encoding="utf-8"))
    project.document.write_text(text, encoding="utf-8")
    raise_version(project, version)
    assert project.run("generate").returncode == 0
    write_entry(project, version)
    project.commit()


def in_turn(*breaks: Break) -> Break:
    def break_it(project: Project) -> None:
        for each in breaks:
            each(project)

    return break_it


REFUSED: dict[str, tuple[Break, list[str]]] = {
    "too low a version for a major change": (
        lambda project: change(project, "a property renamed", "0.2.0"),
        ["From 0.1.0 to 0.2.0 is a minor release, but its changes require a major one", "Verification.risk_score"],
    ),
    "too low a version for a minor change": (
        lambda project: change(project, "a property added", "0.1.1"),
        ["From 0.1.0 to 0.1.1 is a patch release, but its changes require a minor one", "Verification.trust_score"],
    ),
    "a version that is released": (
        in_turn(swap("3.0.3\n", "3.0.3 # of 2021\n"), Project.commit),
        ["0.1.0 is released already", "Raise package_version_override in generator-config.yaml"],
    ),
    "a version that is released on another branch": (
        in_turn(
            lambda project: project.git("switch", "--quiet", "--create", "maintenance"),
            lambda project: project.commit(tag="v0.1.1"),
            lambda project: project.git("switch", "--quiet", "-"),
            lambda project: entry_only(project, SOMETHING),
        ),
        ["0.1.1 is released already"],
    ),
    "a version below the last": (
        in_turn(lambda project: raise_version(project, "0.0.9"), Project.commit),
        ["0.0.9 is below 0.1.0"],
    ),
    "no entry in the changelog": (
        in_turn(lambda project: raise_version(project, "0.1.1"), Project.commit),
        ["CHANGELOG.md has no entry `## [0.1.1] - YYYY-MM-DD`", "nox -s changelog"],
    ),
    "an empty entry in the changelog": (
        lambda project: entry_only(project, ""),
        ["CHANGELOG.md has no entry `## [0.1.1] - YYYY-MM-DD`, or the entry is empty."],
    ),
    "an entry without items": (
        lambda project: entry_only(project, "### Added\n\n<!--\n- what?\n-->\n\n## [Unreleased]\n\n- That.\n"),
        ["CHANGELOG.md has no entry `## [0.1.1] - YYYY-MM-DD`, or the entry is empty."],
    ),
    "an entry with an invalid date": (
        in_turn(
            lambda project: entry_only(project, SOMETHING),
            lambda project: project.edit(project.changelog, f"[0.1.1] - {DAY}", "[0.1.1] - 2026-02-30"),
            Project.commit,
        ),
        ["CHANGELOG.md has no entry `## [0.1.1] - YYYY-MM-DD`"],
    ),
    "an entry with a date in the future": (
        in_turn(
            lambda project: entry_only(project, SOMETHING),
            lambda project: project.edit(project.changelog, f"[0.1.1] - {DAY}", "[0.1.1] - 9999-12-31"),
            Project.commit,
        ),
        ["CHANGELOG.md dates 0.1.1 in the future: 9999-12-31."],
    ),
    "an unfinished item": (
        lambda project: entry_only(project, "- Something.\n- Todo: say\n  what.\n"),
        ["CHANGELOG.md has an unfinished entry for 0.1.1:\n- Todo: say\n"],
    ),
    "an unfinished entry": (
        lambda project: entry_only(project, "<!-- FIXME -->\n- Something and\n  TBD.\n"),
        ["CHANGELOG.md has an unfinished entry for 0.1.1:\n<!-- FIXME -->\n  TBD.\n"],
    ),
    "a placeholder in the metadata": (
        in_turn(
            lambda project: project.edit(project.package / "pyproject.toml", "source.example", "source.invalid"),
            lambda project: entry_only(project, SOMETHING),
        ),
        [
            "generated/pyproject.toml has addresses that do not exist:\nauthors = [{",
            "pyproject.toml.jinja, then: nox -s",
        ],
    ),
    "a commit that is not pushed": (
        in_turn(publish, lambda project: entry_only(project, SOMETHING)),
        ["The commit is not on origin/main as last fetched. Merge it and push that, or fetch: git fetch origin main"],
    ),
    "a commit of another branch": (
        in_turn(publish, lambda project: entry_only(project, SOMETHING), lambda project: publish(project, "other")),
        ["The commit is not on origin/main as last fetched."],
    ),
    "a commit of no branch": (
        in_turn(
            lambda project: project.git("switch", "--quiet", "--detach"),
            lambda project: entry_only(project, SOMETHING),
        ),
        ["No branch is checked out, so the commit may be on none."],
    ),
    "a version in another format": (
        in_turn(lambda project: raise_version(project, "00.1.1"), Project.commit),
        ["generator-config.yaml:4: '00.1.1' does not match"],
    ),
    "too low a version, above a release that was squashed": (
        in_turn(
            lambda project: project.git("commit", "--amend", "--message", "The same again"),
            lambda project: change(project, "a property removed", "0.1.1"),
        ),
        ["From 0.1.0 to 0.1.1 is a patch release, but its changes require a major one"],
    ),
    "an entry of a release without a tag": (
        in_turn(
            lambda project: project.git("tag", "--delete", "v0.1.0"), lambda project: entry_only(project, SOMETHING)
        ),
        ["no tag here: v0.1.0", "git fetch --tags"],
    ),
    "no changelog": (
        in_turn(
            lambda project: project.changelog.unlink(),
            Project.commit,
            lambda project: project.git("tag", "--force", "v0.1.0"),
        ),
        ["CHANGELOG.md is missing. Restore it: git restore CHANGELOG.md"],
    ),
    "an uncommitted change": (
        lambda project: project.edit(project.config, "The version here", "This version"),
        ["There are uncommitted changes:", " M generator-config.yaml", "git stash -u"],
    ),
    "an untracked file": (
        lambda project: (project.root / "notes.txt").touch(),
        ["?? notes.txt"],
    ),
    "another tag on the commit": (
        lambda project: project.git("tag", "v1.0-final"),
        ["The commit is tagged v1.0-final, but its version is 0.1.0."],
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_release_is_refused(project: Project, nox: str, kind: str) -> None:
    break_it, reasons = REFUSED[kind]
    break_it(project)
    message = refusal(project, PYTHONPATH=nox)
    for reason in reasons:
        assert reason in message
    # An addition in the same change is no reason.
    assert "risk_points" not in message
    assert not (project.root / ".nox/sessions.log").exists()


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (publish, "ok  it is on origin/main\n"),
        (
            in_turn(publish, lambda project: project.git("switch", "--quiet", "--detach")),
            "ok  it is on origin/main, but no branch is checked out\n",
        ),
        (lambda _: None, "warning: nothing was fetched from a main branch of origin"),
    ],
)
def test_where_the_commit_is_does_not_matter_to_a_fork(project: Project, nox: str, prepare: Break, said: str) -> None:
    entry_only(project, SOMETHING)
    prepare(project)
    run = project.run("release", PYTHONPATH=nox, **MAKER)
    assert run.returncode == 0, run.stderr
    assert said in run.stdout


@pytest.mark.parametrize("kind", ["a commit that is not pushed", "a commit of no branch"])
def test_a_dry_run_only_warns_of_where_the_commit_is(project: Project, nox: str, kind: str) -> None:
    break_it, [reason] = REFUSED[kind]
    break_it(project)
    run = project.run("release", "--dry-run", PYTHONPATH=nox)
    assert run.returncode == 0, run.stderr
    assert f"\nwarning: {reason}" in run.stdout


@pytest.mark.parametrize(
    "tamper", ['open("dist/something.whl", "w").write("more")', 'open("dist/more.whl", "w").close()']
)
def test_what_a_session_changes_is_not_released(project: Project, nox: str, tamper: str) -> None:
    entry_only(project, SOMETHING)
    with Path(nox, "nox/__main__.py").open("a", encoding="utf-8") as program:
        program.write(f"if sys.argv[-1] == 'smoke': {tamper}\n")
    message = refusal(project, PYTHONPATH=nox)
    assert f"dist/ is not what was built before the tests ran, which was:\n{EMPTY}  dist/something.whl\n" in message


def test_a_dry_run_does_all_except_the_tag(project: Project, nox: str) -> None:
    change(project, "an operation added", "0.2.0")
    before = state(project)
    run = project.run("release", "--dry-run", PYTHONPATH=nox)
    assert run.returncode == 0, run.stderr
    assert state(project) == before
    assert (project.root / ".nox/sessions.log").read_text(encoding="utf-8").split() == ["build", *SESSIONS]
    assert "its changes since 0.1.0 require minor, and it is a minor release" in run.stdout
    assert "    smoke-3.11: success\n" in run.stdout
    assert f"{EMPTY}  dist/something.whl\n" in run.stdout
    assert run.stdout.endswith("Without --dry-run the commit would now be tagged v0.2.0.\n")


def test_a_release_is_a_tag_on_the_commit(project: Project, nox: str) -> None:
    change(project, "a property removed", "1.0.0")
    for name, value in {"user.name": "Somebody", "user.email": "somebody@example.com"}.items():
        project.git("config", name, value)
    run = project.run("release", PYTHONPATH=nox)
    assert run.returncode == 0, run.stderr
    assert run.stdout.endswith("Tagged v1.0.0. To publish it: git push origin v1.0.0\n")
    assert project.git("tag", "--points-at", "HEAD") == "v1.0.0\n"
    assert project.git("cat-file", "-t", "v1.0.0") == "tag\n"
    assert project.git("status", "--porcelain") == ""
    # If the commit has the tag, all checks run again and no tag is created.
    again = project.run("release", "--dry-run", PYTHONPATH=nox)
    assert again.returncode == 0, again.stderr
    assert "its changes since 0.1.0 require major" in again.stdout
    assert again.stdout.endswith("v1.0.0 is this commit. To publish it: git push origin v1.0.0\n")


@pytest.mark.parametrize(
    ("meanwhile", "complaint"),
    [
        (
            "git -c user.name=N -c user.email=e@example.com commit --allow-empty --message x",
            "The commit changed while it was checked",
        ),
        ("touch notes.txt", "?? notes.txt"),
    ],
)
def test_only_the_checked_commit_is_tagged(project: Project, nox: str, meanwhile: str, complaint: str) -> None:
    entry_only(project, SOMETHING)
    (project.root / "dist").mkdir()
    (project.root / "dist/last.whl").touch()
    with Path(nox, "nox/__main__.py").open("a", encoding="utf-8") as program:
        program.write(f"import subprocess\nsubprocess.run({meanwhile.split()}, check=True, capture_output=True)\n")
    assert complaint in project.refused("release", PYTHONPATH=nox).stderr
    assert project.git("tag") == "v0.1.0\n"
    # The last good build is unchanged.
    assert [path.name for path in (project.root / "dist").iterdir()] == ["last.whl"]


def test_without_an_identity_there_is_no_tag(project: Project, nox: str) -> None:
    entry_only(project, SOMETHING)
    before = state(project)
    run = project.refused("release", PYTHONPATH=nox, GIT_COMMITTER_NAME="", GIT_CONFIG_GLOBAL=os.devnull)
    assert "git tag fails" in run.stderr
    assert state(project) == before


def test_a_release_is_compared_with_the_last_final_one(project: Project, nox: str) -> None:
    change(project, "an operation added", "0.2.0rc1")
    project.git("tag", "v0.2.0rc1")
    project.edit(project.document, GET + PATH, PATH)
    project.edit(project.document, SCORE, SCORE + SCORE.replace("risk", "trust"))
    project.edit(project.config, "0.2.0rc1", "0.2.0")
    write_entry(project, "0.2.0")
    assert project.run("generate").returncode == 0
    project.commit()
    run = project.run("release", "--dry-run", PYTHONPATH=nox)
    assert run.returncode == 0, run.stderr
    assert "its changes since 0.1.0 require minor" in run.stdout
    project.edit(project.config, "0.2.0", "0.2.0b1")
    project.commit()
    assert "0.2.0b1 is below 0.2.0rc1" in refused_again(project, nox)


def refused_again(project: Project, nox: str) -> str:
    (project.root / "dist/something.whl").unlink()
    (project.root / "dist").rmdir()
    return refusal(project, PYTHONPATH=nox)
