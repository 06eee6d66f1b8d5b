"""Compare the vendor's page with the facts that were transcribed from it, and draft the change to these.

The page is a file (the text copied from a browser, Markdown or HTML) or a URL; by default it is read from the site.
"""

import argparse
import json
from textwrap import shorten
from typing import Any

from scripts.common.cli import run
from scripts.common.errors import PipelineError, error_list
from scripts.common.workspace import Workspace, short_path
from scripts.common.yaml_file import read_yaml
from scripts.contract import provenance
from scripts.contract.document import load
from scripts.contract.page_format import PAGE_FORMAT
from scripts.page.differences import NOTHING, Difference, differences
from scripts.page.draft import drafted, patch
from scripts.page.places import Places
from scripts.page.reading import Reading
from scripts.page.source import read
from scripts.page.unstated import unstated

# With the places of more than these, the list would not fit on a screen.
WITH_PLACES = 4
SHOWN_PLACES = 6


def main(workspace: Workspace, arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="nox -s page --", description=__doc__)
    parser.add_argument("page", nargs="?", metavar="FILE|URL", help="the page; by default as it is published")
    sources = provenance.read(workspace)
    source = read(parser.parse_args(arguments).page or sources["transcribed_from"])
    path = workspace.pages / f"{sources['transcribed']}.yaml"
    facts, document = read_yaml(path, PAGE_FORMAT), load(workspace.document)
    implied = unstated(document, facts)
    parts = Reading(source, facts, implied).read()
    found = differences(facts, parts, implied)
    if not found:
        print(f"{source.name} says what {short_path(path)} says.")
        return
    old = path.read_text(encoding="utf-8")
    draft = patch(path.relative_to(workspace.root).as_posix(), old, drafted(old, facts, parts))
    print(draft, end="")
    places = Places(workspace, document, path, facts)
    lines = [
        f"{source.name}:{each.lines[0]}: {described(each)}" + (placed(places, each) if at < WITH_PLACES else "")
        for at, each in enumerate(found)
    ]
    title = f"{source.name} differs from {short_path(path)} in {len(found)} places:"
    raise PipelineError(error_list(title, lines, advice(draft, found)))


def described(difference: Difference) -> str:
    """A difference in words."""
    subject = ", ".join(map(str, difference.steps))
    was, now = shown(difference.was), shown(difference.now)
    words = {
        "came": f"{subject}: came" + (f": {now}" if now else ""),
        "went": f"{subject}: went" + (f": {was}" if was else ""),
        "moved": f"{subject}: moved" + (f": {was}" if isinstance(difference.steps[-1], int) else ""),
        "renamed": f"{subject}: renamed to {now}",
        "changed": f"{subject}: was {was}, is {now}",
        "broken": str(difference.now),
    }[difference.kind]
    others = f" (also on line {', '.join(map(str, difference.lines[1:]))})" if difference.lines[1:] else ""
    return words + others + (". Elsewhere the page has it unchanged" if difference.is_contradicted else "")


def shown(value: Any) -> str:
    return "" if value is NOTHING else shorten(json.dumps(value, ensure_ascii=False), 60, placeholder=" ...")


def placed(places: Places, difference: Difference) -> str:
    """The places that follow from a difference, each on a line."""
    found = list(places.of(difference.steps))
    rest = [f"... and {len(found) - SHOWN_PLACES} more places"] if len(found) > SHOWN_PLACES else []
    return "".join(f"\n    {each}" for each in [*found[:SHOWN_PLACES], *rest])


def advice(draft: str, found: list[Difference]) -> str:
    """What to do about the differences."""
    if any(each.is_contradicted or each.kind == "broken" for each in found):
        draft_is = "does not have what the page contradicts or what cannot be read" if draft else "is not possible"
        return f"A draft of the facts {draft_is}: look at the page again."
    return "The draft above changes the facts: `git apply` it. Then `nox -s spec` says what the document lacks."


if __name__ == "__main__":
    run(main)
