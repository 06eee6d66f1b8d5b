"""Rows that measure the cost of a start, each time in a new process."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TypeAlias

from scripts.bench.environments import python, variables
from scripts.bench.measure import MANY, Case, Measures
from scripts.bench.workers import server
from scripts.common.errors import PipelineError
from scripts.common.process import first_output, run_captured

# Seconds, because a tool may take fifty times as long, and the machine may be busy.
LIMIT = 1200

Completed: TypeAlias = "subprocess.CompletedProcess[str]"

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

# The server's address is the argument.
FIRST_CALL = """\
import httpx
client = httpx.Client(headers={"Authorization": "Bearer txc_test_x"})
client.post(sys.argv[1] + "/identity/verifications/ver_a1b2c3d4e5f6/cancel").json()"""
OUR_FIRST_CALL = """\
import txcloud_identity
from txcloud_identity.models import Verification
client = txcloud_identity.TXCloud("txc_test_x", base_url=sys.argv[1])
client.cancel_verification("ver_a1b2c3d4e5f6")"""
PLAIN_FIRST_CALL = """\
import tx_cloud_identity_api_client
from tx_cloud_identity_api_client.models import Verification
from tx_cloud_identity_api_client.api.management import cancel_verification
client = tx_cloud_identity_api_client.AuthenticatedClient(sys.argv[1], "txc_test_x")
cancel_verification.sync_detailed("ver_a1b2c3d4e5f6", client=client)"""

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
    Case("import to first call", "httpx"): ("import sys", FIRST_CALL),
    Case("import to first call", "txcloud-identity"): ("import sys", OUR_FIRST_CALL),
    Case("import to first call", "openapi-python-client"): ("import sys", PLAIN_FIRST_CALL),
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
    with server() as url:
        for case in cases:
            write_bytecode(case, url)
        yield {case: partial(milliseconds, case, url) for case in cases}


def write_bytecode(case: Case, *arguments: str) -> None:
    """Run a case once, because the first run also compiles the imports."""
    run_python(case.client, "-c", "\n".join(CODE[case]), *arguments)


def milliseconds(case: Case, url: str) -> float:
    before, code = CODE[case]
    return float(run_python(case.client, "-c", CLOCK.format(before=before, code=code), url).stdout)


def run_python(client: str, *arguments: str, below: tuple[str, ...] = (), stdin: str = "") -> Completed:
    """Run the Python of a client's environment, below a tool."""
    # A fixed seed, because the order of sets affects what is executed. So does the size of the environment, to a tool.
    settings = ({} if below else variables()) | {"PYTHONHASHSEED": "0"}
    run = run_captured([*below, python(client), "-P", *arguments], env=settings, stdin=stdin, limit=LIMIT)
    if run.returncode:
        raise PipelineError(f"The measured command fails: {' '.join(arguments)}\n{first_output(run)}")
    return run
