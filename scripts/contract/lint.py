"""Check that a document is valid: it keeps the board's rules, and uses nothing that the client does not support."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scripts.common.errors import PipelineError, error_list
from scripts.common.nodejs import redocly_report
from scripts.common.workspace import Workspace, short_path
from scripts.common.yaml_file import read_yaml
from scripts.contract.document import check_version, load

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


def lint(workspace: Workspace, path: Path) -> dict[str, Any]:
    """The document in a file; raises PipelineError if it is not valid."""
    path = path.resolve()
    check_version(path, read_yaml(path))
    options = ["--config", str(workspace.ruleset), "--lint-config", "error", "--max-problems", "1000"]
    try:
        report = redocly_report(workspace, REPORT, "lint", path, *options, codes=(0, 1))
    except PipelineError:
        # If Redocly fails, because of a circular reference for example, our own check reports it better.
        load(path)
        raise
    if found := list(dict.fromkeys(findings(path, report))):
        title = f"{short_path(path)} breaks rules of {short_path(workspace.ruleset)}, which gives the reason for each."
        raise PipelineError(error_list(title, found))
    if report["totals"]["ignored"]:
        raise PipelineError(
            "Redocly is configured to ignore problems. Delete .redocly.lint-ignore.yaml and fix the document."
        )
    return load(path)


def findings(path: Path, report: dict[str, Any]) -> Iterator[str]:
    """The problems that Redocly reports, of any severity: file, line, rule, what is wrong and how to fix it."""
    for problem in sorted(report["problems"], key=line_of):
        at = problem["location"][0].get("pointer", "").removeprefix("#")
        yield f"{short_path(path)}:{line_of(problem)}: {problem['ruleId']}: {problem['message'].strip()}\n  at {at}"


def line_of(problem: dict[str, Any]) -> int:
    line: int = problem["location"][0].get("start", {}).get("line", 1)
    return line
