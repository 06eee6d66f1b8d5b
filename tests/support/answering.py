"""A server in the memory of a test, which answers every request alike."""

import asyncio
import json
from typing import Any

import httpx


class Server:
    """Answers every request alike, and keeps the last one."""

    def __init__(self, status: int, content: object) -> None:
        self.status = status
        self.content = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.request: httpx.Request

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.request = request
        return httpx.Response(self.status, content=self.content)

    def call(self, shapes: Any, name: str, *arguments: Any, **options: Any) -> Any:
        """Call a method of the sync client, of the async one and of the module, which all do the same."""

        async def asynchronous() -> Any:
            async with httpx.AsyncClient(transport=httpx.MockTransport(self)) as http:
                client = shapes.AsyncTXCloud("test_k", http_client=http, max_retries=0)
                return await getattr(client, name)(*arguments, **options)

        with httpx.Client(transport=httpx.MockTransport(self)) as http:
            client = shapes.TXCloud("test_k", http_client=http, max_retries=0)
            returned = getattr(client, name)(*arguments, **options)
            request = self.request
            detailed = getattr(client, f"{name}_detailed")(*arguments, **options)
        assert detailed.parsed == returned == asyncio.run(asynchronous())
        assert detailed.status_code == self.status
        assert (request.method, request.url, request.content, request.headers) == (
            self.request.method,
            self.request.url,
            self.request.content,
            self.request.headers,
        )
        return returned
