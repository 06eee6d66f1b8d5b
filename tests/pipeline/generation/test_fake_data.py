"""The fake of the vendor serves whatever operations a document has."""

import importlib
import uuid
from pathlib import Path
from typing import Any

import httpx
import pytest
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse

from tests.support.documents import complaint_about
from tests.support.packages import NOON, imported
from tests.support.project import Project, copied
from tests.support.reviews import INNER_PATHS, INNER_SCHEMA


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


def test_operations_that_are_new_in_the_document_are_served(more: Any) -> None:
    fake = importlib.import_module("more.testing").FakeTXCloud()
    transport = Checked(fake, Path(more.__file__).with_name("openapi.yaml"))
    with httpx.Client(transport=transport) as http, more.TXCloud("txc_test_k", http_client=http) as client:
        assert client.list_reviews().data == []
        fake.add_review("rev_1")
        fake.add_review("rev_2", status="closed", urgent=True)
        assert [each.id for each in client.list_reviews().data] == ["rev_1", "rev_2"]
        [closed] = client.list_reviews(status=more.models.ReviewStatus.CLOSED, urgent=True).data
        assert (closed.id, closed.urgent) == ("rev_2", True)
        assert client.list_reviews(urgent=False).data == [client.get_review("rev_1")]
        assert client.get_review("rev_1").status == "open"
        assert client.close_review("rev_1") == client.get_review("rev_1")
        assert client.get_review("rev_1").status == "closed"
        with pytest.raises(more.ConflictError):
            client.close_review("rev_2")
        with pytest.raises(more.NotFoundError):
            client.get_review("rev_3")
        fake.add_verification("ver_1")
        assert client.cancel_verification("ver_1").status == "expired"
        fake.fail(429, times=4)
        with pytest.raises(more.RateLimitError):
            client.close_review("rev_2")
        fake.fail(500)
        with pytest.raises(LookupError, match=r"/reviews/\{id\}/close has no response 500 in the document"):
            client.close_review("rev_2")


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
        assert client.import_("a", body=b"x") == "text"
        assert client.get_map() == {}


def test_what_has_no_sample_is_refused(project: Project) -> None:
    def ask_for_what_nobody_can_make_up(project: Project) -> None:
        kind = "    VerificationObject:\n      type: string\n"
        project.edit(project.document, kind, f"{kind}      pattern: '^[a-z]{{3}}[0-9]$'\n")
        project.edit(project.document, "      enum:\n        - identity.verification\n", "")
        project.edit(project.document, "      example: identity.verification\n", "")
        verification = "    Verification:\n      type: object\n"
        project.edit(project.document, verification, f"{verification}      required: [object]\n")

    complaint = "txcloud-identity.yaml:52: no example can be made up that fits the schema of the property 'object'. Give it an `example`."
    complaint_about(project, ask_for_what_nobody_can_make_up, complaint)


@pytest.mark.parametrize("where", ["paths:\n", "components:\n"], ids=["before", "after"])
def test_what_is_inside_of_something_else_is_served(tmp_path: Path, where: str) -> None:
    project, name = copied(tmp_path), f"nested_{where[:4]}"
    inserted = f"{where}{INNER_PATHS}" if where == "paths:\n" else f"{INNER_PATHS}{where}"
    project.edit(project.document, f"\n{where}", f"\n{inserted}")
    project.edit(project.document, "  schemas:\n", f"  schemas:\n{INNER_SCHEMA}")
    [nested] = imported(project, name)
    fake = importlib.import_module(f"{name}.testing").FakeTXCloud()
    with fake, nested.TXCloud() as client:
        assert fake.add_verification("ver_1")["status"] == "pending"
        fake.add_document("ver_1", 5, side="back")
        assert client.get_document("ver_1", 5).side == "back"
        with pytest.raises(nested.NotFoundError):
            client.get_document("ver_2", 5)
        made = [client.create_document("ver_1", body=nested.models.Document(side=side)) for side in "ab"]
        assert client.list_documents("ver_1") == [client.get_document("ver_1", 5), *made]
        client.delete_document("ver_1", made[0].number)
        made.append(client.create_document("ver_1", body=nested.models.Document(side="c")))
        assert client.list_documents("ver_1")[1:] == made[1:]
        assert client.cancel_verification("ver_1").status == "expired"
        assert client.count_documents() == 7
        fake.alter({})
        with pytest.raises(TypeError, match=r"The response of GET /documents is no JSON object"):
            client.count_documents()
