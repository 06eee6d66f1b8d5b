"""What changes in what the package needs: of Python, and of the packages that it depends on."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

from scripts.changes.change import Change, Level

AFFECTS = "Whoever is bound to a version that is not among them: an installer stays with the last release, or fails."


def dependencies_of(folder: Path) -> dict[str, str]:
    """The versions that the package in a folder asks for."""
    project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = {"Python": project["requires-python"]}
    for extra, needed in {"": project["dependencies"], **project.get("optional-dependencies", {})}.items():
        for dependency in map(Requirement, needed):
            name = f"{dependency.name} (extra {extra})" if extra else dependency.name
            # Extras and markers are part of it, and one package may be asked for in several ways.
            asked = str(dependency).removeprefix(dependency.name)
            found[name] = " and ".join(filter(None, [found.get(name), asked]))
    return found


def dependency_changes(old: Path, new: Path) -> Iterator[Change]:
    """The changes between the packages in two folders that whoever installs them can notice."""
    before, after = dependencies_of(old), dependencies_of(new)
    for name in before | after:
        was, now = before.get(name, "nothing"), after.get(name, "nothing")
        if was != now:
            yield Change(
                level=Level.minor,
                reader="Python",
                kind="changed",
                place=name,
                what=f"What is needed of it was `{was}`, and is `{now}`.",
                affects=AFFECTS,
                notable=True,
            )
