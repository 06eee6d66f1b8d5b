"""The recipe for pydantic and FastAPI, plain JSON and cattrs."""

import json
import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import TypeAdapter, ValidationError
from txcloud_identity.models import Verification
from txcloud_identity.testing import FakeTXCloud

from tests.support.bodies import example
from tests.support.recipes import saved

# The blocks of the recipe.
FASTAPI, JSON, CATTRS = range(3)
# As it comes, with what a model keeps as it came.
BODY = {"new": [1], "risk_score": "odd", **{name: value for name, value in example().items() if name != "risk_score"}}

Run = Callable[[int], dict[str, Any]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    paths = saved(tmp_path, "pydantic")
    return lambda block: runpy.run_path(str(paths[block]), run_name="recipe")


@pytest.fixture
def service(run: Run) -> Iterator[TestClient]:
    with TestClient(run(FASTAPI)["app"]) as client:
        yield client


def test_fastapi_returns_a_verification_whole(fake_txcloud: FakeTXCloud, service: TestClient) -> None:
    kept = fake_txcloud.add_verification("ver_1")
    fake_txcloud.alter({"new": [1]})
    answer = service.post("/internal/cases/7/cancel", params={"verification_id": "ver_1"})
    assert answer.status_code == 200
    assert answer.json()["number"] == 7
    assert answer.json()["verification"] == {"new": [1], **kept}


def test_fastapi_returns_what_identifies_nobody(fake_txcloud: FakeTXCloud, service: TestClient) -> None:
    fake_txcloud.add_verification("ver_1")
    answer = service.post("/verifications/ver_1/cancel")
    assert answer.json() == {"id": "ver_1", "status": "expired"}


def test_fastapi_tells_who_mistyped_an_id(fake_txcloud: FakeTXCloud, service: TestClient) -> None:
    answer = service.post("/verifications/ver 1/cancel")
    assert answer.status_code == 422
    assert answer.json() == {"detail": "id must not hold white space or control characters."}
    assert fake_txcloud.requests == []


@pytest.mark.usefixtures("fake_txcloud")
def test_fastapi_documents_it(service: TestClient) -> None:
    schema = service.get("/openapi.json").json()["components"]["schemas"]["Case"]["properties"]["verification"]
    assert schema["type"] == "object"


def test_pydantic_reads_and_writes_a_verification(run: Run) -> None:
    adapter = TypeAdapter[Any](run(FASTAPI)["Verification"])
    read = adapter.validate_python(BODY)
    assert read == adapter.validate_json(json.dumps(BODY)) == Verification.from_dict(BODY)
    assert adapter.validate_python(read) is read
    assert adapter.dump_python(read) == adapter.dump_python(read, mode="json") == BODY
    assert json.loads(adapter.dump_json(read)) == BODY


@pytest.mark.parametrize("value", [None, "ver_1", [BODY], object()])
def test_pydantic_refuses_what_is_no_object(run: Run, value: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter[Any](run(FASTAPI)["Verification"]).validate_python(value)


def test_a_verification_is_kept_as_plain_json(fake_txcloud: FakeTXCloud, run: Run) -> None:
    kept = fake_txcloud.add_verification("ver_a1b2c3d4e5f6")
    assert json.loads(run(JSON)["text"]) == kept


def test_cattrs_reads_and_writes_a_verification(run: Run) -> None:
    recipe = run(CATTRS)
    assert json.loads(recipe["text"]) == {"number": 7, "verification": {"id": "ver_a1b2c3d4e5f6", "risk_score": 240}}
    text = json.dumps({"number": 7, "verification": BODY})
    case = recipe["converter"].loads(text, recipe["Case"])
    assert case.verification == Verification.from_dict(BODY)
    assert json.loads(recipe["converter"].dumps(case)) == json.loads(text)
