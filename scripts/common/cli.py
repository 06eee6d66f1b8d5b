"""Run a program: an error that its user can fix is one message and exit code 1, never a traceback."""

import gc
import io
import signal
import sys
from collections.abc import Callable
from typing import TypeAlias

from scripts.common.errors import PipelineError
from scripts.common.signals import STOPPING, stop
from scripts.common.workspace import HERE, Workspace

# The main function of a program, called with a checkout and the command-line arguments.
Program: TypeAlias = Callable[[Workspace, list[str]], None]


def run(program: Program) -> None:
    """Run a program on the checkout that contains it, and exit the process."""
    # Escape what the terminal cannot encode. Flush each line, so that both streams stay in order in a file.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace", line_buffering=True)
    # A program ends soon, and frees all then. On a large document, looking for garbage takes a quarter of the time.
    gc.disable()
    for number in STOPPING:
        signal.signal(number, stop)
    sys.exit(outcome(program, HERE, sys.argv[1:]))


def outcome(program: Program, workspace: Workspace, arguments: list[str]) -> int:
    """Run a program and return its exit code; an expected error is printed, and gives 1."""
    try:
        program(workspace, arguments)
    except PipelineError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"System error: {error}", file=sys.stderr)
    else:
        return 0
    return 1
