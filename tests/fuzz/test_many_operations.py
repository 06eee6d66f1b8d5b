"""Packages from documents of everything that the client can be generated from, put together at random."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from openapi_core import OpenAPI

from scripts.common.yaml_file import read_yaml
from scripts.recording.record import mock_server
from tests.support.calling import Checked, calls, filled
from tests.support.grammar import documents
from tests.support.merging import merged
from tests.support.packages import check_types, check_types_with_pyright, from_document
from tests.support.project import MINUTES, copied

pytestmark = [pytest.mark.filterwarnings("ignore:.* is deprecated"), pytest.mark.timeout(MINUTES)]


def drawn(resources: int, examples: int) -> list[dict[str, Any]]:
    """Documents with so many resources; the first is the smallest one."""
    found: list[dict[str, Any]] = []

    @seed(20260101)
    @settings(max_examples=examples, phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None)
    @given(documents(resources))
    def keep(document: dict[str, Any]) -> None:
        found.append(document)

    keep()
    return found


SMALL = drawn(4, 40)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The package of a document with 200 operations."""
    folder = tmp_path_factory.mktemp("large")
    path = folder / "large.yaml"
    path.write_text(json.dumps(drawn(25, 2)[-1]), encoding="utf-8")
    yield from from_document(path, folder, "large")


def document_of(package: Any) -> dict[str, Any]:
    return read_yaml(Path(package.__file__).with_name("openapi.yaml"))


def check_calls(package: Any) -> int:
    """Call each operation of a package's fake, and return the number of calls."""
    document = document_of(package)
    spec = OpenAPI.from_dict(document)
    found = list(calls(package, document))
    for call in found:
        call.make(package, lambda: Checked(filled(package, document), spec))
    return len(found)


@pytest.mark.parametrize("number", range(len(SMALL)))
def test_a_small_document_becomes_a_package_whose_operations_can_be_called(tmp_path: Path, number: int) -> None:
    path, name = tmp_path / "small.yaml", f"small_{number}"
    path.write_text(json.dumps(SMALL[number]), encoding="utf-8")
    for package in from_document(path, tmp_path, name):
        assert check_calls(package) > 30


def test_two_hundred_operations_can_be_called(large: Any) -> None:
    assert check_calls(large) > 300


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_prism_takes_the_requests_of_two_hundred_operations(large: Any, tmp_path: Path) -> None:
    project, document = copied(tmp_path), document_of(large)
    project.contract.write_text(json.dumps(merged({"large": document})), encoding="utf-8")
    with mock_server(project) as url:
        for call in calls(large, document):
            for status in call.successes:
                headers = {"Prefer": f"code={status}"}
                assert call.make(large, base_url=f"{url}/large", headers=headers) == [status, status]


def test_type_checkers_find_no_fault_in_two_hundred_operations(large: Any, cache: pytest.Cache) -> None:
    folder = Path(large.__file__).parents[1]
    check_types(folder, cache, "large", limit=MINUTES)
    check_types_with_pyright(folder, "large", limit=MINUTES)
