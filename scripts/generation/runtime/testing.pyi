# What the generated module `testing` gives the rest of the package.

from ._fake_server import FakeServer

class FakeTXCloud(FakeServer): ...
