"""What the templates make of results, and of operations that are new in our own document."""

import asyncio
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.answering import Server
from tests.support.packages import check_types


@pytest.fixture(scope="module")
def shapes(taken: Callable[[str], Any]) -> Any:
    return taken("results")


def test_each_kind_of_answer_is_read(shapes: Any) -> None:
    models = shapes.models
    assert Server(200, "fine \N{LATIN SMALL LETTER E WITH ACUTE}").call(shapes, "put_cat", "a") == "fine \xe9"
    assert Server(204, b"").call(shapes, "delete_cat", "a") is None
    assert Server(200, b"<html>").call(shapes, "delete_cat", "a") is None
    assert Server(299, {"lives": 1}).call(shapes, "get_cat", "a") == models.Cat(lives=1)
    assert Server(200, {"Tom": {}}).call(shapes, "get_map") == {"Tom": models.Cat()}
    assert Server(200, [{"name": "Tom"}, {}]).call(shapes, "list_cats") == [models.Cat(name="Tom"), models.Cat()]


@pytest.mark.parametrize(
    ("name", "arguments", "content"),
    [
        ("list_cats", [], {}),
        ("list_cats", [], [None]),
        ("get_map", [], {"Tom": 1}),
        ("put_cat", ["a"], None),
        ("put_cat", ["a"], b""),
    ],
)
def test_an_answer_of_another_kind_may_have_worked(shapes: Any, name: str, arguments: Any, content: object) -> None:
    with pytest.raises(shapes.ResponseError) as caught:
        Server(200, content).call(shapes, name, *arguments)
    assert caught.value.outcome_unknown


@pytest.mark.filterwarnings("ignore:best_cat is deprecated")
def test_the_result_is_what_the_status_says(shapes: Any) -> None:
    for status in (200, 201):
        assert Server(status, "Rex").call(shapes, "put_cat", "a") == "Rex"
    assert Server(202, {"name": "Rex"}).call(shapes, "put_cat", "a") == shapes.models.Dog(name="Rex")
    assert Server(204, b"").call(shapes, "put_cat", "a") is None
    assert Server(200, None).call(shapes, "best_cat") is None
    assert Server(200, {"points": 3}).call(shapes, "best_cat") == shapes.models.Best(points=3)
    assert inspect.signature(shapes.TXCloud.best_cat).return_annotation == "models.Best | None"
    result = inspect.signature(shapes.TXCloud.put_cat).return_annotation
    assert result == "str | models.Dog | None"


def test_what_is_deprecated_says_so(shapes: Any) -> None:
    def server(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=b"null")

    def synchronous() -> None:
        with httpx.Client(transport=httpx.MockTransport(server)) as http:
            client = shapes.TXCloud("test_k", http_client=http)
            client.best_cat()
            client.best_cat_detailed()
            shapes.api.default.best_cat.sync(client=client)

    async def asynchronous() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(server)) as http:
            client = shapes.AsyncTXCloud("test_k", http_client=http)
            await client.best_cat()
            await client.best_cat_detailed()
            await shapes.api.default.best_cat.asyncio(client=client)

    for call in (synchronous, lambda: asyncio.run(asynchronous())):
        with pytest.warns(DeprecationWarning, match=r"^best_cat is deprecated\.$") as warned:
            call()
        # Each says where the caller is.
        assert [each.filename for each in warned] == [__file__] * 3
    described = inspect.getdoc(shapes.TXCloud.best_cat) or ""
    assert "Deprecated." in described.splitlines()
    assert "    warnings_: Deprecated. How sure." in described.splitlines()
    assert '"""Deprecated."""' in Path(shapes.__file__).with_name("models").joinpath("best.py").read_text(
        encoding="utf-8"
    )


def test_a_new_operation_in_the_document_is_a_new_method(more: Any, cache: pytest.Cache) -> None:
    def server(request: httpx.Request) -> httpx.Response:
        match request.method, request.url.path, dict(request.url.params):
            case "GET", "/v1/identity/reviews", {"status": "open"}:
                return httpx.Response(200, json={"data": [{"id": "rev_1", "status": "open"}]})
            case "GET", "/v1/identity/reviews/rev_1", _:
                return httpx.Response(200, json={"id": "rev_1", "status": "reopened"})
            case "POST", "/v1/identity/verifications/ver_1/cancel", _:
                return httpx.Response(200, json={"id": "ver_1", "status": "cancelled"})
        return httpx.Response(404, json={"error": {"code": "not_found"}})

    with httpx.Client(transport=httpx.MockTransport(server)) as http:
        client = more.TXCloud("txc_test_k", http_client=http)
        [found] = client.list_reviews(status=more.models.ReviewStatus.OPEN).data
        assert type(found) is more.models.Review
        assert client.get_review(found.id).status == "reopened"
        assert client.cancel_verification("ver_1").status == "cancelled"
        with pytest.raises(more.NotFoundError):
            client.get_review("rev_2")
    check_types(Path(more.__file__).parents[1], cache, "more")
