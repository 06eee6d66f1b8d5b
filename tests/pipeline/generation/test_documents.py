"""Documents that the client can be generated from: each of their operations can be called."""

import inspect
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from openapi_core import OpenAPI

from scripts.common.yaml_file import read_yaml
from scripts.contract import openapi
from scripts.recording.record import mock_server
from tests.support.blocks import python_in
from tests.support.calling import Checked, calls, filled
from tests.support.hints import unresolved
from tests.support.merging import merged
from tests.support.packages import TAKEN, check_types, check_types_with_pyright
from tests.support.project import Project

pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated")


@pytest.mark.parametrize("name", TAKEN)
def test_the_fake_answers_each_operation_as_the_document_says(taken: Callable[[str], Any], name: str) -> None:
    package, document = taken(name), read_yaml(TAKEN[name])
    spec = OpenAPI.from_dict(document)
    for call in calls(package, document):
        call.make(package, lambda: Checked(filled(package, document), spec))


@pytest.mark.parametrize("name", TAKEN)
def test_an_argument_of_another_type_is_named(taken: Callable[[str], Any], name: str) -> None:
    package = taken(name)
    transport = httpx.MockTransport(lambda _: httpx.Response(500))
    with httpx.Client(transport=transport) as http, package.TXCloud("test_k", http_client=http) as client:
        for call in calls(package, read_yaml(TAKEN[name])):
            method = getattr(client, call.name)
            in_path = list(inspect.signature(method).parameters)[: len(call.positional)]
            given = dict(zip(in_path, call.positional, strict=True)) | call.named
            for argument in given:
                wrong = given | {argument: object()}
                with pytest.raises(package.ArgumentError) as caught:
                    method(*[wrong.pop(each) for each in in_path], **wrong)
                assert caught.value.param == argument


@pytest.mark.parametrize("name", TAKEN)
def test_a_header_that_an_operation_takes_is_no_default(taken: Callable[[str], Any], name: str) -> None:
    package, document = taken(name), read_yaml(TAKEN[name])
    for steps, operation in openapi.operations(document):
        for each in openapi.parameters(document, steps[1], operation):
            if each["in"] in ("cookie", "header"):
                header = "Cookie" if each["in"] == "cookie" else each["name"]
                with pytest.raises(package.ConfigurationError, match=f"must not hold {header},"):
                    package.TXCloud("test_k", default_headers={header: "1"})


@pytest.mark.parametrize("name", TAKEN)
def test_every_type_hint_is_had(taken: Callable[[str], Any], name: str) -> None:
    assert unresolved(taken(name)) == {}


def test_tables_and_code_stay_whole(taken: Callable[[str], Any]) -> None:
    described = (inspect.getdoc(taken("identity").TXCloud.create_verification) or "").splitlines()
    assert "| `selfie` | 10 MB |" in described
    assert next(line for line in described if "document_front` |" in line).endswith("whichever suits |")
    assert next(line for line in described if "curl" in line).endswith("-F country=MA -F async=true")


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_prism_takes_each_request(taken: Callable[[str], Any], project: Project) -> None:
    documents = {name: read_yaml(path) for name, path in TAKEN.items()}
    project.contract.write_text(json.dumps(merged(documents)), encoding="utf-8")
    with mock_server(project) as url:
        for name, document in documents.items():
            for call in calls(taken(name), document):
                for status in call.successes:
                    headers = {"Prefer": f"code={status}"}
                    assert call.make(taken(name), base_url=f"{url}/{name}", headers=headers) == [status, status]


@pytest.fixture
def all_taken(taken: Callable[[str], Any], tmp_path: Path) -> list[str]:
    """The packages of all documents, as copies in the test's folder."""
    for name in TAKEN:
        package = Path(taken(name).__file__).parent
        shutil.copytree(package, tmp_path / package.name, ignore=shutil.ignore_patterns("__pycache__"))
    return [f"taken_{name}" for name in TAKEN]


def test_mypy_finds_no_fault(
    taken: Callable[[str], Any], all_taken: list[str], tmp_path: Path, cache: pytest.Cache
) -> None:
    for name in TAKEN:
        # A call of the sync client, and one of the async client.
        for number, block in enumerate(python_in(Path(taken(name).__file__).parents[1] / "README.md")[:2]):
            (tmp_path / f"{name}_{number}.py").write_text(block, encoding="utf-8")
    examples = [path.name for path in tmp_path.glob("*.py")]
    assert len(examples) == 2 * len(TAKEN)
    check_types(tmp_path, cache, *examples, *all_taken)


def test_pyright_finds_no_fault(all_taken: list[str], tmp_path: Path) -> None:
    check_types_with_pyright(tmp_path, *all_taken)
