"""Compare the components by their names, so that what no operation uses is not lost."""

from scripts.changes.change import Level
from scripts.changes.wire.comparison import Comparison
from scripts.changes.wire.content import compare_body, compare_parameter, compare_response
from scripts.changes.wire.effects import UNUSED
from scripts.changes.wire.operations import compare_path, compare_paths
from scripts.changes.wire.places import At
from scripts.common.json_pointer import Steps, walk
from scripts.contract.openapi import is_data

SECTIONS = (
    "schemas",
    "parameters",
    "responses",
    "requestBodies",
    "headers",
    "examples",
    "links",
    "callbacks",
    "pathItems",
)


def compare_components(c: Comparison) -> None:
    """Compare what stands below `components`. What an operation uses has been compared with it."""
    c.is_unused = True
    c.waiting.extend(c.unused)
    old, new = (each.part("components") for each in (c.old, c.new))
    for section in SECTIONS:
        before, after = ({at.steps: at for at in each.items(section).values()} for each in (old, new))
        compare_named(c, section, before, after)
    compare_named(c, "schemas", definitions(c.old), definitions(c.new))
    c.rest(old, new, *SECTIONS, "securitySchemes")


def compare_named(c: Comparison, section: str, before: dict[Steps, At], after: dict[Steps, At]) -> None:
    """Compare components by their places. One that is used may have another name."""
    kept = before.keys() & after.keys()
    before, after = (
        {steps: at for steps, at in each.items() if steps in kept or steps not in c.used} for each in (before, after)
    )
    rating = Level.patch, UNUSED
    for one, other in c.each_pair(before, after, rating, rating):
        compare_component(c, section, one, other)


def definitions(document: At) -> dict[Steps, At]:
    """The definitions within schemas."""
    if not str(document.get("openapi")).startswith("3.1"):
        return {}
    found = (At(document.document, value, steps) for steps, value in walk(document.value) if steps[-2:-1] == ("$defs",))
    return {at.steps: at for at in found if not is_data(at.steps)}


def compare_component(c: Comparison, section: str, old: At, new: At) -> None:
    if section == "schemas":
        c.schemas((old,), (new,), "sent")
    elif section in ("parameters", "headers"):
        compare_parameter(c, old, new, "sent")
    elif section == "responses":
        compare_response(c, old, new, "received", is_error=False)
    elif section == "requestBodies":
        compare_body(c, old, new, "sent")
    elif section == "pathItems":
        compare_path(c, old, new, "sent")
    elif section == "callbacks":
        compare_paths(c, old, new, "received")
    else:
        c.rest(old, new)
