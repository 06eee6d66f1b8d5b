"""How the programs report what their user can fix: one clear message and exit code 1, never a traceback."""

import io
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import TypeAlias

from scripts.common.errors import PipelineError
from scripts.common.workspace import HERE, Workspace

# What a program does with a checkout and the arguments that it is given.
Program: TypeAlias = Callable[[Workspace, list[str]], None]

# What asks a program to end.
STOPPING = (signal.SIGINT, signal.SIGTERM)


def run(program: Program) -> None:
    """Run a program as a process of its own, on the checkout that it belongs to."""
    # A terminal that cannot show a name in Arabic still gets the rest; and in a file, what came first stands first.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace", line_buffering=True)
    for number in STOPPING:
        signal.signal(number, stop)
    sys.exit(outcome(program, HERE, sys.argv[1:]))


def outcome(program: Program, workspace: Workspace, arguments: list[str]) -> int:
    """Run a program, and turn a Problem into its message and exit code 1."""
    try:
        program(workspace, arguments)
    except PipelineError as problem:
        print(problem, file=sys.stderr)
    except OSError as error:
        print(f"This machine is in the way: {error}", file=sys.stderr)
    else:
        return 0
    return 1


def stop(signum: int, _: FrameType | None) -> None:
    """End the program as an error would, so that nothing temporary is left behind."""
    # Asked once more, it still has to finish that.
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)
    sys.exit(128 + signum)
