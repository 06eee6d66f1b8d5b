"""How the programs report what their user can mend: one clear message and exit code 1, never a traceback."""

import sys
from collections.abc import Callable


class Problem(Exception):
    """What was wrong, where, and what to do about it, told in one message."""


def run(program: Callable[[], None]) -> None:
    """Run a program, and turn a Problem into its message and exit code 1."""
    try:
        program()
    except Problem as problem:
        sys.exit(str(problem))
