"""The demo prints a typed verification and its source."""

import pytest
from pytest_httpserver import HTTPServer

from scripts.recording.cassettes import VERIFICATION_ID
from tests.support.project import Project

# Tests can connect only to servers that they start.
pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1", "localhost"])

SANDBOX = "https://sandbox.api.txcloud.io/v1"


def test_without_a_key_a_recording_is_shown(project: Project) -> None:
    run = project.run("demo")
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("TXCLOUD_API_KEY is not set: replaying a response of the ")
    assert f"id='{VERIFICATION_ID}'" in run.stdout
    assert "status=<VerificationStatus." in run.stdout
    assert "created_at=datetime.datetime(" in run.stdout
    assert "face_match=FaceMatchCheck(" in run.stdout
    assert "Mohammed" not in run.stdout
    assert run.stdout.endswith("Next: set TXCLOUD_API_KEY to a sandbox key to call the sandbox.\n")


def test_without_a_key_no_other_verification_is_shown(project: Project) -> None:
    run = project.refused("demo", "ver_other")
    assert run.stderr == f"The cassette holds {VERIFICATION_ID} only. Set TXCLOUD_API_KEY to cancel another.\n"


@pytest.mark.parametrize(
    ("status", "body", "code", "shown"),
    [
        (200, {"id": "ver_other", "status": "cancelled"}, 0, "id='ver_other',"),
        (404, {"error": {"code": "not_found"}}, 1, "NotFoundError: 404 not_found: "),
    ],
)
def test_with_a_key_the_sandbox_is_called(
    project: Project, httpserver: HTTPServer, status: int, body: object, code: int, shown: str
) -> None:
    httpserver.expect_request("/sandbox/identity/verifications/ver_other/cancel", method="POST").respond_with_json(
        body, status
    )
    project.edit(project.contract, SANDBOX, httpserver.url_for("/sandbox"))
    run = project.run("demo", "ver_other", TXCLOUD_API_KEY="txc_test_k3y")
    assert run.returncode == code
    assert run.stdout.startswith("TXCLOUD_API_KEY is set: calling ")
    assert shown in run.stdout + run.stderr
    assert run.stderr.endswith("The verification 'ver_other' was not cancelled.\n") == (code == 1)
    assert "k3y" not in run.stdout + run.stderr
    [(request, _)] = httpserver.log
    assert request.headers["Authorization"] == "Bearer txc_test_k3y"


def test_an_unreachable_sandbox_is_reported(project: Project) -> None:
    project.edit(project.contract, SANDBOX, "http://127.0.0.1:1/sandbox")
    run = project.refused("demo", TXCLOUD_API_KEY="txc_test_k3y")
    assert run.stderr.startswith("APIConnectionError: no connection to http://127.0.0.1:1/sandbox, so nothing was sent")
    assert run.stderr.endswith("was not cancelled.\n")


@pytest.mark.parametrize("body", ["<html>", "[1]", ""])
def test_an_unreadable_response_gives_no_traceback(project: Project, httpserver: HTTPServer, body: str) -> None:
    httpserver.expect_request("/sandbox/identity/verifications/ver_other/cancel").respond_with_data(body)
    project.edit(project.contract, SANDBOX, httpserver.url_for("/sandbox"))
    run = project.refused("demo", "ver_other", TXCLOUD_API_KEY="txc_test_k3y")
    assert run.stderr.startswith("ResponseError: 200: the call may have worked, but its response cannot be read\n")
    assert run.stderr.endswith("The verification 'ver_other' may have been cancelled.\n")


@pytest.mark.parametrize(
    "variables",
    [
        {"HTTPS_PROXY": "http://127.0.0.1:1"},
        {"ALL_PROXY": "socks5://127.0.0.1:1"},
        {"SSL_CERT_FILE": "/nowhere"},
        {"PYTHONIOENCODING": "ascii"},
    ],
)
def test_a_recording_is_shown_in_any_environment(project: Project, variables: dict[str, str]) -> None:
    run = project.run("demo", **variables)
    assert run.returncode == 0, run.stderr
    assert f"id='{VERIFICATION_ID}'" in run.stdout


def test_an_unusable_proxy_is_reported(project: Project) -> None:
    run = project.refused("demo", TXCLOUD_API_KEY="txc_test_k3y", ALL_PROXY="gopher://127.0.0.1:1")
    assert run.stderr.startswith("The environment sets a proxy or certificates that cannot be used: ")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (None, "tests/cassettes/cancel_verification_200.yaml: there is no such file. Restore it: git restore tests/"),
        ("", "tests/cassettes/cancel_verification_200.yaml: must be a mapping"),
        ("interactions: [", "tests/cassettes/cancel_verification_200.yaml:1: is not valid YAML"),
        ("interactions: []", "tests/cassettes/cancel_verification_200.yaml: 'metadata' is a required property"),
    ],
)
def test_a_damaged_cassette_is_reported(project: Project, content: str | None, complaint: str) -> None:
    cassette = project.root / "tests" / "cassettes" / "cancel_verification_200.yaml"
    cassette.unlink() if content is None else cassette.write_text(content, encoding="utf-8")
    run = project.refused("demo")
    assert run.stderr.startswith(complaint)


def test_a_recorded_error_is_reported(project: Project) -> None:
    cassette = project.root / "tests" / "cassettes" / "cancel_verification_200.yaml"
    project.edit(cassette, "      code: 200\n", "      code: 500\n")
    run = project.refused("demo")
    assert run.stderr.startswith("ServerError: 500 Internal Server Error: ")


@pytest.mark.parametrize("character", ["\n", " ", "\N{LATIN SMALL LETTER E WITH ACUTE}"])
def test_a_key_that_cannot_be_sent_is_not_shown(project: Project, character: str) -> None:
    run = project.refused("demo", TXCLOUD_API_KEY=f"txc_test_k3y{character}")
    assert run.stderr.startswith("ConfigurationError: The API key holds white space, ")
    assert "k3y" not in run.stdout + run.stderr


@pytest.mark.parametrize("verification_id", ["", "..", "ver_\n"])
def test_an_invalid_id_is_not_sent(project: Project, verification_id: str) -> None:
    run = project.refused("demo", verification_id, TXCLOUD_API_KEY="txc_test_k3y")
    assert run.stderr.startswith("ArgumentError: id must not ")
    assert run.stderr.endswith(f"The verification {verification_id!r} was not cancelled.\n")
