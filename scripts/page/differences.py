"""Compare the parts of the page with the transcribed facts."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from scripts.common.json_pointer import Steps
from scripts.contract.vendor_page import same
from scripts.page.part import NOTHING, Part, get
from scripts.page.unstated import Unstated


@dataclass
class Difference:
    """A fact that came, went, moved or has another value or name, and the lines of the page on which."""

    kind: str
    steps: Steps
    was: Any = NOTHING
    now: Any = NOTHING
    # The first line in each part of the page that shows it, and the last one in the last part.
    lines: list[int] = field(default_factory=list)
    end: int = 0
    # Whether another part of the page still says what the facts say.
    is_contradicted: bool = False

    @property
    def key(self) -> str:
        return json.dumps([self.kind, self.steps, self.was, self.now], default=repr)


def differences(facts: dict[str, Any], parts: list[Part], unstated: Unstated) -> list[Difference]:
    """All differences, in the order of the page; one that several parts of it show is one difference."""
    found: dict[str, Difference] = {}
    times: dict[str, int] = {}
    for part in parts:
        for shown in part.shows:
            was, now = get(facts, shown), get(part.facts, shown)
            if shown == ("other",) and was is NOTHING is not now:
                # Each of its lines is a difference.
                was = []
            for each in compared(was, now, shown, unstated):
                first = found.setdefault(each.key, each)
                first.lines.append(line_of(facts, part, each))
                first.end = max([first.lines[-1], *lines_within(part, each.steps)])
                times[each.key] = times.get(each.key, 0) + 1
        for line, message in part.unreadable:
            # The lines of a sample that cannot be read are accounted for by this.
            found[f"{line}"] = Difference("broken", ("sample",), now=message, lines=[line])
    for key, each in found.items():
        showing = sum(any(each.steps[: len(shown)] == shown for shown in part.shows) for part in parts)
        each.is_contradicted = times.get(key, showing) < showing
    return sorted(found.values(), key=lambda each: each.lines)


def compared(was: Any, now: Any, steps: Steps, unstated: Unstated) -> Iterator[Difference]:
    """The differences between two values at one place."""
    if was is NOTHING or now is NOTHING:
        if was is not now:
            yield Difference("came" if was is NOTHING else "went", steps, was, now)
    elif isinstance(was, dict) and isinstance(now, dict):
        yield from compared_mappings(was, now, steps, unstated)
    elif isinstance(was, list) and isinstance(now, list) and "range" not in steps[-1:]:
        yield from compared_lists(was, now, steps, unstated)
    elif not same(was, now):
        yield Difference("changed", steps, was, now)


def compared_mappings(
    was: dict[str, Any], now: dict[str, Any], steps: Steps, unstated: Unstated
) -> Iterator[Difference]:
    """The differences between two mappings, of which the order matters as well."""
    renamed = dict(renamings(was, now, steps, unstated))
    for old, new in renamed.items():
        yield Difference("renamed", (*steps, old), old, new)
    for name in was:
        if name not in renamed and name not in now:
            yield Difference("went", (*steps, name), was[name])
        elif name in now:
            yield from compared(was[name], now[name], (*steps, name), unstated)
    for name in now:
        if name not in renamed.values() and name not in was:
            yield Difference("came", (*steps, name), now=now[name])
    for name in moved(list(was), list(now)):
        yield Difference("moved", (*steps, name), was[name], now[name])


def renamings(was: dict[str, Any], now: dict[str, Any], steps: Steps, unstated: Unstated) -> Iterator[tuple[str, str]]:
    """The names that are others now, in the same place and with the same value."""
    for tag, low, high, start, stop in SequenceMatcher(None, list(was), list(now), autojunk=False).get_opcodes():
        if tag == "replace" and high - low == stop - start:
            for old, new in zip(list(was)[low:high], list(now)[start:stop], strict=True):
                if old in now or new in was:
                    continue
                known = unstated.get((*steps, old))
                if same(was[old], now[new]) or (known and known | was[old] == {"flags": []} | now[new]):
                    yield old, new


def compared_lists(was: list[Any], now: list[Any], steps: Steps, unstated: Unstated) -> Iterator[Difference]:
    """The differences between two lists: of values, or of objects in a sample."""
    if any(isinstance(each, dict | list) for each in [*was, *now]):
        for index in range(max(len(was), len(now))):
            old, new = (each[index] if index < len(each) else NOTHING for each in (was, now))
            yield from compared(old, new, (*steps, index), unstated)
        return
    before, after = ([json.dumps(value) for value in each] for each in (was, now))
    places = {key: index for index, key in reversed(list(enumerate(after)))}
    yield from (Difference("moved", (*steps, places[key]), json.loads(key)) for key in moved(before, after))
    for tag, low, high, start, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        gone = [index for index in range(low, high) if before[index] not in after]
        new = [index for index in range(start, stop) if after[index] not in before]
        for old, other in zip(gone, new, strict=False):
            yield Difference("changed", (*steps, old), was[old], now[other])
        yield from (Difference("went", (*steps, index), was[index]) for index in gone[len(new) :])
        yield from (Difference("came", (*steps, index), now=now[index]) for index in new[len(gone) :])
    if sorted(before) != sorted(after) and set(before) == set(after):
        yield Difference("changed", steps, was, now)


def moved(was: list[str], now: list[str]) -> list[str]:
    """The fewest items that have to be moved to get the other order."""
    common, other = [each for each in was if each in now], [each for each in now if each in was]
    blocks = SequenceMatcher(None, common, other, autojunk=False).get_matching_blocks()
    kept = {other[index] for block in blocks for index in range(block.b, block.b + block.size)}
    return [each for each in dict.fromkeys(other) if each not in kept]


def line_of(facts: dict[str, Any], part: Part, difference: Difference) -> int:
    """The line of the page with the difference; for what went, the line where it was expected."""
    steps = difference.steps
    if difference.kind == "renamed":
        steps = (*steps[:-1], difference.now)
    if difference.kind == "went":
        return expected_line(facts, part, steps)
    while steps and steps not in part.lines:
        steps = steps[:-1]
    return part.lines.get(steps, part.first)


def expected_line(facts: dict[str, Any], part: Part, steps: Steps) -> int:
    """The line of what follows a fact, or the last line of what it would be in."""
    *parent, name = steps
    siblings = get(facts, tuple(parent))
    names = list(siblings) if isinstance(siblings, dict) else []
    following = names[names.index(name) + 1 :] if name in names else []
    for each in following:
        if (*parent, each) in part.lines:
            return part.lines[*parent, each]
    return max(lines_within(part, tuple(parent)), default=part.first)


def lines_within(part: Part, steps: Steps) -> list[int]:
    """The lines of a fact and of those within it."""
    return [line for place, line in part.lines.items() if place[: len(steps)] == steps]
