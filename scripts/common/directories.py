"""Replace a folder atomically, restore one after an error, and compare two folders."""

import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.common.errors import PipelineError
from scripts.common.git import SETTINGS, environment, run_git
from scripts.common.process import text
from scripts.common.signals import STOPPING, with_handlers


@contextmanager
def replace_atomically(folder: Path) -> Iterator[Path]:
    """Yield a path for a new folder; it replaces this one when the context ends without an error."""
    # A signal may stop the program inside the context, but not between the steps around it.
    with (
        with_handlers(dict.fromkeys(STOPPING, signal.SIG_IGN)) as handlers,
        # Beside the old one: a rename is atomic only within one file system.
        tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as temporary,
    ):
        fresh, retired = Path(temporary, "fresh"), Path(temporary, "retired")
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
def restore_on_error(folder: Path) -> Iterator[None]:
    """Restore the content of a folder if an error ends the context."""
    with tempfile.TemporaryDirectory() as temporary:
        backup = Path(temporary, folder.name)
        if folder.exists():
            shutil.copytree(folder, backup)
        try:
            yield
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            if backup.exists():
                shutil.copytree(backup, folder)
            raise


def diff(old: Path, new: Path) -> str:
    """A summary and a unified diff of two folders with the same parent; "" if they are equal."""
    # A repository around the folders could hide a difference or change its format.
    env = environment() | SETTINGS | {"GIT_CEILING_DIRECTORIES": str(old.parent.parent.resolve())}
    git = run_git(old.parent, "diff", "--no-index", "--no-color", "--patch-with-stat", old.name, new.name, env=env)
    if git.returncode not in (0, 1):
        raise PipelineError(f"git cannot compare the folders: {text(git.stderr).strip()}")
    return text(git.stdout)
