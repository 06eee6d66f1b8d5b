"""Build the documentation site in site/.

Its pages are the project's Markdown files, the reference, generated from the package's docstrings, and the contract.
`site/` is replaced in one step, after everything has succeeded.
"""

import shutil
import tempfile
from pathlib import Path

from rich.text import Text

from scripts.common.cli import run
from scripts.common.directories import replace_atomically
from scripts.common.errors import PipelineError
from scripts.common.process import run_captured
from scripts.common.workspace import Workspace
from scripts.docs import contract, markdown, reference

CONFIG = Path(__file__).with_name("zensical.toml")
NAVIGATION = Path(__file__).with_name("nav.yml")
# What the search needs in a page that is opened from a file.
SHIM = Path("iframe-worker", "shim")


def main(workspace: Workspace, _: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, replace_atomically(workspace.site) as fresh:
        work = Path(folder)
        pages = work / "pages"
        markdown.collect(workspace, pages)
        reference.write(workspace, pages / "reference")
        contract.render(workspace, pages / "contract.html")
        shutil.copy(NAVIGATION, pages / ".nav.yml")
        shutil.copytree(workspace.node_modules / SHIM, pages / SHIM)
        shutil.copytree(workspace.package, work / "package")
        shutil.copy(CONFIG, work)
        zensical(work / CONFIG.name)
        shutil.copytree(work / "site", fresh)
    print(f"The documentation is built. Open {workspace.site / 'index.html'} in a browser.")


def zensical(config: Path) -> None:
    """Build the site; raise PipelineError on a warning, such as a dead link."""
    command = ["zensical", "build", "--strict", "--config-file", str(config)]
    built = run_captured(command)
    if built.returncode:
        # The output is always colored and ends with Zensical's traceback.
        output = Text.from_ansi(built.stderr.partition("Traceback")[0] + built.stdout).plain
        raise PipelineError(f"Zensical cannot build the site:\n{output.strip()}")


if __name__ == "__main__":
    run(main)
