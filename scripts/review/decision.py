"""What a board decides on: the proposed version, and what changes since the last release, with its sources."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from packaging.version import Version

from scripts.changes.change import Change, Level, required_bump
from scripts.changes.report import changes_since, last_release
from scripts.changes.subjects import PythonSubjects, subject
from scripts.changes.version_bump import bump_between
from scripts.common.git import History
from scripts.common.json_pointer import pointer, walk
from scripts.common.workspace import Workspace
from scripts.contract import marks, provenance
from scripts.contract.openapi import is_data
from scripts.generation.config import package_version

# Who notices a change, by where it is.
READERS = {"wire": "callers of the API", "Python": "users of the Python client"}


@dataclass(frozen=True)
class Value:
    """A value that the API receives or sends, and what it says of a person."""

    subject: str
    level: str


@dataclass
class State:
    """A document with its sources, as in a release or as it is."""

    document: dict[str, Any]
    sources: dict[str, Any]

    @cached_property
    def values(self) -> list[Value]:
        """Every value that the document describes, each once."""
        found = [
            Value(subject(pointer(steps)), marks.level(node["x-pii"]))
            for steps, node in walk(self.document)
            if isinstance(node, dict) and "x-pii" in node and not is_data(steps)
        ]
        return list(dict.fromkeys(found))

    @cached_property
    def conflicts(self) -> list[str]:
        """The places in which pages contradict each other."""
        entries = self.sources["entries"].items()
        return [place for place, found in entries if any("conflict" in entry for entry in found)]

    def sources_of(self, place: str) -> list[tuple[str, str]]:
        """The mark and the source of what stands at a place or below it; of what it belongs to, if it has none."""
        found = [(claim.place, (claim.mark, claim.source)) for claim in provenance.claims(self.sources)]
        below = [source for claimed, source in found if is_within(claimed, place)]
        above = [source for claimed, source in found if is_within(place, claimed)]
        return list(dict.fromkeys(below or above))


@dataclass
class Row:
    """What changes about one subject, and the sources of what the document says about it."""

    subject: str
    places: dict[str, None] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    sources: dict[tuple[str, str], None] = field(default_factory=dict)

    @property
    def level(self) -> Level:
        return required_bump(self.changes)

    @property
    def is_on_the_wire(self) -> bool:
        """Whether the document itself changes, and not only what is generated from it."""
        return any(change.reader == "wire" for change in self.changes)


@dataclass
class Decision:
    """The proposed version, and what it changes since the last release; without one, everything is new."""

    version: Version
    commit: str
    is_committed: bool
    state: State
    last: Version | None = None
    last_commit: str = ""
    released: State | None = None
    changes: list[Change] = field(default_factory=list)

    @property
    def required(self) -> Level:
        """What the changes require the version to raise."""
        return required_bump(self.changes)

    @property
    def chosen(self) -> Level:
        """What the proposed version raises."""
        return bump_between(self.last, self.version) if self.last else Level.none

    @property
    def suffices(self) -> bool:
        """Whether the proposed version may have these changes."""
        return not self.last or self.chosen >= self.required

    @cached_property
    def rows(self) -> list[Row]:
        """The changes by subject, the highest level first."""
        found: dict[str, Row] = {}
        names = PythonSubjects(self.state.document)
        old_names = PythonSubjects((self.released or self.state).document)
        for change in self.changes:
            is_wire = change.reader == "wire"
            in_python = old_names if change.kind == "removed" else names
            name = subject(change.place) if is_wire else in_python.subject(change.place)
            row = found.setdefault(name, Row(name))
            row.changes.append(change)
            row.places[change.place] = None
            state = self.released if change.kind == "removed" and self.released else self.state
            row.sources |= dict.fromkeys(state.sources_of(change.place) if is_wire else ())
        return sorted(found.values(), key=lambda row: -row.level)

    @property
    def broken(self) -> list[str]:
        """What a caller may rely on that breaks."""
        return [row.subject for row in self.rows if row.level == Level.major]

    @property
    def affected(self) -> list[str]:
        """Whom the changes break."""
        broken = {change.reader for change in self.changes if change.level == Level.major}
        return [people for reader, people in READERS.items() if reader in broken]

    @property
    def new_values(self) -> list[Value]:
        """The values that say more of a person than in the last release."""
        known = {value.subject: value.level for value in self.released.values} if self.released else {}
        return [
            value
            for value in self.state.values
            if marks.LEVELS.index(value.level) > marks.LEVELS.index(known.get(value.subject, marks.LEVELS[0]))
        ]

    @property
    def new_conflicts(self) -> list[str]:
        """The places in which pages contradict each other, and did not at the last release."""
        known = self.released.conflicts if self.released else []
        return [place for place in self.state.conflicts if place not in known]


def is_within(place: str, other: str) -> bool:
    return place == other or place.startswith(f"{other}/")


def decision(workspace: Workspace, document: dict[str, Any], sources: dict[str, Any]) -> Decision:
    """What there is to decide about the files of a workspace."""
    history, version = History(workspace.root), package_version(workspace)
    with last_release(workspace) as release:
        found = Decision(version, history.commit(), not history.uncommitted(), State(document, sources))
        found.last = history.last_release(version)
        if release and found.last:
            found.last_commit = history.releases()[found.last]
            found.released = State(release.generated.document, provenance.read_released(release.files))
            found.changes = changes_since(workspace, release.generated)
        return found
