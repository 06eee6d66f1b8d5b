"""Compare the committed package with the package that would be generated now.

Every file counts: edited, missing, stray or stale. A difference is printed as a unified diff.
"""

import shutil
import tempfile
from pathlib import Path

from scripts.common.cli import run
from scripts.common.directories import diff
from scripts.common.errors import PipelineError
from scripts.common.workspace import Workspace
from scripts.contract.overlay import contract
from scripts.generation.generate import generate_package


def main(workspace: Workspace, _: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        committed, regenerated = Path(folder, "generated"), Path(folder, "regenerated")
        if workspace.package.is_dir():
            shutil.copytree(workspace.package, committed, symlinks=True, ignore=bytecode)
        else:
            committed.mkdir()
        with contract(workspace) as document:
            generate_package(workspace, document, regenerated)
        difference = diff(committed, regenerated)
    if difference:
        fix = "generated/ is not what the document, the config, the templates and the tools make of it now."
        raise PipelineError(f"{difference}\n{fix}\nTo fix it, generate it again and commit the result: nox -s generate")
    print("generated/ is what the document, the config, the templates and the tools make of it.")


def bytecode(folder: str, names: list[str]) -> list[str]:
    """The folders of bytecode that an import leaves behind."""
    return [name for name in names if name.endswith(".pyc")] if Path(folder).name == "__pycache__" else []


if __name__ == "__main__":
    run(main)
