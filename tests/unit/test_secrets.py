"""Neither the key nor personal data gets where it might be read by accident."""

import contextlib
import copy
import json
import logging
import pickle
import traceback
from typing import Any

import httpx
import pytest
from pytest_httpserver import HTTPServer
from rich.pretty import pretty_repr
from txcloud_identity import AsyncTXCloud, TXCloud, TXCloudError
from txcloud_identity.models import Verification

from scripts.common.json_pointer import resolve
from scripts.common.workspace import HERE
from scripts.common.yaml_file import read_yaml
from tests.support.bodies import BROKEN, READABLE, UNREADABLE, answers
from tests.support.clients import KEY, Caller, Handler

NAME = "C4n4ryN4me"


def personal(document: dict[str, Any], schema: Any) -> Any:
    """A value for a schema in which all that is personal is the canary."""
    schema = resolve(document, schema)
    if "allOf" in schema:
        parts = [personal(document, part) for part in schema["allOf"]]
        return {key: value for part in parts for key, value in part.items()}
    if "properties" in schema:
        return {name: personal(document, inner) for name, inner in schema["properties"].items()}
    if "items" in schema:
        return [personal(document, schema["items"])]
    if schema.get("x-pii", "identifying") != "identifying":
        return schema.get("enum", [schema.get("example")])[0]
    return {NAME: NAME} if schema["type"] == "object" else NAME


@pytest.fixture
def body() -> dict[str, Any]:
    document = read_yaml(HERE.contract)
    filled: dict[str, Any] = personal(document, document["components"]["schemas"]["Verification"])
    return filled | {"undocumented": NAME}


def test_personal_data_stays_out_of_repr(body: dict[str, Any]) -> None:
    read = Verification.from_dict(body)
    assert read.extracted_data
    assert read.extracted_data.first_name == NAME
    assert json.dumps(read.to_dict()).count(NAME) == json.dumps(body).count(NAME) > 15
    for shown in (repr(read), str(read), f"{read}", pretty_repr(read)):
        assert NAME not in shown
        assert "Verification(" in shown


def test_what_is_not_personal_is_shown() -> None:
    shown = repr(Verification.from_dict({"id": "ver_1", "status": "lost", "country": "MA", "metadata": {"a": 1}}))
    assert shown.startswith("Verification(id='ver_1', object_=None, ")
    assert "status='lost'" in shown
    assert "MA" not in shown
    assert "metadata" not in shown
    assert "additional_properties" not in shown


def test_rich_shows_an_attribute_a_line_and_no_personal_data() -> None:
    body = {"id": "ver_1", "risk_score": 7, "country": "MA", "checks": {"ocr": {"status": "passed"}}, "metadata": {}}
    assert pretty_repr(Verification.from_dict(body), max_width=80).splitlines() == [
        "Verification(",
        "    id='ver_1',",
        "    checks=VerificationChecks(",
        "        ocr=CheckResult(status=<CheckStatus.PASSED: 'passed'>)",
        "    ),",
        "    risk_score=7",
        ")",
    ]


@pytest.mark.parametrize("kind", [TXCloud, AsyncTXCloud])
def test_a_client_keeps_its_key_to_itself(kind: Any) -> None:
    client = kind(KEY)
    assert repr(client) == f"{kind.__name__}(base_url='https://sandbox.api.txcloud.io/v1')"
    shown = [repr(client), str(vars(client)), *(repr(getattr(client, name)) for name in dir(client))]
    assert not [each for each in shown if KEY in each]
    for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="cannot be pickled or copied") as caught:
            attempt(client)
        assert KEY not in str(caught.value)


def failing() -> list[tuple[str, Handler]]:
    """Ways to fail, each of which has the canaries somewhere."""

    def raising(error: type[Exception]) -> Handler:
        def handler(request: httpx.Request) -> httpx.Response:
            raise error(f"Illegal header value {request.headers['Authorization']!r} for {NAME}")

        return handler

    bodies = UNREADABLE | READABLE
    return [
        *(
            (f"{status} {name}", answers(status, body))
            for status in (404, 429, 500, 999)
            for name, body in bodies.items()
        ),
        *((f"200 {name}", answers(200, body)) for name, body in UNREADABLE.items()),
        *((f"{status} {name}", broken(status)) for status in (200, 502) for name, broken in BROKEN.items()),
        *((error.__name__, raising(error)) for error in (httpx.LocalProtocolError, httpx.ReadTimeout, OSError)),
    ]


def test_no_failure_gives_anything_away(
    call: Caller, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, handler in failing():
        caplog.clear()
        with caplog.at_level(1):
            error = call.error(handler, "ver_1", max_retries=1)
        trace = "".join(traceback.format_exception(error))
        assert "Traceback" in trace
        for shown in (trace, caplog.text, *capfd.readouterr()):
            assert KEY not in shown, name
            assert NAME not in shown, name


def test_an_error_of_the_connection_gives_the_key_not_away(call: Caller) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError(f"cannot reach it with {request.headers['Authorization']}")

    assert KEY not in str(call.error(handler))


def test_a_success_logs_nothing(call: Caller, caplog: pytest.LogCaptureFixture, body: dict[str, Any]) -> None:
    with caplog.at_level(1):
        for logger in list(logging.root.manager.loggerDict):
            logging.getLogger(logger).setLevel(1)
        answer = call(lambda _: httpx.Response(200, json=body))
    assert caplog.records
    for shown in (caplog.text, repr(answer), str(answer)):
        assert KEY not in shown
        assert NAME not in shown


@pytest.mark.block_network(allowed_hosts=["localhost", "127.0.0.1"])
@pytest.mark.parametrize("status", [200, 500])
def test_nothing_logs_the_key_on_its_way_through_a_socket(
    call: Caller, httpserver: HTTPServer, caplog: pytest.LogCaptureFixture, body: dict[str, Any], status: int
) -> None:
    httpserver.expect_request("/identity/verifications/ver_1/cancel").respond_with_json(body, status)
    with caplog.at_level(1), contextlib.suppress(TXCloudError):
        call(None, base_url=httpserver.url_for(""))
    [(request, _)] = httpserver.log
    assert request.headers["Authorization"] == f"Bearer {KEY}"
    assert "httpcore" in caplog.text
    assert KEY not in caplog.text
    assert NAME not in caplog.text


def test_an_argument_that_is_refused_is_not_quoted(call: Caller) -> None:
    error = call.error(None, f"{NAME} {KEY}")
    assert isinstance(error, TXCloudError)
    assert NAME not in str(error)
