"""Let none of our figures grow: compare those of a row with the lowest so far, which `results.json` stores."""

from typing import Any

from scripts.bench.measure import OURS
from scripts.bench.report import Figure, number
from scripts.common.errors import PipelineError

Entry = dict[str, Any]


def lowest(stored: Entry | None, measured: Entry, tolerance: float) -> Entry:
    """Return what to store: the measured results, but of each figure of ours the lower one.

    A figure that is a little higher is not stored, because many small steps would make a big one.

    Raises:
        PipelineError: One is higher by more than the tolerance.
    """
    if stored is None:
        print("  Nothing is stored to compare with. These figures are stored now.")
        return measured
    if origin(stored) != origin(measured):
        print(f"  The stored figures are of {origin(stored)}, so they are not compared. These replace them.")
        return measured
    before = {identity(figure): figure for figure in stored["figures"] if figure["client"].startswith(OURS)}
    pairs = [(before.get(identity(figure), figure), figure) for figure in measured["figures"]]
    if grown := [grow(*pair) for pair in pairs if pair[1]["median"] / pair[0]["median"] > 1 + tolerance]:
        raise PipelineError(
            f"More than {tolerance:.0%} above the lowest so far:\n"
            + "\n".join(grown)
            + "\nMake it cheaper. If it has to cost more, store it: nox -s bench -- instructions --accept"
        )
    return measured | {"figures": [min(pair, key=lambda figure: figure["median"]) for pair in pairs]}


def origin(entry: Entry) -> str:
    """The Python and the kind of machine, without which figures cannot be compared."""
    return f"{entry['python']} on {entry['machine'].partition(',')[0]}"


def identity(figure: Figure) -> tuple[str, str, str | None]:
    return figure["what"], figure["client"], figure.get("floor")


def grow(before: Figure, now: Figure) -> str:
    growth = now["median"] / before["median"] - 1
    values = f"from {number(before['median'])} to {number(now['median'])} {now['unit']}"
    return f"  {now['what']}, {now['client']}: {values} (+{growth:.1%})"
