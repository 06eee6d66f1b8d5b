"""Check that the document is well made, and that each fact in it has a source.

Another document, given as an argument, is checked for the first only: the sources are those of our own.
"""

import argparse
from pathlib import Path

from scripts import overlay, provenance
from scripts.document import DOCUMENT, named
from scripts.lint import RULESET, lint
from scripts.problem import Problem, run


def main() -> None:
    parser = argparse.ArgumentParser(prog="nox -s spec --", description=__doc__)
    parser.add_argument("document", nargs="?", type=Path, default=DOCUMENT, help="another document to check")
    path = parser.parse_args().document
    document = lint(path)
    print(f"{named(path)} keeps every rule of {named(RULESET)}, and the client can be made from it.")
    if path != DOCUMENT:
        return
    sources = provenance.read()
    provenance.check(document, sources)
    tally = provenance.tally(document, sources)
    print("Each of its statements has a source (what is put in words may have several):")
    for meaning, number in tally.items():
        print(f"  {number:4}  {meaning}")
    conflicts = list(provenance.conflicts(sources))
    print(f"TXCloud's pages contradict each other in {len(conflicts)} places:")
    for place, sides in conflicts:
        print(f"  {place}")
        for page, side in sides.items():
            print(f"    {page}: {side}")
    if actions := overlay.actions():
        try:
            with overlay.contract() as contract:
                lint(contract)
        except Problem as problem:
            raise Problem(f"What {named(overlay.OVERLAY)} makes of the document does not pass.\n{problem}") from None
        print(f"{named(overlay.OVERLAY)} departs from it in {len(actions)} places, and keeps every rule too.")


if __name__ == "__main__":
    run(main)
