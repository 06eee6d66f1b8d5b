"""Build the documentation site in site/.

Its pages are the project's Markdown files at their paths in the repository, so that links work in both. It also has
the reference, generated from the package's docstrings, and the contract. `site/` is replaced in one step, after
everything has succeeded.
"""

import shutil
import tempfile
from pathlib import Path

from rich.text import Text

from scripts.common.cli import run
from scripts.common.directories import replace_atomically
from scripts.common.errors import PipelineError
from scripts.common.nodejs import redocly
from scripts.common.process import output_tail, run_captured
from scripts.common.workspace import Workspace

CONFIG = Path(__file__).with_name("zensical.toml")
TEMPLATE = Path(__file__).with_name("contract.hbs")

PAGES = (
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "generated/README.md",
    "scripts/README.md",
    "scripts/release/README.md",
    "scripts/bench/chart.svg",
    "scripts/docs/celery.md",
    "scripts/docs/opentelemetry.md",
)

# The title of each module's page, and the members to show; all if none are named.
REFERENCE = {
    "client": ("Clients", "TXCloud, AsyncTXCloud"),
    "errors": ("Errors", ""),
    "models": ("Models", ""),
    "types": ("Responses", "Response, RateLimit"),
    "testing": ("Testing", "FakeTXCloud"),
}


def main(workspace: Workspace, _: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, replace_atomically(workspace.site) as fresh:
        work = Path(folder)
        assemble(workspace, work / "pages")
        shutil.copytree(workspace.package, work / "package")
        shutil.copy(CONFIG, work)
        zensical(work / CONFIG.name)
        shutil.copytree(work / "site", fresh)
    print(f"The documentation is built: {workspace.site / 'index.html'}")


def assemble(workspace: Workspace, pages: Path) -> None:
    """Collect the sources of the site in a folder."""
    for name in PAGES:
        (pages / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(workspace.root / name, pages / name)
    reference = pages / "reference"
    reference.mkdir()
    for module, (title, members) in REFERENCE.items():
        lines = [f"# {title}", "", f"::: {workspace.contract.parent.name}.{module}"]
        if members:
            lines += ["    options:", f"      members: [{members}]"]
        (reference / f"{module}.md").write_text("\n".join([*lines, ""]), encoding="utf-8")
    # Inlined, so that it needs no network.
    page = pages / "contract.html"
    rendered = redocly(
        workspace, "build-docs", workspace.contract, "--template", TEMPLATE, "--inlineBundle", "--output", page
    )
    if rendered.returncode:
        raise PipelineError(f"Redocly cannot render the contract:\n{output_tail(rendered)}")


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
