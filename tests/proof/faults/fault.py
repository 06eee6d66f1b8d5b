"""What a server does wrong with a request, and what a caller is told of it."""

from asyncio import sleep
from collections.abc import Callable
from dataclasses import dataclass

from txcloud_identity import Response, TXCloudError

from tests.proof.server import Act, Exchange


@dataclass(frozen=True)
class Fault:
    """What a server does with a request, what comes of the call, and how often the server then got the request."""

    act: Act
    outcome: type[Response[object]] | type[TXCloudError]
    requests: int = 1
    takes_time: bool = False

    @property
    def timeout(self) -> float:
        """Seconds that a call may take: no more than it has to where it takes them all, else more than it ever does."""
        return 0.8 if self.takes_time else 20

    @property
    def name(self) -> str:
        return self.act.__name__.replace("_", " ")


FAULTS: list[Fault] = []


def comes_to(
    outcome: type[Response[object]] | type[TXCloudError], requests: int = 1, *, takes_time: bool = False
) -> Callable[[Act], Act]:
    def added(act: Act) -> Act:
        FAULTS.append(Fault(act, outcome, requests, takes_time))
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
            # Not `asyncio.sleep`, from which the tests of the client take the time.
            await sleep(0.05)
