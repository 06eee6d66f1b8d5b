"""Compare two documents: what changes, whom it affects, and which part of the version it raises.

Given two documents, both packages are generated with the current templates, so changes of templates do not count.
Without arguments, the last release, as tagged, is compared with what would be released now, and templates count.
The last line is the verdict: none, patch, minor or major. The exit code is 0 for each verdict, and not 0 if the
documents cannot be compared.
"""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import griffe

from scripts.changes.change import Change, group_by_place, required_bump
from scripts.changes.dependencies import dependencies_of, dependency_changes
from scripts.changes.http_api import http_changes
from scripts.changes.python_api import python_changes
from scripts.changes.python_surface import Surface, surface
from scripts.common.cli import run
from scripts.common.errors import PipelineError
from scripts.common.git import History
from scripts.common.workspace import Workspace
from scripts.common.yaml_file import DocumentError
from scripts.contract.document import read_document
from scripts.contract.overlay import contract
from scripts.generation.config import package_version
from scripts.generation.generate import generate_package

# What is compared of a release: the package, with its document, and the sources of that.
PARTS = ("generated", "openapi")


@dataclass
class Generated:
    """A document, the package that is generated from it, and its public names."""

    document: dict[str, Any]
    package: Path
    surface: Surface = field(init=False)

    def __post_init__(self) -> None:
        self.surface = surface(self.package)


class Release(NamedTuple):
    """The files of a release, and the document and the package among them."""

    files: Workspace
    generated: Generated


def main(workspace: Workspace, arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="nox -s verdict --", description=__doc__)
    parser.add_argument("documents", nargs="*", type=Path, metavar="OLD NEW", help="the two documents to compare")
    documents = parser.parse_args(arguments).documents
    if len(documents) not in (0, 2):
        parser.error("name both documents, OLD and NEW, or neither")
    since_release = (changes_since_release(workspace), "") if not documents else None
    found, refused = since_release or changes_between_files(workspace, *documents)
    if found is None:
        print("Nothing has been released yet, so a change affects no caller.")
    if refused:
        print(f"Only the wire is compared, because there is no client for one of the documents:\n  {refused}")
    print(*report(found or []), sep="\n")


@contextmanager
def last_release(workspace: Workspace) -> Iterator[Release | None]:
    """Yield the last release; None if there is no release."""
    history = History(workspace.root)
    last = history.last_release(package_version(workspace))
    if not last:
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        files = Workspace(Path(folder, f"v{last}"))
        history.extract(history.releases()[last], files.root, *PARTS)
        try:
            generated = as_released(files)
        except (PipelineError, griffe.GriffeError, OSError, ValueError, LookupError) as error:
            reason = str(error).replace(f"{folder}/", "")
            fix = f"If it was tagged by mistake, delete the tag: git tag --delete v{last}"
            raise PipelineError(f"There is no complete package in v{last}, the last release: {reason}\n{fix}") from None
        yield Release(files, generated)


def as_released(files: Workspace) -> Generated:
    """The document and the package of a release, as released. Raises an error if either is not complete."""
    released = Generated(read_document(files.contract), files.package)
    dependencies_of(files.package)
    return released


def changes_since_release(workspace: Workspace) -> list[Change] | None:
    """The changes since the last release; None if there is no release."""
    with last_release(workspace) as release:
        return changes_since(workspace, release.generated) if release else None


def changes_since(workspace: Workspace, released: Generated) -> list[Change]:
    """The changes since a release."""
    with tempfile.TemporaryDirectory() as folder, contract(workspace) as current:
        new = generate_from(workspace, current, Path(folder, "new"))
        return changes_between(released, new)


def changes_between_files(workspace: Workspace, old: Path, new: Path) -> tuple[list[Change], str]:
    """The changes from the document in one file to that in another, and why only those on the wire, if so."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            generated = [generate_from(workspace, path, Path(folder, str(i))) for i, path in enumerate((old, new))]
        except DocumentError as error:
            return list(http_changes(read_document(old), read_document(new))), str(error)
        return changes_between(*generated), ""


def generate_from(workspace: Workspace, document: Path, folder: Path) -> Generated:
    """Generate the package from a document into a folder that does not exist yet."""
    return Generated(generate_package(workspace, document, folder), folder)


def changes_between(old: Generated, new: Generated) -> list[Change]:
    """All changes from old to new: on the wire, in Python, and in the requirements."""
    wire = http_changes(old.document, new.document)
    return [*wire, *python_changes(old.surface, new.surface), *dependency_changes(old.package, new.package)]


def report(found: list[Change]) -> Iterator[str]:
    """The lines of the report: each change with whom it affects, and then the verdict."""
    for each, places in group_by_place(found):
        note = ", worth a note" if each.notable else ""
        yield f"{each.level.name}, {each.reader}{note}: {each.what} {each.affects}"
        yield from (f"  {place}" for place in places if place)
    yield f"verdict: {required_bump(found).name}"


if __name__ == "__main__":
    run(main)
