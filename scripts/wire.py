"""What changes on the wire from one document to another, for whoever calls the API by whatever means.

Redocly finds the changes and rates them. It is overruled where our client is more tolerant than a reader may be, or
where a mark of our own decides what the client sends.
"""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scripts.difference import Difference, Level
from scripts.document import write_yaml
from scripts.node import redocly_report
from scripts.pointers import resolve, steps_of
from scripts.problem import Problem

# Whom a change that breaks somebody concerns, by Redocly's name for it.
AFFECTED = {
    "enum-values-added": "Whoever tells all values apart, in a `match` for one, meets one more. The client reads it.",
    "enum-values-removed": "Whoever sends the value is refused.",
    "media-type-removed": "Whoever sends or reads that form.",
    "operation-id-changed": "Whoever knows the operation by its name.",
    "operation-removed": "Every caller of the operation: nothing answers there.",
    "parameter-became-required": "Every caller that leaves it out is refused.",
    "parameter-removed": "Whoever sends it: it has no effect, or is refused.",
    "parameter-serialization-changed": "Whoever sends it: it is spelled in another way.",
    "path-removed": "Every caller of the path: nothing answers there.",
    "property-removed": "Whoever reads it gets nothing.",
    "request-body-became-required": "Every caller that leaves it out is refused.",
    "request-body-removed": "Whoever sends one: it has no effect, or is refused.",
    "required-properties-added": "Every caller that leaves it out is refused.",
    "required-properties-removed": "Whoever relies on the value to be there.",
    "response-header-removed": "Whoever reads the header gets nothing.",
    "response-removed": "Whoever waits for that status.",
    "schema-combinator-changed": "Whoever sends or reads the value meets another form of it.",
    "schema-constraint-changed": "Whoever relies on the limits, for the width of a column perhaps.",
    "schema-type-changed": "Whoever sends or reads the value meets another type.",
    "security-requirement-changed": "Every caller: the key that was enough is not.",
    "security-scheme-changed": "Every caller: the key goes elsewhere, or is another kind of key.",
    "server-removed": "Whoever calls the server, or lets only its address through a firewall.",
}

# A value of more characters than this is not shown in a message.
LONG = 60

BY_LEVEL = {
    Level.patch: "Nobody has to do anything: it is about what people read.",
    Level.minor: "Nobody has to do anything: there is more to use.",
    Level.major: "Whoever uses it.",
}


def wire_differences(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Difference]:
    """The changes between two documents that whoever calls the API can notice."""
    old, new = flat(old, old), flat(new, new)
    with tempfile.TemporaryDirectory() as folder:
        base, revision = Path(folder, "old.yaml"), Path(folder, "new.yaml")
        write_yaml(base, old)
        write_yaml(revision, new)
        report = redocly_report("diff", base, revision)
    if "changes" not in report:
        raise Problem("Redocly compared the two documents and did not say what it found.")
    found = [difference(change) for change in report["changes"]]
    if not found and old != new:
        found = [
            Difference(
                level=Level.patch,
                reader="wire",
                place="",
                what="The documents differ in what Redocly does not compare.",
                affects=BY_LEVEL[Level.patch],
            )
        ]
    yield from found


def flat(document: dict[str, Any], node: Any) -> Any:
    """The node with what the schema says in place of an `allOf` of one, which Redocly takes for another type."""
    if isinstance(node, list):
        return [flat(document, item) for item in node]
    if not isinstance(node, dict):
        return node
    if isinstance(node.get("allOf"), list) and len(node["allOf"]) == 1:
        rest = {key: value for key, value in node.items() if key != "allOf"}
        node = {**resolve(document, node["allOf"][0]), **rest} if rest else node["allOf"][0]
    return {key: flat(document, value) for key, value in node.items()}


def difference(change: dict[str, Any]) -> Difference:
    """One of Redocly's changes, rated for the readers that we have."""
    rated = change["verdicts"]
    level = Level[change["impact"]]
    affects = " ".join(AFFECTED.get(each["ruleId"], BY_LEVEL[level]) for each in rated) or BY_LEVEL[level]
    notable = False
    rules = {each["ruleId"] for each in rated}
    if overruled := overrule(change, rules):
        level, affects = overruled
        notable = True
    return Difference(
        level=level,
        reader="wire",
        place=(change.get("revision") or change["base"])["pointer"].removeprefix("#"),
        what=" ".join(each["message"] for each in rated) or in_words(change),
        affects=affects,
        notable=notable,
    )


def overrule(change: dict[str, Any], rules: set[str]) -> tuple[Level, str] | None:
    """What is to be said of a change in place of what Redocly says."""
    prop, kind = change.get("property"), change["typeName"]
    old, new = (change.get(side, {}).get("value") for side in ("base", "revision"))
    if rules == {"enum-values-added"} and isinstance(new, list):
        return Level.minor, AFFECTED["enum-values-added"]
    if prop == "nullable" and rules == {"schema-type-changed"}:
        return Level.minor, "Whoever relies on a value. The client gives None, as where the value is missing."
    if rules == {"response-removed"} and not is_success(change):
        return Level.minor, "Whoever has code for that error: it is not documented any more. The client reads it still."
    if prop == "deprecated":
        return Level.minor, "Whoever calls it should look for another way."
    if kind == "Info" and prop == "version":
        return Level.minor, f"Every caller: the client asks for the version {new} of the API in each request."
    if prop == "x-key-prefix":
        return Level.major, f"Whoever has a key that begins with {old}: the client refuses it."
    if prop == "x-environment":
        return Level.major, f"Whoever passes environment={old!r}: the client refuses it."
    return None


def is_success(change: dict[str, Any]) -> bool:
    return steps_of(change["path"].removeprefix("#"))[-1].startswith("2")


def in_words(change: dict[str, Any]) -> str:
    """What has changed, where Redocly has no message for it."""
    kind = re.sub("(?<=[a-z])(?=[A-Z])", " ", change["typeName"]).lower()
    if "property" not in change:
        name = steps_of(change["path"].removeprefix("#"))[-1]
        named = kind == "response" or not name.isdigit()
        return f"The {kind}{f' `{name}`' if named else ''} was {change['kind']}."
    values = [change.get(side, {}).get("value") for side in ("base", "revision")]
    if any(value is None or isinstance(value, dict | list) or len(str(value)) > LONG for value in values):
        return f"`{change['property']}` of the {kind} was changed."
    return f"`{change['property']}` of the {kind} was {values[0]!r}, and is {values[1]!r}."
