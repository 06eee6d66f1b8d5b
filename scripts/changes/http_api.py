"""What changes on the wire from one document to another, for whoever calls the API by whatever means.

Redocly finds the changes and rates them. It is overruled where our client is more tolerant than a reader may be, or
where a mark of our own decides what the client sends.
"""

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scripts.changes.change import NOBODY, Change, Kind, Level
from scripts.common.json_pointer import Steps, parse_pointer
from scripts.common.nodejs import redocly_report
from scripts.common.workspace import Workspace
from scripts.contract.openapi import is_data

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

READERS = "Nobody has to do anything: it is about what people read."
BY_LEVEL = {Level.patch: "No caller is known to be concerned.", Level.minor: NOBODY, Level.major: "Whoever uses it."}

# What only people read, and no program.
IN_WORDS = {"description", "summary", "title", "example", "examples", "tags", "externalDocs", "bearerFormat"}

# What may stand beside an `allOf` of one schema, which then is that schema all the same.
BESIDE = IN_WORDS | {"deprecated", "x-pii"}

# A value of more characters than this is not shown in a message.
LONG = 60

KINDS: dict[str, Kind] = {"added": "added", "modified": "changed", "removed": "removed"}

REPORT = {
    "type": "object",
    "required": ["changes"],
    "properties": {
        "changes": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["path", "typeName", "kind", "impact", "verdicts"],
                "properties": {
                    "path": {"type": "string"},
                    "kind": {"enum": list(KINDS)},
                    "impact": {"enum": [level.name for level in BY_LEVEL]},
                    "verdicts": {"type": "array", "items": {"type": "object", "required": ["ruleId", "message"]}},
                },
                "anyOf": [{"required": ["base"]}, {"required": ["revision"]}],
            },
        },
    },
}


def http_changes(workspace: Workspace, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    """The changes between two documents that whoever calls the API can notice."""
    with tempfile.TemporaryDirectory() as folder:
        base, revision = Path(folder, "old.json"), Path(folder, "new.json")
        for path, document in ((base, old), (revision, new)):
            path.write_text(json.dumps(flattened(document, BESIDE)), encoding="utf-8")
        report = redocly_report(workspace, REPORT, "diff", base, revision, "--fail-on", "none")
    found = [http_change(change) for change in report["changes"]]
    if not found and flattened(old, set()) != flattened(new, set()):
        what = "The documents differ in what Redocly does not compare."
        affects = BY_LEVEL[Level.patch]
        found = [Change(level=Level.patch, reader="wire", kind="changed", place="", what=what, affects=affects)]
    yield from found


def flattened(node: Any, beside: set[str], steps: Steps = ()) -> Any:
    """The node with a bare schema in place of each `allOf` of one, which Redocly takes for another type."""
    if is_data(steps):
        return node
    if isinstance(node, list):
        return [flattened(item, beside, (*steps, index)) for index, item in enumerate(node)]
    if not isinstance(node, dict):
        return node
    parts = node.get("allOf")
    if isinstance(parts, list) and len(parts) == 1 and node.keys() - {"allOf"} <= beside:
        return flattened(parts[0], beside, (*steps, "allOf", 0))
    return {key: flattened(value, beside, (*steps, key)) for key, value in node.items()}


def http_change(change: dict[str, Any]) -> Change:
    """One of Redocly's changes, rated for the readers that we have."""
    level, rated = Level[change["impact"]], change["verdicts"]
    affects = " ".join(AFFECTED.get(each["ruleId"], BY_LEVEL[level]) for each in rated)
    overruled = overrule(change, {each["ruleId"] for each in rated})
    if overruled:
        level, affects = overruled
    elif not affects:
        affects = READERS if change.get("property") in IN_WORDS else BY_LEVEL[level]
    return Change(
        level=level,
        reader="wire",
        kind=kind(change),
        place=(change.get("revision") or change["base"])["pointer"].removeprefix("#"),
        what=" ".join(each["message"] for each in rated) or in_words(change),
        affects=affects,
        notable=bool(overruled) and level == Level.minor,
    )


def overrule(change: dict[str, Any], rules: set[str]) -> tuple[Level, str] | None:
    """What is to be said of a change in place of what Redocly says."""
    old, new = (change.get(side, {}).get("value") for side in ("base", "revision"))
    match change["typeName"], change.get("property"):
        case _, "enum" if rules == {"enum-values-added"} and isinstance(new, list):
            return Level.minor, AFFECTED["enum-values-added"]
        case _, "nullable" if new is True and rules == {"schema-type-changed"}:
            return Level.minor, "Whoever relies on a value. The client gives None, as where the value is missing."
        case _, "deprecated" if new is True:
            return Level.minor, "Whoever uses it should look for another way."
        case _, "default":
            return Level.minor, "Whoever leaves it out: the server may take another value."
        case _, "bearerFormat":
            return Level.patch, READERS
        case _, "x-pii" if new is False:
            return Level.minor, "Whoever guards the value as personal data: it does not count as such any more."
        case _, "x-pii":
            return Level.patch, "Whoever handles the value: it counts as personal data from now on."
        case _, "x-key-prefix":
            return Level.major, f"Whoever has a key that does not begin with {new}: the client refuses it."
        case _, "x-environment":
            return Level.major, f"Whoever passes environment={old!r}: it is refused, or stands for another server."
        case "Info", "version":
            return Level.minor, f"Every caller: the client asks for the version {new} of the API in each request."
        case "Response", _ if rules == {"response-removed"} and not is_success(change):
            return Level.minor, "Whoever has code for that error. It is not documented any more; the client reads it."
        case "SecurityRequirementList" | "SecurityRequirement", _ if change["kind"] == "removed" and not rules:
            return Level.minor, "Whoever relies on a key being asked for: it is documented that none is."
    return None


def kind(change: dict[str, Any]) -> Kind:
    """What becomes of the element that a change is about."""
    if "property" not in change:
        return KINDS[change["kind"]]
    return "deprecated" if change["property"] == "deprecated" else "changed"


def is_success(change: dict[str, Any]) -> bool:
    return parse_pointer(change["path"].removeprefix("#"))[-1].startswith("2")


def in_words(change: dict[str, Any]) -> str:
    """What has changed, where Redocly has no message for it."""
    element = re.sub("(?<=[a-z])(?=[A-Z])", " ", change["typeName"]).lower()
    if "property" not in change:
        name = parse_pointer(change["path"].removeprefix("#"))[-1]
        named = element == "response" or not name.isdigit()
        return f"The {element}{f' `{name}`' if named else ''} was {change['kind']}."
    values = [change.get(side, {}).get("value") for side in ("base", "revision")]
    if any(value is None or isinstance(value, dict | list) or len(str(value)) > LONG for value in values):
        return f"`{change['property']}` of the {element} was changed."
    return f"`{change['property']}` of the {element} was {values[0]!r}, and is {values[1]!r}."
