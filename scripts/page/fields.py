"""Read a list of the page: the attributes, the parameters or the kinds of authorization."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from scripts.common.json_pointer import Steps, follow
from scripts.page.part import Part, digests
from scripts.page.unstated import Unstated
from scripts.page.vocabulary import CHILDREN, FLAG, HEAD, KINDS, LABELS, NAME, TYPES, Line


@dataclass(frozen=True)
class Item:
    """One thing that an entry of a list says, such as its options."""

    kind: str
    value: Any
    line: int

    @property
    def key(self) -> str:
        return json.dumps([self.kind, self.value])


Fields = dict[str, dict[str, Any]]


def has_names(lines: list[Line]) -> bool:
    """Whether the page has the names of entries. In a copy from a browser, all of them may be lost."""
    return any(item.kind == "name" for item in items_of(lines))


def read_fields(part: Part, steps: Steps, lines: list[Line], known: Fields, unstated: Unstated | None) -> None:
    """State what a list of the page says.

    If the page has lost all names, they are taken from the known entries; `unstated` is None then.
    """
    items = list(items_of(lines))
    part.state(steps, {}, lines[0].number if lines else part.first)
    for name, found in numbered(items, known) if unstated is None else named(items):
        place = (*steps, name)
        part.state(place, {}, found[0].line if found else part.lines[steps])
        if not found:
            del part.lines[place]
        for item in found:
            if item.kind in ("description", "flags"):
                part.add((*place, item.kind), [item.value], item.line)
            elif item.kind == "children":
                times = follow(part.facts, place).get("children", 0)
                part.state((*place, "children"), times + 1, item.line)
            elif item.kind != "name":
                part.state((*place, item.kind), item.value, item.line)
        entry, facts = follow(part.facts, place), known.get(name, {})
        if unstated is None:
            entry |= {key: facts[key] for key in ("type", "flags") if key in facts}
        else:
            simplify(entry, facts, unstated.get(place, {}))


def simplify(entry: dict[str, Any], facts: dict[str, Any], unstated: dict[str, Any]) -> None:
    """Leave out of an entry with a name what is no fact yet, because the transcribed page did not show it."""
    entry["flags"] = sorted(entry.get("flags", []))
    for key in ("type", "flags"):
        if key not in facts and entry.get(key) == unstated.get(key, []):
            entry.pop(key, None)
    if "children" in facts and "children" in entry:
        # How often a page with names repeats this is a matter of its form.
        entry["children"] = facts["children"]
    ordered = [*facts, *entry]
    entry |= {key: entry.pop(key) for key in dict.fromkeys(ordered) if key in entry}


def items_of(lines: list[Line]) -> Iterator[Item]:
    """What the lines of a list say, in their order. Whatever is nothing else is prose."""
    pieces = [Line(line.number, each.strip()) for line in lines for each in LABELS.split(line.text) if each.strip()]
    index = 0
    while index < len(pieces):
        piece, following = pieces[index], pieces[index + 1] if index + 1 < len(pieces) else Line(0, "")
        index += 1
        head = HEAD.fullmatch(piece.text)
        if not head and re.fullmatch(NAME, piece.text) and re.fullmatch(TYPES, following.text):
            head, index = HEAD.fullmatch(f"{piece.text} {following.text}"), index + 1
        if head:
            yield Item("name", head[1], piece.number)
            yield Item("type", head[2], piece.number)
            flags = re.findall(r"[\w-]+", head[3])
            while index < len(pieces) and re.fullmatch(FLAG, pieces[index].text):
                flags.append(pieces[index].text)
                index += 1
            yield from (Item("flags", flag, piece.number) for flag in flags)
        elif CHILDREN.fullmatch(piece.text):
            yield Item("children", None, piece.number)
        elif piece.text in KINDS and following.text and not LABELS.fullmatch(following.text):
            index += 1
            while following.text.endswith(",") and index < len(pieces):
                following = Line(following.number, f"{following.text} {pieces[index].text}")
                index += 1
            kind = KINDS[piece.text]
            value = VALUES[kind](following.text)
            if value is None:
                yield from prose(Line(piece.number, f"{piece.text} {following.text}"))
            else:
                yield Item(kind, value, following.number)
        else:
            yield from prose(piece)


def prose(line: Line) -> Iterator[Item]:
    return (Item("description", digest, line.number) for digest in digests(line))


def example(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def options(text: str) -> list[str]:
    return [each.strip() for each in text.split(",")]


def limits(text: str) -> list[int | float | None] | None:
    """The limits of a range; None if it has another form."""
    number = r"-?\d+(?:\.\d+)?(?:[eE]-?\d+)?"
    found = re.fullmatch(rf"(?:({number}) <= )?x(?: <= ({number}))?|x >= ({number})", text)
    if not found:
        return None
    low, high, least = (None if each is None else json.loads(each) for each in found.groups())
    return [low if least is None else least, high]


VALUES = {"example": example, "options": options, "range": limits}


def named(items: list[Item]) -> Iterator[tuple[str, list[Item]]]:
    """The entries of a list with names; what comes before the first name has none."""
    entries: dict[str, list[Item]] = {}
    name = "unnamed"
    for item in items:
        if item.kind == "name":
            name = unused(item.value, entries)
        if item.kind not in ("description", "flags", "children") and item.kind in kinds(entries.get(name, [])):
            # It says the same thing twice.
            name = unused(name, entries)
        entries.setdefault(name, []).append(item)
    yield from entries.items()


def numbered(items: list[Item], known: Fields) -> Iterator[tuple[str, list[Item]]]:
    """The entries of a list without names, with those of the known entries that say the same in the same order."""
    entries: dict[str, list[Item]] = {}
    last = ""
    for item, name in zip(items, names(items, known), strict=True):
        if not name and last and (item.kind in ("description", "children")):
            name = last
        is_closed = name in entries and (name != last or not may_follow(entries[name], item))
        last = unused("unnamed", entries | dict.fromkeys(known)) if not name or is_closed else name
        entries.setdefault(last, []).append(item)
    # The page does not show the entries of which it has only the name.
    order = list(entries)
    previous = ""
    for name in known:
        if name not in entries:
            order.insert(order.index(previous) + 1 if previous in order else 0, name)
        previous = name
    yield from ((name, entries.get(name, [])) for name in order)


def may_follow(entry: list[Item], item: Item) -> bool:
    """Whether an entry that says all this may say this too."""
    repeats = item.kind in ("description", "children") and entry[-1].kind == item.kind
    return repeats or item.kind not in kinds(entry)


def kinds(items: Iterable[Item]) -> set[str]:
    return {item.kind for item in items}


def unused(name: str, entries: Iterable[str]) -> str:
    """The name, with a number if there is such an entry already."""
    number, taken, unique = 1, set(entries), name
    while unique in taken:
        number += 1
        unique = f"{name} {number}"
    return unique


def names(items: list[Item], known: Fields) -> list[str]:
    """The name of each item, or "" if nothing known has its place."""
    expected = [(name, item) for name, entry in known.items() for item in known_items(entry)]
    found = [""] * len(items)
    gone: list[tuple[str, Item]] = []
    matcher = SequenceMatcher(None, [item.key for _, item in expected], [item.key for item in items], autojunk=False)
    for tag, low, high, start, stop in matcher.get_opcodes():
        if tag == "equal":
            found[start:stop] = [name for name, _ in expected[low:high]]
            continue
        # A changed value is one of the same kind in the same place.
        old, new = [item.kind for _, item in expected[low:high]], [item.kind for item in items[start:stop]]
        paired = set()
        for one, other, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
            for index in range(size):
                found[start + other + index] = expected[low + one + index][0]
                paired.add(low + one + index)
        gone += [each for index, each in enumerate(expected[low:high], low) if index not in paired]
    for index, item in enumerate(items):
        moved = [each for each in gone if each[1].key == item.key and item.kind != "children"]
        if not found[index] and moved:
            found[index] = moved[0][0]
            gone.remove(moved[0])
    return found


def known_items(entry: dict[str, Any]) -> Iterator[Item]:
    """What a page without names says of a known entry, item by item."""
    for kind, value in entry.items():
        if kind == "description":
            yield from (Item(kind, digest, 0) for digest in value)
        elif kind == "children":
            yield from (Item(kind, None, 0) for _ in range(value))
        elif kind not in ("type", "flags"):
            yield Item(kind, value, 0)
