"""What the templates make of a body: JSON, forms with and without files, and bytes."""

import datetime
import inspect
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.answering import Server
from tests.support.forms import parts_of
from tests.support.packages import THING


@pytest.fixture(scope="module")
def shapes(taken: Callable[[str], Any]) -> Any:
    return taken("bodies")


def test_each_kind_of_body_is_sent(shapes: Any) -> None:
    models = shapes.models
    thing = models.Thing.from_dict(THING)
    server = Server(202, THING)
    assert server.call(shapes, "create_thing", body=thing) == thing
    assert json.loads(server.request.content) == THING
    assert server.request.headers["Content-Type"] == "application/json"

    server = Server(200, {})
    server.call(shapes, "update_thing", "a", body=models.Filter(color="blue", size=3))
    assert server.request.content == b"color=blue&size=3"
    server.call(shapes, "update_thing", "a")
    assert server.request.content == b""


def test_files_are_sent_as_parts_of_a_form(shapes: Any, tmp_path: Path) -> None:
    path = tmp_path / "back.png"
    path.write_bytes(b"\x02")
    form = shapes.models.PhotoForm(
        image=b"\x00\xff",
        back=path,
        side=("side.heic", b"\x03", "image/heic"),
        taken=datetime.date(2024, 1, 31),
        tags=["red", shapes.models.Color.LIGHT_GREEN],
        is_sharp=False,
        additional_properties={"new": 1},
    )
    for name in ("send_photo", "replace_photos"):
        server = Server(204, b"")
        client = shapes.TXCloud("test_k", http_client=httpx.Client(transport=httpx.MockTransport(server)))
        getattr(client, name)(body=form)
        assert parts_of(server.request) == [
            ("image", "image", "application/octet-stream", b"\x00\xff"),
            ("back", "back.png", "image/png", b"\x02"),
            ("side", "side.heic", "image/heic", b"\x03"),
            ("taken", None, "text/plain", b"2024-01-31"),
            ("tags", None, "text/plain", b"red"),
            ("tags", None, "text/plain", b"light green"),
            ("is-sharp", None, "text/plain", b"false"),
            ("new", None, "text/plain", b"1"),
        ]


def test_the_type_of_the_body_says_how_it_is_sent(shapes: Any) -> None:
    server = Server(204, b"")
    server.call(shapes, "send_photo", body=shapes.models.Photo(image=b"\x00\xff"))
    assert json.loads(server.request.content) == {"image": "AP8="}
    server.call(shapes, "send_photo")
    assert server.request.content == b""
    described = inspect.getdoc(shapes.TXCloud.send_photo) or ""
    said = "body: A photo. It is sent by its type: `models.PhotoForm` as multipart/form-data, `models.Photo` as appl"
    assert said in " ".join(described.split())


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"image": "front.png"}, "image must be bytes, a path, or (name, content, media type), not str."),
        ({"image": Path("nowhere.png")}, "image cannot be read: No such file or directory."),
        (None, "body must be one of the documented models, not dict."),
    ],
)
def test_a_file_that_cannot_be_sent_is_refused(shapes: Any, form: Any, message: str) -> None:
    server = Server(204, b"")
    body = shapes.models.PhotoForm(**form) if form else {"image": b""}
    with pytest.raises(shapes.ConfigurationError, match=re.escape(message)):
        server.call(shapes, "send_photo", body=body)
    assert not hasattr(server, "request")
