import gc
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.environment import STEERING

pytest_plugins = ["txcloud_identity._pytest_plugin"]


@pytest.fixture(autouse=True)
def neutral_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in STEERING:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture(autouse=True, scope="session")
def no_bytecode_is_left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Remove the bytecode of what tests have put into their folders, since none of it is imported again."""
    yield
    if sys.pycache_prefix:
        folder = tmp_path_factory.getbasetemp()
        shutil.rmtree(Path(sys.pycache_prefix, *folder.parts[1:]), ignore_errors=True)


def pytest_collection_finish() -> None:
    # What is there before the first test stays until the last: a collection of garbage need not look at it each time.
    gc.collect()
    gc.freeze()
