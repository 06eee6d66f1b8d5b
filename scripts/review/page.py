"""Write review.html, one page on which a board can decide: the changes, the sources, the personal data.

The page is self-contained and sends no request. Swagger UI renders the reference.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from scripts.changes.subjects import subject
from scripts.common.cli import run
from scripts.common.errors import PipelineError
from scripts.common.hashing import digest
from scripts.common.workspace import Workspace, short_path
from scripts.contract import exceptions, marks, overlay, provenance
from scripts.contract.lint import lint
from scripts.review.decision import Value, decision, is_within

TEMPLATE = Path(__file__).with_name("page.html.jinja")
STYLE = Path(__file__).with_name("page.css")


@dataclass
class Entry:
    """What the document states about one element, and its source."""

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
    found = decision(workspace, document, sources)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATE.parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters |= {"prose": prose, "said": said, "breakable": breakable, "by_owner": by_owner}
    environment.filters |= {"located": located(sources["entries"], str), "linked": located(sources["entries"], subject)}
    environment.filters["subject"] = subject
    # Keep the document's order of keys.
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    return environment.get_template(TEMPLATE.name).render(
        document=document,
        checksum=checksum,
        decision=found,
        conflicts=list(provenance.conflicts(transcription, sources)),
        levels={level: [each for each in found.state.values if each.level == level] for level in marks.LEVELS},
        exceptions=exceptions.read(workspace),
        actions=overlay.actions(workspace),
        pages=sources["pages"],
        read=sources["read"],
        site=sources["site"],
        tally=provenance.count_by_source(transcription, sources),
        entries={element: list(entries(found)) for element, found in sources["entries"].items()},
        style=STYLE.read_text(encoding="utf-8"),
        **swagger_ui(workspace),
    )


def swagger_ui(workspace: Workspace) -> dict[str, str]:
    """Return Swagger UI's style and script, escaped for use in a page."""
    found = {}
    folder = workspace.node_modules / "swagger-ui-dist"
    for name, path in (("reference_style", folder / "swagger-ui.css"), ("script", folder / "swagger-ui-bundle.js")):
        if not path.is_file():
            raise PipelineError(f"{short_path(path)} is not installed. Run this through nox: nox -s review")
        found[name] = path.read_text(encoding="utf-8")
    # In a page, an end tag ends the element even within a string.
    return {name: re.sub("</(?=script|style)", r"<\\/", text, flags=re.IGNORECASE) for name, text in found.items()}


def prose(text: str) -> Markup:
    """Return a text with its backquoted parts as code."""
    parts = text.split("`")
    return Markup("").join(Markup("<code>{}</code>").format(part) if i % 2 else part for i, part in enumerate(parts))


def said(value: Any) -> str:
    """Return a value as people write it: a list without brackets, and a text without quotes."""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def breakable(text: str) -> Markup:
    """Return a name or a pointer that is broken between words only."""
    return Markup("<wbr>").join(re.split(r"(?<=[/._])|(?<=~1)", text))


def located(elements: Iterable[str], shown: Callable[[str], str]) -> Callable[[str], Markup]:
    """Return a filter that shows a pointer as a link to the sources of the closest element.

    A name in Python has none, and stays text.
    """
    known = sorted(elements, key=len, reverse=True)

    def link(place: str) -> Markup:
        text = Markup("<code>{}</code>").format(breakable(shown(place)))
        element = next((each for each in known if is_within(place, each)), None) if place.startswith("/") else None
        return text if element is None else Markup('<a href="#at{}">{}</a>').format(element, text)

    return link


def by_owner(values: list[Value]) -> list[tuple[str, list[tuple[Value, str]]]]:
    """Return the values by the object that they belong to, if any, each with its own name."""
    found: dict[str, list[tuple[Value, str]]] = {}
    for value in values:
        owner, dot, name = value.subject.partition(".")
        found.setdefault(owner if dot else "", []).append((value, name if dot else owner))
    return list(found.items())


def entries(found: list[dict[str, Any]]) -> Iterator[Entry]:
    """Yield what the document states about an element, with its sources."""
    for entry in found:
        mark = provenance.mark_of(entry)
        facts = dict.fromkeys(entry.get("covers", ())) | entry.get("states", {})
        yield Entry(facts, mark, "; ".join(entry[mark]) if mark == "conflict" else entry[mark])


if __name__ == "__main__":
    run(main)
