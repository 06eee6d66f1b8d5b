"""What the templates make of operations that our own document does not have yet."""

import asyncio
import datetime
import inspect
import uuid
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.answering import Server
from tests.support.packages import NOON, THING, UUID, check_types


def test_arguments_go_where_the_document_has_them(shapes: Any) -> None:
    models, server = shapes.models, Server(200, [THING, {}])
    things = server.call(
        shapes,
        "list_things",
        since=NOON,
        x_level=models.Level.VALUE_1,
        limit=5,
        status=models.Color.LIGHT_GREEN,
        tag=["a", "b&c"],
        deep=False,
        filter_=models.Filter(size=3),
        x_trace="t",
        session="s",
    )
    assert things == [models.Thing.from_dict(THING), models.Thing.from_dict({})]
    url = server.request.url
    assert (url.host, url.path) == ("sandbox.example", "/v2/things")
    assert url.params.multi_items() == [
        ("limit", "5"),
        ("status", "light green"),
        ("tag", "a"),
        ("tag", "b&c"),
        ("since", "2023-11-07T12:00:00+00:00"),
        ("deep", "false"),
        ("size", "3"),
    ]
    assert (server.request.headers["X-Level"], server.request.headers["X-Trace"]) == ("1", "t")
    assert server.request.headers["Cookie"] == "session=s"


def test_arguments_that_are_not_given_are_not_sent(shapes: Any) -> None:
    server = Server(200, [])
    assert server.call(shapes, "list_things", since=NOON, x_level=0) == []
    assert list(server.request.url.params) == ["since"]
    assert server.request.headers["X-Level"] == "0"
    assert "X-Trace" not in server.request.headers
    assert "Cookie" not in server.request.headers


def test_a_header_that_cannot_be_sent_is_refused(shapes: Any) -> None:
    for value in ("a\r\nX-Evil: 1", "\N{LATIN SMALL LETTER E WITH ACUTE}"):
        with pytest.raises(shapes.ConfigurationError, match="x_trace must be printable ASCII"):
            Server(200, []).call(shapes, "list_things", since=NOON, x_level=1, x_trace=value)


def test_names_that_collide_are_told_apart(shapes: Any) -> None:
    server = Server(204, b"")
    given = {
        "class_": "1",
        "self_": "2",
        "client_query": "3",
        "max_retries_": "4",
        "body_": "5",
        "api_": "6",
        "text": "7",
    }
    server.call(shapes, "import_", "a", timeout=9, max_retries=0, body=b"", **given)
    assert (
        server.request.url
        == "https://sandbox.example/v2/raw/a?class=1&api=6&text=7&self=2&client=3&max_retries=4&body=5"
    )
    assert server.request.extensions["timeout"]["read"] == 9


def test_each_kind_of_answer_is_read(shapes: Any) -> None:
    day = datetime.date(1990, 4, 12)
    server = Server(200, "fine \N{LATIN SMALL LETTER E WITH ACUTE}")
    assert server.call(shapes, "get_day", day, 5, "red", True) == "fine \N{LATIN SMALL LETTER E WITH ACUTE}"
    assert server.request.url.path == "/v2/days/1990-04-12/5/red/true"
    assert Server(204, b"").call(shapes, "delete_thing", "a") is None
    assert Server(200, b"<html>").call(shapes, "delete_thing", "a") is None
    assert Server(299, {"id": UUID}).call(shapes, "get_thing", "a").id == uuid.UUID(UUID)
    assert Server(200, {"Tom": {}}).call(shapes, "get_map") == {"Tom": shapes.models.Cat()}
    assert Server(200, {"lives": 1}).call(shapes, "update_thing", "a").lives == 1


@pytest.mark.parametrize(
    ("name", "arguments", "content"),
    [
        ("list_things", {"since": NOON, "x_level": 1}, {}),
        ("list_things", {"since": NOON, "x_level": 1}, [None]),
        ("get_map", {}, {"Tom": 1}),
        ("get_day", {"day": "d", "number": 1, "color": "red", "flag": True}, None),
        ("import_", {"timeout_": "a"}, b""),
    ],
)
def test_an_answer_of_another_kind_may_have_worked(shapes: Any, name: str, arguments: Any, content: object) -> None:
    with pytest.raises(shapes.ResponseError) as caught:
        Server(200, content).call(shapes, name, **arguments)
    assert caught.value.outcome_unknown


@pytest.mark.filterwarnings("ignore:best_cat is deprecated")
def test_the_result_is_what_the_status_says(shapes: Any) -> None:
    for status in (200, 201):
        assert Server(status, "Rex").call(shapes, "import_", "a") == "Rex"
    assert Server(202, {"name": "Rex"}).call(shapes, "import_", "a") == shapes.models.Dog(name="Rex")
    assert Server(204, b"").call(shapes, "import_", "a") is None
    assert Server(200, None).call(shapes, "best_cat") is None
    assert Server(200, {"points": 3}).call(shapes, "best_cat") == shapes.models.Best(points=3)
    assert inspect.signature(shapes.TXCloud.best_cat).return_annotation == "models.Best | None"
    result = inspect.signature(shapes.TXCloud.import_).return_annotation
    assert result == "str | models.Dog | None"


def test_what_is_deprecated_says_so(shapes: Any, generated: Path) -> None:
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
    assert '"""Deprecated."""' in (generated / "shapes/models/best.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("argument", ["a b", "..", ""])
def test_each_part_of_a_path_is_one_segment(shapes: Any, argument: str) -> None:
    with pytest.raises(shapes.ConfigurationError):
        Server(200, b"").call(shapes, "get_day", NOON.date(), 1, argument, True)


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
    check_types(Path(more.__file__).parents[1], "more", cache)


def test_a_schema_and_a_parameter_may_be_named_like_what_the_package_needs(shapes: Any) -> None:
    models, server = shapes.models, Server(200, {"responses": [{"request": {"finder": "b"}}]})
    named = server.call(shapes, "post_named", "r", body=models.Request(finder=models.StrFinder.B))
    assert named.responses == [models.Response(request=models.Request(finder=models.StrFinder.B))]
    assert (server.request.url.path, server.request.content) == ("/v2/named/r", b'{"finder":"b"}')
