"""Write review.html, one page on which a board can decide: the changes, the sources, the personal data.

The page is self-contained and sends no request. Swagger UI renders the reference.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from scripts.changes.change import group_by_place, required_bump
from scripts.changes.report import changes_since_release
from scripts.common.cli import run
from scripts.common.errors import PipelineError
from scripts.common.hashing import digest
from scripts.common.json_pointer import Steps, walk
from scripts.common.workspace import Workspace, short_path
from scripts.common.yaml_file import read_yaml
from scripts.contract import overlay, provenance
from scripts.contract.lint import lint

TEMPLATE = Path(__file__).with_name("page.html.jinja")


# How many characters of a value a table shows.
SHOWN = 100


@dataclass
class Value:
    """A value that the API receives or sends."""

    place: str
    kind: str
    personal: bool


@dataclass
class Entry:
    """What the document states about one element, and its source."""

    element: str
    facts: dict[str, Any]
    mark: str
    source: str


def main(workspace: Workspace, _: list[str]) -> None:
    transcription, sources = lint(workspace, workspace.document), provenance.read(workspace)
    provenance.check(workspace, transcription, sources)
    with overlay.contract(workspace) as contract:
        document = transcription if contract == workspace.document else lint(workspace, contract)
        checksum = digest(contract)
    page = render(workspace, document, checksum, transcription, sources)
    fresh = workspace.review.with_suffix(".tmp")
    fresh.write_text(page, encoding="utf-8")
    fresh.replace(workspace.review)
    print(f"{short_path(workspace.review)} is written. Open it in a browser; it needs no network.")


def render(
    workspace: Workspace,
    document: dict[str, Any],
    checksum: str,
    transcription: dict[str, Any],
    sources: dict[str, Any],
) -> str:
    """Render the page from the contract, the transcription and its sources."""
    changes = changes_since_release(workspace)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATE.parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters |= {"prose": prose, "json": short}
    # Keep the document's order of keys.
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    return environment.get_template(TEMPLATE.name).render(
        document=document,
        checksum=checksum,
        rules=len(read_yaml(workspace.ruleset)["rules"]),
        released=changes is not None,
        verdict=required_bump(changes or []).name,
        changes=group_by_place(changes or []),
        conflicts=list(provenance.conflicts(transcription, sources)),
        pages=sources["pages"],
        read=sources["read"],
        site=sources["site"],
        tally=provenance.count_by_source(transcription, sources),
        statements=list(provenance.leaves(transcription)),
        entries=list(entries(sources)),
        values=sorted(values(document), key=lambda value: not value.personal),
        actions=overlay.actions(workspace),
        **swagger_ui(workspace),
    )


def swagger_ui(workspace: Workspace) -> dict[str, str]:
    """Return Swagger UI's style and script, escaped for use in a page."""
    found = {}
    folder = workspace.node_modules / "swagger-ui-dist"
    for name, path in (("style", folder / "swagger-ui.css"), ("script", folder / "swagger-ui-bundle.js")):
        if not path.is_file():
            raise PipelineError(f"{short_path(path)} is not installed. Run this through nox: nox -s review")
        found[name] = path.read_text(encoding="utf-8")
    # In a page, an end tag ends the element even within a string.
    return {name: re.sub("</(?=script|style)", r"<\\/", text, flags=re.IGNORECASE) for name, text in found.items()}


def prose(text: str) -> Markup:
    """Return a text with its backquoted parts as code."""
    parts = text.split("`")
    return Markup("").join(Markup("<code>{}</code>").format(part) if i % 2 else part for i, part in enumerate(parts))


def short(value: Any) -> str:
    """Return a value as JSON, truncated; the reference shows it whole."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN else text[:SHOWN] + " ..."


def entries(sources: dict[str, Any]) -> Iterator[Entry]:
    """Yield everything that the document states, with its source."""
    for element, entries in sources["entries"].items():
        for entry in entries:
            mark = provenance.mark_of(entry)
            facts = dict.fromkeys(entry.get("covers", ())) | entry.get("states", {})
            source = "; ".join(entry[mark]) if mark == "conflict" else entry[mark]
            yield Entry(element, facts, mark, source)


def values(document: dict[str, Any]) -> Iterator[Value]:
    """Yield every value that the document describes, with its place."""
    for steps, node in walk(document):
        if isinstance(node, dict) and "x-pii" in node:
            kind: str = "enumeration" if "enum" in node else node.get("format") or node.get("type", "any")
            yield Value(place(steps), kind, node["x-pii"])


def place(steps: Steps) -> str:
    """Return the names on the path to a value, without OpenAPI's keywords."""
    words = {"components": "", "schemas": "", "properties": "", "paths": "", "schema": "", "allOf": ""}
    words |= {"items": "[]", "additionalProperties": ".*"}
    names = [words.get(str(step), f".{step}") for step in steps if isinstance(step, str)]
    return "".join(names).removeprefix(".")


if __name__ == "__main__":
    run(main)
