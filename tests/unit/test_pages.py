"""Iteration over all items of a list, page by page."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import islice
from typing import Any

import pytest
from attrs import define, field
from txcloud_identity import ResponseError
from txcloud_identity._pages import all_items, all_items_async
from txcloud_identity.types import Response


@define
class Item:
    id: Any


@define
class Page:
    data: list[Item] | None
    has_more: bool | None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])


def page(names: str, *, more: bool | None = True) -> Page:
    return Page([Item(name) for name in names], more)


class Pages:
    """Responds with one page after the other, and keeps the cursors."""

    def __init__(self, *pages: Page) -> None:
        self.left = list(pages)
        self.cursors: list[str | None] = []

    def __call__(self, cursor: str | None) -> Response[Page]:
        self.cursors.append(cursor)
        return Response(status_code=200, headers={}, content=b"", parsed=self.left.pop(0))


def iterate(pages: Pages, cursor: str | None = None) -> Iterator[Item]:
    return all_items(pages, cursor)


async def next_of(items: AsyncIterator[Item]) -> Item:
    return await anext(items)


def iterate_async(pages: Pages, cursor: str | None = None) -> Iterator[Item]:
    async def get(cursor: str | None) -> Response[Page]:
        return pages(cursor)

    found = all_items_async(get, cursor)
    with asyncio.Runner() as runner:
        while True:
            try:
                yield runner.run(next_of(found))
            except StopAsyncIteration:
                return


Iterate = Callable[..., Iterator[Item]]


@pytest.fixture(params=[iterate, iterate_async])
def items(request: pytest.FixtureRequest) -> Iterate:
    found: Iterate = request.param
    return found


def test_all_items_come_and_then_no_more(items: Iterate) -> None:
    pages = Pages(page("ab"), page("c"), page("d", more=False))
    assert [each.id for each in items(pages)] == list("abcd")
    assert pages.cursors == [None, "b", "c"]


@pytest.mark.parametrize("last", [page("", more=False), Page(None, has_more=False)])
def test_a_list_may_be_empty(items: Iterate, last: Page) -> None:
    assert list(items(Pages(last))) == []


def test_it_resumes_after_an_item(items: Iterate) -> None:
    pages = Pages(page("cd", more=False))
    assert [each.id for each in items(pages, "b")] == ["c", "d"]
    assert pages.cursors == ["b"]


def test_a_page_is_requested_when_it_is_needed(items: Iterate) -> None:
    pages = Pages(page("ab"), page("cd"))
    assert [each.id for each in islice(items(pages), 2)] == ["a", "b"]
    assert pages.cursors == [None]


@pytest.mark.parametrize(
    ("second", "fault"),
    [
        # The server gives the same page again and again.
        (page("ab"), "does not say after which item the list goes on"),
        (page(""), "does not say after which item the list goes on"),
        (page("cb"), "does not say after which item the list goes on"),
        (page("c", more=None), "does not say whether the list goes on"),
        (Page([Item(None)], has_more=True), "does not say after which item the list goes on"),
        (Page(None, False, {"data": "many"}), "has no list of the documented items in `data`"),
    ],
)
def test_a_page_that_leads_nowhere_is_an_error(items: Iterate, second: Page, fault: str) -> None:
    with pytest.raises(ResponseError, match=fault):
        list(items(Pages(page("ab"), second)))
