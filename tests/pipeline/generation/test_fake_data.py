"""The fake of the vendor serves whatever operations a document has."""

import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from openapi_core import OpenAPI

from tests.support.calling import Checked
from tests.support.documents import complaint_about
from tests.support.packages import TAKEN, imported
from tests.support.project import Project, copied
from tests.support.reviews import INNER_PATHS, INNER_SCHEMA


def test_operations_that_are_new_in_the_document_are_served(more: Any) -> None:
    fake = importlib.import_module("more.testing").FakeTXCloud()
    transport = Checked(fake, OpenAPI.from_file_path(str(Path(more.__file__).with_name("openapi.yaml"))))
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


@pytest.fixture
def served(taken: Callable[[str], Any]) -> Iterator[tuple[Any, Any, Any]]:
    """A package, a fake, and a client that calls it."""
    package = taken("fake")
    fake = package.testing.FakeTXCloud()
    with httpx.Client(transport=fake) as http, package.TXCloud("test_k", http_client=http) as client:
        yield package, fake, client


def test_what_is_created_is_found(served: Any) -> None:
    package, _, client = served
    made = client.create_scan(body=package.models.NewScan(image=b"1", secret="s", label="mine"))
    assert made.to_dict() == {"id": "scan_1", "image": {"size": 1}, "label": "mine"}
    assert client.get_scan("scan_1") == made
    # Its response has another limit than the request.
    long = client.create_scan(body=package.models.NewScan(image=b"1", label="longer than that"))
    assert (long.id, long.label) == ("scan_2", "text")
    copied = client.copy_scan("scan_1")
    assert (copied.id, client.get_scan(copied.id).id) == ("scan_3", "scan_3")
    assert copied.ready_at is not None
    with pytest.raises(package.NotFoundError):
        client.copy_scan("scan_9")


def test_what_a_form_creates_on_another_path_is_found(served: Any) -> None:
    package, _, client = served
    made = client.verify(body=package.models.NewVerification(size=7, tags=["a", "b"]))
    assert made.to_dict() == {"number": 1, "size": 7, "tags": ["a", "b"]}
    assert client.get_verification(1) == made


def test_what_is_put_is_replaced_or_created(served: Any) -> None:
    package, _, client = served
    scan = package.models.Scan(id="other", label="new")
    for status in (201, 200):
        assert client.put_scan_detailed("scan_7", body=scan).status_code == status
        assert client.get_scan("scan_7").label == "new"
        assert client.get_scan("scan_7").id == "scan_7"
    assert client.delete_scan("scan_7").to_dict() == {"id": "scan_7", "gone": True}
    with pytest.raises(package.NotFoundError):
        client.get_scan("scan_7")


def test_only_a_property_that_is_meant_selects_the_items(served: Any) -> None:
    _, fake, client = served
    for number, owner in enumerate("aba"):
        fake.add_key(f"key_{number}", limit=7, owner=owner)
    assert [each.id for each in client.list_keys(limit=2)] == ["key_0", "key_1"]
    assert [each.to_dict() for each in client.list_keys(owner="b")] == [
        {"id": "key_1", "limit": 7, "owner": "b", "used": True}
    ]


def test_resources_of_one_kind_are_added_each_by_its_own_method(served: Any) -> None:
    package, fake, client = served
    fake.add_old_verifications_number(2)
    fake.add_old_verifications_number_(3)
    assert client.get_old_verification(2).number == 2
    assert client.get_older_verification(3).number == 3
    with pytest.raises(package.NotFoundError):
        client.get_verification(2)


def test_a_name_that_the_document_does_not_allow_is_refused(served: Any) -> None:
    _, fake, _ = served
    with pytest.raises(ValueError, match=r"id must fit .*key_\[0-9\].* 'nokey'"):
        fake.add_key("nokey")


def test_a_whole_api_is_served(taken: Callable[[str], Any]) -> None:
    identity = taken("identity")
    models = identity.models
    with identity.testing.FakeTXCloud() as fake, identity.TXCloud() as client:
        body = models.NewVerification(document_front=b"1", document_type="passport", country="FR")
        fake.time_out(acts=True)
        first = client.create_verification(body=body)
        form = models.NewVerificationForm(document_front=("a.png", b"2", "image/png"), document_type="x", country="MA")
        others = [client.create_verification(body=form, idempotency_key=f"key {number // 2}") for number in range(4)]
        assert [first.country, first.document_type, first.document_front.size] == ["FR", "passport", 1]
        assert [each.id[-1] for each in others] == ["2", "2", "3", "3"]
        listed = list(client.list_verifications_iter(limit=1))
        assert [each.id for each in listed] == [first.id, others[1].id, others[3].id]
        rest = client.list_verifications_iter(starting_after=others[1].id, country=["MA"])
        assert [each.id for each in rest] == [others[3].id]
        assert client.list_verifications(limit=1).total_count == 3
        assert [each.id for each in client.list_audit_entries_iter(first.id)] == ["text"]
        assert client.replace_metadata(first.id, body={"a": "b"}) == client.get_verification(first.id)
        assert client.delete_verification(first.id).to_dict() == {"id": first.id, "deleted": True}
        session = client.create_session(body=models.Session(return_url="https://a.example", secret="secret 12"))
        assert (session.return_url, session.status, session.secret) == ("https://a.example", "open", None)
        session = client.update_session(session.id, body=models.SessionChange(attempts=10))
        assert session.attempts == 1
        made = client.complete_session(session.id)
        assert client.get_verification(made.id) == made
        assert client.get_session(session.id).status == "completed"
        with pytest.raises(identity.ConflictError):
            client.complete_session(session.id)
        client.delete_session(session.id)
        assert client.list_sessions().to_dict() == {"data": [], "has_more": False, "total_count": 0}


def test_an_error_fits_its_status(taken: Callable[[str], Any]) -> None:
    identity = taken("identity")
    with identity.testing.FakeTXCloud() as fake, identity.TXCloud(max_retries=0) as client:
        fake.fail(410)
        with pytest.raises(identity.APIStatusError, match=r"410 gone: Gone\."):
            client.list_verifications()


def test_what_no_operation_shows_is_found(served: Any) -> None:
    package, fake, client = served
    kept = fake.add_key("key_1", limit=7, owner="a")
    assert client.request("GET", "/keys/{id}", id="key_1", cast_to=package.models.Key).to_dict() == kept
    with pytest.raises(package.NotFoundError):
        client.request("GET", "/keys/{id}", id="key_2")
    assert [request.method for request in fake.requests] == ["GET", "GET"]


def test_of_two_resources_the_one_with_the_longer_path_is_found(served: Any) -> None:
    package, fake, client = served
    fake.add_seal("seal_1")
    kept = fake.add_old_seal("seal_1")
    assert kept["age"] == "old"
    assert client.request("GET", "/old/seals/{id}", id="seal_1", cast_to=package.models.OldSeal).to_dict() == kept


def test_what_has_no_sample_is_refused(project: Project) -> None:
    def ask_for_what_nobody_can_make_up(project: Project) -> None:
        kind = "    VerificationObject:\n      type: string\n"
        project.edit(project.document, kind, f"{kind}      pattern: '^[a-z]{{3}}[0-9]$'\n")
        project.edit(project.document, "      enum:\n        - identity.verification\n", "")
        project.edit(project.document, "      example: identity.verification\n", "")
        verification = "    Verification:\n      type: object\n"
        project.edit(project.document, verification, f"{verification}      required: [object]\n")

    complaint = (
        "txcloud-identity.yaml:54: no example can be made up that fits the schema of the property 'object'. "
        "Give it an `example` that fits."
    )
    complaint_about(project, ask_for_what_nobody_can_make_up, complaint)


def test_a_stale_example_of_a_header_is_named(project: Project) -> None:
    def make_the_limit_a_text(project: Project) -> None:
        limit = "    RateLimitLimit:\n      description: Requests allowed in one window.\n      schema:\n        type: "
        project.edit(project.document, f"{limit}integer", f"{limit}string")

    complaint = "no example can be made up that fits the schema of the header 'X-RateLimit-Limit'."
    complaint_about(project, make_the_limit_a_text, complaint)


def test_a_created_resource_needs_an_example_that_can_be_numbered(project: Project) -> None:
    text = TAKEN["fake"].read_text(encoding="utf-8")
    example = "id: {type: string, example: scan_1, x-pii: none}\n        image"
    other = "id: {type: string, enum: [a], x-pii: none}\n        image"
    assert example in text
    project.document.write_text(text.replace(example, other), encoding="utf-8")
    complaint = (
        "the fake numbers what is created. Give the property 'id' of 'Scan' an example that may end with any number."
    )
    assert complaint in project.refused("generate").stderr


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
