"""Collect the project's Markdown files as pages of the site."""

import posixpath
import re
import shutil
from pathlib import Path

from scripts.common.workspace import Workspace

# The files of the site, and what they link to.
FILES = (
    *("generated/README.md", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"),
    *("scripts/README.md", "scripts/release/README.md", "scripts/docs/*.md", "scripts/bench/*.md"),
    "scripts/bench/*.svg",
)

# A file that is at another place in the site: its first page is the package's own.
MOVED = {"generated/README.md": "index.md", "README.md": "pipeline.md"}

LINK = re.compile(r"(?<=\]\()[^)#:\s]+(?=[)#])")


def collect(workspace: Workspace, pages: Path) -> None:
    for pattern in FILES:
        for path in workspace.root.glob(pattern):
            name = path.relative_to(workspace.root).as_posix()
            target = pages / place(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            if path.suffix == ".md":
                target.write_text(with_links(path.read_text(encoding="utf-8"), name), encoding="utf-8")
            else:
                shutil.copy(path, target)


def place(name: str) -> str:
    """Where a file of the project is in the site."""
    return MOVED.get(name, name)


def with_links(text: str, name: str) -> str:
    """The text of a file, with its links to other files as they are in the site."""
    here = posixpath.dirname(name)
    there = posixpath.dirname(place(name))

    def moved(link: re.Match[str]) -> str:
        return posixpath.relpath(place(posixpath.normpath(posixpath.join(here, link[0]))), there or ".")

    return LINK.sub(moved, text)
