"""What a server does wrong with a request, and what a caller is told of it."""

from asyncio import sleep
from collections.abc import Callable
from dataclasses import dataclass

from txcloud_identity import Response, TXCloudError

from tests.support.server import Act, Exchange


@dataclass(frozen=True)
class Fault:
    """What a server does with a request, what comes of the call, and how often the server then got the request.

    Where a fault waits, the call has nothing to do for most of its time.
    """

    act: Act
    outcome: type[Response[object]] | type[TXCloudError]
    requests: int = 1
    waits: bool = False

    @property
    def timeout(self) -> float:
        """Seconds: what a call may wait for in vain, or what it never needs, however busy the machine is."""
        return 3 if self.waits else 20

    @property
    def name(self) -> str:
        return self.act.__name__.replace("_", " ")


FAULTS: list[Fault] = []


def comes_to(
    outcome: type[Response[object]] | type[TXCloudError],
    requests: int = 1,
    *,
    waits: bool = False,
) -> Callable[[Act], Act]:
    """List a fault. One with which a call uses up its time, or waits before a retry, is one that waits."""

    def added(act: Act) -> Act:
        FAULTS.append(Fault(act, outcome, requests, waits))
        return act

    return added


def named(name: str, act: Act) -> Act:
    act.__name__ = name
    return act


async def drip(exchange: Exchange, data: bytes) -> None:
    """Send so much each time, and so often, that no single read takes long."""
    while True:
        for byte in data:
            await exchange.send(bytes([byte]))
            # Not `asyncio.sleep`, which the tests of the client replace by one that takes no time.
            await sleep(0.05)
