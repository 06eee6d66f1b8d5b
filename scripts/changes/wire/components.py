"""Compare the components by their names, so that what no operation uses is not lost."""

from scripts.changes.change import Level
from scripts.changes.wire.comparison import UNUSED, Comparison
from scripts.changes.wire.operations import compare_content, compare_parameter, compare_path, compare_response
from scripts.changes.wire.places import At
from scripts.changes.wire.schemas import compare_schemas
from scripts.common.json_pointer import Steps, reference_steps, walk
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
    old, new = (each.child("components") or At(each.document, {}, ("components",)) for each in (c.old, c.new))
    used = references(c.old) | references(c.new)
    c.is_unused = True
    for section in SECTIONS:
        before, after = old.plain_items(section), new.plain_items(section)
        for name in {**before, **after}:
            if name in before and name in after:
                compare_component(c, section, before[name].resolved(), after[name].resolved())
            elif ("components", section, name) not in used:
                if name in after:
                    c.added(Level.patch, after[name], UNUSED)
                else:
                    c.removed(Level.patch, before[name], UNUSED)
    c.rest(old, new, {*SECTIONS, "securitySchemes"})


def references(document: At) -> set[Steps]:
    """The components that the references of a document lead to."""
    found = ((steps, value) for steps, value in walk(document.value) if steps[-1:] == ("$ref",))
    return {reference_steps(value)[:3] for steps, value in found if isinstance(value, str) and not is_data(steps)}


def compare_component(c: Comparison, section: str, old: At, new: At) -> None:
    if section == "schemas":
        compare_schemas(c, (old,), (new,), "unused")
    elif section in ("parameters", "headers"):
        compare_parameter(c, old, new, "unused")
    elif section == "responses":
        compare_response(c, old, new, "unused")
    elif section == "requestBodies":
        compare_content(c, old, new, "unused")
        c.rest(old, new, {"content"})
    elif section == "pathItems":
        compare_path(c, old, new, "unused", {})
    else:
        c.rest(old, new, set())
