"""The rows of the benchmark: what is compared, and the targets."""

from functools import partial

from scripts.bench import footprint, generators, growth, instructions, starts, worst
from scripts.bench.measure import CALLERS, MANY, OURS, Comparison, Row
from scripts.bench.workers import SPARSE, workers

RAW, PLAIN, PYDANTIC, MSGSPEC = "httpx", "openapi-python-client", "pydantic", "msgspec"
HTTPX2, OPENAPI_GENERATOR = "httpx2", "openapi-generator"
AIOHTTP, ASYNC = "txcloud-identity-aiohttp", "txcloud-identity-async"
LIBRARIES = {HTTPX2: None, "urllib3": None, "httpcore": None, "http.client": None}
SENDING = {PLAIN: None, PYDANTIC: None, MSGSPEC: None}
DECODING = {PYDANTIC: None, MSGSPEC: None, OPENAPI_GENERATOR: None}
OTHERS = (RAW, PLAIN, PYDANTIC, MSGSPEC, OPENAPI_GENERATOR, ASYNC, AIOHTTP)

LOOPBACK = {
    "sync call": {"task": "call", "number": 100},
    "async call, 1 task": {"task": "async_call", "number": 100, "tasks": 1},
    "async call, 10 tasks": {"task": "async_call", "number": 100, "tasks": 10},
    "sync call, wall-clock time": {"task": "call", "number": 100, "clock": "perf_counter_ns"},
}
# How many tasks or threads share a client, and how many calls they make.
SHARED = {
    "1 task": {"tasks": 1, "number": 300},
    "10 tasks": {"tasks": 10, "number": 500},
    "100 tasks": {"tasks": 100, "number": 1000},
    "32 threads": {"threads": 32, "number": 960},
}
LATENCY = {
    f"p{percentile}, {sharing}": {"task": "latency", "percentile": percentile, **numbers}
    for sharing, numbers in SHARED.items()
    for percentile in (50, 99)
}
THROUGHPUT = {
    "1 task": {"task": "throughput", "number": 200, "tasks": 1},
    "10 tasks": {"task": "throughput", "number": 200, "tasks": 10},
    "100 tasks": {"task": "throughput", "number": 1000, "tasks": 100},
}
CALL = {
    "sync call": {"task": "call", "number": 50},
    "async call": {"task": "async_call", "number": 50, "tasks": 1},
}
DECODE = {
    "full": {"task": "decode", "number": 200},
    "sparse": {"task": "decode", "number": 500, "keys": SPARSE},
    "from bytes": {"task": "parse", "number": 200},
}


def async_call(what: str) -> Comparison:
    """The extras change what this costs, so the target is that of an installation without them."""
    return Comparison(what, "µs", RAW, {OURS: 0.87, CALLERS: None, PLAIN: None, HTTPX2: None})


def throughput(what: str, aiohttp: float | None) -> Comparison:
    """Only the extras `async` and `aiohttp` have targets; without them the figure depends on httpcore alone."""
    targets = {OURS: None, ASYNC: 1.1, AIOHTTP: aiohttp, PLAIN: None, HTTPX2: None}
    return Comparison(what, "calls/s", RAW, targets, more_is_better=True)


ROWS = {
    "loopback": Row(
        title="A call to a server on this machine (CPU time)",
        rounds=31,
        comparisons=[
            Comparison("sync call", "µs", RAW, {OURS: 0.85, CALLERS: 1.0, PLAIN: None, **LIBRARIES}),
            async_call("async call, 1 task"),
            async_call("async call, 10 tasks"),
            Comparison("sync call, wall-clock time", "µs", RAW, {OURS: None, CALLERS: None, PLAIN: None, **LIBRARIES}),
        ],
        prepared=partial(workers, LOOPBACK, loopback=True),
    ),
    "latency": Row(
        title="How long calls to a server on this machine take when tasks or threads share a client",
        rounds=7,
        comparisons=[Comparison(what, "µs", RAW, {OURS: None, CALLERS: None}) for what in LATENCY],
        prepared=partial(workers, LATENCY, loopback=True),
    ),
    "throughput": Row(
        title="Calls to a server on this machine in a second",
        rounds=11,
        comparisons=[throughput("1 task", None), throughput("10 tasks", 3), throughput("100 tasks", 7)],
        prepared=partial(workers, THROUGHPUT, loopback=True),
    ),
    "import": Row(
        title="Import (CPU time)",
        rounds=21,
        comparisons=[Comparison("import", "ms", RAW, {OURS: 0.003, **SENDING, OPENAPI_GENERATOR: None})],
        prepared=starts.timed,
    ),
    "client": Row(
        title="The first client of a process (CPU time)",
        rounds=21,
        comparisons=[
            Comparison("import to first call", "ms", RAW, {OURS: 1.05, PLAIN: None}),
            Comparison("ready client", "ms", RAW, {OURS: 1.00, PLAIN: None}),
            Comparison("client and models", "ms", RAW, {OURS: None, **SENDING}),
            Comparison("second client", "ms", RAW, {OURS: 0.1}),
        ],
        prepared=starts.timed,
    ),
    "operations": Row(
        title="With 200 operations (CPU time)",
        rounds=21,
        comparisons=[Comparison(what, "ms", OURS, {MANY: 1.1}) for what in ("import", "ready client", "first call")],
        prepared=starts.timed,
    ),
    "call": Row(
        title="A call without a network (CPU time)",
        rounds=60,
        comparisons=[Comparison(what, "µs", RAW, {OURS: 0.75, CALLERS: 1.0, **SENDING}) for what in CALL],
        prepared=partial(workers, CALL),
    ),
    "decode": Row(
        title="Decoding a verification (CPU time)",
        rounds=60,
        comparisons=[
            Comparison("full", "µs", PLAIN, {OURS: 0.22, **DECODING}),
            Comparison("full", "µs", PYDANTIC, {OURS: 1.0}),
            Comparison("sparse", "µs", PLAIN, {OURS: 0.14, **DECODING}),
            Comparison("sparse", "µs", PYDANTIC, {OURS: 1.0}),
            Comparison("from bytes", "µs", RAW, {OURS: None, PLAIN: None, **DECODING}),
        ],
        prepared=partial(workers, DECODE),
    ),
    "memory": Row(
        title="Memory of 1,000 verifications",
        rounds=3,
        comparisons=[Comparison("kept", "kB", PLAIN, {OURS: 0.65, **DECODING})],
        prepared=partial(workers, {"kept": {"task": "memory"}}),
    ),
    "peak": Row(
        title="Memory of 100,000 calls without a network",
        rounds=1,
        comparisons=[Comparison("peak, over that of 1,000 calls", "", None, {OURS: 1.02, CALLERS: 1.02, RAW: None})],
        prepared=partial(workers, {"peak, over that of 1,000 calls": {"task": "peak", "number": 100_000}}),
    ),
    "generation": Row(
        title="Generation (CPU time)",
        rounds=7,
        comparisons=[
            Comparison("generate", "s", PLAIN, {OURS: 0.8, PYDANTIC: None, OPENAPI_GENERATOR: None}),
            Comparison("generate 200 operations", "s", None, {MANY: 5}),
            Comparison("nox -s diff", "s", None, {OURS: 5}),
        ],
        prepared=generators.prepared,
    ),
    "growth": Row(
        title="Growth (CPU time)",
        rounds=5,
        comparisons=growth.COMPARISONS,
        prepared=partial(workers, growth.TASKS),
        derived=growth.exponents,
    ),
    "limits": Row(
        title="The worst response that a server can send",
        rounds=3,
        comparisons=worst.COMPARISONS,
        prepared=worst.prepared,
    ),
    "footprint": Row(
        title="What an installation brings",
        rounds=1,
        comparisons=[
            Comparison("distributions", "", None, {OURS: 10, **dict.fromkeys(OTHERS)}),
            Comparison("distributions with the package", "", None, {OURS: None}),
            Comparison("files", "MB", None, {OURS: None, **dict.fromkeys(OTHERS)}),
            Comparison("compiled code", "MB", None, {OURS: 0, **dict.fromkeys(OTHERS)}),
        ],
        prepared=footprint.prepared,
    ),
    "instructions": Row(
        title="Instructions of the processor",
        rounds=1,
        comparisons=[
            Comparison("sync call", "thousand", RAW, {OURS: None, CALLERS: None}),
            Comparison("async call", "thousand", RAW, {OURS: None, CALLERS: None}),
            Comparison("decode, full", "thousand", PLAIN, {OURS: None}),
            Comparison("decode, sparse", "thousand", PLAIN, {OURS: None}),
            Comparison("import", "million", RAW, {OURS: 0.003}),
            Comparison("ready client", "million", RAW, {OURS: 1.00}),
            Comparison("client and models", "million", RAW, {OURS: None}),
        ],
        prepared=instructions.counted,
        tool="valgrind",
        tolerance=0.05,
    ),
}
