"""Set up nox in .venv, locked by hash, and run it with the arguments that are given.

The one program that runs before anything is installed: it needs nothing but Python, and installs nothing
outside the project.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "scripts" / "locks" / "nox.txt"
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "set-up-for"


def main() -> None:
    if sys.version_info < (3, 11):
        sys.exit(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}.")
    state = f"{VENV}\nPython {sys.version}\n{LOCK.read_text(encoding='utf-8')}"
    if not STAMP.exists() or STAMP.read_text(encoding="utf-8") != state:
        print("Setting up nox in .venv ...", flush=True)
        install()
        STAMP.write_text(state, encoding="utf-8")
    sys.exit(subprocess.call([BIN / "nox", "--noxfile", ROOT / "noxfile.py", *sys.argv[1:]]))


def install() -> None:
    try:
        import venv

        venv.create(VENV, clear=True, with_pip=True)
    except (ImportError, subprocess.CalledProcessError):
        sys.exit("This Python cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv")
    pip = [str(BIN / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    # A user's own settings of where pip installs to must not lead it out of .venv.
    settings = {
        name: value for name, value in os.environ.items() if name not in ("PIP_PREFIX", "PIP_ROOT", "PIP_TARGET")
    }
    settings["PIP_USER"] = "0"
    # pip alone does not read it.
    if "SSL_CERT_FILE" in os.environ:
        settings.setdefault("PIP_CERT", os.environ["SSL_CERT_FILE"])
    command = [*pip, "install", "--require-hashes", "--requirement", str(LOCK)]
    run = subprocess.run(command, env=settings, stderr=subprocess.PIPE, text=True, errors="replace", check=False)
    if run.returncode:
        print(*run.stderr.splitlines()[-8:], sep="\n", file=sys.stderr)
        if "certificate" in run.stderr.lower():
            sys.exit(
                "The certificate of the package registry is not trusted. "
                "If a proxy inspects TLS, set SSL_CERT_FILE to a file with its certificates."
            )
        sys.exit("pip could not install nox. Is a package registry in reach?")
    if not list(BIN.glob("nox*")):
        sys.exit(
            "pip installed nox elsewhere. Does a configuration of pip lead it there? See: python3 -m pip config list"
        )


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        sys.exit(f"nox cannot be set up: {error}")
