"""Build the wheel and the sdist from the commit twice, and keep them in dist/ if both builds are identical.

A build adds two files to the committed package: `provenance.json`, which names the sources and tools of the package,
and an SBOM of its locked dependencies (https://peps.python.org/pep-0770).
"""

import json
import os
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from scripts.common.cli import run
from scripts.common.directories import diff, replace_atomically
from scripts.common.errors import PipelineError
from scripts.common.git import History
from scripts.common.hashing import digest
from scripts.common.process import run_tool
from scripts.common.workspace import Workspace, short_path
from scripts.release.sbom import write_sbom

SBOM = "txcloud-identity.cdx.json"

# Hatchling's settings for a build: a metadata version that all indexes and installers in use can read, the SBOM, and
# no search for .gitignore in parent folders.
HATCH = f"""\
[build]
ignore-vcs = true

[build.targets.sdist]
core-metadata-version = "2.4"

[build.targets.wheel]
core-metadata-version = "2.4"
sbom-files = ["{SBOM}"]
"""


@dataclass(frozen=True)
class Machine:
    """What could make a build differ: folder, umask, modification time (seconds since 1970), environment."""

    folder: str
    umask: int
    time: int
    variables: dict[str, str]


MACHINES = (
    Machine("here", 0o022, 1_000_000_000, {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"}),
    Machine("elsewhere", 0o077, 1_700_000_000, {"TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"}),
)


def main(workspace: Workspace, _: list[str]) -> None:
    history = History(workspace.root)
    history.check_clean()
    commit = history.commit()
    with tempfile.TemporaryDirectory() as folder, replace_atomically(workspace.dist) as fresh:
        first, second = (build_wheel(history, commit, Path(folder, machine.folder), machine) for machine in MACHINES)
        check_same(first, second)
        run_tool("twine", "check", "--strict", *map(str, first.iterdir()))
        shutil.copytree(first, fresh)
    print(*checksums(workspace.dist), sep="\n")


def checksums(dist: Path) -> Iterator[str]:
    """The SHA-256 of each file in dist/, as `sha256sum` prints it."""
    for path in sorted(dist.iterdir()):
        yield f"{digest(path)}  {short_path(path)}"


def build_wheel(history: History, commit: str, folder: Path, machine: Machine) -> Path:
    """Build a commit as a machine would; return the result's folder."""
    tree, project, target = Workspace(folder / "tree"), folder / "project", folder / "dist"
    history.extract(commit, tree.root)
    variables = machine.variables | {"SOURCE_DATE_EPOCH": history.time_of(commit)}
    before = os.umask(machine.umask)
    try:
        # copyfile omits the modes, so that the umask decides on them.
        shutil.copytree(tree.package, project, copy_function=shutil.copyfile)
        record = json.dumps(build_provenance(commit, tree), indent=2)
        (project / tree.contract.parent.name / "provenance.json").write_text(f"{record}\n", encoding="utf-8")
        (project / "hatch.toml").write_text(HATCH, encoding="utf-8")
        write_sbom(tree, project / SBOM, **variables)
        for path in (project, *project.rglob("*")):
            os.utime(path, (machine.time, machine.time))
        options = ["--no-build-isolation", "--python", sys.executable, "--no-create-gitignore"]
        run_tool("uv", "build", *options, "--out-dir", str(target), str(project), **variables)
    finally:
        os.umask(before)
    return target


def build_provenance(commit: str, tree: Workspace) -> dict[str, Any]:
    """Return the sources and tools of a commit's package; `tree` holds its files."""
    content = tomllib.loads((tree.package / "pyproject.toml").read_text(encoding="utf-8"))
    return {
        "name": content["project"]["name"],
        "version": content["project"]["version"],
        "commit": commit,
        "generated_from": content["tool"]["txcloud-identity"]["generated-from"],
        "overlay": f"sha256:{digest(tree.overlay)}" if tree.overlay.exists() else None,
        "built_with": {"hatchling": version("hatchling"), "uv": version("uv")},
    }


def check_same(first: Path, second: Path) -> None:
    """Raise PipelineError if two builds differ by a byte."""
    names = [{path.name: digest(path) for path in folder.iterdir()} for folder in (first, second)]
    if names[0] == names[1]:
        return
    with tempfile.TemporaryDirectory() as folder:
        trees = Path(folder, "first"), Path(folder, "second")
        for built, tree in zip((first, second), trees, strict=True):
            for path in built.iterdir():
                shutil.unpack_archive(path, tree / path.name, "zip" if path.suffix == ".whl" else "gztar")
        difference = diff(*trees) or "The files are equal, but their times, modes or order differ."
    lines = difference.splitlines()[:30]
    raise PipelineError("\n".join(["Two builds of the same commit differ. dist/ is unchanged.", *lines]))


if __name__ == "__main__":
    run(main)
