"""Rows that measure the cost of a start, each time in a new process."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path

from scripts.bench.environments import python, variables
from scripts.bench.measure import MANY, Case, Measures
from scripts.common.errors import PipelineError
from scripts.common.process import output_tail, run_captured

OURS = 'import txcloud_identity; txcloud_identity.TXCloud("txc_test_x")'
OURS_AND_MODELS = """\
import txcloud_identity
from txcloud_identity.models import Verification
from txcloud_identity.api.management import cancel_verification
txcloud_identity.TXCloud("txc_test_x")"""
CLIENT = """\
client = tx_cloud_identity_api_client.AuthenticatedClient("https://sandbox.api.txcloud.io/v1", "txc_test_x")
client.get_httpx_client()"""
PLAIN = f"import tx_cloud_identity_api_client\n{CLIENT}"
PLAIN_AND_MODELS = f"""\
import tx_cloud_identity_api_client
from tx_cloud_identity_api_client.models import Verification
from tx_cloud_identity_api_client.api.management import cancel_verification
{CLIENT}"""

CALL = 'client.cancel_verification("ver_a1b2c3d4e5f6")'
BEFORE_A_CALL = """\
import httpx, txcloud_identity
transport = httpx.MockTransport(lambda request: httpx.Response(200, json={}))
client = txcloud_identity.TXCloud("txc_test_x", http_client=httpx.Client(transport=transport))"""

# For each case, the setup and the code that is measured.
CODE = {
    Case("import", "httpx"): ("", "import httpx"),
    Case("import", "txcloud-identity"): ("", "import txcloud_identity"),
    Case("import", "openapi-python-client"): ("", "import tx_cloud_identity_api_client"),
    Case("import", "pydantic"): ("", "import httpx, verification_models"),
    Case("import", "msgspec"): ("", "import httpx, verification_structs"),
    Case("import", "openapi-generator"): ("", "import openapi_client"),
    Case("ready client", "httpx"): ("", "import httpx; httpx.Client()"),
    Case("ready client", "txcloud-identity"): ("", OURS),
    Case("ready client", "openapi-python-client"): ("", PLAIN),
    Case("client and models", "httpx"): ("", "import httpx; httpx.Client()"),
    Case("client and models", "txcloud-identity"): ("", OURS_AND_MODELS),
    Case("client and models", "openapi-python-client"): ("", PLAIN_AND_MODELS),
    Case("client and models", "pydantic"): ("", "import httpx, verification_models; httpx.Client()"),
    Case("client and models", "msgspec"): ("", "import httpx, verification_structs; httpx.Client()"),
    Case("import", MANY): ("", "import txcloud_identity"),
    Case("ready client", MANY): ("", OURS),
    Case("first call", "txcloud-identity"): (BEFORE_A_CALL, CALL),
    Case("first call", MANY): (BEFORE_A_CALL, CALL),
    Case("second client", "httpx"): ("import httpx; first = httpx.Client()", "httpx.Client()"),
    Case("second client", "txcloud-identity"): (
        'import txcloud_identity; first = txcloud_identity.TXCloud("txc_test_x")',
        'txcloud_identity.TXCloud("txc_test_x")',
    ),
}

CLOCK = """\
import time
{before}
start = time.process_time_ns()
{code}
print((time.process_time_ns() - start) / 1e6)"""


@contextmanager
def timed(cases: list[Case]) -> Iterator[Measures]:
    """Measure CPU time (milliseconds) in the process."""
    for case in cases:
        write_bytecode(case)
    yield {case: partial(milliseconds, case) for case in cases}


@contextmanager
def counted(cases: list[Case]) -> Iterator[Measures]:
    """Count instructions (millions), less a bare interpreter's."""
    for case in cases:
        write_bytecode(case)
    yield {case: partial(instructions, case) for case in cases}


def write_bytecode(case: Case) -> None:
    """Run a case once, because the first run also compiles the imports."""
    started(python(case.client), "-P", "-c", "\n".join(CODE[case]))


def milliseconds(case: Case) -> float:
    before, code = CODE[case]
    return float(started(python(case.client), "-P", "-c", CLOCK.format(before=before, code=code)).stdout)


def instructions(case: Case) -> float:
    _, code = CODE[case]
    return counts(case.client, code) - counts(case.client, "pass")


@cache
def counts(client: str, code: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        options = ["--tool=callgrind", f"--callgrind-out-file={Path(folder, 'counts')}"]
        run = started("valgrind", *options, python(client), "-P", "-c", code)
    collected = next(line for line in run.stderr.splitlines() if "Collected : " in line)
    return int(collected.split()[-1]) / 1e6


def started(*command: str) -> "subprocess.CompletedProcess[str]":
    # A fixed seed, because the order of sets affects what is executed.
    settings = variables() | {"PYTHONHASHSEED": "0"}
    run = run_captured(command, env=settings)
    if run.returncode:
        raise PipelineError(f"The measured command fails: {command[-1]}\n{output_tail(run)}")
    return run
