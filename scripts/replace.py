"""Replace a folder in one step, or not at all; and put it back after a failure."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """Where to make a folder that takes this one's place when the context ends, unless an error ends it."""
    # Beside the old one, so on the same file system: there a folder is moved whole.
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as workshop:
        fresh, retired = Path(workshop, "fresh"), Path(workshop, "retired")
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
def restored(folder: Path) -> Iterator[None]:
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
