"""The TXCloud Identity API in the memory of this process, for the tests of its callers."""

from ._fake_data import KEYS, OPERATIONS, SAMPLES
from ._fake_server import FakeServer

__all__ = ("FakeTXCloud",)


class FakeTXCloud(FakeServer):
    """The TXCloud Identity API in memory, as its document describes it. Threads may share it.

    Use it in a `with` statement, or as a transport of httpx. What was not added is not found.
    """

    _operations, _samples, _keys = OPERATIONS, SAMPLES, KEYS

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
