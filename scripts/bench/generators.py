"""The generators of a client or of models, each with its default settings."""

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from scripts.bench.measure import Case, Measures
from scripts.common.process import run_tool
from scripts.common.workspace import HERE

# Where the generated client is in the folder.
GENERATED = {
    "openapi-python-client": Path("out", "tx_cloud_identity_api_client"),
    "pydantic": Path("verification_models.py"),
    "openapi-generator": Path("out", "openapi_client"),
}

# Python may write bytecode, whatever this machine's settings are.
BYTECODE = {"PYTHONDONTWRITEBYTECODE": ""}


def command(client: str, folder: Path) -> list[str]:
    """Return the command that generates a client in an empty folder."""
    document, out = str(HERE.document), str(folder / "out")
    match client:
        case "openapi-python-client":
            return ["openapi-python-client", "generate", "--path", document, "--output-path", out]
        case "openapi-generator":
            return ["openapi-generator-cli", "generate", "-g", "python", "-i", document, "-o", out]
        case "pydantic":
            form = ["--input-file-type", "openapi", "--output-model-type", "pydantic_v2.BaseModel"]
            output = ["--extra-fields", "allow", "--output", str(folder / GENERATED[client])]
            return ["datamodel-codegen", "--input", document, *form, *output]
        case "txcloud-identity-200":
            return [sys.executable, "-m", "scripts.bench.operations", out]
    # Ours is generated and compared, so that generated/ stays unchanged.
    return [sys.executable, "-m", "scripts.generation.check_generated"]


@contextmanager
def prepared(cases: list[Case]) -> Iterator[Measures]:
    """Measure runs of the generators, and of the session that checks generated/."""
    measures: Measures = {case: partial(MEASURED[case.what], case.client) for case in cases}
    for measure in measures.values():
        # The first run also compiles the imports.
        measure()
    yield measures


def generation_time(client: str) -> float:
    """Return the CPU time (seconds) of a run and its subprocesses."""
    with tempfile.TemporaryDirectory() as folder:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run_tool(*command(client, Path(folder)), **BYTECODE)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def session_time(_: str) -> float:
    """Return the wall-clock time (seconds) of a session."""
    start = time.perf_counter()
    run_tool(sys.executable, "-m", "nox", "-s", "diff", **BYTECODE)
    return time.perf_counter() - start


MEASURED = {"generate": generation_time, "generate 200 operations": generation_time, "nox -s diff": session_time}
