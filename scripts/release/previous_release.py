"""Run what the last release promised against the package that is installed: its tests, and its sample consumer.

They may fail only where the version, or the verdict on what has changed, says that somebody is broken.
"""

import sys
import tempfile
from pathlib import Path

from scripts.changes.change import Level, required_bump
from scripts.changes.report import changes_since_release
from scripts.common.cli import run
from scripts.common.errors import PipelineError, error_list
from scripts.common.git import History
from scripts.common.process import run_captured
from scripts.common.workspace import Workspace
from scripts.generation.config import package_version
from scripts.release.versions import bump_between

# What a consumer of the package may rely on; the other tests are about the files of their own commit.
TESTS = ["pytest", "tests/unit", "--quiet", "--no-header", "--tb=no", "--numprocesses=auto", "-p", "no:cacheprovider"]
TYPES = ["mypy", "--strict", "--no-error-summary", "tests/unit/consumer.py", "--cache-dir"]

# Seconds for each of them.
LIMIT = 900


def main(workspace: Workspace, _: list[str]) -> None:
    history, version = History(workspace.root), package_version(workspace)
    last = history.last_release(version)
    if not last:
        print("Nothing has been released yet, so there is nobody who could rely on it.")
        return
    with tempfile.TemporaryDirectory() as folder:
        history.extract(f"v{last}", Path(folder))
        promises = [TESTS, [*TYPES, str(workspace.root / ".mypy_cache")]]
        broken = [line for promise in promises for line in failures(promise, Path(folder))]
    if not broken:
        print(f"Whatever {last} was tested for holds.")
        return
    print(error_list(f"Not everything that {last} was tested for holds:", broken))
    if Level.major not in (bump_between(last, version), required_bump(changes_since_release(workspace) or [])):
        raise PipelineError(
            f"Nothing says that somebody is broken since {last}. Fix the templates; or, if it is wanted, raise the "
            "major number of package_version_override in generator-config.yaml."
        )


def failures(promise: list[str], folder: Path) -> list[str]:
    """What a tool complains of in the files of the release; nothing, if it is content."""
    command = [sys.executable, "-m", *promise]
    tool = run_captured(command, cwd=folder, limit=LIMIT)
    if not tool.returncode:
        return []
    # By the names that they have in the repository.
    lines = (tool.stdout + tool.stderr).replace(f"{folder}/", "").splitlines()
    told = [line for line in lines if line.startswith(("FAILED", "ERROR")) or ": error: " in line]
    return told or lines[-10:]


if __name__ == "__main__":
    run(main)
