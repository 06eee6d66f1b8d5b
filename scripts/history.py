"""What git knows: the commit at hand, and the releases in its history. A release is a tag such as v1.2.3."""

import io
import os
import re
import subprocess
import tarfile
from pathlib import Path

from packaging.version import Version

from scripts.difference import Level
from scripts.document import ROOT
from scripts.problem import Problem, several

# In the one way to write it, since a tag, a file and a heading have to agree.
NUMBER = "(0|[1-9][0-9]*)"
VERSION = rf"{NUMBER}\.{NUMBER}\.{NUMBER}((a|b|rc){NUMBER})?"


def git(*arguments: str) -> bytes:
    """What git prints."""
    # What the user's own attributes say of a file is no part of the commit.
    command = ["git", "-c", f"core.attributesFile={os.devnull}", *arguments]
    settings = os.environ | {"GIT_ATTR_NOSYSTEM": "1"}
    run = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, check=False)
    if run.returncode:
        raise Problem(f"git {arguments[0]} fails: {run.stderr.decode(errors='replace').strip()}")
    return run.stdout


def lines(*arguments: str) -> list[str]:
    return git(*arguments).decode(errors="replace").splitlines()


def check_history() -> None:
    """Fail where the releases cannot be known."""
    unknown = "What was released is known from the repository. Clone the repository, and work there."
    try:
        [toplevel] = lines("rev-parse", "--show-toplevel")
    except Problem as problem:
        raise Problem(f"{problem}\n{unknown}") from None
    if Path(toplevel).resolve() != ROOT:
        raise Problem(f"{ROOT} belongs to the repository of {toplevel}.\n{unknown}")
    if lines("rev-parse", "--is-shallow-repository") == ["true"]:
        raise Problem("This clone has no history. Fetch it: git fetch --unshallow --tags")


def uncommitted() -> list[str]:
    """What differs from the commit, as git puts it."""
    return lines("status", "--porcelain", "--untracked-files=all")


def check_clean() -> None:
    """Fail where the files are not those of the commit."""
    if changed := uncommitted():
        mend = "A build is made from a commit, and names it. Commit them, or put them aside: git stash -u"
        raise Problem(several("There are uncommitted changes:", changed, mend))


def commit() -> str:
    """The commit at hand."""
    [found] = lines("rev-parse", "HEAD")
    return found


def time_of(revision: str) -> str:
    """When a commit was made, in seconds since 1970."""
    [found] = lines("show", "--no-patch", "--format=%ct", revision)
    return found


def releases(*where: str) -> list[Version]:
    """The versions that were released, the lowest first; of all that are known, or of those that git is told."""
    check_history()
    tags = lines("tag", "--list", "v*", *where)
    return sorted(Version(tag[1:]) for tag in tags if re.fullmatch(f"v{VERSION}", tag))


def last_release(version: Version) -> Version | None:
    """The last final release that the files, which are of a version, come after; None if they come before the first."""
    # Wherever its tag is: a commit that was squashed or rebased since has been released all the same.
    here = released_here()
    found = [each for each in releases() if each <= version and not each.is_prerelease and each not in here]
    return found[-1] if found else None


def released_here() -> list[Version]:
    """As which version the files were released: those of a tagged commit, with nothing changed since."""
    here = releases("--points-at", "HEAD")
    return [] if uncommitted() else here


def extract(revision: str, folder: Path) -> None:
    """Write all files of a commit or a tag to a folder."""
    with tarfile.open(fileobj=io.BytesIO(git("archive", "--format=tar", revision))) as archive:
        archive.extractall(folder, filter="data")


def raised(old: Version, new: Version) -> Level:
    """Which part of its number a version raises above another."""
    for level, part in ((Level.major, 1), (Level.minor, 2)):
        if new.release[:part] > old.release[:part]:
            return level
    return Level.patch
