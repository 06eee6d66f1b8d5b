"""Generate the package from the document, the config, the templates and the runtime.

`generated/` is replaced in one step, after everything has succeeded: a run that fails leaves it as it was.
"""

import argparse
import hashlib
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import Any

from openapi_python_client.config import Config
from openapi_python_client.parser import GeneratorData

from scripts.common.cli import run
from scripts.common.directories import replace_atomically
from scripts.common.errors import PipelineError
from scripts.common.hashing import digest
from scripts.common.process import run_captured
from scripts.common.workspace import Workspace, short_path
from scripts.contract.document import load
from scripts.contract.overlay import contract
from scripts.generation.openapi_python_client import parse, read_config, render, runtime_modules
from scripts.generation.prepared import prepared
from scripts.generation.template_context import template_context
from scripts.generation.upstream_templates import check_upstream


def main(workspace: Workspace, arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="nox -s generate --", description=__doc__)
    only_check = "only check that the client can be generated, from the document or from another one"
    parser.add_argument("--check", nargs="?", type=Path, const=workspace.document, metavar="FILE", help=only_check)
    checked = parser.parse_args(arguments).check
    with contract(workspace) as document:
        if checked:
            is_ours = checked.resolve() == workspace.document.resolve()
            interpreted(workspace, document if is_ours else checked, workspace.package)
            print(f"The client can be generated from {short_path(checked.resolve())}.")
            return
        with replace_atomically(workspace.package) as fresh:
            generate_package(workspace, document, fresh)
    print(f"{short_path(workspace.package)}/ is generated from {short_path(workspace.document)}.")


def generate_package(workspace: Workspace, path: Path, target: Path) -> dict[str, Any]:
    """Generate the package into a folder that does not exist yet, and return the document."""
    for needed in (workspace.templates, workspace.runtime, workspace.license):
        if not needed.exists():
            raise PipelineError(f"{short_path(needed)} is missing. Restore it: git restore {short_path(needed)}")
    document, parsed, config, values = interpreted(workspace, path, target)
    check_upstream(workspace.templates)
    render(workspace, parsed, config, inputs=inputs(workspace, path), **values)
    # The package contains the document that it was generated from.
    shutil.copyfile(path, target / str(config.package_name_override) / workspace.contract.name)
    shutil.copyfile(workspace.license, target / workspace.license.name)
    return document


def interpreted(
    workspace: Workspace, path: Path, target: Path
) -> tuple[dict[str, Any], GeneratorData, Config, dict[str, Any]]:
    """The document, as it is and as the generator parses it, with the config and the values for the templates."""
    document = load(path)
    config = read_config(workspace, path, target)
    simpler = prepared(document)
    parsed = parse(workspace, path, simpler, config)
    return document, parsed, config, template_context(workspace, path, document, simpler, parsed, config)


def inputs(workspace: Workspace, document: Path) -> dict[str, str]:
    """The inputs of the generation: files by SHA-256, tools by version."""
    if not shutil.which("ruff"):
        raise PipelineError("ruff, which formats the package, is not on PATH. Run this through nox: nox -s generate")
    templates = [path for path in sorted(workspace.templates.rglob("*")) if path.is_file()]
    return {
        "document": f"sha256:{digest(document)}",
        "config": f"sha256:{digest(workspace.config)}",
        "templates": f"sha256:{digest_of_all(templates, workspace.templates)}",
        "runtime": f"sha256:{digest_of_all(runtime_modules(workspace), workspace.runtime)}",
        "openapi-python-client": version("openapi-python-client"),
        "ruff": run_captured(["ruff", "--version"]).stdout.split()[1],
    }


def digest_of_all(files: list[Path], folder: Path) -> str:
    """One SHA-256 of files in a folder and their names."""
    lines = [f"{digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in files]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


if __name__ == "__main__":
    run(main)
