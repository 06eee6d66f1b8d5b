"""Release the commit: refuse it, or build it and tag it. A release is the tag; pushing it has it published.

Each step depends on nothing but the commit and its history. With --dry-run there is no tag; all else is done.
"""

import argparse
import os
import sys
import time

from packaging.version import Version

from scripts.changes.change import required_bump
from scripts.changes.report import changes_since_release, report
from scripts.common.cli import run
from scripts.common.directories import restore_on_error
from scripts.common.errors import PipelineError, error_list
from scripts.common.git import History
from scripts.common.process import run_captured
from scripts.common.workspace import Workspace, short_path
from scripts.generation.config import package_version
from scripts.release import build
from scripts.release.changelog import entries
from scripts.release.versions import bump_between

# Everything that nox runs by default, what is quick and often fails first; and what takes minutes, which builds dist/.
SESSIONS = ("diff", "spec", "smoke", "types", "lint", "workflows", "recipes", "test", "slow")

# Seconds that a session may take.
LIMIT = 3600

# How much of what a session has to say is shown when it fails.
SHOWN = 20


def main(workspace: Workspace, arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="nox -s release --", description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="do everything but the tag")
    dry_run = parser.parse_args(arguments).dry_run
    history = History(workspace.root)
    history.check_clean()
    version = package_version(workspace)
    tag, commit = f"v{version}", history.commit()
    print(f"{version}, from the commit {commit}")
    check_new(workspace, history, version)
    print("ok  no release has this number")
    check_raised(workspace, history, version)
    check_changelog(workspace, history, version)
    print(f"ok  {short_path(workspace.changelog)} has an entry for it")
    with restore_on_error(workspace.dist):
        for session in SESSIONS:
            check(workspace, session)
        history.check_clean()
        if history.commit() != commit:
            raise PipelineError("There is another commit now than the one that was tried. Try that one: nox -s release")
    print(*build.checksums(workspace.dist), sep="\n")
    if version in history.released_here():
        print(f"{tag} is this commit. Push it to have it published: git push origin {tag}")
    elif dry_run:
        print(f"This was a dry run. Without --dry-run the commit would now be tagged {tag}.")
    else:
        history.git("tag", "--annotate", tag, commit, "--message", f"txcloud-identity {version}")
        print(f"Tagged {tag}. Push it to have it published: git push origin {tag}")


def check_new(workspace: Workspace, history: History, version: Version) -> None:
    """Fail where the number is taken, or not above those that are."""
    tags = history.lines("tag", "--points-at", "HEAD", "--list", "v[0-9]*")
    if others := [tag for tag in tags if tag != f"v{version}"]:
        raise PipelineError(
            f"The commit is tagged {others[0]}, but its version is {version}. Delete the tag, or move it."
        )
    here = history.released_here()
    raise_it = f"Raise package_version_override in {short_path(workspace.config)}, then: nox -s generate changelog"
    if version in history.releases() and version not in here:
        raise PipelineError(f"{version} is released already: there is a tag v{version} on another commit. {raise_it}")
    before = [each for each in history.releases("--merged") if each not in here]
    if before and version < before[-1]:
        raise PipelineError(f"{version} is below {before[-1]}, which is released. {raise_it}")


def check_raised(workspace: Workspace, history: History, version: Version) -> None:
    """Fail where the number is raised by less than the changes since the last release ask for."""
    last, found = history.last_release(version), changes_since_release(workspace)
    if last is None or found is None:
        print("ok  no final release comes before it")
        return
    demanded, chosen = required_bump(found), bump_between(last, version)
    if chosen < demanded:
        title = f"From {last} to {version} is a {chosen.name} release, and its changes ask for a {demanded.name} one:"
        fix = (
            f"Raise package_version_override in {short_path(workspace.config)} accordingly, "
            "then: nox -s generate changelog"
        )
        raise PipelineError(error_list(title, list(report([each for each in found if each.level > chosen]))[:-1], fix))
    print(f"ok  its changes since {last} ask for {demanded.name}, and it is a {chosen.name} release")


def check_changelog(workspace: Workspace, history: History, version: Version) -> None:
    """Fail where consumers would not read what has changed, or where git does not know what they did read."""
    written = entries(workspace.changelog)
    if not written.get(version):
        form = f"## [{version}] - YYYY-MM-DD"
        raise PipelineError(
            f"{short_path(workspace.changelog)} has no entry `{form}`, or nothing below it. "
            "For a draft: nox -s changelog"
        )
    if missing := sorted(written.keys() - {version, *history.releases()}):
        tags = ", ".join(f"v{each}" for each in missing)
        fetch = "Fetch them: git fetch --tags. Or drop what was not released."
        raise PipelineError(
            f"{short_path(workspace.changelog)} speaks of releases that have no tag here: {tags}. {fetch}"
        )


def check(workspace: Workspace, session: str) -> None:
    """Run one of nox's sessions, and fail with the last of what it says if it fails."""
    start = time.monotonic()
    settings = {name: value for name, value in os.environ.items() if name != "FORCE_COLOR"} | {"NO_COLOR": "1"}
    command = [sys.executable, "-m", "nox", "--stop-on-first-error", "--session", session]
    nox = run_captured(command, cwd=workspace.root, env=settings, limit=LIMIT, merged=True)
    lines = nox.stdout.splitlines()
    if nox.returncode:
        raise PipelineError("\n".join([*lines[-SHOWN:], "", f"nox -s {session} fails, so there is no release."]))
    print(f"ok  nox -s {session} ({time.monotonic() - start:.0f} s)")
    for line in lines:
        if line.startswith("nox > * "):
            print(f"    {line.removeprefix('nox > * ')}")


if __name__ == "__main__":
    run(main)
