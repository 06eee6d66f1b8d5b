"""Draft the entry of a version in CHANGELOG.md from the changes, in the format of https://keepachangelog.com."""

import datetime
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill

from packaging.version import Version

from scripts.changes.change import NOBODY, Change, Level, group_by_place
from scripts.changes.report import changes_since_release
from scripts.changes.subjects import WHOLE, subject
from scripts.common.cli import run
from scripts.common.errors import PipelineError
from scripts.common.git import VERSION
from scripts.common.workspace import Workspace, short_path
from scripts.generation.config import package_version

HEADING = re.compile(
    rf"^## \[(?P<version>{VERSION})\] - (?P<date>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})( \[YANKED\])?$", re.MULTILINE
)

# The words with which an author marks what is still to be written.
UNFINISHED = re.compile(r"\b(todo|tbd|fixme|xxx|wip)\b|\?\?\?", re.IGNORECASE)

# How many subjects of one change a draft lists.
SHOWN = 4


def main(workspace: Workspace, _: list[str]) -> None:
    version, changelog = package_version(workspace), workspace.changelog
    if version in entries(changelog):
        raise PipelineError(
            f"{short_path(changelog)} has an entry for {version}. Edit it, or delete it to get a new draft."
        )
    text = changelog.read_text(encoding="utf-8")
    first = HEADING.search(text)
    above = text[: first.start()] if first else f"{text.rstrip()}\n\n"
    below = text[first.start() :] if first else ""
    changelog.write_text(
        above + "\n".join(draft(version, changes_since_release(workspace))) + "\n" + below, encoding="utf-8"
    )
    print(f"{short_path(changelog)} has a draft for {version}. Rewrite it for the users of the package.")


@dataclass(frozen=True)
class Entry:
    """What CHANGELOG.md says of a version."""

    date: datetime.date
    text: str

    @property
    def has_items(self) -> bool:
        """Whether it lists a change, outside of comments."""
        return bool(re.search(r"^[-*] +\S", re.sub("<!--.*?-->", "", self.text, flags=re.DOTALL), re.MULTILINE))

    @property
    def is_in_the_future(self) -> bool:
        """Whether its date has begun nowhere on earth; the first time zone is up to a day ahead."""
        return self.date > datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1)

    @property
    def unfinished(self) -> list[str]:
        """The lines that its author has not finished."""
        return [line for line in self.text.splitlines() if UNFINISHED.search(line)]


def entries(changelog: Path) -> dict[Version, Entry]:
    """Return the entries of CHANGELOG.md with a date that exists, by version."""
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
        with suppress(ValueError):
            found[Version(heading["version"])] = Entry(datetime.date.fromisoformat(heading["date"]), entry)
    return found


def draft(version: Version, changes: list[Change] | None) -> Iterator[str]:
    """Yield the entry. A change that affects both the wire and Python is listed for Python only."""
    yield f"## [{version}] - {datetime.datetime.now(datetime.UTC).date()}\n"
    if changes is None:
        yield "### Added\n\n- The first release.\n"
    sections: dict[str, list[str]] = {}
    for change, places in group_by_place(list(relevant_changes(changes or []))):
        sections.setdefault(change.kind.title(), []).append(list_item(change, places))
    for title in sorted(sections):
        yield "\n".join([f"### {title}\n", *sections[title], ""])
    if changes is not None and not sections:
        yield "### Fixed\n\n- No change to the contract or the public names.\n"


def relevant_changes(changes: list[Change]) -> Iterator[Change]:
    """Yield the changes that matter to users of the package."""
    in_python = {(change.level, element(change)) for change in changes if change.reader == "Python"}
    for change in changes:
        reworded = change.reader == "wire" and change.level == Level.patch
        repeated = change.reader == "wire" and element(change) and (change.level, element(change)) in in_python
        if not reworded and not repeated:
            yield change


def element(change: Change) -> tuple[str, str | None] | None:
    """Return the model and property that changed; for an enumeration, the model only."""
    wire = re.match(r"/components/schemas/(\w+)(?:/properties/(\w+))?", change.place)
    found = wire or re.search(r"\.models\.(\w+)(?:\.([a-z]\w*))?", change.place)
    return (found[1], found[2]) if found else None


def list_item(change: Change, places: list[str]) -> str:
    """Return a change as a list item."""
    subjects = list(dict.fromkeys(quoted_subject(place) for place in places))
    more = f" and {len(subjects) - SHOWN} more" if len(subjects) > SHOWN else ""
    breaking = "**Breaking.** " if change.level == Level.major else ""
    affects = "" if change.affects == NOBODY else f" {change.affects}"
    text = f"- {breaking}{', '.join(subjects[:SHOWN])}{more}: {change.what}{affects}"
    return fill(text, 118, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def quoted_subject(place: str) -> str:
    """Name what a change is about, in terms that a user knows."""
    if not place.startswith("/"):
        return f"`{place.split('.', 1)[-1]}`"
    named = subject(place)
    return named if named == WHOLE else f"`{named}`"


if __name__ == "__main__":
    run(main)
