"""Draft the change to the transcribed facts after which they agree with the page."""

import copy
import difflib
import io
from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML, MappingNode, Node
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from scripts.common.json_pointer import Steps, follow
from scripts.common.yaml_file import compose, parse_yaml
from scripts.contract.page_format import PAGE_FORMAT
from scripts.contract.vendor_page import same
from scripts.page.differences import compared
from scripts.page.part import NOTHING, Part, get


def drafted(text: str, facts: dict[str, Any], parts: list[Part]) -> str:
    """The text of the facts file with what the page says now, its comments and its style."""
    comments = {place: lines for place, lines in comments_above(text) if lines}
    bare = "".join(line for line in text.splitlines(keepends=True) if not is_comment(line))
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 120
    yaml.indent(mapping=2, sequence=4, offset=2)
    written = io.StringIO()
    yaml.dump(merged(yaml.load(bare), updated(facts, parts), ()), written)
    return "".join(with_comments(written.getvalue(), comments))


def patch(name: str, old: str, new: str) -> str:
    """The change of a file as a patch, which `git apply` takes; "" if there is none."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    return "".join(difflib.unified_diff(before, after, f"a/{name}", f"b/{name}"))


def updated(facts: dict[str, Any], parts: list[Part]) -> dict[str, Any]:
    """The facts as the page states them; where its parts contradict each other, as they were."""
    new = copy.deepcopy(facts)
    for shown in dict.fromkeys(shown for part in parts for shown in part.shows):
        stated = [get(part.facts, shown) for part in parts if shown in part.shows]
        if any(True for each in stated for _ in compared(stated[0], each, shown, {})):
            continue
        *parents, name = shown
        node = follow(new, tuple(parents))
        if stated[0] is not NOTHING:
            node[name] = stated[0]
        elif name in PAGE_FORMAT["properties"]["operation"]["required"]:
            # Without these there is no operation.
            continue
        elif parents or name == "other":
            node.pop(name, None)
        else:
            node[name] = {}
    return new


def merged(old: Any, new: Any, place: Steps) -> Any:
    """A value as it is to be written: as it was, if it is the same."""
    if isinstance(new, dict):
        if not new:
            return flow(CommentedMap())
        known: Any = old if isinstance(old, dict) else {}
        # A name keeps its quotes.
        names = {name: name for name in known}
        return CommentedMap(
            (names.get(name) or quoted(name), merged(known.get(name), each, (*place, name)))
            for name, each in new.items()
        )
    if isinstance(new, list):
        known = old if isinstance(old, list) else []
        values = CommentedSeq(
            merged(known[index] if index < len(known) else None, each, place) for index, each in enumerate(new)
        )
        # What the sample has is written in blocks.
        return values if new and place[0] == "sample" else flow(values)
    if same(plain(old), new):
        return old
    return quoted(new) if isinstance(new, str) else new


def plain(value: Any) -> Any:
    """A value of the YAML library as that of JSON."""
    for kind in (bool, int, float, str):
        if isinstance(value, kind):
            return kind(value)
    return value


def flow(values: Any) -> Any:
    values.fa.set_flow_style()
    return values


def quoted(text: str) -> str:
    """A text with quotes if it is read as something else without."""
    try:
        is_plain = parse_yaml(f"[{text}]") == [text] and parse_yaml(f"a: {text}") == {"a": text}
    except (YAMLError, ValueError):
        is_plain = False
    return text if is_plain else DoubleQuotedScalarString(text)


def is_comment(line: str) -> bool:
    return not line.strip() or line.startswith("#") or line.strip().startswith("# ")


def comments_above(text: str) -> Iterator[tuple[Steps, list[str]]]:
    """The comments and empty lines above each key of a YAML file."""
    lines = text.splitlines(keepends=True)
    for place, number in keys(compose(text)):
        start = number
        while start and is_comment(lines[start - 1]):
            start -= 1
        yield place, lines[start:number]


def with_comments(text: str, comments: dict[Steps, list[str]]) -> Iterator[str]:
    """The lines of a YAML file, with comments above the keys that they belong to."""
    places = {number: place for place, number in reversed(list(keys(compose(text))))}
    for number, line in enumerate(text.splitlines(keepends=True)):
        yield from comments.get(places.get(number, ()), ())
        yield line


def keys(node: Node | None, within: Steps = ()) -> Iterator[tuple[Steps, int]]:
    """The keys of the mappings in a YAML file, with their lines, counted from 0."""
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield (*within, key.value), key.start_mark.line
            yield from keys(value, (*within, key.value))
