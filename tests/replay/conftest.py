from pathlib import Path

import pytest

from scripts.common.workspace import HERE


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run whatever asks for a `cassette` on each of them."""
    if "cassette" in metafunc.fixturenames:
        paths: list[Path] = sorted(HERE.cassettes.glob("*.yaml"))
        metafunc.parametrize("cassette", paths, ids=[path.stem for path in paths])
