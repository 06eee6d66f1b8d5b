from pathlib import Path

import pytest

from scripts.cassettes import CASSETTES


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run whatever asks for a `cassette` on each of them."""
    if "cassette" in metafunc.fixturenames:
        paths: list[Path] = sorted(CASSETTES.glob("*.yaml"))
        metafunc.parametrize("cassette", paths, ids=[path.stem for path in paths])
