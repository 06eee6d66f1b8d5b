"""How the cost grows with the amount of work."""

from math import log
from statistics import linear_regression

from scripts.bench.measure import Case, Comparison, Samples

SIZES = (1, 10, 100, 1000, 10_000)
# Fixed costs matter little from here on.
LARGE = [size for size in SIZES if size >= 100]
CLIENTS = ("txcloud-identity", "openapi-python-client")

TASKS = {
    **{f"decode, fraud signals: {n}": {"task": "decode", "number": max(1, 1000 // n), "signals": n} for n in SIZES},
    **{f"calls: {n}": {"task": "calls", "number": n} for n in SIZES},
}
EXPONENTS = {"exponent of decode": "decode, fraud signals", "exponent of calls": "calls"}
COMPARISONS = [
    *(Comparison(what, "µs", "openapi-python-client", {"txcloud-identity": None}) for what in TASKS),
    *(Comparison(what, "", None, {"txcloud-identity": 1.1, "openapi-python-client": None}) for what in EXPONENTS),
]


def exponents(samples: Samples) -> Samples:
    """Return the slope of log(time) over log(size) in each round; 1 means proportional growth."""
    found: Samples = {}
    for exponent, what in EXPONENTS.items():
        for client in CLIENTS:
            rounds = zip(*(samples[Case(f"{what}: {size}", client)] for size in LARGE), strict=True)
            found[Case(exponent, client)] = [slope(times) for times in rounds]
    return found


def slope(times: tuple[float, ...]) -> float:
    return linear_regression([log(size) for size in LARGE], [log(time) for time in times]).slope
