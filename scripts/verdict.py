"""Compare two documents: what changes, whom it concerns, and which part of the version has to be raised for it.

Without arguments the document of the last release is compared with what the client would be made from now. The last
line is the verdict: none, patch, minor or major. The exit code is 0 whatever the verdict, and not 0 without one.
"""

import argparse
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from scripts import document as openapi
from scripts.difference import Difference, grouped, verdict
from scripts.document import ROOT
from scripts.generate import build
from scripts.overlay import contract
from scripts.problem import run
from scripts.surface import python_differences
from scripts.wire import wire_differences

# Written by a release; there is none before the first.
RELEASED = ROOT / "openapi" / "released.yaml"


def main() -> None:
    parser = argparse.ArgumentParser(prog="nox -s verdict --", description=__doc__)
    parser.add_argument("documents", nargs="*", type=Path, metavar="OLD NEW", help="the two documents to compare")
    documents = parser.parse_args().documents
    if len(documents) not in (0, 2):
        parser.error("name both documents, OLD and NEW, or neither")
    found = differences(*documents) if documents else since_release()
    if found is None:
        print("Nothing has been released yet, so there is nobody whom a change could concern.")
    for each, places in grouped(found or []):
        note = ", worth a note" if each.notable else ""
        print(f"{each.level.name}, {each.reader}{note}: {each.what} {each.affects}")
        for place in places:
            print(f"  {place}")
    print(f"verdict: {verdict(found or []).name}")


def since_release() -> list[Difference] | None:
    """What has changed since the last release; None if there has been none."""
    if not RELEASED.exists():
        return None
    with contract() as current:
        return differences(RELEASED, current)


def differences(old: Path, new: Path) -> list[Difference]:
    """What changes from one document to another, for both kinds of reader."""
    documents = [openapi.load(path) for path in (old, new)]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor() as pool:
        packages = [Path(folder, "old"), Path(folder, "new")]
        list(pool.map(build, (old, new), packages))
        return [*wire_differences(*documents), *python_differences(*packages)]


if __name__ == "__main__":
    run(main)
