"""What servers answer with, and what an error must be like, whatever it was."""

import copy
import gzip
import json
import pickle
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx
from txcloud_identity import TXCloudError

from scripts.common.json_pointer import resolve
from scripts.common.workspace import HERE
from scripts.common.yaml_file import read_yaml
from tests.support.clients import KEY, SANDBOX, Handler

URL = f"{SANDBOX}/identity/verifications/ver_1/cancel"
# The statuses of documented errors.
DOCUMENTED = (400, 401, 403, 404, 409, 429, 500)
EXAMPLE: dict[str, Any] = read_yaml(HERE.contract)["components"]["examples"]["CancelledVerification"]["value"]


def example() -> dict[str, Any]:
    """The document's example of a verification with every property."""
    return copy.deepcopy(EXAMPLE)


def example_of(status: int) -> Any:
    """The document's first example of the body that comes with a status."""
    document = read_yaml(HERE.contract)
    operation = document["paths"]["/identity/verifications/{id}/cancel"]["post"]
    answer = resolve(document, operation["responses"][str(status)])
    media_type = answer["content"]["application/json"]
    examples = [resolve(document, named)["value"] for named in media_type.get("examples", {}).values()]
    return [*examples, media_type.get("example")][0]


NAME = "C4n4ryN4me"
VERIFICATION = json.dumps(example() | {"country": NAME}).encode()

# Bodies that are no JSON object.
UNREADABLE = {
    "empty": b"",
    "html": f"<html><title>502 Bad Gateway</title>{NAME}</html>".encode(),
    "null": b"null",
    "a list": b"[1]",
    "a string": f'"{NAME}"'.encode(),
    "a number": b"1e999",
    "not utf-8": b'{"status": "\xff\xfe"}',
    "cut off": VERIFICATION[:-20],
    "two": VERIFICATION * 2,
    "too deep": b'{"a":' * 100_000,
}
# Bodies that are one, however odd.
READABLE = {
    "a verification": VERIFICATION,
    "an empty object": b"{}",
    "wrong types": b'{"id": 1, "status": [], "checks": "x", "metadata": null, "fraud_signals": [1]}',
    "a documented error": b'{"error": {"code": "c", "message": "m", "type": "api_error", "request_id": "r"}}',
    "an odd error": json.dumps({"error": {"code": [], "message": 3, "retry_after": NAME, "name": NAME}}).encode(),
    "an error that is none": json.dumps({"error": NAME}).encode(),
    "too long a number": b'{"risk_score": ' + b"9" * 5000 + b"}",
    "utf-16": '{"status": "expired"}'.encode("utf-16"),
    "with a byte order mark": b'\xef\xbb\xbf{"status": "expired"}',
}


class Stream(httpx.SyncByteStream, httpx.AsyncByteStream):
    """The body of an answer, which may break off."""

    def __init__(self, content: bytes, end: Exception | None = None) -> None:
        self.content = content
        self.end = end

    def __iter__(self) -> Iterator[bytes]:
        yield self.content
        if self.end:
            raise self.end

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self:
            yield chunk


def answers(
    status: int, content: bytes, headers: dict[str, str] | None = None, end: Exception | None = None
) -> Handler:
    return lambda _: httpx.Response(status, headers=headers, stream=Stream(content, end))


BROKEN: dict[str, Callable[[int], Handler]] = {
    "bad gzip": lambda status: answers(status, NAME.encode(), {"Content-Encoding": "gzip"}),
    "gzip, cut off": lambda status: answers(status, gzip.compress(VERIFICATION)[:99], {"Content-Encoding": "gzip"}),
    "broken off": lambda status: answers(status, VERIFICATION[:99], end=httpx.RemoteProtocolError(KEY)),
    "reset": lambda status: answers(status, VERIFICATION[:99], end=httpx.ReadError(KEY)),
    "slow": lambda status: answers(status, VERIFICATION[:99], end=httpx.ReadTimeout(KEY)),
}


def check(error: TXCloudError) -> None:
    """An error that any program can handle, and that gives nothing away."""
    assert isinstance(error, TXCloudError)
    assert error.__cause__ is None
    assert error.__context__ is None
    assert str(error)
    assert len(str(error)) < 700
    assert str(error).isprintable()
    error.add_note("seen")
    for clone in (copy.copy(error), copy.deepcopy(error), pickle.loads(pickle.dumps(error))):
        assert type(clone) is type(error)
        assert str(clone) == str(error)
        assert vars(clone) == vars(error)
    for shown in (str(error), repr(error), str(vars(error)), str(error.args), pickle.dumps(error).decode("latin-1")):
        assert KEY not in shown
        assert NAME not in shown
