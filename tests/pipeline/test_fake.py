"""The fake of the vendor serves whatever operations a document has."""

import importlib
import uuid
from pathlib import Path
from typing import Any

import httpx
import pytest
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse

from .conftest import Project, check_types
from .test_broken_input import complaint_about
from .test_template_operations import MORE_OPERATIONS, NOON


class Checked(httpx.BaseTransport):
    """Hands requests on to a fake, and fails where an answer departs from the document."""

    def __init__(self, fake: Any, document: Path) -> None:
        self.fake = fake
        self.spec = OpenAPI.from_file_path(str(document))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer: httpx.Response = self.fake.handle_request(request)
        host = f"{request.url.scheme}://{request.url.host}"
        headers = dict(answer.headers)
        received = MockResponse(answer.read(), answer.status_code, headers, headers.get("content-type", ""))
        self.spec.validate_response(MockRequest(host, request.method, request.url.path), received)
        return answer


def test_two_more_operations_are_served(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.edit(project.document, "paths:\n", f"paths:\n{MORE_OPERATIONS}")
    project.edit(project.config, "package_name_override: txcloud_identity", "package_name_override: served")
    run = project.run("generate")
    assert run.returncode == 0, run.stderr
    monkeypatch.syspath_prepend(project.package)
    served: Any = importlib.import_module("served")
    fake = importlib.import_module("served.testing").FakeTXCloud()
    transport = Checked(fake, project.document)
    with httpx.Client(transport=transport) as http, served.TXCloud("txc_test_k", http_client=http) as client:
        assert client.list_verifications().data == []
        fake.add_verification("ver_1")
        fake.add_verification("ver_2", status="verified", risk_score=7)
        assert [each.id for each in client.list_verifications().data] == ["ver_1", "ver_2"]
        [verified] = client.list_verifications(status=served.models.VerificationStatus.VERIFIED).data
        assert (verified.id, verified.risk_score) == ("ver_2", 7)
        assert client.get_verification("ver_1").status == "pending"
        assert client.cancel_verification("ver_1") == client.get_verification("ver_1")
        assert client.get_verification("ver_1").status == "expired"
        with pytest.raises(served.ConflictError):
            client.cancel_verification("ver_2")
        with pytest.raises(served.NotFoundError):
            client.get_verification("ver_3")
        fake.fail(429, times=4)
        with pytest.raises(served.RateLimitError):
            client.cancel_verification("ver_2")
    check_types(project.package, "served")


def test_each_kind_of_operation_is_served(shapes: Any) -> None:
    models = shapes.models
    fake = importlib.import_module("shapes.testing").FakeTXCloud()
    with httpx.Client(transport=fake) as http, shapes.TXCloud("test_k", http_client=http) as client:
        first = fake.add_thing()
        assert client.get_thing(first["id"]).to_dict().keys() == first.keys()
        made = client.create_thing(body=models.Thing.from_dict({"color": "light green", "note": "new"}))
        assert (made.color, made.note) == (models.Color.LIGHT_GREEN, "new")
        assert isinstance(made.id, uuid.UUID)
        assert client.get_thing(str(made.id)) == made
        assert client.list_things(since=NOON, x_level=1) == [models.Thing.from_dict(first), made]
        assert client.update_thing(str(made.id), body=models.Filter(color=models.Color.RED)).lives == 1
        assert client.get_thing(str(made.id)).color is models.Color.RED
        client.delete_thing(first["id"])
        with pytest.raises(shapes.NotFoundError):
            client.get_thing(first["id"])
        assert client.get_day(NOON.date(), 5, "red", True) == "text"
        assert client.import_("a", body=b"x") == b"text"
        assert client.get_map() == {}


def test_what_has_no_sample_is_refused(project: Project) -> None:
    def ask_for_what_nobody_can_make_up(project: Project) -> None:
        kind = "    VerificationObject:\n      type: string\n"
        project.edit(project.document, kind, f"{kind}      pattern: '^[a-z]{{3}}[0-9]$'\n")
        project.edit(project.document, "      enum:\n        - identity.verification\n", "")
        project.edit(project.document, "      example: identity.verification\n", "")
        verification = "    Verification:\n      type: object\n"
        project.edit(project.document, verification, f"{verification}      required: [object]\n")

    complaint = (
        "txcloud-identity.yaml:52: no answer can be made up that fits its schema. Give the response an `example`."
    )
    complaint_about(project, ask_for_what_nobody_can_make_up, complaint)
