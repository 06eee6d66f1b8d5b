"""Create a virtual environment for each client, with only what the client needs to run."""

import hashlib
import os
import shutil
import sys
import sysconfig
import tempfile
from functools import cache
from pathlib import Path

from scripts.bench.generators import GENERATED, command
from scripts.bench.measure import CALLERS, MANY, OURS
from scripts.common.process import run_tool
from scripts.common.workspace import HERE

FOLDER = HERE.root / ".nox" / "bench-peers"
LOCK = HERE.root / "scripts" / "locks" / "bench.txt"
PACKAGE_LOCK = HERE.package_lock
STRUCTS = Path(__file__).with_name("peers") / "verification_structs.py"

# What each client needs besides its own code. Ours has its own lock.
NEEDS = {
    "httpx": ["httpx"],
    "httpx2": ["httpx2"],
    "txcloud-identity": [],
    MANY: [],
    "txcloud-identity-aiohttp": ["httpx-aiohttp"],
    "txcloud-identity-async": ["sniffio"],
    "openapi-python-client": ["httpx", "attrs", "python-dateutil"],
    "pydantic": ["httpx", "pydantic"],
    "msgspec": ["httpx", "msgspec"],
    "openapi-generator": ["urllib3", "python-dateutil", "pydantic", "typing-extensions"],
}

# The clients that need only what another one has.
GUESTS = {CALLERS: OURS, "httpcore": "httpx", "http.client": "httpx", "urllib3": "openapi-generator"}

# Variables that would make a client use other certificates or a proxy.
EXCLUDED = ("SSL_CERT_FILE", "SSL_CERT_DIR", "ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")


def variables() -> dict[str, str]:
    """Return the environment variables for a measurement."""
    return {k: v for k, v in os.environ.items() if k.upper() not in EXCLUDED and not k.startswith("PYTHON")}


def python(client: str) -> str:
    """Return the Python of a client's environment; create it if it is missing or outdated."""
    return str(environment(GUESTS.get(client, client)) / "bin" / "python")


def packages(client: str) -> Path:
    """Return the packages folder of an environment."""
    return site(environment(client))


def site(folder: Path) -> Path:
    return Path(sysconfig.get_path("purelib", "venv", {"base": str(folder)}))


@cache
def environment(client: str) -> Path:
    folder = FOLDER / client
    stamp, current = folder / "made-from", inputs_hash()
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != current:
        create(client, folder)
        stamp.write_text(current, encoding="utf-8")
    return folder


def inputs_hash() -> str:
    """Return one hash of all that the environments depend on."""
    sources = [path for path in sorted(HERE.package.rglob("*")) if path.is_file() and path.suffix != ".pyc"]
    content = [path.read_bytes() for path in (LOCK, PACKAGE_LOCK, HERE.document, STRUCTS, Path(__file__), *sources)]
    return hashlib.sha256(b"\0".join([sys.version.encode(), *content])).hexdigest()


def create(client: str, folder: Path) -> None:
    run_tool("uv", "venv", "--clear", "--python", sys.executable, str(folder))
    install = ["uv", "pip", "install", "--python", str(folder)]
    locked = ["--require-hashes", "--constraint", str(LOCK), *map(pinned, NEEDS[client])]
    if client.startswith(OURS):
        locked += ["--requirement", str(PACKAGE_LOCK)]
    run_tool(*install, *locked)
    with tempfile.TemporaryDirectory() as workshop:
        if client.startswith(OURS):
            # The environment lacks the build tools, so build here.
            build = ["uv", "build", "--wheel", "--no-build-isolation", "--python", sys.executable]
            package = HERE.package
            if client == MANY:
                package = Path(workshop, "generated")
                run_tool(sys.executable, "-m", "scripts.bench.operations", str(package))
            run_tool(*build, "--out-dir", workshop, str(package))
            run_tool(*install, "--no-deps", *map(str, Path(workshop).glob("*.whl")))
        elif client in GENERATED:
            run_tool(*command(client, Path(workshop)))
            shutil.move(Path(workshop, GENERATED[client]), site(folder))
        elif client == "msgspec":
            shutil.copy(STRUCTS, site(folder))


def pinned(name: str) -> str:
    """Return a distribution with its locked version."""
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    [pin] = [line.split()[0] for line in lines if line.startswith(f"{name}==")]
    return pin
