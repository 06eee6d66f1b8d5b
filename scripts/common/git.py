"""Read the repository: the current commit, and the releases. A release is a tag such as v1.2.3."""

import os
import re
import tarfile
import tempfile
from pathlib import Path

from packaging.version import Version

from scripts.common.errors import PipelineError, error_list
from scripts.common.process import run_captured

# Only the canonical form, because tags, the config and the changelog have to agree.
NUMBER = "(0|[1-9][0-9]*)"
VERSION = rf"{NUMBER}\.{NUMBER}\.{NUMBER}((a|b|rc){NUMBER})?"


class History:
    """The repository of a checkout."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def git(self, *arguments: str) -> str:
        """Run git, and return its output."""
        # The user's own git attributes are not part of the commit.
        command = ["git", "-c", f"core.attributesFile={os.devnull}", *arguments]
        settings = os.environ | {"GIT_ATTR_NOSYSTEM": "1"}
        run = run_captured(command, cwd=self.root, env=settings)
        if run.returncode:
            raise PipelineError(f"git {arguments[0]} fails: {run.stderr.strip()}")
        return run.stdout

    def lines(self, *arguments: str) -> list[str]:
        return self.git(*arguments).splitlines()

    def check_history(self) -> None:
        """Raise PipelineError if the releases cannot be determined."""
        fix = "The releases are tags in the repository. Clone the repository, and work there."
        try:
            [toplevel] = self.lines("rev-parse", "--show-toplevel")
        except PipelineError as error:
            raise PipelineError(f"{error}\n{fix}") from None
        if Path(toplevel).resolve() != self.root.resolve():
            raise PipelineError(f"{self.root} belongs to the repository of {toplevel}.\n{fix}")
        if self.lines("rev-parse", "--is-shallow-repository") == ["true"]:
            raise PipelineError("This clone has no history. Fetch it: git fetch --unshallow --tags")

    def uncommitted(self) -> list[str]:
        """The files that differ from the commit, in the format of `git status`."""
        return self.lines("status", "--porcelain", "--untracked-files=all")

    def check_clean(self) -> None:
        """Raise PipelineError if files differ from the commit."""
        if changed := self.uncommitted():
            fix = "A build records its commit. Commit the changes, or put them aside: git stash -u"
            raise PipelineError(error_list("There are uncommitted changes:", changed, fix))

    def commit(self) -> str:
        """The current commit."""
        [found] = self.lines("rev-parse", "HEAD")
        return found

    def time_of(self, revision: str) -> str:
        """The time of a commit, in seconds since 1970."""
        [found] = self.lines("show", "--no-patch", "--format=%ct", revision)
        return found

    def releases(self, *options: str) -> list[Version]:
        """The released versions, lowest first: all, or those that the options of `git tag` select."""
        self.check_history()
        tags = self.lines("tag", "--list", "v*", *options)
        return sorted(Version(tag[1:]) for tag in tags if re.fullmatch(f"v{VERSION}", tag))

    def last_release(self, version: Version) -> Version | None:
        """The last final release before the current files, which have this version; or None."""
        # On any branch: a release counts even if its commit was squashed or rebased later.
        here = self.released_here()
        found = [each for each in self.releases() if each <= version and not each.is_prerelease and each not in here]
        return found[-1] if found else None

    def released_here(self) -> list[Version]:
        """The versions that tag the current commit; none if a file has changed since."""
        here = self.releases("--points-at", "HEAD")
        return [] if self.uncommitted() else here

    def extract(self, revision: str, folder: Path) -> None:
        """Write all files of a commit or a tag to a folder."""
        with tempfile.TemporaryDirectory() as temporary:
            tar = Path(temporary, "files.tar")
            self.git("archive", "--format=tar", f"--output={tar}", revision)
            with tarfile.open(tar) as archive:
                archive.extractall(folder, filter="data")
