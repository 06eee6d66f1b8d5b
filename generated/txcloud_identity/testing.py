"""The TXCloud Identity API in the memory of this process, for the tests of its callers."""

from ._fake_data import OPERATIONS, RESOURCES
from ._fake_server import FakeServer

__all__ = ("FakeTXCloud",)


class FakeTXCloud(FakeServer):
    """The TXCloud Identity API in memory, as its document describes it. Threads may share it.

    Use it in a `with` statement, or as a transport of httpx. What was not added is not found.
    """

    _operations, _kinds = OPERATIONS, RESOURCES

    def add_verification(self, id: str = "ver_a1b2c3d4e5f6", /, **properties: object) -> dict[str, object]:
        """Add a `Verification`.

        Args:
            id: The identifier of the verification.
            properties: Its properties, as in JSON. All others are as in the document's example, except for
                status.

        Returns:
            Its stored properties. Requests change them, and a test may.

        Raises:
            TypeError: JSON does not have such a value.
        """
        return self._keep(("identity", "verifications", "{id}"), ("identity", "verifications", id), id, properties)
