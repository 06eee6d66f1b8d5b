"""The rows of the benchmark: what is compared, and the targets."""

from functools import partial

from scripts.bench import footprint, generators, growth, starts, worst
from scripts.bench.measure import MANY, OURS, Comparison, Row
from scripts.bench.workers import workers

RAW, PLAIN, PYDANTIC, MSGSPEC = "httpx", "openapi-python-client", "pydantic", "msgspec"
OPENAPI_GENERATOR, AIOHTTP, ASYNC = "openapi-generator", "txcloud-identity-aiohttp", "txcloud-identity-async"
SENDING = {PLAIN: None, PYDANTIC: None, MSGSPEC: None}
DECODING = {PYDANTIC: None, MSGSPEC: None, OPENAPI_GENERATOR: None}
OTHERS = (RAW, PLAIN, PYDANTIC, MSGSPEC, OPENAPI_GENERATOR, ASYNC, AIOHTTP)

CALL = {"sync call": {"task": "call", "number": 50}, "async call": {"task": "async_call", "number": 50}}
SPARSE = ["id", "object", "status", "created_at"]
DECODE = {
    "full": {"task": "decode", "number": 200},
    "sparse": {"task": "decode", "number": 500, "keys": SPARSE},
    "from bytes": {"task": "parse", "number": 200},
}
LOOPBACK = {
    "sync request": {"task": "call", "number": 100},
    "1 task": {"task": "throughput", "number": 200, "tasks": 1},
    "10 tasks": {"task": "throughput", "number": 200, "tasks": 10},
    "100 tasks": {"task": "throughput", "number": 1000, "tasks": 100},
}


def throughput(what: str, aiohttp: float | None) -> Comparison:
    """Only the extras `async` and `aiohttp` have targets; without them the figure depends on httpcore alone."""
    targets = {OURS: None, ASYNC: 1.1, AIOHTTP: aiohttp, PLAIN: None}
    return Comparison(what, "calls/s", RAW, targets, more_is_better=True)


ROWS = {
    "import": Row(
        title="Import (CPU time)",
        rounds=21,
        comparisons=[Comparison("import", "ms", RAW, {OURS: 0.05, **SENDING, OPENAPI_GENERATOR: None})],
        prepared=starts.timed,
    ),
    "client": Row(
        title="The first client of a process (CPU time)",
        rounds=21,
        comparisons=[
            Comparison("ready client", "ms", RAW, {OURS: 1.10, PLAIN: None}),
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
        comparisons=[Comparison(what, "µs", RAW, {OURS: 0.92, **SENDING}) for what in CALL],
        prepared=partial(workers, CALL),
    ),
    "decode": Row(
        title="Decoding a verification (CPU time)",
        rounds=60,
        comparisons=[
            Comparison("full", "µs", PLAIN, {OURS: 0.25, **DECODING}),
            Comparison("full", "µs", PYDANTIC, {OURS: 1.0}),
            Comparison("sparse", "µs", PLAIN, {OURS: 0.15, **DECODING}),
            Comparison("sparse", "µs", PYDANTIC, {OURS: 1.0}),
            Comparison("from bytes", "µs", RAW, {OURS: None, PLAIN: None, **DECODING}),
        ],
        prepared=partial(workers, DECODE),
    ),
    "memory": Row(
        title="Memory of a verification",
        rounds=3,
        comparisons=[Comparison("one object", "bytes", PLAIN, {OURS: 0.75, **DECODING})],
        prepared=partial(workers, {"one object": {"task": "memory"}}),
    ),
    "requests": Row(
        title="Requests to a server on the same machine",
        rounds=11,
        comparisons=[
            Comparison("sync request", "µs", RAW, {OURS: 1.0, **SENDING}),
            throughput("1 task", None),
            throughput("10 tasks", 2),
            throughput("100 tasks", 5),
        ],
        prepared=partial(workers, LOOPBACK, loopback=True),
    ),
    "generation": Row(
        title="Generation (CPU time)",
        rounds=7,
        comparisons=[
            Comparison("generate", "s", PLAIN, {OURS: 1.15, PYDANTIC: None, OPENAPI_GENERATOR: None}),
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
            Comparison("import", "million", RAW, {OURS: 0.05}),
            Comparison("ready client", "million", RAW, {OURS: 1.10}),
            Comparison("client and models", "million", RAW, {OURS: None}),
        ],
        prepared=starts.counted,
        tool="valgrind",
    ),
}
