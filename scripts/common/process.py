"""Run other programs, each with a timeout."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from scripts.common.errors import PipelineError
from scripts.common.signals import held_back

# Seconds, far more than a tool needs on a slow and busy machine.
LIMIT = 300


def run_captured(
    command: Sequence[str | Path],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    limit: float = LIMIT,
    merged: bool = False,
) -> "subprocess.CompletedProcess[str]":
    """Run a program and capture its output; raises PipelineError if it takes longer than `limit` seconds.

    With `merged`, stderr is part of stdout, in the order of printing.
    """
    process = None
    try:
        # A signal while a program starts would leave it running.
        with held_back():
            process = subprocess.Popen(
                command,
                cwd=cwd,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT if merged else subprocess.PIPE,
                encoding="utf-8",
                errors="replace",
            )
        stdout, stderr = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired as error:
        # The exception has the output as bytes, even if an encoding is given.
        printed = [each.decode(errors="replace") for each in (error.stderr, error.stdout) if each]
        output = first_lines("".join(printed)) or "It printed nothing."
        raise PipelineError(f"{Path(command[0]).name} timed out after {limit:g} seconds:\n{output}") from None
    finally:
        if process:
            with process:
                process.kill()
    return subprocess.CompletedProcess(command, process.returncode, stdout, stderr)


def output_tail(run: "subprocess.CompletedProcess[str]") -> str:
    """The first lines that a failed run printed, or its exit code."""
    return first_lines((run.stderr or "") + run.stdout) or f"exit code {run.returncode}, without output"


def first_lines(text: str) -> str:
    return "\n".join([line for line in text.splitlines() if line.strip()][:15])


def run_tool(*command: str, **variables: str) -> None:
    """Run a tool with environment variables; raises PipelineError with its output if it fails."""
    run = run_captured(command, env=os.environ | {"NO_COLOR": "1"} | variables)
    if run.returncode:
        raise PipelineError(f"{Path(command[0]).name} fails:\n{output_tail(run)}")
