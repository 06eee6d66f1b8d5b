"""Read the lines of the page as facts. Every line ends up in one of its parts; what has no place is in `other`."""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from scripts.common.errors import PipelineError
from scripts.common.json_pointer import Steps
from scripts.page.fields import has_names, read_fields
from scripts.page.panel import read_panel
from scripts.page.part import Part, digests
from scripts.page.source import Source
from scripts.page.unstated import Unstated
from scripts.page.vocabulary import (
    AUTHORIZATIONS,
    HEAD,
    LABELS,
    METHOD,
    NAME,
    PARAMETERS,
    PATH,
    RESPONSE,
    SECTIONS,
    STATUS,
    TYPES,
    Line,
)

HEADING: list[Steps] = [("operation", name) for name in ("tag", "summary", "description", "method", "path")]
REFERENCE: list[Steps] = [("authorizations",), ("parameters",), ("responses",), ("attributes",)]
TITLE: Steps = ("operation", "summary")


@dataclass
class Reading:
    """The parts of the page: its heading, its sample calls, its sections, and what is in none of them."""

    source: Source
    facts: dict[str, Any]
    unstated: Unstated
    parts: list[Part] = field(default_factory=list)
    strays: list[Line] = field(default_factory=list)
    has_names: bool = False

    def read(self) -> list[Part]:
        """All parts; raises PipelineError if this is another page."""
        lines, rest = self.source.lines, self.source.lines
        heading: Part | None = None
        sections: list[Line] = []
        while (start := index_of_command(rest)) is not None:
            panel, after = read_panel(rest[start:], self.facts)
            before = rest[:start]
            if not heading:
                heading, before = self.heading(before)
            sections, before = split_sections(sections, before, self.facts["operation"].get("summary"))
            self.title(panel, before)
            self.parts.append(panel)
            rest = after
        if not self.parts or not is_about(lines, self.facts["operation"]):
            raise PipelineError(self.complaint(lines))
        if not self.source.is_whole:
            fix = "Copy the page to its end."
            raise PipelineError(f"{self.source.name} does not end with ⌘I, as the page does in a browser. {fix}")
        if not heading:
            heading, rest = self.heading(rest)
        sections, rest = split_sections(sections, rest, None)
        self.strays += rest
        self.parts.append(heading or Part(HEADING, lines[0].number))
        self.parts.append(self.reference(sections))
        other = Part([("other",)], lines[0].number)
        for line in self.strays:
            other.add(("other",), digests(line), line.number)
        return [*self.parts, other]

    def complaint(self, lines: list[Line]) -> str:
        """Why these lines are another page."""
        title, path = self.facts["operation"].get("summary"), self.facts["operation"]["path"]
        lacks = "no cURL command" if index_of_command(lines) is None else f"neither its title nor {path}"
        return f'{self.source.name} is not the page "{title}": it has {lacks}. Save the page whole.'

    def title(self, panel: Part, before: list[Line]) -> None:
        """Take the title of a sample call from the lines before it."""
        if before:
            panel.state(TITLE, before[-1].text, before[-1].number)
        if before or self.source.is_copied:
            # Other forms of the page may have a sample call without it.
            panel.shows.append(TITLE)
        self.strays += before[:-1]

    def heading(self, lines: list[Line]) -> tuple[Part | None, list[Line]]:
        """The heading, if it is in these lines, and the lines after it."""
        start = next((at for at, line in enumerate(lines) if is_route(line) or line.text in SECTIONS), None)
        if start is None or lines[start].text in SECTIONS:
            return None, lines
        part = Part(HEADING, lines[0].number)
        before = lines[:start]
        known = [at for at, line in enumerate(before) if line.text == self.facts["operation"].get("summary")]
        title = known[0] if known else min(1, start - 1)
        for at, line in enumerate(before):
            if at == title:
                part.state(TITLE, line.text, line.number)
            elif at == 0:
                part.state(("operation", "tag"), line.text, line.number)
            elif at < title:
                self.strays.append(line)
            else:
                part.add(("operation", "description"), digests(line), line.number)
        path, rest = "", lines[start:]
        if method := METHOD.match(rest[0].text):
            part.state(("operation", "method"), method[1], rest[0].number)
            rest = [Line(rest[0].number, method[2])] * bool(method[2]) + rest[1:]
        first = rest[0].number if rest else lines[-1].number
        # A copied page has each segment and each slash on a line of its own.
        while rest and is_segment(path, piece := route(rest[0].text)):
            path, rest = path + piece, rest[1:]
        if path:
            part.state(("operation", "path"), path, first)
        return part, rest

    def reference(self, lines: list[Line]) -> Part:
        """The sections below the heading."""
        part = Part(REFERENCE, lines[0].number if lines else self.source.lines[-1].number)
        self.has_names = has_names(lines)
        section, body = "", list[Line]()
        for line in [*lines, Line(0, "")]:
            if line.text and (line.text not in SECTIONS or (line.text,) in part.lines):
                body.append(line)
                continue
            if section == RESPONSE:
                self.responses(part, body)
            elif section:
                place: Steps = ("authorizations",) if section == AUTHORIZATIONS else ("parameters", PARAMETERS[section])
                self.fields(part, place, body)
            section, body = line.text, []
            if section:
                # A second heading of the same name is none.
                part.lines[section,] = line.number
        return part

    def fields(self, part: Part, place: Steps, lines: list[Line]) -> None:
        known: Any = self.facts
        for step in place:
            known = known.get(step, {})
        read_fields(part, place, lines, known, self.unstated if self.has_names else None)

    def responses(self, part: Part, lines: list[Line]) -> None:
        """The section of the responses; the attributes of the first one have their own place among the facts."""
        starts = [at for at, line in enumerate(lines) if STATUS.fullmatch(line.text)]
        self.strays += lines[: starts[0]] if starts else lines
        blocks = [lines[start:stop] for start, stop in pairwise([*starts, len(lines)])]
        statuses = [found[1] for head, *_ in blocks if (found := STATUS.fullmatch(head.text))]
        main = next((each for each in self.facts["responses"] if each in statuses), next(iter(statuses), ""))
        for head, *body in blocks:
            found = STATUS.fullmatch(head.text)
            status = found[1] if found else ""
            place: Steps = ("responses", status)
            if place in part.lines:
                self.strays += [head, *body]
                continue
            part.state(place, {}, head.number)
            if found and found[2]:
                part.state((*place, "media_type"), found[2], head.number)
            if body and not is_entry(body):
                part.state((*place, "description"), body[0].text, body[0].number)
                body = body[1:]
            attributes: Steps = ("attributes",) if status == main else (*place, "attributes")
            if body or status == main:
                self.fields(part, attributes, body)


def index_of_command(lines: list[Line]) -> int | None:
    """The index of the first line of a cURL command."""
    return next((at for at, line in enumerate(lines) if re.match(r"curl\b", line.text)), None)


def is_about(lines: list[Line], operation: dict[str, Any]) -> bool:
    """Whether these lines have the title of the transcribed page or the path of its operation."""
    title, path = operation.get("summary"), operation["path"]
    return any(line.text == title or path in line.text for line in lines)


def split_sections(sections: list[Line], lines: list[Line], title: str | None) -> tuple[list[Line], list[Line]]:
    """The lines of the sections with those that follow, and the lines before the first section.

    The last line is not in a section if it is the title of the sample call after it.
    """
    headings = (at for at, line in enumerate(lines) if line.text in SECTIONS)
    start = 0 if sections else next(headings, len(lines))
    stop = len(lines) - 1 if lines[start:] and lines[-1].text == title else len(lines)
    return sections + lines[start:stop], lines[:start] + lines[stop:]


def route(text: str) -> str:
    """A path without the spaces around its slashes."""
    return re.sub(r"\s*/\s*", "/", text)


def is_route(line: Line) -> bool:
    """Whether a line has the method or the path of the operation."""
    found = METHOD.fullmatch(line.text)
    path = route(found[2] if found else line.text)
    return (found is not None and not path) or (path.startswith("/") and PATH.fullmatch(path) is not None)


def is_segment(path: str, piece: str) -> bool:
    """Whether a piece continues a path."""
    return PATH.fullmatch(path + piece) is not None and (piece.startswith("/") or path.endswith("/"))


def is_entry(lines: list[Line]) -> bool:
    """Whether these lines begin with an entry of a list."""
    first, second = lines[0].text, lines[1].text if len(lines) > 1 else ""
    has_head = re.fullmatch(NAME, first) and re.fullmatch(TYPES, second)
    return bool(LABELS.match(first) or HEAD.fullmatch(first) or has_head)
