"""TXCloud in the memory of this process, for the tests of those who call it.

It is made from the same document as the client, and answers with the document's examples.
"""

from __future__ import annotations

from ._fake_data import KEYS, OPERATIONS, SAMPLES
from ._fake_server import FakeServer

__all__ = ("FakeTXCloud",)


class FakeTXCloud(FakeServer):
    """TXCloud as its document describes it. Threads may share it.

    In a `with` statement it answers all that the clients of this package send; the fixture `fake_txcloud` of pytest
    does so for a test. It is a transport of httpx, too, for an `http_client` of your own.
    Only what was added is there; for all else it answers 404.

    Told to do something else, it does so once, for the next attempt. A call may take several: what failed without
    having been acted on is repeated, `max_retries` times at most.

    Attributes:
        requests: What it was sent, the oldest first.
    """

    _operations = OPERATIONS
    _samples = SAMPLES
    _keys = KEYS

    def add_verification(self, id: str = "ver_a1b2c3d4e5f6", /, **properties: object) -> dict[str, object]:
        """Have the vendor know a `Verification`.

        Args:
            id: The identifier of the verification.
            properties: What it holds, as JSON has it. All else is as in the document's example, but for status.

        Returns:
            What the fake keeps of it. Requests change it, and so may a test.

        Raises:
            TypeError: A value is none that JSON has.
        """
        return self._keep(("identity", "verifications", "{id}"), ("identity", "verifications", id), id, properties)
