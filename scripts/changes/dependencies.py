"""Find changes in the requirements of the package: the version of Python, and the dependencies."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

from scripts.changes.change import Change, Level

AFFECTS = "Users who pin an excluded version: the installer keeps the last release, or fails."


def dependencies_of(folder: Path) -> dict[str, str]:
    """The version ranges that the package in a folder requires."""
    project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = {"Python": project["requires-python"]}
    for extra, requirements in {"": project["dependencies"], **project.get("optional-dependencies", {})}.items():
        for dependency in map(Requirement, requirements):
            name = f"{dependency.name} (extra {extra})" if extra else dependency.name
            # Extras and markers are part of the range, and a package may be required more than once.
            required = str(dependency).removeprefix(dependency.name)
            found[name] = " and ".join(filter(None, [found.get(name), required]))
    return found


def dependency_changes(old: Path, new: Path) -> Iterator[Change]:
    """The changes of requirements between the packages in two folders."""
    before, after = dependencies_of(old), dependencies_of(new)
    for name in before | after:
        was, now = before.get(name, "nothing"), after.get(name, "nothing")
        if was != now:
            yield Change(
                level=Level.minor,
                reader="Python",
                kind="changed",
                place=name,
                what=f"The requirement was `{was}`, and is `{now}`.",
                affects=AFFECTS,
                notable=True,
            )
