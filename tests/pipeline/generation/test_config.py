"""What a version's number says of it."""

import pytest
from packaging.version import Version

from scripts.generation.config import development_status


@pytest.mark.parametrize(
    ("version", "status"),
    [
        ("0.1.0a1", "3 - Alpha"),
        ("1.0.0a1", "3 - Alpha"),
        ("0.1.0", "4 - Beta"),
        ("1.0.0b1", "4 - Beta"),
        ("1.0.0rc1", "4 - Beta"),
        ("1.0.0", "5 - Production/Stable"),
        ("2.3.4", "5 - Production/Stable"),
    ],
)
def test_a_version_tells_how_mature_it_is(version: str, status: str) -> None:
    assert development_status(Version(version)) == status
