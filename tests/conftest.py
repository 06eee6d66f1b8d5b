import gc

import pytest

from tests.support.environment import STEERING

pytest_plugins = ["txcloud_identity._pytest_plugin"]


@pytest.fixture(autouse=True)
def neutral_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in STEERING:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def pytest_collection_finish() -> None:
    # What is there before the first test stays until the last: a collection of garbage need not look at it each time.
    gc.collect()
    gc.freeze()
