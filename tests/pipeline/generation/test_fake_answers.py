"""What the fake answers keeps to the document."""

import httpx
import pytest
from openapi_core import OpenAPI
from openapi_core.exceptions import OpenAPIError
from openapi_core.testing import MockRequest, MockResponse
from txcloud_identity.testing import FakeTXCloud

from scripts.common.workspace import HERE
from tests.support.bodies import DOCUMENTED, URL

SPEC = OpenAPI.from_file_path(str(HERE.contract))


def check(answer: httpx.Response) -> None:
    """Fail where an answer departs from the document."""
    request = MockRequest("https://sandbox.api.txcloud.io", "POST", httpx.URL(URL).path)
    content_type = answer.headers["Content-Type"]
    response = MockResponse(answer.content, answer.status_code, dict(answer.headers), content_type)
    SPEC.validate_response(request, response)


@pytest.mark.parametrize("status", [*DOCUMENTED, *range(400, 600, 3), 418, 422, 503])
def test_every_error_keeps_to_the_document(status: int) -> None:
    fake = FakeTXCloud()
    fake.fail(status)
    fake.fail(status, retry_after=30, code="odd")
    with httpx.Client(transport=fake) as http:
        for _ in range(2):
            answer = http.post(URL)
            assert answer.status_code == status
            check(answer)


def test_every_answer_of_its_own_keeps_to_the_document() -> None:
    fake = FakeTXCloud()
    with httpx.Client(transport=fake) as http:
        answers = [http.post(URL)]
        fake.add_verification("ver_1")
        answers += [http.post(URL), http.post(URL)]
    assert [answer.status_code for answer in answers] == [404, 200, 409]
    for answer in answers:
        check(answer)


def test_the_check_notices_what_the_document_does_not_have() -> None:
    fake = FakeTXCloud()
    fake.add_verification("ver_1")
    fake.alter({"risk_score": 1001})
    with httpx.Client(transport=fake) as http, pytest.raises(OpenAPIError):
        check(http.post(URL))
