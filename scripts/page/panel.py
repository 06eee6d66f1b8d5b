"""Read the page's sample call: the cURL command, and the response to it."""

import json
import re
from collections.abc import Iterator
from typing import Any

from ruamel.yaml import MappingNode, Node, SequenceNode

from scripts.common.json_pointer import Steps
from scripts.common.yaml_file import compose
from scripts.page.part import Part
from scripts.page.vocabulary import Line

SHOWS: list[Steps] = [("operation", "method"), ("operation", "server"), ("operation", "path"), ("request",)]

# A quoted stretch of a word, or one without quotes.
QUOTED = re.compile(r"'([^']*)'|\"((?:\\.|[^\"\\])*)\"")
SPACE = re.compile(r"(?:[ \t]|\\\n)+")
# The sample begins here: in a copied page, it runs into the command.
OPENING = re.compile(r"[{\[](?=\n|$)|\{\}|\[\]")
# The options that state facts, by all their names.
OPTIONS = {
    "--request": "--request",
    "-X": "--request",
    "--url": "--url",
    "--header": "--header",
    "-H": "--header",
}
# How the lines of a sample begin, and what closes it.
SAMPLE_LINE = re.compile(r"[\"{}\[\]]|-?\d|(?:true|false|null)\b")
CLOSING = re.compile(r"[}\]]+")


def read_panel(lines: list[Line], facts: dict[str, Any]) -> tuple[Part, list[Line]]:
    """The sample call that begins with these lines, and the lines after it."""
    part = Part([*SHOWS, ("sample",)], lines[0].number)
    text = "\n".join(line.text for line in lines)
    words, end = command(text)
    state_command(part, [(word, line_at(lines, text, at)) for word, at in words], facts)
    start = end + len(text[end:]) - len(text[end:].lstrip())
    try:
        if not OPENING.match(text, start):
            raise json.JSONDecodeError("there is none", text, start)
        sample, end = json.JSONDecoder(object_pairs_hook=unique, parse_constant=refuse).raw_decode(text, start)
        if text[end:].lstrip().startswith(tuple(',"{}[]')):
            raise json.JSONDecodeError("it ends before its last line", text, end)
    except (ValueError, RecursionError) as error:
        at, message = (error.pos, error.msg) if isinstance(error, json.JSONDecodeError) else (start, str(error))
        part.shows.remove(("sample",))
        part.unreadable.append((line_at(lines, text, at), f"the sample cannot be read: {message}"))
        end = end_of_broken(text, start)
    else:
        part.state(("sample",), sample, line_at(lines, text, start))
        index = text.count("\n", 0, start)
        part.lines |= {steps: lines[index + at].number for steps, at in places(compose(text[start:end]), ("sample",))}
    index = text.count("\n", 0, end)
    joined = text[end:].split("\n", 1)[0].strip()
    return part, [Line(lines[index].number, joined)] * bool(joined) + lines[index + 1 :]


def line_at(lines: list[Line], text: str, position: int) -> int:
    return lines[min(text.count("\n", 0, position), len(lines) - 1)].number


def places(node: Node | None, steps: Steps) -> Iterator[tuple[Steps, int]]:
    """The values in a sample, each with the line of the sample that it is on."""
    # JSON is YAML, and the parser of that keeps the lines.
    inner: list[tuple[str | int, Node, Node]] = []
    if isinstance(node, MappingNode):
        inner = [(key.value, key, value) for key, value in node.value]
    elif isinstance(node, SequenceNode):
        inner = [(index, item, item) for index, item in enumerate(node.value)]
    for step, place, value in inner:
        yield (*steps, step), place.start_mark.line
        yield from places(value, (*steps, step))


def command(text: str) -> tuple[list[tuple[str, int]], int]:
    """The words of a shell command with their positions, and the position after it."""
    words: list[tuple[str, int]] = []
    position, is_open = 0, False
    while position < len(text) and text[position] != "\n" and not OPENING.match(text, position):
        if space := SPACE.match(text, position):
            position, is_open = space.end(), False
            continue
        quoted = QUOTED.match(text, position)
        piece = next(filter(None, quoted.groups()), "") if quoted else text[position]
        if is_open:
            words[-1] = (words[-1][0] + piece, words[-1][1])
        else:
            words.append((piece, position))
        position, is_open = (quoted.end() if quoted else position + 1), True
    return words, position


def state_command(part: Part, words: list[tuple[str, int]], facts: dict[str, Any]) -> None:
    """State what the words of a cURL command say."""
    rest = iter(words[1:])
    for word, line in rest:
        option = OPTIONS.get(word, "" if word.startswith("-") else "--url")
        value = word if option == "--url" and word not in OPTIONS else next(rest, ("", line))[0] if option else ""
        name, _, content = value.partition(": ")
        stated: dict[Steps, str] = {}
        if option == "--request":
            stated = {("operation", "method"): value}
        elif option == "--url":
            server, path = split_url(value, facts)
            stated = {("operation", "server"): server, ("operation", "path"): path}
        elif option == "--header":
            stated = {("request", "headers", name): content}
        stated = {place: each for place, each in stated.items() if each}
        if not stated or stated.keys() & part.lines.keys():
            # Another option, one without a value, or one that is there already.
            part.add(("request", "arguments"), list(dict.fromkeys(each for each in (word, value) if each)), line)
            continue
        for place, each in stated.items():
            part.state(place, each, line)


def split_url(url: str, facts: dict[str, Any]) -> tuple[str, str]:
    """The server and the path in a URL; the page does not say where one ends, so the known ones do."""
    server, path = facts["operation"].get("server", ""), facts["operation"]["path"]
    if not url.endswith(path) and server and url.startswith(f"{server}/"):
        return server, url.removeprefix(server)
    if url.endswith(path):
        return url.removesuffix(path), path
    found = re.fullmatch(r"(\w+://[^/]*)?(.*)", url)
    return (found[1] or "", found[2]) if found else ("", url)


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object, which may have no name twice."""
    names = [name for name, _ in pairs]
    if twice := [name for name in names if names.count(name) > 1]:
        raise ValueError(f"it has {twice[0]!r} twice")
    return dict(pairs)


def refuse(constant: str) -> None:
    """Refuse what Python reads, and JSON does not have."""
    raise ValueError(f"{constant} is no value of JSON")


def end_of_broken(text: str, start: int) -> int:
    """Where a sample ends that is not JSON: with the last line that looks like it, or where text runs into it."""
    position = end = start
    odd = 0
    for line in text[start:].splitlines(keepends=True):
        closing = CLOSING.match(line)
        if closing and line[closing.end() :].strip(",\n"):
            return position + closing.end()
        position += len(line)
        odd = 0 if SAMPLE_LINE.match(line) else odd + 1
        if odd > 1:
            break
        if not odd:
            end = position - line.endswith("\n")
    return end
