"""The digest of a file, by which it is recognised."""

import hashlib
from pathlib import Path


def digest(path: Path) -> str:
    """The file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
