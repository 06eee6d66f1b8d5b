"""What is heavy is loaded when it is needed, and once."""

import subprocess
import sys
from types import ModuleType

import pytest
import txcloud_identity
from txcloud_identity.api import management

from tests.support.clients import KEY

MODULES = ("api", "client", "errors", "models", "testing", "types")

# Counts how often trusted certificates are read.
COUNTING = """
import ssl
count = 0
load = ssl.SSLContext.load_verify_locations
def counted(*arguments, **options):
    global count
    count += 1
    load(*arguments, **options)
ssl.SSLContext.load_verify_locations = counted
import httpx
from txcloud_identity import AsyncTXCloud, TXCloud
"""


def output(program: str) -> list[str]:
    """The words that a program prints in an interpreter of its own."""
    run = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, timeout=50, check=True)
    return run.stdout.split()


def loaded(program: str) -> set[str]:
    """The modules that are loaded after a program."""
    return set(output(f"{program}\nimport sys\nprint(*sys.modules)"))


def test_the_package_loads_nothing_until_a_name_is_used() -> None:
    assert loaded("import txcloud_identity") - loaded("") == {"txcloud_identity"}


def test_the_errors_are_had_without_all_the_rest() -> None:
    names = loaded("from txcloud_identity import TXCloudError")
    assert "txcloud_identity.errors" in names
    assert not names & {"attrs", "httpx", "txcloud_identity.client", "txcloud_identity.models"}


def test_the_http_library_is_loaded_with_the_first_client() -> None:
    assert "httpx" not in loaded("from txcloud_identity import AsyncTXCloud, TXCloud, models")
    names = loaded(f"from txcloud_identity import TXCloud\nTXCloud({KEY!r})")
    assert "httpx" in names
    assert not names & {"aiohttp", "httpx2", "httpx_aiohttp"}


def test_the_models_are_loaded_with_the_first_call() -> None:
    client = (
        f"from txcloud_identity import TXCloud\nclient = TXCloud({KEY!r}, base_url='http://127.0.0.1:9', max_retries=0)"
    )
    call = "try: client.cancel_verification('ver_1')\nexcept Exception as error: assert not error.outcome_unknown"
    late = {"attrs", "txcloud_identity.api.management", "txcloud_identity.models", "txcloud_identity.types"}
    assert not late & loaded(client)
    assert late <= loaded(f"{client}\n{call}")


def test_the_plugin_loads_the_http_library_with_the_first_test_that_asks_for_the_fake() -> None:
    assert not {"httpx", "txcloud_identity.testing"} & loaded("import txcloud_identity._pytest_plugin")


def test_a_program_without_asyncio_is_spared_it() -> None:
    assert "asyncio" not in loaded(f"from txcloud_identity import TXCloud, models\nTXCloud({KEY!r})")


@pytest.mark.once
@pytest.mark.parametrize("name", [*txcloud_identity.__all__, *MODULES])
def test_every_name_is_there_after_a_plain_import(name: str) -> None:
    listed_and_had = f"print({name!r} in dir(txcloud_identity), txcloud_identity.{name} is not None)"
    assert output(f"import txcloud_identity\n{listed_and_had}") == ["True", "True"]


def test_a_package_of_operations_is_the_same_however_it_is_had() -> None:
    assert vars(txcloud_identity.api)["__getattr__"]("management") is management


def test_the_operations_are_had_after_a_plain_import() -> None:
    name = "txcloud_identity.api.management.cancel_verification.sync.__name__"
    assert output(f"import txcloud_identity\nprint({name})") == ["sync"]


@pytest.mark.parametrize(
    ("module", "names"),
    [(txcloud_identity, {*txcloud_identity.__all__, *MODULES}), (txcloud_identity.api, {"management"})],
    ids=["package", "api"],
)
def test_dir_lists_each_name_once(module: ModuleType, names: set[str]) -> None:
    listed = dir(module)
    assert len(listed) == len(set(listed))
    assert names <= set(listed)


@pytest.mark.parametrize("module", [txcloud_identity, txcloud_identity.api], ids=lambda module: module.__name__)
def test_a_name_that_is_not_there_is_missed_as_in_any_module(module: ModuleType) -> None:
    with pytest.raises(AttributeError, match=f"^module '{module.__name__}' has no attribute 'nonsense'$"):
        vars(module)["__getattr__"]("nonsense")


@pytest.mark.parametrize(
    ("program", "times"),
    [
        (f"TXCloud({KEY!r})", "1"),
        (f"TXCloud({KEY!r}), TXCloud({KEY!r}), AsyncTXCloud({KEY!r})", "1"),
        (f"TXCloud({KEY!r}, http_client=httpx.Client(transport=httpx.MockTransport(print)))", "0"),
    ],
)
def test_trusted_certificates_are_read_once_and_not_for_a_client_of_the_caller_s_own(program: str, times: str) -> None:
    assert output(f"{COUNTING}\n{program}\nprint(count)") == [times]


# Threads that use the package for the first time, each in its own way.
FIRST_USE = """
import asyncio, importlib, threading
import httpx
import txcloud_identity
async def use_tasks():
    async with txcloud_identity.AsyncTXCloud("txc_test_k", http_client=httpx.AsyncClient(transport=server)) as client:
        await asyncio.gather(*(client.cancel_verification("ver_1") for _ in range(4)))
ways = [
    lambda: client.cancel_verification("ver_1"),
    lambda: asyncio.run(use_tasks()),
    lambda: importlib.import_module("txcloud_identity.models.verification"),
    lambda: txcloud_identity.models.Verification,
    lambda: txcloud_identity.models.verification.read_verification,
    lambda: txcloud_identity.api.management.cancel_verification.sync,
    lambda: txcloud_identity.testing.FakeTXCloud,
]
server = httpx.MockTransport(lambda _: httpx.Response(200, json={}))
client = txcloud_identity.TXCloud("txc_test_k", http_client=httpx.Client(transport=server))
together = threading.Barrier(4 * len(ways))
failed = []
def use(way):
    together.wait(30)
    try:
        way()
    except BaseException as error:
        failed.append(type(error).__name__)
threads = [threading.Thread(target=use, args=[way]) for way in ways * 4]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join(30)
print(*failed, *(thread.name for thread in threads if thread.is_alive()))
"""


@pytest.mark.parametrize("time", range(3))
def test_many_threads_use_it_first(time: int) -> None:
    assert output(FIRST_USE) == [], time
