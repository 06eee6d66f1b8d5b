"""Every recorded exchange keeps to the document, and says where it was recorded."""

import datetime
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from openapi_core import OpenAPI
from openapi_core.exceptions import OpenAPIError
from openapi_core.testing import MockRequest, MockResponse

from scripts.common.hashing import digest
from scripts.common.workspace import HERE
from scripts.contract import openapi
from scripts.contract.document import load
from scripts.recording import servers
from scripts.recording.cassettes import replay
from tests.support.bodies import example_of

SPEC = OpenAPI.from_file_path(str(HERE.contract))

# Whatever would identify a caller, or differ between two recordings of the same answer.
UNWANTED = re.compile(r"txc_(test|live)_|cookie|^ *date:|GMT", re.IGNORECASE | re.MULTILINE)


@pytest.fixture(params=sorted(HERE.cassettes.glob("*.yaml")), ids=lambda path: path.stem)
def cassette(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def read(cassette: Path) -> tuple[MockRequest, dict[str, Any], dict[str, str]]:
    """The request, the response, and where the two come from."""
    with replay(cassette) as recording:
        [request], [response] = recording.requests, recording.responses
        address = urlsplit(request.uri)
        sent = MockRequest(
            f"{address.scheme}://{address.netloc}", request.method, address.path, headers=request.headers
        )
        return sent, response, recording.get_metadata("recorded", {})


def violations(request: MockRequest, response: dict[str, Any]) -> list[str]:
    """Where an exchange departs from the document."""
    headers = {name: values[0] for name, values in response["headers"].items()}
    body, status = response["body"]["string"], response["status"]["code"]
    received = MockResponse(body, status, headers, headers.get("content-type", ""))
    found: list[str] = []
    for validate, parts in ((SPEC.validate_request, [request]), (SPEC.validate_response, [request, received])):
        try:
            validate(*parts)
        except OpenAPIError as error:
            details = getattr(error.__cause__, "schema_errors", [error])
            found += [str(getattr(detail, "message", detail)) for detail in details]
    return found


def test_the_exchange_keeps_to_the_document(cassette: Path) -> None:
    request, response, _ = read(cassette)
    assert violations(request, response) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", "vanished"),
        ("risk_score", 1001),
        ("risk_score", "240"),
        ("created_at", "yesterday"),
        ("fraud_signals", {}),
        ("checks", {"ocr": {"confidence": 1.5}}),
        ("extracted_data", {"date_of_birth": "1990-13-01"}),
    ],
)
def test_a_body_that_breaks_the_schema_is_noticed(field: str, value: object) -> None:
    request, response, _ = read(HERE.cassettes / "cancel_verification_200.yaml")
    body = json.loads(response["body"]["string"])
    response["body"]["string"] = json.dumps(body | {field: value}).encode()
    assert violations(request, response)


def test_a_header_that_breaks_the_schema_is_noticed(cassette: Path) -> None:
    request, response, _ = read(cassette)
    response["headers"]["x-ratelimit-limit"] = ["many"]
    assert violations(request, response)


def test_a_request_without_a_key_is_noticed(cassette: Path) -> None:
    request, response, _ = read(cassette)
    keyless = MockRequest(request.host_url, request.method, request.path)
    assert violations(keyless, response)


def test_the_cassette_says_where_it_was_recorded(cassette: Path) -> None:
    _, _, recorded = read(cassette)
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", recorded.pop("document"))
    if recorded["from"] == "sandbox":
        assert recorded.keys() == {"from", "server", "on"}
        assert recorded["server"] == servers.address(load(HERE.contract))
        assert datetime.date.fromisoformat(recorded["on"])
    else:
        tools = json.loads((HERE.root / "scripts/locks/package.json").read_text(encoding="utf-8"))["devDependencies"]
        assert recorded == {"from": "mock", "server": f"@stoplight/prism-cli {tools['@stoplight/prism-cli']}"}


def test_the_mock_served_the_present_document(cassette: Path) -> None:
    _, response, recorded = read(cassette)
    if recorded["from"] == "mock":
        assert recorded["document"] == f"sha256:{digest(HERE.contract)}", "record anew: nox -s record"
        assert json.loads(response["body"]["string"]) == example_of(response["status"]["code"])


def test_the_cassette_holds_no_header_that_the_document_does_not_name(cassette: Path) -> None:
    request, response, _ = read(cassette)
    assert dict(request.parameters.header) == {"authorization": "Bearer REDACTED"}
    assert response["headers"].keys() <= openapi.response_headers(load(HERE.contract)) | {"content-type"}


def test_every_answer_that_is_replayed_has_its_cassette() -> None:
    assert {path.name for path in HERE.cassettes.iterdir()} == {
        f"cancel_verification_{status}.yaml" for status in (200, 401, 404, 429, 500)
    }


def test_the_cassette_holds_no_key_no_cookie_and_no_date(cassette: Path) -> None:
    assert not UNWANTED.findall(cassette.read_text(encoding="utf-8"))
