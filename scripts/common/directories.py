"""Replace a folder in one step or not at all, put it back after a failure, and show how two folders differ."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scripts.common.cli import STOPPING
from scripts.common.errors import PipelineError
from scripts.common.process import run_captured


@contextmanager
def replace_atomically(folder: Path) -> Iterator[Path]:
    """Where to make a folder that takes this one's place when the context ends, unless an error ends it."""
    # Whoever wants to stop the program can do so while the folder is made, but not between the steps around that.
    with (
        with_handlers(dict.fromkeys(STOPPING, signal.SIG_IGN)) as handlers,
        # Beside the old one, so on the same file system: there a folder is moved whole.
        tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as workshop,
    ):
        fresh, retired = Path(workshop, "fresh"), Path(workshop, "retired")
        with with_handlers(handlers):
            yield fresh
        if folder.exists():
            folder.rename(retired)
        try:
            fresh.rename(folder)
        except BaseException:
            if retired.exists():
                retired.rename(folder)
            raise


@contextmanager
def with_handlers(handlers: Mapping[signal.Signals, Any]) -> Iterator[dict[signal.Signals, Any]]:
    """Let others handle some signals; the handlers that they had are given, and are theirs again afterwards."""
    former = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield former
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


@contextmanager
def restore_on_error(folder: Path) -> Iterator[None]:
    """Put a folder back as it was, if an error ends the context."""
    with tempfile.TemporaryDirectory() as workshop:
        aside = Path(workshop, folder.name)
        if folder.exists():
            shutil.copytree(folder, aside)
        try:
            yield
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            if aside.exists():
                shutil.copytree(aside, folder)
            raise


def diff(old: Path, new: Path) -> str:
    """A summary and a unified diff of two folders that lie side by side, or "" if they are the same."""
    # The user's own settings of git could hide a difference or dress it up.
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_ATTR_NOSYSTEM": "1"}
    command = ["git", "diff", "--no-index", "--no-ext-diff", "--no-color", "--patch-with-stat", old.name, new.name]
    git = run_captured(command, cwd=old.parent, env=os.environ | settings)
    if git.returncode not in (0, 1):
        raise PipelineError(f"git cannot compare the two: {git.stderr.strip()}")
    return git.stdout
