import gc
import shutil
import sys
import threading
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import certifi
import pytest

from tests.support.environment import STEERING

pytest_plugins = ["txcloud_identity._pytest_plugin"]


@pytest.fixture(autouse=True)
def neutral_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in STEERING:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture(autouse=True, scope="session")
def one_authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Trust one of the authorities that certifi knows, since reading all takes most of the time of a short call."""
    certificates, end, _ = Path(certifi.where()).read_text(encoding="ascii").partition("-----END CERTIFICATE-----")
    path = tmp_path_factory.mktemp("authorities") / "one.pem"
    path.write_text(certificates + end, encoding="ascii")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(certifi, "where", lambda: str(path))
        yield


@pytest.fixture(autouse=True, scope="session")
def no_bytecode_is_left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Remove the bytecode of what tests have put into their folders, since none of it is imported again."""
    yield
    if sys.pycache_prefix:
        folder = tmp_path_factory.getbasetemp()
        shutil.rmtree(Path(sys.pycache_prefix, *folder.parts[1:]), ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Do not watch a test of which coverage would learn nothing. In a worker, the mark `no_cover` does not do that."""
    if not (item.get_closest_marker("once") or item.get_closest_marker("repeats")):
        return (yield)
    watching, in_threads = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(watching)
        threading.settrace(in_threads)


def pytest_collection_finish() -> None:
    # What is there before the first test stays until the last: a collection of garbage need not look at it each time.
    gc.collect()
    gc.freeze()
