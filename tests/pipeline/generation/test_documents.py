"""Documents that the client can be generated from: each of their operations can be called."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse

from scripts.common.nodejs import command
from scripts.common.workspace import HERE
from scripts.common.yaml_file import read_yaml
from scripts.recording.record import mock_server
from tests.support.calling import calls, filled
from tests.support.merging import merged
from tests.support.packages import TAKEN, check_types
from tests.support.project import LIMIT, Project

pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated")

# What differs from document to document.
GENERATED = ("api", "models", "_contract.py", "_fake_data.py", "client.py", "testing.py")


class Checked(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Hands requests on to a fake, and fails if a response differs from the document."""

    def __init__(self, fake: Any, spec: OpenAPI) -> None:
        self.fake = fake
        self.spec = spec

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self.checked(request, self.fake.handle_request(request))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.checked(request, await self.fake.handle_async_request(request))

    def checked(self, request: httpx.Request, response: httpx.Response) -> httpx.Response:
        host = f"{request.url.scheme}://{request.url.host}"
        headers = dict(response.headers)
        received = MockResponse(response.read(), response.status_code, headers, headers.get("content-type", ""))
        self.spec.validate_response(MockRequest(host, request.method, request.url.path), received)
        return response


@pytest.mark.parametrize("name", TAKEN)
def test_the_fake_answers_each_operation_as_the_document_says(taken: Callable[[str], Any], name: str) -> None:
    package, document = taken(name), read_yaml(TAKEN[name])
    spec = OpenAPI.from_dict(document)
    for call in calls(package, document):
        call.make(package, lambda: Checked(filled(package, document), spec))


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


def test_type_checkers_find_no_fault(taken: Callable[[str], Any], tmp_path: Path, cache: pytest.Cache) -> None:
    for name in TAKEN:
        package = Path(taken(name).__file__).parent
        shutil.copytree(package, tmp_path / package.name, ignore=shutil.ignore_patterns("__pycache__"))
    check_types(tmp_path, cache, *(f"taken_{name}" for name in TAKEN))
    options = {"typeCheckingMode": "strict", "include": [f"taken_*/{each}" for each in GENERATED]}
    config = tmp_path / "pyrightconfig.json"
    config.write_text(json.dumps(options), encoding="utf-8")
    pyright = [*command(HERE, "pyright", "index.js"), "--project", str(config), "--pythonpath", sys.executable]
    run = subprocess.run(pyright, capture_output=True, text=True, timeout=LIMIT, check=False)
    assert run.returncode == 0, run.stdout
