"""Find what changes on the wire between two documents, for callers of the API with any client.

Redocly finds and rates the changes between the canonical documents. What it does not compare is found by our own
comparison, so no difference is lost.
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scripts.changes.alignment import align
from scripts.changes.canonical import Canonical
from scripts.changes.change import Change, Level
from scripts.changes.differences import MISSING, Comparison
from scripts.changes.edit import Edit
from scripts.changes.rating import Rating
from scripts.common.json_pointer import Steps, follow, parse_pointer
from scripts.common.nodejs import redocly_report
from scripts.common.workspace import Workspace

# Components whose names appear neither on the wire nor in a client.
UNNAMED = ("parameters", "responses", "headers", "examples", "requestBodies")

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
                    "kind": {"enum": ["added", "modified", "removed"]},
                    "impact": {"enum": ["patch", "minor", "major"]},
                    "verdicts": {"type": "array", "items": {"type": "object", "required": ["ruleId", "message"]}},
                },
                "anyOf": [{"required": ["base"]}, {"required": ["revision"]}],
            },
        },
    },
}


def http_changes(workspace: Workspace, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    """The changes between two documents that callers of the API can notice, each once."""
    before, after = Canonical(old), Canonical(new)
    align(before, after)
    edits = list(redocly_edits(workspace, before.document, after.document))
    reported = {place for edit in edits for place in (("old", edit.old_place), ("new", edit.new_place))}
    for difference in Comparison(before.document, after.document).differences():
        sides = (("old", difference.old), ("new", difference.new))
        if not any(steps is not None and is_within(side, steps, reported) for side, steps in sides):
            edits.append(
                Edit(
                    old_place=difference.old,
                    new_place=difference.new,
                    old=value(before.document, difference.old),
                    new=value(after.document, difference.new),
                )
            )
    rating = Rating(before, after)
    found: dict[str, Change] = {}
    for change in (rating.change(edit) for edit in edits if not is_only_named(edit)):
        # What several schemas have from one of their parts is reported for each of them, but changes once.
        known = found.get(change.place)
        found[change.place] = max(known or change, change, key=lambda each: each.level)
    yield from found.values()


def is_only_named(edit: Edit) -> bool:
    """Whether a component came or went of which nobody sees the name: its effect is where it is used."""
    return len(edit.steps) in (2, 3) and edit.steps[0] == "components" and edit.steps[1] in UNNAMED


def redocly_edits(workspace: Workspace, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Edit]:
    """The edits that Redocly reports."""
    with tempfile.TemporaryDirectory() as folder:
        base, revision = Path(folder, "old.json"), Path(folder, "new.json")
        for path, document in ((base, old), (revision, new)):
            path.write_text(json.dumps(document), encoding="utf-8")
        report = redocly_report(workspace, REPORT, "diff", base, revision, "--fail-on", "none")
    for each in report["changes"]:
        places = [steps_of(each[side]) if side in each else None for side in ("base", "revision")]
        yield Edit(
            old_place=places[0],
            new_place=places[1],
            old=each.get("base", {}).get("value", MISSING),
            new=each.get("revision", {}).get("value", MISSING),
            level=Level[each["impact"]],
            rules=tuple(rule["ruleId"] for rule in each["verdicts"]),
            message=" ".join(rule["message"] for rule in each["verdicts"]),
        )


def steps_of(side: dict[str, Any]) -> Steps:
    """The place of a change in one of the documents."""
    text = side["pointer"].removeprefix("#")
    return parse_pointer(text) if text else ()


def is_within(side: str, steps: Steps, reported: set[tuple[str, Steps | None]]) -> bool:
    """Whether a place, or one that it is within, was reported."""
    texts = tuple(map(str, steps))
    return any((side, texts[:length]) in reported for length in range(len(texts) + 1))


def value(document: dict[str, Any], steps: Steps | None) -> Any:
    return MISSING if steps is None else follow(document, steps)
