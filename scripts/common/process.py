"""Run other programs, each with a timeout."""

import io
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
    stdin: str = "",
    limit: float = LIMIT,
    merged: bool = False,
) -> "subprocess.CompletedProcess[str]":
    """Run a program and capture its output as text; see run_binary.

    With `merged`, stderr is part of stdout, in the order of printing.
    """
    run = run_binary(command, cwd=cwd, env=env, stdin=stdin.encode(), limit=limit, merged=merged)
    return subprocess.CompletedProcess(command, run.returncode, text(run.stdout), text(run.stderr))


def run_binary(
    command: Sequence[str | Path],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    stdin: bytes = b"",
    limit: float = LIMIT,
    merged: bool = False,
) -> "subprocess.CompletedProcess[bytes]":
    """Run a program and capture its output; raises PipelineError if it takes longer than `limit` seconds."""
    process = None
    try:
        # A signal while a program starts would leave it running.
        with held_back():
            process = subprocess.Popen(
                command,
                cwd=cwd,
                env=env,
                stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT if merged else subprocess.PIPE,
            )
        stdout, stderr = process.communicate(stdin or None, timeout=limit)
    except FileNotFoundError as error:
        if error.filename == command[0]:
            raise FileNotFoundError(f"There is no {command[0]} on the PATH. Install {command[0]}.") from None
        raise
    except subprocess.TimeoutExpired as error:
        output = first_lines(text(error.stderr) + text(error.stdout)) or "It printed nothing."
        raise PipelineError(f"{Path(command[0]).name} timed out after {limit:g} seconds:\n{output}") from None
    finally:
        if process:
            with process:
                process.kill()
    return subprocess.CompletedProcess(command, process.returncode, stdout, stderr)


def text(output: bytes | None) -> str:
    """What a program printed, as text with usual ends of lines."""
    return io.TextIOWrapper(io.BytesIO(output or b""), encoding="utf-8", errors="replace").read()


def first_output(run: "subprocess.CompletedProcess[str]") -> str:
    """The first lines that a failed run printed, or its exit code."""
    return first_lines((run.stderr or "") + run.stdout) or f"exit code {run.returncode}, without output"


def first_lines(text: str) -> str:
    return "\n".join([line for line in text.splitlines() if line.strip()][:15])


def run_tool(*command: str, **variables: str) -> None:
    """Run a tool with environment variables; raises PipelineError with its output if it fails."""
    run = run_captured(command, env=os.environ | {"NO_COLOR": "1"} | variables)
    if run.returncode:
        raise PipelineError(f"{Path(command[0]).name} fails:\n{first_output(run)}")
