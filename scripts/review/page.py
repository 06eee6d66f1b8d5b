"""Write review.html, one page on which a board can decide: what changes, what is true, whose data it is.

The page holds everything that it shows, and asks no server for anything. The reference in it is Swagger UI's.
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


# Characters of a value that are shown in a table.
LONG = 100


@dataclass
class Value:
    """A value that the API receives or sends."""

    place: str
    kind: str
    personal: bool


@dataclass
class Entry:
    """What the document says of one element, and where that comes from."""

    element: str
    said: dict[str, Any]
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
    """The page, as text: about the contract, and about what of it the vendor says where."""
    changes = changes_since_release(workspace)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATE.parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters |= {"prose": prose, "json": short}
    # As they stand in the document, not sorted.
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
    """What shows the reference, in a form that can stand inside a page."""
    found = {}
    folder = workspace.node_modules / "swagger-ui-dist"
    for name, path in (("style", folder / "swagger-ui.css"), ("script", folder / "swagger-ui-bundle.js")):
        if not path.is_file():
            raise PipelineError(f"{short_path(path)} is not installed. Run this through nox: nox -s review")
        found[name] = path.read_text(encoding="utf-8")
    # Inside a page the end of an element is its end, even in a text.
    return {name: re.sub("</(?=script|style)", r"<\\/", text, flags=re.IGNORECASE) for name, text in found.items()}


def prose(text: str) -> Markup:
    """A text with what stands in backquotes as code."""
    parts = text.split("`")
    return Markup("").join(Markup("<code>{}</code>").format(part) if i % 2 else part for i, part in enumerate(parts))


def short(value: Any) -> str:
    """A value as JSON, or the beginning of it; whole it stands in the reference."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONG else text[:LONG] + " ..."


def entries(sources: dict[str, Any]) -> Iterator[Entry]:
    """Everything that the document says, element by element, with its source."""
    for element, entries in sources["entries"].items():
        for entry in entries:
            mark = provenance.mark_of(entry)
            said = dict.fromkeys(entry.get("covers", ())) | entry.get("states", {})
            source = "; ".join(entry[mark]) if mark == "conflict" else entry[mark]
            yield Entry(element, said, mark, source)


def values(document: dict[str, Any]) -> Iterator[Value]:
    """Every value that the document describes, where it is described."""
    for steps, node in walk(document):
        if isinstance(node, dict) and "x-pii" in node:
            kind: str = "enumeration" if "enum" in node else node.get("format") or node.get("type", "any")
            yield Value(place(steps), kind, node["x-pii"])


def place(steps: Steps) -> str:
    """The names on the way to a value, without the words of OpenAPI between them."""
    words = {"components": "", "schemas": "", "properties": "", "paths": "", "schema": "", "allOf": ""}
    words |= {"items": "[]", "additionalProperties": ".*"}
    names = [words.get(str(step), f".{step}") for step in steps if isinstance(step, str)]
    return "".join(names).removeprefix(".")


if __name__ == "__main__":
    run(main)
