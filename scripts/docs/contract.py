"""Render the contract with Redocly, as one page that needs no network."""

import tempfile
from pathlib import Path
from typing import Any

from scripts.common.errors import PipelineError
from scripts.common.nodejs import redocly
from scripts.common.process import first_output
from scripts.common.workspace import Workspace
from scripts.common.yaml_file import read_yaml, write_yaml

TEMPLATE = Path(__file__).with_name("contract.hbs")


def render(workspace: Workspace, page: Path) -> None:
    document = read_yaml(workspace.contract)
    unfold(document)
    move_server_texts(document)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, workspace.contract.name)
        write_yaml(source, document)
        options = ["--inlineBundle", "--openapi.schemasExpansionLevel", "all"]
        rendered = redocly(workspace, "build-docs", source, *options, "--template", TEMPLATE, "--output", page)
    if rendered.returncode:
        raise PipelineError(f"Redocly cannot render the contract:\n{first_output(rendered)}")


def unfold(document: dict[str, Any]) -> None:
    """Remove the tags, because Redocly shows the operations of a tag only after a click."""
    for path in document["paths"].values():
        for operation in path.values():
            if isinstance(operation, dict):
                operation.pop("tags", None)
    document.pop("tags", None)


def move_server_texts(document: dict[str, Any]) -> None:
    """Describe the servers in the document's description, because Redocly shows their own as plain text."""
    texts = []
    for server in document["servers"]:
        texts.append(f"- `{server['url']}`: {server['description']}")
        server["description"] = server["x-environment"]
    document["info"]["description"] = "\n".join([document["info"]["description"], "", *texts])
