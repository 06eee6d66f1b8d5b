"""From the vendor's reference to a typed client. `nox` runs every gate (marked *), `nox -s NAME` one session."""

import nox

nox.needs_version = ">=2026.10.20"
nox.options.default_venv_backend = "uv"
nox.options.reuse_venv = "yes"
# A Python that this machine lacks is skipped, and nox says so, in CI as everywhere.
nox.options.download_python = "never"
nox.options.error_on_missing_interpreters = False

PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
LOCK = "requirements.lock"


def install(session: nox.Session, *groups: str, package: bool = False) -> None:
    """Install groups of pyproject.toml, and the generated package, in the versions that the lock pins."""
    options = [option for group in groups for option in ("--group", group)]
    session.install("--require-hashes", "--constraint", LOCK, *options)
    if package:
        pins = ("--constraint", LOCK, "--build-constraint", LOCK)
        session.install(*pins, "--reinstall-package", "txcloud-identity", "./generated")


def program(session: nox.Session, name: str, *arguments: str) -> None:
    """Run one of the programs in scripts/."""
    session.run("python", "-m", f"scripts.{name}", *arguments)


@nox.session(default=False)
def generate(session: nox.Session) -> None:
    """Generate the package anew from the document, the config and the templates."""
    install(session, "generate")
    program(session, "generate")


@nox.session(default=False)
def demo(session: nox.Session) -> None:
    """Cancel a verification and show the answer; from a cassette, unless TXCLOUD_API_KEY is set."""
    install(session, "generate", "replay", package=True)
    program(session, "demo", *session.posargs)


@nox.session
def spec(session: nox.Session) -> None:
    """The document is sound, and every fact in it has a source."""
    install(session, "generate")
    program(session, "provenance")


@nox.session
def diff(session: nox.Session) -> None:
    """The committed package is what generating it now would give."""
    install(session, "generate")
    program(session, "diff")


@nox.session(python=PYTHONS)
def smoke(session: nox.Session) -> None:
    """The package, as installed, reads every cassette; every cassette keeps to the document."""
    install(session, "generate", "replay", "test", package=True)
    session.run("pytest", "tests/smoke", *session.posargs)


@nox.session
def test(session: nox.Session) -> None:
    """The pipeline fails when it should, and says why."""
    install(session, "generate", "replay", "test", package=True)
    session.run("pytest", "tests/pipeline", "--numprocesses=auto", "--dist=worksteal", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """The pipeline's own code is formatted, linted and typed."""
    install(session, "nox", "generate", "replay", "test", "lint", package=True)
    session.run("ruff", "format", "--diff", ".")
    session.run("ruff", "check", ".")
    session.run("mypy")


@nox.session(default=False)
def record(session: nox.Session) -> None:
    """Record the cassettes anew: from the sandbox with a key, from a mock server without."""
    install(session, "generate", "replay", "record", package=True)
    session.run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", silent=True)
    program(session, "record")


@nox.session(default=False)
def lock(session: nox.Session) -> None:
    """Pin the tools anew, with their hashes, after a change to pyproject.toml or package.json."""
    install(session, "nox", "record")
    groups = nox.project.load_toml("pyproject.toml")["dependency-groups"]
    options = [option for group in groups for option in ("--group", group)]
    options += ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--quiet"]
    # hatchling stands in [build-system] only, so the group `build` names it for the lock.
    session.run("uv", "pip", "compile", *options, "generated/pyproject.toml", "--output-file", LOCK)
    session.run("npm", "install", "--package-lock-only", "--omit-lockfile-registry-resolved", silent=True)
