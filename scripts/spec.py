"""Check that the document is well made, and that each fact in it has a source.

Another document, given as an argument, is checked for the first only: the sources are those of our own.
"""

import argparse
from pathlib import Path

from scripts import overlay, provenance
from scripts.document import DOCUMENT, named
from scripts.lint import RULESET, lint
from scripts.problem import run


def main() -> None:
    parser = argparse.ArgumentParser(prog="nox -s spec --", description=__doc__)
    parser.add_argument("document", nargs="?", type=Path, default=DOCUMENT, help="another document to check")
    path = parser.parse_args().document
    document = lint(path)
    print(f"{named(path.resolve())} keeps every rule of {named(RULESET)}, and the client can be made from it.")
    if path.resolve() != DOCUMENT:
        print(f"Its sources are not checked: {named(provenance.PROVENANCE)} is about {named(DOCUMENT)}.")
        return
    sources = provenance.read()
    provenance.check(document, sources)
    print("Each of its statements has a source, or a reason, and counts by the weakest where it has several:")
    for meaning, number in provenance.tally(document, sources).items():
        print(f"  {number:4}  {meaning}")
    conflicts = list(provenance.conflicts(document, sources))
    print(f"TXCloud's pages contradict each other in {len(conflicts)} places:")
    for conflict in conflicts:
        print(f"  {conflict.place}")
        for page, side in conflict.sides.items():
            print(f"    {page}: {side}")
    if actions := overlay.actions():
        with overlay.contract() as contract:
            lint(contract)
        print(f"{named(overlay.OVERLAY)} corrects it by {len(actions)} actions; what comes out keeps every rule too.")


if __name__ == "__main__":
    run(main)
