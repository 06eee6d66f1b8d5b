"""Compare the vendor's page with the facts that were transcribed from it, and draft the change to these.

The page is a file (the text copied from a browser, Markdown or HTML) or a URL; by default it is read from the site.
Each difference is reported with the places that follow from it. If these do not fit on a screen, they are above the
draft, on the standard output.
"""

import argparse
import json
from dataclasses import replace
from textwrap import shorten
from typing import Any

from scripts.common.cli import run
from scripts.common.errors import SHOWN, PipelineError, error_list
from scripts.common.json_pointer import Steps
from scripts.common.workspace import Workspace, short_path
from scripts.common.yaml_file import read_yaml
from scripts.contract import provenance
from scripts.contract.document import load
from scripts.contract.page_format import PAGE_FORMAT
from scripts.page.differences import Difference, differences
from scripts.page.draft import drafted, patch
from scripts.page.part import NOTHING
from scripts.page.places import Places
from scripts.page.reading import Reading
from scripts.page.source import read
from scripts.page.unstated import unstated_facts


def main(workspace: Workspace, arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="nox -s page --", description=__doc__)
    parser.add_argument("page", nargs="?", metavar="FILE|URL", help="the page; by default as it is published")
    sources = provenance.read(workspace)
    address = parser.parse_args(arguments).page or sources["transcribed_from"]
    path = workspace.pages / f"{sources['transcribed']}.yaml"
    facts, document = read_yaml(path, PAGE_FORMAT), load(workspace.document)
    source = read(address)
    unstated = unstated_facts(document, facts)
    parts = Reading(source, facts, unstated).read()
    found = differences(facts, parts, unstated)
    if not found:
        print(f"{source.name} says what {short_path(path)} says.")
        return
    places = Places(workspace, document, path, facts)
    full = [f"{source.name}:{each.lines[0]}: {described(each)}{placed(places, each)}" for each in found]
    short = fitting(full)
    if short != full:
        print(*full, sep="\n")
    old = path.read_text(encoding="utf-8")
    draft = patch(path.relative_to(workspace.root).as_posix(), old, drafted(old, facts, parts))
    print(draft, end="")
    title = f"{source.name} differs from {short_path(path)} in {len(found)} place{'s' * (len(found) > 1)}:"
    raise PipelineError(error_list(title, short, advice(draft, found)))


def fitting(entries: list[str]) -> list[str]:
    """The entries without the lines below the first one if all would not fit on a screen."""
    if sum(entry.count("\n") + 1 for entry in entries) <= SHOWN:
        return entries
    return [entry.partition("\n")[0] for entry in entries]


def described(difference: Difference) -> str:
    """A difference in words."""
    steps = difference.steps
    if is_prose(steps):
        # Its digest says nothing to a reader.
        difference = replace(difference, was=NOTHING, now=NOTHING)
        steps = (*(step for step in steps if isinstance(step, str)), "a sentence")
    subject, was, now = ", ".join(map(str, steps)), shown(difference.was), shown(difference.now)
    words = {
        "came": f"{subject} came" + (f": {now}" if now else ""),
        "went": f"{subject} went" + (f": {was}" if was else ""),
        "moved": f"{subject} moved" + (f": {was}" if isinstance(steps[-1], int) else ""),
        "renamed": f"{subject} is now called {now}",
        "changed": f"{subject} changed" + (f" from {was} to {now}" if now else ""),
        "broken": now.strip('"'),
    }[difference.kind]
    lines = difference.lines
    until = f", to line {difference.end}" if difference.kind == "came" and difference.end > lines[-1] else ""
    others = f" (also on line {', '.join(map(str, lines[1:]))})" if lines[1:] else ""
    return words + until + others + ("; elsewhere the page has it unchanged" if difference.is_contradicted else "")


def is_prose(steps: Steps) -> bool:
    """Whether a fact is a digest of prose."""
    return steps[0] == "other" or (steps[0] not in ("sample", "responses") and "description" in steps)


def shown(value: Any) -> str:
    return "" if value is NOTHING else shorten(json.dumps(value, ensure_ascii=False), 60, placeholder=" ...")


def placed(places: Places, difference: Difference) -> str:
    """The places that follow from a difference, each on a line."""
    return "".join(f"\n    {each}" for each in places.of(difference.steps))


def advice(draft: str, found: list[Difference]) -> str:
    """What to do about the differences."""
    if not draft:
        return "A draft of the facts is not possible: look at the page again."
    if any(each.is_contradicted or each.kind == "broken" for each in found):
        return "The draft lacks what the page contradicts and what cannot be read: look at the page again."
    return "The draft above changes the facts: `git apply` it. Then `nox -s spec` says what the document lacks."


if __name__ == "__main__":
    run(main)
