"""The digest that identifies the content of a file."""

import hashlib
from pathlib import Path


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
