"""Check that a document is valid: it keeps the board's rules, and uses nothing that the client does not support.

The board's rules are those of openapi/redocly.yaml, which Redocly checks, and those of scripts/contract/rules/.
"""

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.common.errors import SHOWN, PipelineError
from scripts.common.json_pointer import Steps, follow, pointer
from scripts.common.nodejs import redocly_report
from scripts.common.workspace import Workspace, short_path
from scripts.common.yaml_file import line_of, read_yaml, with_extensions
from scripts.contract import exceptions
from scripts.contract.document import check_version, load
from scripts.contract.rules.parts import Parts
from scripts.contract.rules.table import EXPLAINS, RULES, UNREADABLE

REPORT = {
    "type": "object",
    "required": ["problems", "totals"],
    "properties": {
        "totals": {"type": "object", "required": ["ignored"]},
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["ruleId", "message", "location"],
                "properties": {
                    "message": {"type": "string"},
                    "location": {"type": "array", "minItems": 1, "items": {"type": "object"}},
                },
            },
        },
    },
}


@dataclass(frozen=True, order=True)
class Finding:
    """A place where a document breaks a rule."""

    line: int
    rule: str
    message: str
    place: str


def lint(workspace: Workspace, path: Path) -> dict[str, Any]:
    """The document in a file; raises PipelineError if it is not valid."""
    path = path.resolve()
    document = read_yaml(path)
    check_version(path, document)
    excused = exceptions.read(workspace)
    try:
        broken = findings(workspace, path, document)
    except (PipelineError, RecursionError):
        # A circular reference, for example, is reported better by our own check.
        load(path)
        raise
    if found := [each for each in broken if not excused.excuse(each.rule, each.place)]:
        rules = f"{short_path(workspace.ruleset)} and scripts/contract/rules/, which give the reason for each"
        raise PipelineError("\n".join([f"{short_path(path)} breaks rules of {rules}.", *report(path, found)]))
    if path == workspace.document.resolve():
        exceptions.check_used(workspace, excused, {(each.rule, each.place) for each in broken})
    return load(path)


def report(path: Path, found: list[Finding]) -> Iterator[str]:
    """File, line, rule, what is wrong and how to fix it, for the first findings of each rule."""
    times = Counter[str]()
    for each in found:
        times[each.rule] += 1
        if times[each.rule] <= SHOWN:
            yield f"{short_path(path)}:{each.line}: {each.rule}: {each.message}\n  at {each.place}"
    yield from (f"... and {number - SHOWN} more of {rule}" for rule, number in times.items() if number > SHOWN)


def findings(workspace: Workspace, path: Path, document: dict[str, Any]) -> list[Finding]:
    """All places where a document breaks a rule, in the order of their lines, and each fault once."""
    parts = Parts(document)
    ours = [(rule, message, steps) for rule, faults in RULES.items() for message, steps in faults(parts)]
    found = {Finding(line_of(path, steps), rule, message, pointer(steps)) for rule, message, steps in ours}
    unreadable = [
        (*steps[:-1], keyword)
        for rule, _, steps in ours
        for keyword in UNREADABLE.get(rule, ())
        if keyword in follow(parts.document, steps[:-1])
    ]
    found.update(redocly_findings(workspace, path, unreadable))
    explained = {
        (rule, place)
        for each in found
        for rule in EXPLAINS.get(each.rule, ())
        for holder in (each.place, each.place.rpartition("/")[0])
        for place in (holder, f"{holder}/x-pii")
    }
    return sorted(each for each in found if (each.rule, each.place) not in explained)


def redocly_findings(workspace: Workspace, path: Path, unreadable: list[Steps]) -> Iterator[Finding]:
    """The problems that Redocly reports, of any severity, in a document without some keywords."""
    options = ["--config", str(workspace.ruleset), "--lint-config", "error", "--max-problems", "1000"]
    with tempfile.TemporaryDirectory() as folder:
        if unreadable:
            readable = Path(folder, path.name)
            readable.write_text(with_extensions(path.read_text(encoding="utf-8"), unreadable), encoding="utf-8")
        else:
            readable = path
        result = redocly_report(workspace, REPORT, "lint", readable, *options)
    if result["totals"]["ignored"] and not result["problems"]:
        raise PipelineError(
            "Redocly is configured to ignore problems. Delete .redocly.lint-ignore.yaml and fix the document."
        )
    for problem in result["problems"]:
        place, line = problem["location"][0].get("pointer", ""), problem["location"][0].get("start", {}).get("line", 1)
        yield Finding(line, problem["ruleId"], problem["message"].strip(), place.removeprefix("#"))
