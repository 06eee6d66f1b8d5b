"""The sample consumer runs: what type checkers accept is what happens."""

import ast
import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest
import txcloud_identity
from txcloud_identity import AsyncTXCloud, TXCloud
from txcloud_identity.models import Verification
from txcloud_identity.testing import FakeTXCloud

from tests.support.bodies import example
from tests.support.clients import KEY
from tests.unit import consumer


@pytest.mark.parametrize(
    ("status", "body", "line"),
    [
        (200, example(), "over, 2021-09-15, 0.97"),
        (200, {"status": "cancelled", "created_at": "2023-11-07T05:31:56Z"}, "over, 2023-11-07, 0.00"),
        (200, {"status": "pending", "created_at": "2023-11-07T05:31:56Z"}, "still pending, 2023-11-07, 0.00"),
        (200, {"status": "new", "created_at": "2023-11-07T05:31:56Z"}, "something new: new, 2023-11-07, 0.00"),
        (200, {"created_at": "2023-11-07T05:31:56Z"}, "not said, 2023-11-07, 0.00"),
        (200, [], "200, but unreadable"),
        (404, {"error": {"code": "not_found"}}, "not found, not_found, no request id"),
        (429, {"error": {"retry_after": 90}}, "come back in 90 s"),
        (500, {"error": {"type": "api_error", "message": "Sorry."}}, "500 api_error: Sorry."),
    ],
)
def test_each_answer_has_its_line(status: int, body: Any, line: str) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(status, json=body))
    with httpx.Client(transport=transport) as http:
        assert consumer.cancel(TXCloud(KEY, http_client=http), "ver_1") == line


def test_an_id_that_is_none_is_refused() -> None:
    with TXCloud(KEY) as client:
        assert consumer.cancel(client, "..") == "refused, id"


def test_signals_without_a_severity_have_none() -> None:
    read = Verification.from_dict({"fraud_signals": [{"severity": "low"}, {"severity": "new"}, {}]})
    assert consumer.severities(read) == ["low", "new", "unknown"]


def test_many_are_cancelled_with_one_client(monkeypatch: pytest.MonkeyPatch) -> None:
    async def answer(*_: object) -> httpx.Response:
        return httpx.Response(200, json={"id": "ver_1"}, headers={"X-RateLimit-Remaining": "9"})

    monkeypatch.setenv("TXCLOUD_API_KEY", KEY)
    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", answer)
    answers = asyncio.run(consumer.cancel_all(["ver_1", "ver_2"]))
    assert [each.parsed.id for each in answers] == ["ver_1", "ver_1"]
    with httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200, json={}))) as http:
        assert consumer.left(TXCloud(KEY, http_client=http), "ver_1") is None


@pytest.mark.parametrize("is_async", [False, True])
def test_what_the_contract_does_not_describe_is_asked_for(is_async: bool) -> None:
    with FakeTXCloud() as fake:
        fake.add_verification("ver_1")
        found = (
            asyncio.run(consumer.look_up_async(AsyncTXCloud(), "ver_1"))
            if is_async
            else consumer.look_up(TXCloud(), "ver_1")
        )
    assert found.status == "pending"
    assert [request.method for request in fake.requests] == ["GET", "GET"]


def test_no_signature_lets_a_type_checker_down() -> None:
    package = Path(txcloud_identity.__file__).parent
    modules = [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in package.rglob("*.py")]
    # What is neither a function below `api` nor a method of a public class is for the package itself.
    public: list[ast.AST] = [tree for path, tree in modules if "api" in path.parts]
    bases = ("_base_client.py", "_sync_client.py", "_async_client.py", "_fake_server.py")
    shown = [tree for path, tree in modules if path.name in bases or not path.name.startswith("_")]
    public += [node for tree in shown for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    functions = [
        node for tree in public for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert len(functions) > 50
    for function in functions:
        signature = [function.args, function.returns or function.args]
        names = {getattr(node, "id", getattr(node, "attr", "")) for part in signature for node in ast.walk(part)}
        # An overload for JSON of which nothing is known is an exception.
        is_overload = "overload" in map(ast.unparse, function.decorator_list)
        assert "Any" not in names or is_overload, function.name
