"""A document that is valid is read, whatever its data look like."""

from pathlib import Path

import pytest

from scripts.contract.document import read_document

DOCUMENT = """
openapi: 3.1.0
info: {title: Things, version: "1"}
paths:
  /things:
    get:
      responses:
        "200": {description: They., LINKS content: {application/json: {schema: {SCHEMA}}}}
"""
REFERENCE = "{$ref: nowhere}"


@pytest.mark.parametrize(
    ("schema", "links"),
    [
        (f"examples: [{REFERENCE}]", ""),
        (f"const: {REFERENCE}", ""),
        (f"default: {REFERENCE}", ""),
        (f"enum: [{REFERENCE}]", ""),
        ("", f"links: {{next: {{operationId: a, requestBody: {REFERENCE}}}}},"),
    ],
)
def test_what_looks_like_a_reference_may_be_data(tmp_path: Path, schema: str, links: str) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text(DOCUMENT.replace("SCHEMA", schema).replace("LINKS", links), encoding="utf-8")
    assert read_document(path)["openapi"] == "3.1.0"
