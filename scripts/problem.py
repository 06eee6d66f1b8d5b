"""How the programs report what their user can mend: one clear message and exit code 1, never a traceback."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

# What asks a program to end.
STOPPING = (signal.SIGINT, signal.SIGTERM)


class Problem(Exception):
    """What was wrong, where, and what to do about it, told in one message."""


# One mistake, a renamed schema for example, can show in a hundred places; the first ones tell what it is.
SHOWN = 20


def several(title: str, faults: list[str], *mend: str) -> str:
    """One message about many faults, on not much more than a screen."""
    rest = [f"... and {len(faults) - SHOWN} more"] if len(faults) > SHOWN else []
    return "\n".join([title, *faults[:SHOWN], *rest, *mend])


def complaint(run: "subprocess.CompletedProcess[str]") -> str:
    """What a failed run had to say, on less than a screen."""
    lines = [line for line in (run.stderr + run.stdout).splitlines() if line.strip()]
    return "\n".join(lines[:15]) or f"exit code {run.returncode}, without a word"


def tool(*command: str, **variables: str) -> None:
    """Run a tool that has to succeed, with some variables set; a Problem with what it says if it fails."""
    settings = os.environ | {"NO_COLOR": "1"} | variables
    run = subprocess.run(command, env=settings, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if run.returncode:
        raise Problem(f"{Path(command[0]).name} fails:\n{complaint(run)}")


def run(program: Callable[[], None]) -> None:
    """Run a program, and turn a Problem into its message and exit code 1."""
    # A terminal that cannot show a name in Arabic still gets the rest; and in a file, what came first stands first.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace", line_buffering=True)
    for number in STOPPING:
        signal.signal(number, stop)
    try:
        program()
    except Problem as problem:
        sys.exit(str(problem))
    except OSError as error:
        sys.exit(f"This machine is in the way: {error}")


def stop(signum: int, _: FrameType | None) -> None:
    """End the program as an error would, so that nothing temporary is left behind."""
    # Asked once more, it still has to finish that.
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)
    sys.exit(128 + signum)
