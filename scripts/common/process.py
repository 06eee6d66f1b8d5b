"""Run other programs, none of them without a limit."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from scripts.common.errors import PipelineError

# Seconds, far more than a tool takes on a slow and busy machine.
LIMIT = 300


def run_captured(
    command: Sequence[str | Path],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    limit: float = LIMIT,
    merged: bool = False,
) -> "subprocess.CompletedProcess[str]":
    """Run a program and keep what it prints; a Problem if it is still running after the limit (seconds).

    With `merged`, what it prints as errors is part of its output, where it came.
    """
    try:
        return subprocess.run(
            command,
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if merged else subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        # What it has printed until then is bytes, whatever was asked for.
        printed = [each.decode(errors="replace") for each in (error.stderr, error.stdout) if each]
        said = first_lines("".join(printed)) or "It has printed nothing."
        raise PipelineError(f"{Path(command[0]).name} was stopped after {limit:g} seconds:\n{said}") from None


def output_tail(run: "subprocess.CompletedProcess[str]") -> str:
    """What a failed run had to say, on less than a screen."""
    return first_lines((run.stderr or "") + run.stdout) or f"exit code {run.returncode}, without a word"


def first_lines(text: str) -> str:
    return "\n".join([line for line in text.splitlines() if line.strip()][:15])


def run_tool(*command: str, **variables: str) -> None:
    """Run a tool that has to succeed, with some variables set; a Problem with what it says if it fails."""
    run = run_captured(command, env=os.environ | {"NO_COLOR": "1"} | variables)
    if run.returncode:
        raise PipelineError(f"{Path(command[0]).name} fails:\n{output_tail(run)}")
