"""What the templates make of parameters."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.answering import Server
from tests.support.packages import NOON, THING


@pytest.fixture(scope="module")
def shapes(taken: Callable[[str], Any]) -> Any:
    return taken("parameters")


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
        ("since", "2023-11-07T12:00:00Z"),
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


@pytest.mark.parametrize("argument", ["a b", "..", ""])
def test_each_part_of_a_path_is_one_segment(shapes: Any, argument: str) -> None:
    with pytest.raises(shapes.ConfigurationError):
        Server(200, b"").call(shapes, "get_day", NOON.date(), 1, argument, True)


def test_a_schema_and_a_parameter_may_be_named_like_what_the_package_needs(shapes: Any) -> None:
    models, server = shapes.models, Server(200, {"responses": [{"request": {"finder": "b"}}]})
    named = server.call(shapes, "post_named", "r", body=models.Request(finder=models.StrFinder.B))
    assert named.responses == [models.Response(request=models.Request(finder=models.StrFinder.B))]
    assert (server.request.url.path, server.request.content) == ("/v2/named/r", b'{"finder":"b"}')


def test_bytes_are_sent_as_they_are(shapes: Any) -> None:
    server = Server(204, b"")
    server.call(shapes, "import_", "a", body=b"\x01")
    assert server.request.content == b"\x01"
    assert server.request.headers["Content-Type"] == "application/octet-stream"
    server.call(shapes, "import_", "a")
    assert "Content-Type" not in server.request.headers
