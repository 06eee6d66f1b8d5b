import gc
import os

import pytest

pytest_plugins = ["txcloud_identity._pytest_plugin"]
pytest.register_assert_rewrite("tests.project", "tests.waiting")

# What in the environment would change how the tools speak or whom the client reaches.
STEERING = (
    "ALL_PROXY",
    "COLUMNS",
    "FORCE_COLOR",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "NO_PROXY",
    "PYTHONIOENCODING",
    "PYTHONWARNINGS",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
    "TXCLOUD_API_KEY",
    "TXCLOUD_VERIFICATION_ID",
)

# The way to the package registry, for a tool that has to install something.
ROUTE = {
    name: value
    for name, value in os.environ.items()
    if name.upper() in STEERING and name.upper().endswith(("_PROXY", "_DIR", "_FILE"))
}


@pytest.fixture(autouse=True)
def neutral_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in STEERING:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def pytest_collection_finish() -> None:
    # What is there before the first test stays until the last: a collection of garbage need not look at it each time.
    gc.collect()
    gc.freeze()
