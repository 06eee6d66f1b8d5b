"""Errors that a caller's own tests create."""

import copy
import pickle

import pytest
import txcloud_identity
from txcloud_identity import (
    APIStatusError,
    ArgumentError,
    ClientClosedError,
    ConfigurationError,
    RateLimitError,
    ResponseError,
    ServerError,
    TXCloudError,
)
from txcloud_identity.errors import BY_STATUS

EXPORTED = [getattr(txcloud_identity, name) for name in txcloud_identity.__all__ if name.endswith("Error")]


@pytest.mark.parametrize("kind", EXPORTED)
def test_an_error_is_created_from_a_message(kind: type[TXCloudError]) -> None:
    error = kind("odd")
    for each in (error, pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(each) is kind
        assert "odd" in str(each)
        assert (str(each), each.args, vars(each)) == (str(error), error.args, vars(error))


@pytest.mark.parametrize("status", BY_STATUS)
def test_an_error_has_the_status_that_it_is_for(status: int) -> None:
    kind = BY_STATUS[status]
    assert BY_STATUS[kind("odd").status_code] is kind
    assert kind("odd").outcome_unknown is False


def test_an_error_has_what_a_response_would_say() -> None:
    error = RateLimitError("slow down", headers={"retry-after": "2"}, body=b'{"error": {"code": "busy"}}')
    assert (error.message, error.code, error.retry_after, error.status_code) == ("slow down", "busy", 2, 429)
    assert str(error) == "429 busy: slow down"
    assert str(RateLimitError()) == "429 Too Many Requests: not an error of the API, its body is of no stated type"
    assert (ServerError("odd").status_code, ServerError("odd", status_code=502).status_code) == (500, 502)
    assert APIStatusError("odd", status_code=302).outcome_unknown
    response = ResponseError("is odd", status_code=201, headers={"X-Request-Id": "req_1"})
    assert str(response) == "201: the call may have worked, but its response is odd (request req_1)"
    assert pickle.loads(pickle.dumps(response)).request_id == "req_1"


class Refused(RateLimitError):
    def __init__(self, tenant: str) -> None:
        super().__init__("slow down", body=b'{"error": {"code": "busy"}}')
        self.tenant = tenant


def test_an_error_of_a_class_of_the_caller_s_own_can_be_copied() -> None:
    error = Refused("a")
    for each in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert (type(each), each.tenant, str(each), each.body) == (Refused, "a", str(error), error.body)


def test_a_fault_of_a_caller_is_told_from_that_of_a_deployment() -> None:
    error = ArgumentError("id must not be empty.", param="id")
    assert isinstance(error, ConfigurationError)
    assert pickle.loads(pickle.dumps(error)).param == "id"
    assert not isinstance(ClientClosedError(), ConfigurationError)
    assert isinstance(ClientClosedError(), RuntimeError)
