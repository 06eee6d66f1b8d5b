"""Release the commit: refuse it, or build it and tag it. A release is the tag; pushing it publishes the package.

Each step depends only on the commit and its history. With --dry-run, everything is done except the tag.
"""

import argparse
import os
import re
import sys
import time

from packaging.version import Version

from scripts.changes.change import required_bump
from scripts.changes.report import changes_since_release, report
from scripts.changes.version_bump import bump_between
from scripts.common.cli import run
from scripts.common.directories import restore_on_error
from scripts.common.errors import PipelineError, error_list
from scripts.common.git import History
from scripts.common.process import run_captured
from scripts.common.workspace import Workspace, short_path
from scripts.generation.config import package_version
from scripts.release import build
from scripts.release.changelog import entries

# The default sessions of nox, those that are quick and fail often first; then the slow ones, which build dist/.
SESSIONS = ("diff", "spec", "smoke", "types", "lint", "workflows", "recipes", "test", "slow")

# Timeout of a session in seconds.
LIMIT = 3600

# How many lines of a failed session's output are shown.
SHOWN = 20


def main(workspace: Workspace, arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="nox -s release --", description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="do everything except the tag")
    dry_run = parser.parse_args(arguments).dry_run
    history = History(workspace.root)
    history.check_clean()
    version = package_version(workspace)
    tag, commit = f"v{version}", history.commit()
    print(f"{version}, from the commit {commit}")
    check_new(workspace, history, version)
    print("ok  it is not released yet")
    check_raised(workspace, history, version)
    check_changelog(workspace, history, version)
    print(f"ok  {short_path(workspace.changelog)} has an entry for it")
    check_metadata(workspace)
    print("ok  its metadata is complete")
    check_on_main(history, commit, dry_run=dry_run)
    with restore_on_error(workspace.dist):
        # What the tests may change is not what is released.
        check(workspace, "build")
        built = list(build.checksums(workspace.dist))
        for session in SESSIONS:
            check(workspace, session)
        history.check_clean()
        if history.commit() != commit:
            raise PipelineError("The commit changed while it was checked. Check the new one: nox -s release")
        if list(build.checksums(workspace.dist)) != built:
            title = f"{short_path(workspace.dist)}/ is not what was built before the tests ran, which was:"
            raise PipelineError(error_list(title, built, "Find the session that changes it or how it is built."))
    print(*built, sep="\n")
    if version in history.released_here():
        print(f"{tag} is this commit. To publish it: git push origin {tag}")
    elif dry_run:
        print(f"This was a dry run. Without --dry-run the commit would now be tagged {tag}.")
    else:
        history.tag(tag, commit, f"txcloud-identity {version}")
        print(f"Tagged {tag}. To publish it: git push origin {tag}")


def check_new(workspace: Workspace, history: History, version: Version) -> None:
    """Raise PipelineError unless the version is new and above the others."""
    commit, releases = history.commit(), history.releases()
    tags = [tag for tag, tagged in history.tags().items() if tagged == commit and re.match("v[0-9]", tag)]
    if others := [tag for tag in tags if tag != f"v{version}"]:
        raise PipelineError(
            f"The commit is tagged {others[0]}, but its version is {version}. Delete the tag, or move it."
        )
    here = history.released_here()
    fix = f"Raise package_version_override in {short_path(workspace.config)}, then: nox -s generate changelog"
    if version in releases and version not in here:
        raise PipelineError(f"{version} is released already: there is a tag v{version} on another commit. {fix}")
    ancestors = history.ancestors(commit)
    earlier = [each for each, tagged in releases.items() if tagged in ancestors and each not in here]
    if earlier and version < earlier[-1]:
        raise PipelineError(f"{version} is below {earlier[-1]}, which is released. {fix}")


def check_raised(workspace: Workspace, history: History, version: Version) -> None:
    """Raise PipelineError if the changes since the last release require a higher version."""
    last, found = history.last_release(version), changes_since_release(workspace)
    if last is None or found is None:
        print("ok  there is no earlier final release")
        return
    required, chosen = required_bump(found), bump_between(last, version)
    if chosen < required:
        title = f"From {last} to {version} is a {chosen.name} release, but its changes require a {required.name} one:"
        fix = (
            f"Raise package_version_override in {short_path(workspace.config)} accordingly, "
            "then: nox -s generate changelog"
        )
        raise PipelineError(error_list(title, list(report([each for each in found if each.level > chosen]))[:-1], fix))
    print(f"ok  its changes since {last} require {required.name}, and it is a {chosen.name} release")


def check_changelog(workspace: Workspace, history: History, version: Version) -> None:
    """Raise PipelineError if the version has no finished entry, or if another entry has no tag."""
    written, changelog = entries(workspace.changelog), short_path(workspace.changelog)
    entry = written.get(version)
    if not entry or not entry.has_items:
        form = f"## [{version}] - YYYY-MM-DD"
        raise PipelineError(f"{changelog} has no entry `{form}`, or the entry is empty. For a draft: nox -s changelog")
    if entry.is_in_the_future:
        raise PipelineError(f"{changelog} dates {version} in the future: {entry.date}. Write the day of the release.")
    if entry.unfinished:
        raise PipelineError(error_list(f"{changelog} has an unfinished entry for {version}:", entry.unfinished))
    if missing := sorted(written.keys() - {version, *history.releases()}):
        tags = ", ".join(f"v{each}" for each in missing)
        fetch = "Fetch them: git fetch --tags. Or delete the entries of unreleased versions."
        raise PipelineError(f"{changelog} lists releases that have no tag here: {tags}. {fetch}")


def check_metadata(workspace: Workspace) -> None:
    """Raise PipelineError if the package's metadata holds an address that nobody has filled in."""
    path, template = workspace.package / "pyproject.toml", workspace.templates / "pyproject.toml.jinja"
    # The top-level domain that never exists: https://www.rfc-editor.org/rfc/rfc6761.
    if empty := [line for line in path.read_text(encoding="utf-8").splitlines() if re.search(r"\.invalid\b", line)]:
        fix = f"Write the real ones in {short_path(template)}, then: nox -s generate"
        raise PipelineError(error_list(f"{short_path(path)} has addresses that do not exist:", empty, fix))


def check_on_main(history: History, commit: str, *, dry_run: bool) -> None:
    """Raise PipelineError if the commit is not on the pushed main branch; for a dry run, and in a fork, only warn."""
    main, detached = history.main(), history.is_detached()
    if main and commit in main:
        print("ok  it is on origin/main" + (", but no branch is checked out" if detached else ""))
    elif not main and not detached:
        print("warning: nothing was fetched from a main branch of origin, so the commit may be on no published branch")
    else:
        problem = (
            "The commit is not on origin/main as last fetched. Merge it and push that, or fetch: git fetch origin main"
            if main
            else "No branch is checked out, so the commit may be on none. Check out the branch that has it: git switch"
        )
        if not dry_run:
            raise PipelineError(problem)
        print(f"warning: {problem}")


def check(workspace: Workspace, session: str) -> None:
    """Run a nox session; if it fails, raise PipelineError with its last lines."""
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
