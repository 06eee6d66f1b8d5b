"""Read the repository: the current commit, and the releases. A release is a tag such as v1.2.3.

Only objects and references are read, by plumbing, and files are compared with them byte for byte. So no setting,
attribute, filter or index of the user changes what a program sees.
"""

import io
import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from packaging.version import Version

from scripts.common.errors import PipelineError, error_list
from scripts.common.process import run_binary, text

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

# Only the canonical form, because tags, the config and the changelog have to agree.
NUMBER = "(0|[1-9][0-9]*)"
VERSION = rf"{NUMBER}\.{NUMBER}\.{NUMBER}((a|b|rc){NUMBER})?"

# The branch that is released, as last fetched.
MAIN = "refs/remotes/origin/main"

SETTINGS = {
    "GIT_CONFIG_GLOBAL": str(Path(__file__).with_name("gitconfig")),
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_ATTR_NOSYSTEM": "1",
    # Replacements and grafts would show another history.
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "LC_ALL": "C",
}

# What the user may set for a tag: who makes it, and with which settings.
PERSONAL = ("GIT_COMMITTER_", "GIT_CONFIG_")

# The modes of a symbolic link and of a repository inside of this one.
LINK, REPOSITORY = "120000", "160000"


class File(NamedTuple):
    """A file of a commit; the content of a symbolic link is its target."""

    mode: str
    content: bytes


def environment(*kept: str) -> dict[str, str]:
    """The environment without the variables for git, such as a hook gets; those with a prefix in `kept` remain."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(kept)}


def run_git(
    folder: Path, *arguments: str, env: Mapping[str, str], stdin: bytes = b""
) -> "subprocess.CompletedProcess[bytes]":
    return run_binary(["git", *arguments], cwd=folder, env=env, stdin=stdin)


class History:
    """The repository of a checkout."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def git(self, *arguments: str, stdin: bytes = b"") -> bytes:
        """Run a plumbing command of git, and return its output."""
        return output_of(run_git(self.root, *arguments, env=environment() | SETTINGS, stdin=stdin))

    def lines(self, *arguments: str, stdin: bytes = b"") -> list[str]:
        return text(self.git(*arguments, stdin=stdin)).splitlines()

    def check_history(self) -> None:
        """Raise PipelineError if the releases cannot be determined."""
        fix = "The releases are tags in the repository. Clone the repository, and work there."
        try:
            toplevel, shallow = self.lines("rev-parse", "--show-toplevel", "--is-shallow-repository")
        except PipelineError as error:
            raise PipelineError(f"{error}\n{fix}") from None
        if Path(toplevel).resolve() != self.root.resolve():
            raise PipelineError(f"{self.root} belongs to the repository of {toplevel}.\n{fix}")
        if shallow == "true":
            raise PipelineError("This clone has no history. Fetch it: git fetch --unshallow --tags")

    def commit(self) -> str:
        """The current commit."""
        try:
            [found] = self.lines("rev-parse", "--verify", "HEAD^{commit}")
        except PipelineError as error:
            raise PipelineError(f"{self.root} has no commit. Clone the repository, and work there.\n{error}") from None
        return found

    def is_detached(self) -> bool:
        """Whether no branch is checked out."""
        return self.lines("rev-parse", "--symbolic-full-name", "HEAD") == ["HEAD"]

    def time_of(self, commit: str) -> str:
        """The time of a commit, in seconds since 1970."""
        [found] = self.lines("rev-list", "--max-count=1", "--timestamp", commit)
        return found.split()[0]

    def ancestors(self, revision: str) -> set[str]:
        """A commit and all commits that led to it."""
        return set(self.lines("rev-list", revision))

    def main(self) -> set[str] | None:
        """The commits of the branch that is released, as last fetched; None if it was never fetched."""
        return self.ancestors(MAIN) if self.lines("for-each-ref", MAIN) else None

    def tags(self) -> dict[str, str]:
        """The commit of each tag, by the tag's name."""
        self.check_history()
        names = self.lines("for-each-ref", "--format=%(refname:lstrip=2)", "refs/tags")
        wanted = "".join(f"refs/tags/{name}^{{commit}}\n" for name in names)
        commits = self.lines("cat-file", "--batch-check=%(objectname)", stdin=wanted.encode())
        return dict(zip(names, commits, strict=True))

    def releases(self) -> dict[Version, str]:
        """The commits of the released versions, lowest version first."""
        found = {Version(tag[1:]): commit for tag, commit in self.tags().items() if re.fullmatch(f"v{VERSION}", tag)}
        # git names what has no commit by its question.
        if others := [version for version, commit in found.items() if commit.startswith("refs/tags/")]:
            raise PipelineError(f"The tag v{others[0]} is not on a commit. Delete it: git tag --delete v{others[0]}")
        return {version: found[version] for version in sorted(found)}

    def last_release(self, version: Version) -> Version | None:
        """The last final release before the current files, which have this version; or None."""
        # On any branch: a release counts even if its commit was squashed or rebased later.
        here = self.released_here()
        found = [each for each in self.releases() if each <= version and not each.is_prerelease and each not in here]
        return found[-1] if found else None

    def released_here(self) -> list[Version]:
        """The versions that tag the current commit; none if a file has changed since."""
        releases, commit = self.releases(), self.commit()
        here = [version for version, tagged in releases.items() if tagged == commit]
        return [] if here and self.uncommitted() else here

    def tag(self, name: str, commit: str, message: str) -> None:
        """Tag a commit in the user's name, and signed if the user's settings say so."""
        arguments = ("tag", "--annotate", name, commit, "--message", message)
        output_of(run_git(self.root, *arguments, env=environment(*PERSONAL)))

    def uncommitted(self) -> list[str]:
        """The files that differ from the commit, in the format of `git status`.

        Ignored is what the commit's own .gitignore names, and nothing that only one user ignores.
        """
        # Slow to import, so only where it is needed.
        from pathspec import GitIgnoreSpec

        committed = self.files(self.commit())
        rules = committed[".gitignore"].content if ".gitignore" in committed else b""
        untracked = set(files_in(self.root, GitIgnoreSpec.from_lines(text(rules).splitlines()))) - committed.keys()
        differing = [path for path, file in committed.items() if differs(self.root / path, file)]
        letters = {path: "M" if os.path.lexists(self.root / path) else "D" for path in differing}
        return [*(f" {letters[path]} {path}" for path in differing), *(f"?? {path}" for path in sorted(untracked))]

    def check_clean(self) -> None:
        """Raise PipelineError if files differ from the commit."""
        if changed := self.uncommitted():
            fix = (
                "A build records its commit. Commit the changes, put them aside (git stash -u), or add to .gitignore.",
                "What `git status` does not list is hidden by .git/info, core.excludesFile, or see: git ls-files -v",
            )
            raise PipelineError(error_list("There are uncommitted changes:", changed, *fix))

    def files(self, commit: str, *parts: str) -> dict[str, File]:
        """The files of a commit, or of some parts of it, by path, byte for byte as they are stored."""
        modes, names = {}, {}
        for entry in self.git("ls-tree", "-r", "-z", "--full-tree", commit, "--", *parts).split(b"\0")[:-1]:
            about, _, path = entry.partition(b"\t")
            modes[os.fsdecode(path)], _, names[os.fsdecode(path)] = text(about).split()
        if REPOSITORY in modes.values():
            nested = [path for path, mode in modes.items() if mode == REPOSITORY]
            raise PipelineError(error_list("The commit lacks the files of repositories inside of this one:", nested))
        contents = self.blobs(names.values())
        return {path: File(modes[path], content) for path, content in zip(names, contents, strict=True)}

    def blobs(self, names: Iterable[str]) -> Iterator[bytes]:
        """The content of stored files, in the order of their names."""
        stored = io.BytesIO(self.git("cat-file", "--batch", stdin="".join(f"{name}\n" for name in names).encode()))
        for header in stored:
            match text(header).split():
                case [_, "blob", size]:
                    yield stored.read(int(size))
                    stored.read(1)
                case [name, *_]:
                    raise PipelineError(f"The repository lacks the object {name}. Fetch it, or clone it anew.")

    def extract(self, commit: str, folder: Path, *parts: str) -> None:
        """Write the files of a commit, or of some parts of it, to a folder."""
        for path, file in self.files(commit, *parts).items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if file.mode == LINK:
                target.symlink_to(os.fsdecode(file.content))
            else:
                target.write_bytes(file.content)
                target.chmod(int(file.mode[-3:], 8))
        links = [path for path in folder.rglob("*") if path.is_symlink()]
        if outside := [path for path in links if not path.resolve().is_relative_to(folder.resolve())]:
            paths = [str(path.relative_to(folder)) for path in outside]
            raise PipelineError(error_list("The commit has links to files that are not in it:", paths))


def output_of(git: "subprocess.CompletedProcess[bytes]") -> bytes:
    """What git printed; raises PipelineError if it failed."""
    if git.returncode:
        raise PipelineError(f"git {git.args[1]} fails: {text(git.stderr).strip()}")
    return git.stdout


def files_in(root: Path, ignored: "GitIgnoreSpec") -> Iterator[str]:
    """The paths of all files in a work tree that are not ignored."""
    for folder, folders, names in os.walk(root):
        base = "" if folder == str(root) else f"{Path(folder).relative_to(root).as_posix()}/"
        kept = [name for name in folders if not ignored.match_file(f"{base}{name}/") and f"{base}{name}" != ".git"]
        links = [name for name in kept if Path(folder, name).is_symlink()]
        folders[:] = [name for name in kept if name not in links]
        found = [f"{base}{name}" for name in [*names, *links]]
        yield from (path for path in found if path != ".git" and not ignored.match_file(path))


def differs(path: Path, file: File) -> bool:
    """Whether a path of the work tree has other content than a file of a commit."""
    # Not whether it may be executed, which not every file system can tell.
    if path.is_symlink() or file.mode == LINK:
        return not path.is_symlink() or file.mode != LINK or os.fsencode(path.readlink()) != file.content
    return not path.is_file() or path.read_bytes() != file.content
