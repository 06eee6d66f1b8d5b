"""Set up nox in .venv, pinned by hash, and run it with the arguments that are given.

The one program that runs before anything is installed: it needs nothing but Python, and installs nothing
outside the project.
"""

import os
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
INSTALLED = VENV / "installed.lock"


def main() -> None:
    if sys.version_info < (3, 11):
        sys.exit(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}.")
    if not INSTALLED.exists() or INSTALLED.read_bytes() != LOCK.read_bytes():
        print("Setting up nox in .venv ...", flush=True)
        install()
    sys.exit(subprocess.call([BIN / "nox", "--noxfile", ROOT / "noxfile.py", *sys.argv[1:]]))


def install() -> None:
    """Let pip install uv, and uv the rest: pip cannot take hashes from a constraint, uv can."""
    try:
        venv.create(VENV, clear=True, with_pip=True)
    except (subprocess.CalledProcessError, ImportError):
        sys.exit("This Python cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv")
    [locked] = re.findall(r"^uv==.*\n(?:\s.*\n)*", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    with tempfile.TemporaryDirectory() as folder:
        uv = Path(folder, "uv.lock")
        uv.write_text(locked, encoding="utf-8")
        check(BIN / "python", "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", uv)
    options = ["--quiet", "--python", str(VENV), "--require-hashes", "--constraint", str(LOCK)]
    check(BIN / "uv", "pip", "install", *options, "--group", f"{ROOT / 'pyproject.toml'}:nox")
    INSTALLED.write_bytes(LOCK.read_bytes())


def check(*command: str | Path) -> None:
    """Run a command, and stop where it fails: it has said why."""
    code = subprocess.call(command)
    if code:
        sys.exit(f"Setting up failed: {' '.join(map(str, command))}")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
