"""A test that freezes the time may be the first to use the package: what comes after it is not affected."""

import subprocess
import sys

import pytest

PROGRAM = """
import asyncio, gc, importlib, pkgutil
from contextlib import suppress
from types import BuiltinMethodType
{freeze}:
    import txcloud_identity
    for each in pkgutil.walk_packages(txcloud_identity.__path__, "txcloud_identity."):
        # One of an extra may not be installed.
        with suppress(ModuleNotFoundError):
            importlib.import_module(each.name)
    from txcloud_identity import AsyncTXCloud, TXCloud
    from txcloud_identity.models import Verification
    from txcloud_identity.testing import FakeTXCloud
    def read_instants():
        spelled = ["2023-11-07T05:31:56Z", "2023-11-07T05:31:56.5+02:00", "2023-11-07t05:31:56z"]
        read = [Verification.from_dict({{"created_at": each}}) for each in spelled]
        assert [each.to_dict()["created_at"][:10] for each in read] == ["2023-11-07"] * 3
        person = Verification.from_dict({{"extracted_data": {{"date_of_birth": "1990-04-12"}}}}).extracted_data
        return [*(each.created_at for each in read), person.date_of_birth]
    async def cancel_async():
        async with AsyncTXCloud() as client:
            return await client.cancel_verification("ver_2")
    def use():
        with FakeTXCloud() as fake, TXCloud() as client:
            fake.add_verification("ver_1")
            fake.add_verification("ver_2")
            found = [client.cancel_verification_detailed("ver_1"), asyncio.run(cancel_async())]
        return [found[0].parsed.created_at, found[0].rate_limit.reset, found[1].created_at, *read_instants()]
    use()
print(*(type(each).__name__ for each in use()))
# Methods that are bound to a class of the tool, wherever they are kept.
fakes = [each for each in gc.get_objects() if isinstance(each, type) and each.__name__ in ("FakeDatetime", "FakeDate")]
bound = [each for each in gc.get_referrers(*fakes) if isinstance(each, BuiltinMethodType)] if fakes else []
print(*(each.__name__ for each in bound))
"""


@pytest.mark.once
@pytest.mark.parametrize(
    "freeze",
    [
        "import freezegun\nwith freezegun.freeze_time('2023-11-07')",
        "import time_machine\nwith time_machine.travel('2023-11-07', tick=False)",
    ],
    ids=["freezegun", "time-machine"],
)
def test_real_dates_are_read_after_frozen_ones(freeze: str) -> None:
    program = PROGRAM.format(freeze=freeze)
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=50, check=False)
    assert run.stderr == ""
    assert run.stdout.splitlines() == [" ".join(["datetime"] * 6 + ["date"]), ""]
