import gc
import shutil
import sys
import threading
from collections.abc import Generator, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import certifi
import pytest
import txcloud_identity

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


@cache
def import_the_package() -> None:
    """Import every module, for a test that coverage does not watch may be the first that needs one."""
    for each in walk_packages(txcloud_identity.__path__, "txcloud_identity."):
        import_module(each.name)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Do not watch a test of which coverage would learn nothing. In a worker, the mark `no_cover` does not do that."""
    if not (item.get_closest_marker("once") or item.get_closest_marker("repeats")):
        return (yield)
    watching, in_threads = sys.gettrace(), threading.gettrace()
    if watching:
        import_the_package()
    sys.settrace(None)
    threading.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(watching)
        threading.settrace(in_threads)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spread the tests that wait among the others, which fill the time: each worker is given tests in this order."""
    waiting = [each for each in items if each.get_closest_marker("waits")]
    others = [each for each in items if not each.get_closest_marker("waits")]
    places = {each: number / len(group) for group in (waiting, others) for number, each in enumerate(group)}
    items.sort(key=places.__getitem__)


def pytest_collection_finish() -> None:
    # What is there before the first test stays until the last: a collection of garbage need not look at it each time.
    gc.collect()
    gc.freeze()
