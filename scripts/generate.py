"""Generate the package from the document, the config and the templates.

`generated/` is replaced in one step, after everything has succeeded: a run that fails leaves it as it was.
"""

import hashlib
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any

from scripts import document as openapi
from scripts.config import CONFIG
from scripts.document import CONTRACT, DOCUMENT, PACKAGE, ROOT, digest, named
from scripts.extracts import extracts
from scripts.generator import parse, read_config, render
from scripts.overlay import contract
from scripts.problem import Problem, run
from scripts.replace import replaced
from scripts.upstream import TEMPLATES, check_upstream

LICENSE = ROOT / "LICENSE"


def main() -> None:
    with contract() as document, replaced(PACKAGE) as fresh:
        build(document, fresh)
    print(f"{named(PACKAGE)}/ is generated from {named(DOCUMENT)}.")


def build(path: Path, target: Path) -> dict[str, Any]:
    """Generate the package from a document, which is returned, into a folder that does not exist yet."""
    document = openapi.load(path)
    config = read_config(path, target)
    for needed in (TEMPLATES, LICENSE):
        if not needed.exists():
            raise Problem(f"{named(needed)} is missing. Restore it: git restore {named(needed)}")
    check_upstream()
    parsed = parse(document, config)
    render(parsed, config, inputs=inputs(path), **extracts(path, document, parsed, config))
    # The package carries the contract that it was made from.
    shutil.copyfile(path, target / str(config.package_name_override) / CONTRACT.name)
    shutil.copyfile(LICENSE, target / LICENSE.name)
    return document


def inputs(document: Path) -> dict[str, str]:
    """What the output depends on: files by their SHA-256, tools by their version."""
    if not shutil.which("ruff"):
        raise Problem("ruff, which formats the package, is not on PATH. Run this through nox: nox -s generate")
    files = [path for path in sorted(TEMPLATES.rglob("*")) if path.is_file()]
    templates = "".join(f"{digest(path)}  {path.relative_to(TEMPLATES).as_posix()}\n" for path in files)
    return {
        "document": f"sha256:{digest(document)}",
        "config": f"sha256:{digest(CONFIG)}",
        "templates": f"sha256:{hashlib.sha256(templates.encode()).hexdigest()}",
        "openapi-python-client": version("openapi-python-client"),
        "ruff": subprocess.run(["ruff", "--version"], capture_output=True, text=True, check=True).stdout.split()[1],
    }


if __name__ == "__main__":
    run(main)
