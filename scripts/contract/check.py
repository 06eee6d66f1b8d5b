"""Check that the document is valid, and that each fact in it has a source.

For another document, given as an argument, only the first is checked: the sources belong to our own.
"""

import argparse
from pathlib import Path

from scripts.common.cli import run
from scripts.common.workspace import Workspace, short_path
from scripts.contract import exceptions, overlay, provenance
from scripts.contract.lint import lint


def main(workspace: Workspace, arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="nox -s spec --", description=__doc__)
    parser.add_argument("document", nargs="?", type=Path, default=workspace.document, help="another document to check")
    path = parser.parse_args(arguments).document
    document = lint(workspace, path)
    rules = f"{short_path(workspace.ruleset)} and scripts/contract/rules/"
    excused = f", except where {short_path(workspace.exceptions)} excuses it"
    said = excused if exceptions.read(workspace).excused else ""
    print(f"{short_path(path.resolve())} keeps every rule of {rules}{said}.")
    if path.resolve() != workspace.document.resolve():
        subject = f"{short_path(workspace.provenance)} is about {short_path(workspace.document)}"
        print(f"Its sources are not checked: {subject}.")
        return
    sources = provenance.read(workspace)
    provenance.check(workspace, document, sources)
    print("Each statement has a source or a reason; one with several counts under the weakest:")
    for meaning, number in provenance.count_by_source(document, sources).items():
        print(f"  {number:4}  {meaning}")
    conflicts = list(provenance.conflicts(document, sources))
    print(f"TXCloud's pages contradict each other in {len(conflicts)} places:")
    for conflict in conflicts:
        print(f"  {conflict.place}")
        for page, side in conflict.sides.items():
            print(f"    {page}: {side}")
    if actions := overlay.actions(workspace):
        with overlay.contract(workspace) as contract:
            lint(workspace, contract)
        print(
            f"{short_path(workspace.overlay)} corrects it by {len(actions)} actions; the result keeps every rule too."
        )


if __name__ == "__main__":
    run(main)
