"""What a vendor may change on a page, and the one difference that follows."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from scripts.common.json_pointer import Steps, follow, walk

Page = dict[str, Any]
# The forms in which the entries of a list have names.
NAMED = ("names", "markdown", "html")
FORMS = ("text", *NAMED)


@dataclass(frozen=True)
class Change:
    """A change to the facts of a page, for the forms that show it; it returns the kind and place of the difference."""

    apply: Callable[[random.Random, Page], tuple[str, Steps]]
    forms: tuple[str, ...] = FORMS


def mappings(page: Page) -> list[Steps]:
    """The objects in the sample that have several fields."""
    return [("sample", *steps) for steps, node in walk(page["sample"]) if isinstance(node, dict) and len(node) > 2]


def fields(page: Page) -> list[Steps]:
    return [("sample", *steps) for steps, _ in walk(page["sample"]) if steps and isinstance(steps[-1], str)]


def values(page: Page) -> list[Steps]:
    return [("sample", *steps) for steps, node in walk(page["sample"]) if steps and not isinstance(node, dict | list)]


def reorder(node: Page, names: list[str]) -> None:
    ordered = {name: node[name] for name in names}
    node.clear()
    node.update(ordered)


def drop(page: Page, steps: Steps) -> tuple[str, Steps]:
    del follow(page, steps[:-1])[steps[-1]]
    return "went", steps


def add(page: Page, steps: Steps, value: Any, at: int | None = None) -> tuple[str, Steps]:
    node = follow(page, steps[:-1])
    if isinstance(node, list):
        node.insert(int(steps[-1]), value)
    else:
        names = list(node)
        names.insert(len(names) if at is None else at, str(steps[-1]))
        node[steps[-1]] = value
        reorder(node, names)
    return "came", steps


def change(page: Page, steps: Steps, value: Any) -> tuple[str, Steps]:
    follow(page, steps[:-1])[steps[-1]] = value
    return "changed", steps


def rename(page: Page, steps: Steps, name: str) -> tuple[str, Steps]:
    node = follow(page, steps[:-1])
    names = [name if each == steps[-1] else each for each in node]
    node[name] = node.pop(steps[-1])
    reorder(node, names)
    return "renamed", steps


def swap(page: Page, steps: Steps, at: int) -> tuple[str, Steps]:
    """Exchange two neighbours; either of them is the one that moved."""
    node = follow(page, steps)
    names = list(node)
    names[at], names[at + 1] = names[at + 1], names[at]
    if isinstance(node, dict):
        reorder(node, names)
    else:
        node[:] = names
    return "moved", steps


def with_options(rng: random.Random, page: Page) -> Steps:
    several = [name for name, entry in page["attributes"].items() if len(entry.get("options", ())) > 1]
    return "attributes", rng.choice(several), "options"


def attribute(rng: random.Random, page: Page) -> Steps:
    return "attributes", rng.choice(list(page["attributes"]))


def some(rng: random.Random, page: Page, steps: Steps, less: int = 0) -> int:
    return rng.randrange(len(follow(page, steps)) - less)


def swap_fields(rng: random.Random, page: Page) -> tuple[str, Steps]:
    steps = rng.choice(mappings(page))
    return swap(page, steps, some(rng, page, steps, 1))


def rename_parameter(_: random.Random, page: Page) -> tuple[str, Steps]:
    page["parameters"]["path"]["id"]["flags"] = ["required"]
    return rename(page, PARAMETER, "verification_id")


def rename_attribute(_: random.Random, page: Page) -> tuple[str, Steps]:
    page["attributes"]["document_type"]["type"] = "string"
    return rename(page, ("attributes", "document_type"), "type_of_document")


def other_value(page: Page, steps: Steps) -> Any:
    value = follow(page, steps)
    return not value if isinstance(value, bool) else value + 1 if isinstance(value, int | float) else f"{value}x"


# The parts of the page that every reader sees.
OPERATION: Steps = ("operation",)
DESCRIPTION: Steps = ("operation", "description")
AUTHORIZATION: Steps = ("authorizations", "Authorization", "description")
PARAMETER: Steps = ("parameters", "path", "id")
RESPONSE: Steps = ("responses", "200")
QUERY = {"reason": {"description": ["Why it is stopped."]}}

CHANGES: dict[str, Change] = {
    "a field went": Change(lambda rng, page: drop(page, rng.choice(fields(page)))),
    "a field came": Change(
        lambda rng, page: add(page, (*rng.choice(mappings(page)), "nickname"), "x", rng.randrange(2))
    ),
    "a field was renamed": Change(lambda rng, page: rename(page, rng.choice(fields(page)), "nickname")),
    "a field moved": Change(swap_fields),
    "a value changed": Change(lambda rng, page: change(page, at := rng.choice(values(page)), other_value(page, at))),
    "a value has another type": Change(lambda rng, page: change(page, rng.choice(values(page)), None)),
    "an option went": Change(
        lambda rng, page: drop(page, (*(at := with_options(rng, page)), some(rng, page, at))),
    ),
    "an option came": Change(
        lambda rng, page: add(page, (*(at := with_options(rng, page)), some(rng, page, at)), "new")
    ),
    "an option was renamed": Change(
        lambda rng, page: change(page, (*(at := with_options(rng, page)), some(rng, page, at)), "new")
    ),
    "an option moved": Change(lambda rng, page: swap(page, at := with_options(rng, page), some(rng, page, at, 1))),
    "the options went": Change(lambda rng, page: drop(page, with_options(rng, page))),
    "options came": Change(lambda _, page: add(page, ("attributes", "country", "options"), ["MA", "FR"]), NAMED),
    "the range changed": Change(lambda _, page: change(page, ("attributes", "risk_score", "range"), [0, 100])),
    "the range lost a limit": Change(lambda _, page: change(page, ("attributes", "risk_score", "range"), [0, None])),
    "the range went": Change(lambda _, page: drop(page, ("attributes", "risk_score", "range"))),
    "a range came": Change(lambda _, page: add(page, ("attributes", "country", "range"), [1, 2.5]), NAMED),
    "the example changed": Change(lambda _, page: change(page, ("attributes", "id", "example"), "ver_1")),
    "the example went": Change(lambda _, page: drop(page, ("attributes", "id", "example"))),
    "an example came": Change(lambda _, page: add(page, ("attributes", "country", "example"), "MA"), NAMED),
    "an attribute is described": Change(
        lambda rng, page: add(page, (*attribute(rng, page), "description"), ["It has a meaning. Two, even."]), NAMED
    ),
    "the first attribute is described": Change(
        lambda _, page: add(page, ("attributes", "id", "description"), ["It has a meaning."]), ("text",)
    ),
    "an attribute has another type": Change(
        lambda rng, page: add(page, (*attribute(rng, page), "type"), "integer[]"), NAMED
    ),
    "an attribute is required": Change(
        lambda rng, page: add(page, (*attribute(rng, page), "flags"), ["required"]), NAMED
    ),
    "an attribute went": Change(lambda rng, page: drop(page, attribute(rng, page)), NAMED),
    "an attribute came": Change(
        lambda rng, page: add(page, ("attributes", "nickname"), {"type": "string"}, rng.randrange(9)), NAMED
    ),
    "an attribute moved": Change(lambda rng, page: swap(page, ("attributes",), rng.randrange(12)), NAMED),
    "an entry moved": Change(lambda _, page: swap(page, ("attributes",), 0), ("text",)),
    "its attributes are shown no more": Change(lambda _, page: drop(page, ("attributes", "checks", "children")), NAMED),
    "its attributes are shown": Change(lambda _, page: add(page, ("attributes", "metadata", "children"), 1), NAMED),
    "attributes are shown once less": Change(
        lambda _, page: change(page, ("attributes", "fraud_signals", "children"), 1), ("text",)
    ),
    "a status came": Change(
        lambda _, page: add(page, ("responses", "409"), {"media_type": "application/json", "description": "Too late"})
    ),
    "the status changed": Change(lambda _, page: rename(page, RESPONSE, "202")),
    "the media type changed": Change(lambda _, page: change(page, (*RESPONSE, "media_type"), "application/xml")),
    "the media type went": Change(lambda _, page: drop(page, (*RESPONSE, "media_type"))),
    "the response is described otherwise": Change(lambda _, page: change(page, (*RESPONSE, "description"), "Stopped")),
    "the response is not described": Change(lambda _, page: drop(page, (*RESPONSE, "description"))),
    "the title changed": Change(lambda _, page: change(page, (*OPERATION, "summary"), "Stop a check")),
    "the method changed": Change(lambda _, page: change(page, (*OPERATION, "method"), "PUT")),
    "the server changed": Change(lambda _, page: change(page, (*OPERATION, "server"), "https://api.txcloud.io/v2")),
    "the path changed": Change(lambda _, page: change(page, (*OPERATION, "path"), "/identity/checks/{id}/cancel")),
    "the tag changed": Change(lambda _, page: change(page, (*OPERATION, "tag"), "Verifications")),
    "the tag went": Change(lambda _, page: drop(page, (*OPERATION, "tag"))),
    "a sentence changed": Change(lambda rng, page: change(page, (*DESCRIPTION, rng.randrange(2)), "It ends a check.")),
    "a sentence came": Change(lambda rng, page: add(page, (*DESCRIPTION, rng.randrange(3)), "It ends a check.")),
    "a sentence went": Change(lambda rng, page: drop(page, (*DESCRIPTION, rng.randrange(2)))),
    "the sentences moved": Change(lambda _, page: swap(page, DESCRIPTION, 0)),
    "the description went": Change(lambda _, page: drop(page, DESCRIPTION)),
    "the key is sent otherwise": Change(
        lambda _, page: change(page, ("request", "headers", "Authorization"), "Basic <token>")
    ),
    "a header came": Change(lambda _, page: add(page, ("request", "headers", "X-Tenant"), "<tenant>")),
    "the header went": Change(lambda _, page: drop(page, ("request", "headers"))),
    "a body is sent": Change(lambda _, page: add(page, ("request", "arguments"), ["--data", '{"reason": "<string>"}'])),
    "the key is described otherwise": Change(lambda _, page: change(page, (*AUTHORIZATION, 0), "A secret.")),
    "the key is described at length": Change(lambda _, page: add(page, (*AUTHORIZATION, 1), "A secret.")),
    "another key came": Change(lambda _, page: add(page, ("authorizations", "X-API-Key"), {"type": "string"}), NAMED),
    "the parameter is described otherwise": Change(
        lambda _, page: change(page, (*PARAMETER, "description", 0), "An id.")
    ),
    "the parameter has an example": Change(lambda _, page: add(page, (*PARAMETER, "example"), "ver_1"), NAMED),
    "the parameter was renamed": Change(rename_parameter, NAMED),
    "an attribute was renamed": Change(rename_attribute, NAMED),
    "the parameter has another type": Change(lambda _, page: add(page, (*PARAMETER, "type"), "integer"), NAMED),
    "a parameter came": Change(
        lambda _, page: add(page, ("parameters", "path", "tenant"), {"flags": ["required"], "description": ["Whose."]}),
        NAMED,
    ),
    "a list of parameters came": Change(lambda _, page: add(page, ("parameters", "query"), QUERY)),
    "the parameters went": Change(lambda _, page: drop(page, ("parameters", "path"))),
}
