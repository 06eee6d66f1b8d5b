"""What git knows: the commit at hand, and the releases in its history. A release is a tag such as v1.2.3."""

import os
import re
import tarfile
import tempfile
from pathlib import Path

from packaging.version import Version

from scripts.common.errors import PipelineError, error_list
from scripts.common.process import run_captured

# In the one way to write it, since a tag, a file and a heading have to agree.
NUMBER = "(0|[1-9][0-9]*)"
VERSION = rf"{NUMBER}\.{NUMBER}\.{NUMBER}((a|b|rc){NUMBER})?"


class History:
    """The repository of a checkout."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def git(self, *arguments: str) -> str:
        """What git prints."""
        # What the user's own attributes say of a file is no part of the commit.
        command = ["git", "-c", f"core.attributesFile={os.devnull}", *arguments]
        settings = os.environ | {"GIT_ATTR_NOSYSTEM": "1"}
        run = run_captured(command, cwd=self.root, env=settings)
        if run.returncode:
            raise PipelineError(f"git {arguments[0]} fails: {run.stderr.strip()}")
        return run.stdout

    def lines(self, *arguments: str) -> list[str]:
        return self.git(*arguments).splitlines()

    def check_history(self) -> None:
        """Fail where the releases cannot be known."""
        unknown = "What was released is known from the repository. Clone the repository, and work there."
        try:
            [toplevel] = self.lines("rev-parse", "--show-toplevel")
        except PipelineError as problem:
            raise PipelineError(f"{problem}\n{unknown}") from None
        if Path(toplevel).resolve() != self.root.resolve():
            raise PipelineError(f"{self.root} belongs to the repository of {toplevel}.\n{unknown}")
        if self.lines("rev-parse", "--is-shallow-repository") == ["true"]:
            raise PipelineError("This clone has no history. Fetch it: git fetch --unshallow --tags")

    def uncommitted(self) -> list[str]:
        """What differs from the commit, as git puts it."""
        return self.lines("status", "--porcelain", "--untracked-files=all")

    def check_clean(self) -> None:
        """Fail where the files are not those of the commit."""
        if changed := self.uncommitted():
            fix = "A build is made from a commit, and names it. Commit them, or put them aside: git stash -u"
            raise PipelineError(error_list("There are uncommitted changes:", changed, fix))

    def commit(self) -> str:
        """The commit at hand."""
        [found] = self.lines("rev-parse", "HEAD")
        return found

    def time_of(self, revision: str) -> str:
        """When a commit was made, in seconds since 1970."""
        [found] = self.lines("show", "--no-patch", "--format=%ct", revision)
        return found

    def releases(self, *where: str) -> list[Version]:
        """The versions that were released, the lowest first; of all that are known, or of those that git is told."""
        self.check_history()
        tags = self.lines("tag", "--list", "v*", *where)
        return sorted(Version(tag[1:]) for tag in tags if re.fullmatch(f"v{VERSION}", tag))

    def last_release(self, version: Version) -> Version | None:
        """The last final release before the files, which are of a version; None if there is none."""
        # Wherever its tag is: a commit that was squashed or rebased since has been released all the same.
        here = self.released_here()
        found = [each for each in self.releases() if each <= version and not each.is_prerelease and each not in here]
        return found[-1] if found else None

    def released_here(self) -> list[Version]:
        """As which version the files were released: those of a tagged commit, with nothing changed since."""
        here = self.releases("--points-at", "HEAD")
        return [] if self.uncommitted() else here

    def extract(self, revision: str, folder: Path) -> None:
        """Write all files of a commit or a tag to a folder."""
        with tempfile.TemporaryDirectory() as workshop:
            packed = Path(workshop, "files.tar")
            self.git("archive", "--format=tar", f"--output={packed}", revision)
            with tarfile.open(packed) as archive:
                archive.extractall(folder, filter="data")
