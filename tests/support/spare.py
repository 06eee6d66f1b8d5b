"""A folder that one test after another may break. Copies for all of them would be a hundred thousand files."""

import os
import shutil
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

# What tells whether something has been written to: its type and mode; of a file its inode, size and times, too.
Stamp: TypeAlias = tuple[int, ...]
# The mode, and the bytes of a file, or the target of a link.
Content: TypeAlias = tuple[int, bytes | str]

# Nanoseconds in which a clock may stand still, so that a file may change and have the same times.
TICK = 1_000_000_000


class Spare:
    """A folder that moves from test to test. Each finds it as it was at first."""

    def __init__(self, root: Path) -> None:
        self.root = root
        # Folders come before what is in them.
        self.contents = {name: content(root / name) for name, _ in entries(root)}
        self.known: dict[str, Stamp] = {}

    def move_to(self, place: Path) -> Path:
        """Put the folder into a place of its own, as it was at first, and return that."""
        self.restore()
        self.root = self.root.rename(place)
        return place

    def restore(self) -> None:
        self.root.mkdir(exist_ok=True)
        found = dict(entries(self.root))
        for name in found.keys() - self.contents.keys():
            remove(self.root / name)
        for name, wanted in self.contents.items():
            path = self.root / name
            if name in found and found[name] == self.known.get(name):
                continue
            if not os.path.lexists(path) or content(path) != wanted:
                write(path, *wanted)
            status = path.lstat()
            if status.st_mtime_ns < time.time_ns() - TICK:
                self.known[name] = stamp(status)


def entries(folder: Path, above: str = "") -> Iterator[tuple[str, Stamp]]:
    """All that is in a folder and below, by name."""
    with os.scandir(folder) as found:
        for entry in found:
            name = f"{above}{entry.name}"
            yield name, stamp(entry.stat(follow_symlinks=False))
            if entry.is_dir(follow_symlinks=False):
                yield from entries(folder / entry.name, f"{name}/")


def stamp(status: os.stat_result) -> Stamp:
    if stat.S_ISDIR(status.st_mode):
        return (status.st_mode,)
    return status.st_mode, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def content(path: Path) -> Content:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return mode, str(path.readlink())
    return mode, path.read_bytes() if stat.S_ISREG(mode) else b""


def remove(path: Path) -> None:
    """Remove what may be there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def write(path: Path, mode: int, what: bytes | str) -> None:
    """Write a file, a link or an empty folder, whatever is in its place. A folder that is there keeps what it holds."""
    if not (stat.S_ISDIR(mode) and path.is_dir() and not path.is_symlink()):
        remove(path)
    if isinstance(what, str):
        path.symlink_to(what)
        return
    if stat.S_ISDIR(mode):
        path.mkdir(exist_ok=True)
    else:
        path.write_bytes(what)
    path.chmod(stat.S_IMODE(mode))
