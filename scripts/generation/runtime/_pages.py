"""All items of a list of which each request gets a page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

from .errors import ResponseError
from .types import Response


def all_items(get: Callable[[str | None], Response[Any]], cursor: str | None) -> Iterator[Any]:
    """The items after a cursor, page by page.

    Raises:
        ResponseError: A page cannot be read, or does not lead to the next one.
    """
    seen = {cursor}
    while True:
        response = get(cursor)
        yield from items(response)
        if not has_more(response):
            return
        cursor = next_cursor(response, seen)


async def all_items_async(
    get: Callable[[str | None], Awaitable[Response[Any]]], cursor: str | None
) -> AsyncIterator[Any]:
    """The same, for asyncio."""
    seen = {cursor}
    while True:
        response = await get(cursor)
        for each in items(response):
            yield each
        if not has_more(response):
            return
        cursor = next_cursor(response, seen)


def items(response: Response[Any]) -> list[Any]:
    """The items of a page."""
    found: list[Any] | None = response.parsed.data
    if found is None and response.parsed.additional_properties.get("data") is not None:
        raise unusable(response, "has no list of the documented items in `data`")
    return found or []


def has_more(response: Response[Any]) -> bool:
    """Whether there is another page."""
    found: bool | None = response.parsed.has_more
    if found is None:
        raise unusable(response, "does not say whether the list goes on")
    return found


def next_cursor(response: Response[Any], seen: set[str | None]) -> str:
    """The `id` of the last item, which must be a new one, or the same pages would come again."""
    last: object = getattr([None, *items(response)][-1], "id", None)
    if not isinstance(last, str) or last in seen:
        raise unusable(response, "does not say after which item the list goes on")
    seen.add(last)
    return last


def unusable(response: Response[Any], fault: str) -> ResponseError:
    return ResponseError(fault, status_code=response.status_code, headers=response.headers)
