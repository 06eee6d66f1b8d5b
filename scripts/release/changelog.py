"""Draft the entry of a version for changelog.md, in the form of https://keepachangelog.com, from what has changed."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import fill

from packaging.version import Version

from scripts.changes.change import NOBODY, Change, Level, group_by_place
from scripts.changes.report import changes_since_release
from scripts.common.cli import run
from scripts.common.errors import PipelineError
from scripts.common.git import VERSION
from scripts.common.json_pointer import parse_pointer
from scripts.common.workspace import Workspace, short_path
from scripts.contract.openapi import METHODS
from scripts.generation.config import package_version

DATE = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
HEADING = re.compile(rf"^## \[(?P<version>{VERSION})\] - {DATE}( \[YANKED\])?$", re.MULTILINE)

# How many places of one change a draft names.
NAMED = 4


def main(workspace: Workspace, _: list[str]) -> None:
    version, changelog = package_version(workspace), workspace.changelog
    if version in entries(changelog):
        raise PipelineError(
            f"{short_path(changelog)} has an entry for {version}. Edit it, or delete it to have a new draft."
        )
    text = changelog.read_text(encoding="utf-8")
    first = HEADING.search(text)
    above = text[: first.start()] if first else f"{text.rstrip()}\n\n"
    below = text[first.start() :] if first else ""
    changelog.write_text(
        above + "\n".join(draft(version, changes_since_release(workspace))) + "\n" + below, encoding="utf-8"
    )
    print(f"{short_path(changelog)} has a draft for {version}. Say it in your words, for those who use the package.")


def entries(changelog: Path) -> dict[Version, list[str]]:
    """What changelog.md says of each version, by the first lines of its items."""
    try:
        text = changelog.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise PipelineError(
            f"{short_path(changelog)} is missing. Restore it: git restore {short_path(changelog)}"
        ) from None
    except UnicodeDecodeError as error:
        raise PipelineError(f"{short_path(changelog)} cannot be read as UTF-8 text: {error}") from None
    found = {}
    for heading in HEADING.finditer(text):
        entry = re.split("^## ", text[heading.end() :], maxsplit=1, flags=re.MULTILINE)[0]
        items = re.findall(r"^[-*] +\S.*", re.sub("<!--.*?-->", "", entry, flags=re.DOTALL), re.MULTILINE)
        found[Version(heading["version"])] = items
    return found


def draft(version: Version, found: list[Change] | None) -> Iterator[str]:
    """The entry, line by line; of changes that are told twice, for the wire and for Python, the latter."""
    yield f"## [{version}] - {datetime.datetime.now(datetime.UTC).date()}\n"
    if found is None:
        yield "### Added\n\n- The first release.\n"
    sections: dict[str, list[str]] = {}
    for each, places in group_by_place(list(is_worth_reporting(found or []))):
        sections.setdefault(each.kind.title(), []).append(reported(each, places))
    for title in sorted(sections):
        yield "\n".join([f"### {title}\n", *sections[title], ""])
    if found is not None and not sections:
        yield "### Fixed\n\n- Nothing that the contract or the public names show.\n"


def is_worth_reporting(found: list[Change]) -> Iterator[Change]:
    """The changes that whoever uses the package may want to know of."""
    in_python = {(each.level, element(each)) for each in found if each.reader == "Python"}
    for each in found:
        reworded = each.reader == "wire" and each.level == Level.patch
        repeated = each.reader == "wire" and element(each) and (each.level, element(each)) in in_python
        if not reworded and not repeated:
            yield each


def element(difference: Change) -> tuple[str, str | None] | None:
    """The model and the property that a change is about; of an enumeration no value."""
    wire = re.match(r"/components/schemas/(\w+)(?:/properties/(\w+))?", difference.place)
    found = wire or re.search(r"\.models\.(\w+)(?:\.([a-z]\w*))?", difference.place)
    return (found[1], found[2]) if found else None


def reported(difference: Change, places: list[str]) -> str:
    """A change as an item of a list."""
    subjects = list(dict.fromkeys(subject(place) for place in places))
    more = f" and {len(subjects) - NAMED} more" if len(subjects) > NAMED else ""
    breaking = "**Breaking.** " if difference.level == Level.major else ""
    affects = "" if difference.affects == NOBODY else f" {difference.affects}"
    text = f"- {breaking}{', '.join(subjects[:NAMED])}{more}: {difference.what}{affects}"
    return fill(text, 118, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def subject(place: str) -> str:
    """What a change is about, as somebody who uses the package knows it."""
    if not place.startswith("/"):
        return f"`{place.split('.', 1)[-1]}`"
    match parse_pointer(place):
        case ["paths", route, method, *_] if method in METHODS:
            return f"`{str(method).upper()} {route}`"
        case ["paths", route, *_]:
            return f"`{route}`"
        case ["components", _, name, *_]:
            return f"`{name}`"
        case _:
            return "The API"


if __name__ == "__main__":
    run(main)
