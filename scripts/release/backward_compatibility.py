"""Run the last release's tests, and type-check its sample consumer, with the installed package.

They may fail only if the version or the verdict since that release is major.
"""

import sys
import tempfile
from pathlib import Path

from scripts.changes.change import Level, required_bump
from scripts.changes.report import changes_since_release
from scripts.changes.version_bump import bump_between
from scripts.common.cli import run
from scripts.common.errors import PipelineError, error_list
from scripts.common.git import History
from scripts.common.process import run_captured
from scripts.common.workspace import Workspace
from scripts.generation.config import package_version

# These tests cover what callers may rely on; the others test the files of their own commit.
TESTS = ["pytest", "tests/unit", "--quiet", "--no-header", "--tb=no", "--numprocesses=auto", "-p", "no:cacheprovider"]
TYPES = ["mypy", "--strict", "--no-error-summary", "tests/unit/consumer.py", "--cache-dir"]

# Timeout of each in seconds.
LIMIT = 900


def main(workspace: Workspace, _: list[str]) -> None:
    history, version = History(workspace.root), package_version(workspace)
    last = history.last_release(version)
    if not last:
        print("Nothing has been released yet, so there is nothing to compare.")
        return
    with tempfile.TemporaryDirectory() as folder:
        history.extract(history.releases()[last], Path(folder))
        checks = [TESTS, [*TYPES, str(workspace.root / ".mypy_cache")]]
        failed = [line for check in checks for line in failures(check, Path(folder))]
    if not failed:
        print(f"The tests of {last} pass.")
        return
    print(error_list(f"Some tests of {last} fail:", failed))
    if Level.major not in (bump_between(last, version), required_bump(changes_since_release(workspace) or [])):
        raise PipelineError(
            f"No breaking change is declared since {last}. Fix the templates or, if the break is intended, raise the "
            "major number of package_version_override in generator-config.yaml."
        )


def failures(check: list[str], folder: Path) -> list[str]:
    """Return the errors that a tool reports for the files of the release."""
    command = [sys.executable, "-m", *check]
    tool = run_captured(command, cwd=folder, limit=LIMIT)
    if not tool.returncode:
        return []
    # Show paths relative to the repository.
    lines = (tool.stdout + tool.stderr).replace(f"{folder}/", "").splitlines()
    errors = [line for line in lines if line.startswith(("FAILED", "ERROR")) or ": error: " in line]
    return errors or lines[-10:]


if __name__ == "__main__":
    run(main)
