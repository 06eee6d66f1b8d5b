# What the generated module `client` gives the rest of the package.

from ._async_client import AsyncClient
from ._sync_client import SyncClient

class TXCloud(SyncClient): ...
class AsyncTXCloud(AsyncClient): ...
