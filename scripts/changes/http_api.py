"""Find what changes on the wire between two documents, for callers of the API with any client.

Redocly finds and rates the changes. Its rating is overruled if our client is more tolerant than other clients, or if
an extension of our own decides what the client sends.
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

# Whom a breaking change affects, by Redocly's rule.
AFFECTED = {
    "enum-values-added": "Code that distinguishes all values, such as a `match`, gets a new one. The client reads it.",
    "enum-values-removed": "Requests with the value are refused.",
    "media-type-removed": "Callers that send or read it.",
    "operation-id-changed": "Callers that refer to the old name.",
    "operation-removed": "Every caller of the operation: requests fail.",
    "parameter-became-required": "Requests without it are refused.",
    "parameter-removed": "Callers that send it: it is ignored or refused.",
    "parameter-serialization-changed": "Callers that send it: its serialization differs.",
    "path-removed": "Every caller of the path: requests fail.",
    "property-removed": "Callers that read it: it is missing.",
    "request-body-became-required": "Requests without it are refused.",
    "request-body-removed": "Callers that send one: it is ignored or refused.",
    "required-properties-added": "Requests without it are refused.",
    "required-properties-removed": "Callers that rely on the value.",
    "response-header-removed": "Callers that read the header: it is missing.",
    "response-removed": "Callers that expect that status.",
    "schema-combinator-changed": "Callers that send or read the value: its form differs.",
    "schema-constraint-changed": "Callers that rely on the limits, such as a column width.",
    "schema-type-changed": "Callers that send or read the value: its type differs.",
    "security-requirement-changed": "Every caller: the key is no longer sufficient.",
    "security-scheme-changed": "Every caller: the key is sent elsewhere, or is of another kind.",
    "server-removed": "Callers of the server, and firewalls that allow only its address.",
}

READERS = "No caller has to change anything: it is documentation."
BY_LEVEL = {Level.patch: "No caller is known to be affected.", Level.minor: NOBODY, Level.major: "Callers that use it."}

# Keywords that only document, and affect no program.
DOCUMENTATION = {"description", "summary", "title", "example", "examples", "tags", "externalDocs", "bearerFormat"}

# An `allOf` of one schema equals that schema if only these keywords are beside it.
BESIDE = DOCUMENTATION | {"deprecated", "x-pii"}

# Messages do not show values with more characters than this.
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
    """The changes between two documents that callers of the API can notice."""
    with tempfile.TemporaryDirectory() as folder:
        base, revision = Path(folder, "old.json"), Path(folder, "new.json")
        for path, document in ((base, old), (revision, new)):
            path.write_text(json.dumps(flattened(document, BESIDE)), encoding="utf-8")
        report = redocly_report(workspace, REPORT, "diff", base, revision, "--fail-on", "none")
    found = [http_change(change) for change in report["changes"]]
    if not found and flattened(old, set()) != flattened(new, set()):
        what = "The documents differ in a part that Redocly does not compare."
        affects = BY_LEVEL[Level.patch]
        found = [Change(level=Level.patch, reader="wire", kind="changed", place="", what=what, affects=affects)]
    yield from found


def flattened(node: Any, beside: set[str], steps: Steps = ()) -> Any:
    """Replace each `allOf` of one schema by that schema, because Redocly rates it as another type."""
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
    """A change that Redocly reports, with our own rating."""
    level, rated = Level[change["impact"]], change["verdicts"]
    affects = " ".join(AFFECTED.get(each["ruleId"], BY_LEVEL[level]) for each in rated)
    overruled = overrule(change, {each["ruleId"] for each in rated})
    if overruled:
        level, affects = overruled
    elif not affects:
        affects = READERS if change.get("property") in DOCUMENTATION else BY_LEVEL[level]
    return Change(
        level=level,
        reader="wire",
        kind=kind(change),
        place=(change.get("revision") or change["base"])["pointer"].removeprefix("#"),
        what=" ".join(each["message"] for each in rated) or default_message(change),
        affects=affects,
        notable=bool(overruled) and level == Level.minor,
    )


def overrule(change: dict[str, Any], rules: set[str]) -> tuple[Level, str] | None:
    """The level and effect that replace Redocly's, or None."""
    old, new = (change.get(side, {}).get("value") for side in ("base", "revision"))
    match change["typeName"], change.get("property"):
        case _, "enum" if rules == {"enum-values-added"} and isinstance(new, list):
            return Level.minor, AFFECTED["enum-values-added"]
        case _, "nullable" if new is True and rules == {"schema-type-changed"}:
            return Level.minor, "Callers that rely on a value. The client gives None, as for a missing value."
        case _, "deprecated" if new is True:
            return Level.minor, "Callers that use it should replace it."
        case _, "default":
            return Level.minor, "Callers that omit it: the server may use another value."
        case _, "bearerFormat":
            return Level.patch, READERS
        case _, "x-pii" if new is False:
            return Level.minor, "Callers that protect the value as personal data: it no longer counts as such."
        case _, "x-pii":
            return Level.patch, "Callers that use the value: it counts as personal data from now on."
        case _, "x-key-prefix":
            return Level.major, f"Callers with a key that does not begin with {new}: the client refuses it."
        case _, "x-environment":
            return Level.major, f"Callers that pass environment={old!r}: it is refused, or selects another server."
        case "Info", "version":
            return Level.minor, f"Every caller: each request asks for the version {new} of the API."
        case "Response", _ if rules == {"response-removed"} and not is_success(change):
            return Level.minor, "Callers that handle that error. It is no longer documented; the client reads it."
        case "SecurityRequirementList" | "SecurityRequirement", _ if change["kind"] == "removed" and not rules:
            return Level.minor, "Callers that rely on a required key: the document requires none."
    return None


def kind(change: dict[str, Any]) -> Kind:
    """The kind of a change."""
    if "property" not in change:
        return KINDS[change["kind"]]
    return "deprecated" if change["property"] == "deprecated" else "changed"


def is_success(change: dict[str, Any]) -> bool:
    return parse_pointer(change["path"].removeprefix("#"))[-1].startswith("2")


def default_message(change: dict[str, Any]) -> str:
    """The message for a change if Redocly has none."""
    element = re.sub("(?<=[a-z])(?=[A-Z])", " ", change["typeName"]).lower()
    if "property" not in change:
        name = parse_pointer(change["path"].removeprefix("#"))[-1]
        named = element == "response" or not name.isdigit()
        return f"The {element}{f' `{name}`' if named else ''} was {change['kind']}."
    values = [change.get(side, {}).get("value") for side in ("base", "revision")]
    if any(value is None or isinstance(value, dict | list) or len(str(value)) > LONG for value in values):
        return f"`{change['property']}` of the {element} was changed."
    return f"`{change['property']}` of the {element} was {values[0]!r}, and is {values[1]!r}."
