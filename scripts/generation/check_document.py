"""Check that the client can be generated from the document, or from another one, given as an argument."""

import argparse
from pathlib import Path

from scripts.common.cli import run
from scripts.common.workspace import Workspace, short_path
from scripts.contract.overlay import contract
from scripts.generation.generate import interpreted


def main(workspace: Workspace, arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="nox -s spec --", description=__doc__)
    parser.add_argument("document", nargs="?", type=Path, help="another document to check")
    if path := parser.parse_args(arguments).document:
        interpreted(workspace, path.resolve(), workspace.package)
    else:
        path = workspace.document
        with contract(workspace) as document:
            interpreted(workspace, document, workspace.package)
    print(f"The client can be generated from {short_path(path.resolve())}.")


if __name__ == "__main__":
    run(main)
