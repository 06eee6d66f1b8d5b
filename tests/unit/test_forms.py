"""What is sent of a form with files, and which files are refused."""

import re
from pathlib import Path
from typing import Any, ClassVar

import httpx
import pytest
import txcloud_identity._multipart as multipart
from attrs import define, field
from txcloud_identity import ArgumentError, TXCloud
from txcloud_identity._encoding import form
from txcloud_identity.types import Request

from tests.support.clients import KEY, Recorder
from tests.support.forms import parts_of


@define(kw_only=True)
class Photo(multipart.Form):
    """A model as it is generated for a form."""

    _JSON_NAMES: ClassVar = {"front-side": "front_side", "note": "note", "tags": "tags", "sharp": "sharp"}
    _FILES: ClassVar = ("front_side",)

    front_side: Any = None
    note: str | None = None
    tags: list[str] | None = None
    sharp: bool | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])


def test_each_property_is_a_part(tmp_path: Path, server: Recorder) -> None:
    path = tmp_path / "front.png"
    path.write_bytes(b"\x02")
    files: list[tuple[Any, str, str, bytes]] = [
        (b"\x00\xff", "front_side", "application/octet-stream", b"\x00\xff"),
        (path, "front.png", "image/png", b"\x02"),
        (("front.heic", b"\x03", "image/heic"), "front.heic", "image/heic", b"\x03"),
    ]
    with httpx.Client(transport=httpx.MockTransport(server)) as http, TXCloud(KEY, http_client=http) as client:
        for file, name, media_type, content in files:
            form = Photo(front_side=file, tags=["a", "é"], sharp=False, additional_properties={"new": 1})
            client.send(Request(method="POST", route="/", path="/", read=bytes, files=multipart.parts(form)))
            assert parts_of(server.requests.pop()) == [
                ("front-side", name, media_type, content),
                ("tags", None, "text/plain", b"a"),
                ("tags", None, "text/plain", "é".encode()),
                ("sharp", None, "text/plain", b"false"),
                ("new", None, "text/plain", b"1"),
            ]


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("front.png", "front_side must be bytes, a path, or (name, content, media type), not str."),
        (
            ("front.png", "text", "image/png"),
            "front_side must be bytes, a path, or (name, content, media type), not ",
        ),
        (Path("nowhere.png"), "front_side cannot be read: No such file or directory."),
    ],
)
def test_what_is_no_file_is_refused(file: object, message: str) -> None:
    with pytest.raises(ArgumentError, match=re.escape(message)):
        multipart.parts(Photo(front_side=file))


def test_what_is_no_form_is_refused() -> None:
    with pytest.raises(ArgumentError, match=r"^body must be one of the documented models, not dict\.$"):
        multipart.parts({"front-side": b""})


def test_a_form_holds_no_objects() -> None:
    assert form({"a": 1, "b": None, "c": ["d"]}) == {"a": 1, "c": ["d"]}
    with pytest.raises(ArgumentError, match="new must be no object, because the body is a form"):
        form({"new": {"a": 1}})
    assert multipart.parts(Photo()) == []
    photo = Photo(front_side=b"1", additional_properties={"none": None, "many": ["a", 2], "new": True})
    assert multipart.parts(photo)[1:] == [("many", (None, b"a")), ("many", (None, b"2")), ("new", (None, b"true"))]
