"""Show how two folders differ."""

import os
from pathlib import Path

from scripts.problem import Problem
from scripts.process import captured


def compare(old: Path, new: Path) -> str:
    """A summary and a unified diff of two folders that lie side by side, or "" if they are the same."""
    # The user's own settings of git could hide a difference or dress it up.
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_ATTR_NOSYSTEM": "1"}
    command = ["git", "diff", "--no-index", "--no-ext-diff", "--no-color", "--patch-with-stat", old.name, new.name]
    git = captured(command, cwd=old.parent, env=os.environ | settings)
    if git.returncode not in (0, 1):
        raise Problem(f"git cannot compare the two: {git.stderr.strip()}")
    return git.stdout
