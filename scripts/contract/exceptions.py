"""openapi/exceptions.yaml: what the board's rules excuse in our own document, and the rules that it has declined."""

from dataclasses import dataclass
from typing import Any

from scripts.common.workspace import Workspace
from scripts.common.yaml_file import DocumentError, read_yaml
from scripts.contract.page_format import TEXT
from scripts.contract.rules.table import RULES


def entry(**more: Any) -> dict[str, Any]:
    """The JSON Schema of an entry: a rule, a reason and more."""
    properties = {"rule": TEXT, "reason": TEXT, **more}
    return {"type": "object", "required": list(properties), "properties": properties, "additionalProperties": False}


FORMAT = {
    "type": "object",
    "required": ["exceptions", "declined"],
    "additionalProperties": False,
    "properties": {
        "exceptions": {
            "type": "array",
            "items": entry(places={"type": "array", "minItems": 1, "items": {"type": "string", "pattern": "^/"}}),
        },
        "declined": {"type": "array", "items": entry()},
    },
}
# What is read here; Redocly checks the rest.
RULESET_FORMAT = {"type": "object", "required": ["rules"], "properties": {"rules": {"type": "object"}}}


@dataclass(frozen=True)
class Excused:
    """The places of our document that need not keep a rule."""

    rule: str
    places: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Declined:
    """A rule of another ruleset that the board does not have."""

    rule: str
    reason: str


@dataclass(frozen=True)
class Exceptions:
    """What is excused, and what is declined."""

    excused: tuple[Excused, ...] = ()
    declined: tuple[Declined, ...] = ()

    def excuse(self, rule: str, place: str) -> bool:
        return any(each.rule == rule and place in each.places for each in self.excused)


def read(workspace: Workspace) -> Exceptions:
    """The exceptions; raises DocumentError for a rule that there is not, or that is declined and checked."""
    path = workspace.exceptions
    content = read_yaml(path, FORMAT)
    known = read_yaml(workspace.ruleset, RULESET_FORMAT)["rules"].keys() | RULES.keys()
    for section, is_known, remedy in (
        ("exceptions", True, "is no rule of the board's. Correct it, or delete the entry."),
        ("declined", False, "is a rule of the board's. Delete one of the two."),
    ):
        for index, each in enumerate(content[section]):
            if (each["rule"] in known) != is_known:
                raise DocumentError(path, f"{each['rule']!r} {remedy}", steps=(section, index, "rule"))
    excused = (Excused(each["rule"], tuple(each["places"]), each["reason"]) for each in content["exceptions"])
    return Exceptions(tuple(excused), tuple(Declined(**each) for each in content["declined"]))


def check_used(workspace: Workspace, exceptions: Exceptions, broken: set[tuple[str, str]]) -> None:
    """Raise DocumentError for an exception that excuses nothing more, given each broken rule with its place."""
    excused = set()
    for index, each in enumerate(exceptions.excused):
        for number, place in enumerate(each.places):
            if (each.rule, place) not in broken:
                message = f"the document keeps {each.rule} at {place}. Delete the exception, or correct the place."
                raise DocumentError(workspace.exceptions, message, steps=("exceptions", index, "places", number))
            if (each.rule, place) in excused:
                message = f"{each.rule} is excused at {place} already. Delete one of the two."
                raise DocumentError(workspace.exceptions, message, steps=("exceptions", index, "places", number))
            excused.add((each.rule, place))
