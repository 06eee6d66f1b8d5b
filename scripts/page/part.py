"""A part of the page, as facts."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from scripts.common.json_pointer import Steps, follow
from scripts.page.vocabulary import Line

# Takes the place of a fact that there is not.
NOTHING: Any = object()


@dataclass
class Part:
    """What one part of the page states, in the form of the transcribed facts. Several parts may state the same."""

    shows: list[Steps]
    first: int
    facts: dict[str | int, Any] = field(default_factory=dict)
    lines: dict[Steps, int] = field(default_factory=dict)
    # What cannot be read, with its lines.
    unreadable: list[tuple[int, str]] = field(default_factory=list)

    def state(self, steps: Steps, value: Any, line: int) -> None:
        """Add a fact at its place among the facts."""
        node: dict[str | int, Any] = self.facts
        for step in steps[:-1]:
            node = node.setdefault(step, {})
        node[steps[-1]] = value
        for length in range(1, len(steps) + 1):
            self.lines.setdefault(steps[:length], line)

    def add(self, steps: Steps, sentences: list[str], line: int) -> None:
        """Add the digests of sentences to those at a place."""
        known = get(self.facts, steps)
        known = [] if known is NOTHING else known
        self.state(steps, known + sentences, line)
        for index in range(len(known), len(known) + len(sentences)):
            self.lines[*steps, index] = line


def digests(line: Line) -> list[str]:
    """The digest of each sentence in a line."""
    return [hashlib.sha256(each.encode()).hexdigest()[:16] for each in sentences(line.text)]


def sentences(text: str) -> Iterator[str]:
    return filter(None, re.split(r"(?<=[.!?])\s+", text))


def get(node: Any, steps: Steps) -> Any:
    """The fact at a place; an empty mapping states nothing."""
    try:
        found = follow(node, steps)
    except LookupError:
        return NOTHING
    return NOTHING if found == {} else found
