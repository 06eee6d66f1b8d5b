"""Read and write YAML files, and report where one is broken and how."""

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.exceptions import best_match
from ruamel.yaml import YAML, MappingNode, Node, SequenceNode
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from scripts.common.errors import PipelineError
from scripts.common.json_pointer import Steps, pointer, walk
from scripts.common.workspace import short_path


class DocumentError(PipelineError):
    """An error in a YAML file, with the line of the node."""

    def __init__(self, path: Path, message: str, *, line: int | None = None, steps: Steps = ()) -> None:
        line = line or (line_of(path, steps) if steps else None)
        at = f"{short_path(path)}:{line}" if line else f"{short_path(path)}"
        super().__init__(f"{at}: {message}" + (f"\n  at {pointer(steps)}" if steps else ""))


def line_of(path: Path, steps: Steps) -> int:
    """The line on which a node begins, or its closest ancestor that exists."""
    start = [found.start_mark.line + 1 for found in nodes_on_the_way(path.read_text(encoding="utf-8"), steps)]
    return start[-1] if start else 1


def nodes_on_the_way(text: str, steps: Steps) -> Iterator[Node]:
    """The keys and items that lead to a place in YAML, as far as they exist."""
    node = compose(text)
    for step in steps:
        if isinstance(node, MappingNode):
            found = [(key, value) for key, value in node.value if key.value == str(step)]
        elif isinstance(node, SequenceNode):
            found = [(item, item) for item in node.value[int(step) :]]
        else:
            break
        if not found:
            break
        key, node = found[0]
        yield key


def with_extensions(text: str, places: Iterable[Steps]) -> str:
    """YAML in which the keys at these places are extensions of OpenAPI, each on the line where it was."""
    ways = [(steps, [*nodes_on_the_way(text, steps)]) for steps in places]
    # A key that is merged from elsewhere has no place of its own.
    starts = {nodes[-1].start_mark.index for steps, nodes in ways if len(nodes) == len(steps)}
    for start in sorted(starts, reverse=True):
        start += text[start] in "\"'"
        text = f"{text[:start]}x-{text[start:]}"
    return text


def read_yaml(path: Path, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    """The mapping in a YAML file; raises DocumentError if it does not match the JSON Schema."""
    if path.is_fifo():
        raise DocumentError(path, "is a pipe. Write the document to a file.")
    try:
        content = parse_yaml(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        fix = "" if short_path(path).is_absolute() else f" Restore it: git restore {short_path(path)}"
        raise DocumentError(path, f"there is no such file.{fix}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(path, f"cannot be read as UTF-8 text: {error}") from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise DocumentError(path, f"is not valid YAML: {error.problem}.", line=line) from None
    except (YAMLError, ValueError) as error:
        raise DocumentError(path, f"is not valid YAML: {error}") from None
    except RecursionError:
        raise DocumentError(path, "is nested too deeply to be read.") from None
    if not isinstance(content, dict):
        raise DocumentError(path, f"must be a mapping, not {type(content).__name__}.")
    try:
        check_json(path, content)
    except RecursionError as error:
        raise DocumentError(path, str(error)) from None
    violation: ValidationError | None = best_match(Draft202012Validator(schema or {}).iter_errors(content))
    if violation:
        raise DocumentError(path, f"{violation.message}.", steps=tuple(violation.absolute_path))
    return content


@lru_cache(maxsize=8)
def compose(text: str) -> Node | None:
    """The root node of YAML. Cached, because parsing the same file again takes most of the time of a program."""
    try:
        root: Node | None = YAML(typ="safe").compose(text)
    except YAMLError:
        # The parser in C is several times as fast, but older: it refuses some YAML, and explains errors less well.
        root = YAML(typ="safe", pure=True).compose(text)
    return root


def parse_yaml(text: str) -> Any:
    """The value of YAML."""
    node = compose(text)
    return YAML(typ="safe").constructor.construct_document(node) if node else None


def write_yaml(path: Path, content: dict[str, Any]) -> None:
    """Write a mapping to a YAML file."""
    with path.open("w", encoding="utf-8") as file:
        YAML().dump(content, file)


def check_json(path: Path, content: dict[str, Any]) -> None:
    """Raise DocumentError if JSON cannot represent a value, because other parsers read such YAML differently."""
    for steps, node in walk(content):
        keys = [key for key in node if not isinstance(key, str)] if isinstance(node, dict) else []
        if keys:
            raise DocumentError(path, f"the key {keys[0]!r} is not a string. Quote it.", steps=(*steps, keys[0]))
        if isinstance(node, float) and not math.isfinite(node):
            raise DocumentError(path, f"{node} is not a number in JSON.", steps=steps)
        if not isinstance(node, dict | list | str | int | float | None):
            raise DocumentError(path, f"{node} is read as a {type(node).__name__}. Quote it.", steps=steps)
