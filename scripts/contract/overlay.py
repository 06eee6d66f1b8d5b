"""The contract: the document with the fixes of openapi/overlay.yaml, if there are any.

The document only transcribes what the vendor publishes. If the client needs a correction, an OpenAPI Overlay
(https://spec.openapis.org/overlay) states the change, the reason, and the page that it comes from.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scripts.common.errors import PipelineError
from scripts.common.nodejs import redocly
from scripts.common.process import first_output
from scripts.common.workspace import Workspace, short_path
from scripts.common.yaml_file import DocumentError, read_yaml, write_yaml
from scripts.contract import provenance
from scripts.contract.page_format import TEXT

OVERLAY_FORMAT = {
    "type": "object",
    "required": ["overlay", "info", "actions"],
    "additionalProperties": False,
    "properties": {
        "overlay": {"const": "1.0.0"},
        "info": {"type": "object"},
        "actions": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["target", "description", "x-source"],
                "properties": {"target": TEXT, "description": TEXT, "x-source": TEXT, "update": {}, "remove": {}},
                "additionalProperties": False,
                "oneOf": [{"required": ["update"]}, {"required": ["remove"]}],
            },
        },
    },
}


def actions(workspace: Workspace) -> list[dict[str, Any]]:
    """The fixes of the overlay, each with its reason and its source."""
    if not workspace.overlay.exists():
        return []
    found: list[dict[str, Any]] = read_yaml(workspace.overlay, OVERLAY_FORMAT)["actions"]
    pages = provenance.read(workspace)["pages"]
    for index, action in enumerate(found):
        if action["x-source"] not in pages:
            message = f"the page {action['x-source']!r} is not listed under `pages` of openapi/provenance.yaml."
            raise DocumentError(workspace.overlay, message, steps=("actions", index, "x-source"))
    return found


@contextmanager
def contract(workspace: Workspace) -> Iterator[Path]:
    """Yield the file that the client is generated from."""
    fixes = actions(workspace)
    if not fixes:
        yield workspace.document
        return
    with tempfile.TemporaryDirectory() as folder:
        current = workspace.document
        for index, action in enumerate(fixes):
            current = apply_action(workspace, current, action, index, Path(folder, str(index)))
        try:
            yield current
        except PipelineError as error:
            # The temporary file does not exist any more when the message is read.
            message = str(error).replace(
                str(current), f"{short_path(workspace.document)} with {short_path(workspace.overlay)}"
            )
            raise PipelineError(message) from None


def apply_action(workspace: Workspace, document: Path, action: dict[str, Any], index: int, folder: Path) -> Path:
    """Apply one action alone, because Redocly does not report an action that matches nothing."""
    folder.mkdir()
    overlay, result = folder / "overlay.yaml", folder / workspace.document.name
    single = {"overlay": "1.0.0", "info": {"title": "One action", "version": "1"}, "actions": [action]}
    write_yaml(overlay, single)
    run = redocly(workspace, "bundle", document, "--overlay", overlay, "--output", result)
    steps = ("actions", index)
    if run.returncode or not result.exists():
        raise DocumentError(workspace.overlay, f"Redocly cannot apply the action:\n{first_output(run)}", steps=steps)
    if read_yaml(result) == read_yaml(document):
        message = "the action matches nothing, or changes nothing. Correct its target, or delete it."
        raise DocumentError(workspace.overlay, message, steps=steps)
    return result
