# /// script
# requires-python = ">=3.11"
# dependencies = ["filelock==4.2.11", "nox==2026.10.20", "uv==0.13.9"]
# ///
"""From the vendor's reference to a typed client. `nox` runs the gates marked *, `nox -s slow` the long ones."""

import os
import re
import shutil
import sys
import tempfile
from contextlib import suppress
from importlib.metadata import distributions
from pathlib import Path

import nox

# Most releases of nox bring what the lines at the top ask for, themselves included. One that does not would fail later.
DEPENDENCIES = Path(__file__).read_text(encoding="utf-8").splitlines()[2]
if not set(re.findall(r'"(\w+)==(.+?)"', DEPENDENCIES)) <= {(each.name, each.version) for each in distributions()}:
    sys.exit("The project needs another nox, and uv. To set them up, run it by: python3 scripts/bootstrap.py")

nox.options.default_venv_backend = "uv"
nox.options.reuse_venv = "yes"
# A Python that this machine lacks is skipped and reported, in CI as everywhere.
nox.options.download_python = "never"
nox.options.error_on_missing_interpreters = False

LOCKS = Path("scripts", "locks")
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
# The limits of a test that takes minutes, and when to print what it is doing.
MINUTES = ["--timeout=600", "--override-ini=faulthandler_timeout=660"]
# The sessions that take minutes, in the order in which they run.
SLOW = ("proof", "smoke-httpx2", "test-release", "test-pages", "test-newcomer", "build", "consumers", "compatibility")
# The versions of its dependencies with which the wheel is tested, by uv's names for them.
VERSIONS = {"lowest": "lowest-direct", "newest": "highest"}
# What servers and networks do wrong; the rest of the proof takes minutes.
FAULTS = "tests/faults"
# The Python of nox runs every test; the others run those that can differ between Pythons.
OWN = next((each for each in PYTHONS if each == f"{sys.version_info[0]}.{sys.version_info[1]}"), PYTHONS[0])
PINS = nox.project.load_toml("pyproject.toml")["dependency-groups"]


def surroundings() -> dict[str, str]:
    """The environment variables that let the tools work on a machine that is set up in an unusual way."""
    # Where TLS is inspected, the tools trust what the machine trusts, or what SSL_CERT_FILE holds.
    needed = {"UV_SYSTEM_CERTS": "true", "NODE_USE_SYSTEM_CA": "1"}
    try:
        cache = Path.home() / ".cache" / "uv"
        nearest = next(each for each in (cache, *cache.parents) if each.exists())
        writable = nearest.is_dir() and os.access(nearest, os.W_OK)
    except (OSError, RuntimeError):  # The user's home cannot be read, or there is none.
        writable = False
    if not writable:
        caches = Path(".nox", "caches").resolve()
        needed |= {"XDG_CACHE_HOME": str(caches), "npm_config_cache": str(caches / "npm")}
    return {name: value for name, value in needed.items() if name not in os.environ}


os.environ |= surroundings()


def install(session: nox.Session, *groups: str, package: bool = False) -> None:
    """Install locked groups of pyproject.toml, and the generated package."""
    # Bytecode is kept, so that every start after the first is fast.
    session.env["PYTHONDONTWRITEBYTECODE"] = ""
    session.env["PYTHONPYCACHEPREFIX"] = str(Path(".nox", "bytecode").resolve())
    options = []
    for group in groups:
        lock = LOCKS / f"{group}.txt"
        locked = lock.read_text(encoding="utf-8").split()
        if stale := [pin for pin in PINS[group] if pin.partition(";")[0] not in locked]:
            session.error(f"{lock} lacks {', '.join(stale)} of pyproject.toml. To lock it: nox -s lock")
        options += ["--requirement", str(lock)]
    session.install("--require-hashes", *options)
    if package:
        # The lock holds what the package and its build need, so everything that is fetched has a hash.
        options = ["--no-deps", "--no-build-isolation", "--reinstall-package", "txcloud-identity"]
        session.install(*options, "./generated")
        session.run_install("uv", "pip", "check", silent=True)


def workers(share: float) -> list[str]:
    """This many workers of pytest for each processor; tests that wait leave it to others."""
    return ["--numprocesses", str(round(share * (os.cpu_count() or 1)))]


def install_node_tools(session: nox.Session) -> None:
    """Install Node and the locked tools of package.json, unless they are installed."""
    from filelock import FileLock

    install(session, "node")
    lock, installed = LOCKS / "package-lock.json", Path("node_modules", "installed-from")
    # A session that starts meanwhile waits, and then finds them installed.
    with FileLock(Path(".nox", "node_modules.lock"), timeout=600):
        if installed.exists() and installed.read_bytes() == lock.read_bytes():
            return
        # Installed elsewhere and moved when complete, because this may be stopped halfway.
        with tempfile.TemporaryDirectory(prefix=".node_modules-", dir=".") as folder:
            for path in (LOCKS / "package.json", lock):
                shutil.copy(path, folder)
            options = ["--ignore-scripts", "--no-audit", "--no-fund"]
            session.run_install("npm", "ci", "--prefix", folder, *options, silent=True)
            fresh = Path(folder, installed.parent)
            shutil.copy(lock, fresh / installed.name)
            with suppress(FileNotFoundError):
                installed.parent.rename(Path(folder, "retired"))
            fresh.rename(installed.parent)


def install_overlay_tools(session: nox.Session) -> None:
    """Install the tool that applies the overlay, if there is an overlay."""
    if Path("openapi", "overlay.yaml").exists():
        install_node_tools(session)


def pyright(session: nox.Session) -> list[str]:
    """The beginning of a command line that runs pyright on what the session has installed."""
    # The configuration is named, since one in a folder above would be preferred to it.
    options = ["--project", "pyproject.toml", "--pythonpath", f"{session.bin}/python"]
    return ["node", "node_modules/pyright/index.js", *options]


def check_types(session: nox.Session) -> None:
    """Check the package, and a program that uses it, with type checkers at their strictest."""
    install_node_tools(session)
    session.run("mypy", "--strict", "--package", "txcloud_identity")
    session.run("mypy", "--strict", "tests/unit/consumer.py")
    session.run(*pyright(session))


def program(session: nox.Session, name: str, *arguments: str) -> None:
    """Run one of the programs in scripts/."""
    session.run("python", "-m", f"scripts.{name}", *arguments)


@nox.session(default=False)
def generate(session: nox.Session) -> None:
    """Generate the package from the document, the config, the templates and the runtime."""
    install(session, "tools")
    install_overlay_tools(session)
    program(session, "generation.generate")


@nox.session(default=False)
def demo(session: nox.Session) -> None:
    """Cancel a verification and show the response; from a cassette, unless TXCLOUD_API_KEY is set."""
    install(session, "tools", package=True)
    program(session, "recording.demo", *session.posargs)


@nox.session
def spec(session: nox.Session) -> None:
    """The document passes lint, every value in it cites a source, and the client can be made; or another document."""
    install(session, "tools")
    install_node_tools(session)
    program(session, "contract.check", *session.posargs)
    program(session, "generation.generate", "--check", *session.posargs)


@nox.session(default=False)
def page(session: nox.Session) -> None:
    """The vendor's page says what was transcribed from it; or the page in a file, or at a URL."""
    install(session, "tools")
    program(session, "page.compare", *session.posargs)


@nox.session(default=False)
def verdict(session: nox.Session) -> None:
    """What changes from one document to another, and for whom; or since the last release."""
    install(session, "tools")
    install_overlay_tools(session)
    program(session, "changes.report", *session.posargs)


@nox.session(default=False)
def review(session: nox.Session) -> None:
    """One page on which a board can decide on the document: review.html."""
    install(session, "tools")
    install_node_tools(session)
    program(session, "review.page")


@nox.session
def diff(session: nox.Session) -> None:
    """The committed package is up to date."""
    install(session, "tools")
    install_overlay_tools(session)
    program(session, "generation.check_generated")


@nox.session(python=PYTHONS)
def smoke(session: nox.Session) -> None:
    """The installed package reads every cassette, and survives every fault of a network or a server."""
    install(session, "tools", "extras", "proof", package=True)
    tests = [FAULTS, "tests/replay", "tests/unit"]
    options = [*workers(2.5), "--dist=worksteal"]
    if session.posargs:
        session.run("pytest", *tests, *options, *session.posargs)
        return
    # Every line of the package must be reached by a test.
    coverage = ["--cov=txcloud_identity", "--cov-report=term-missing:skip-covered", "--cov-fail-under=100"]
    options += coverage if session.python == OWN else ["-m", "not once"]
    session.run("pytest", *tests, *options, "--hypothesis-profile=few")


@nox.session(name="smoke-httpx2", default=False)
def smoke_httpx2(session: nox.Session) -> None:
    """The same as smoke, with httpx2 in the place of httpx."""
    install(session, "tools", "extras", "proof", package=True)
    aliased = {"PYTHONPATH": "tests/support/on_httpx2"}
    tests = [FAULTS, "tests/replay", "tests/unit"]
    session.run("pytest", *tests, *workers(2), "--dist=worksteal", *session.posargs, env=aliased)


@nox.session
def recipes(session: nox.Session) -> None:
    """The recipes work, and so does the package beside instrumentation and tools for tests."""
    install(session, "tools", "proof", "recipes", package=True)
    # What a file starts, such as a Redis, is started once.
    session.run("pytest", "tests/recipes", *workers(1.5), "--dist=loadfile", *session.posargs)


@nox.session
def test(session: nox.Session) -> None:
    """The pipeline fails if it should, and says why."""
    install(session, "nox", "tools", "extras", package=True)
    install_node_tools(session)
    session.run("pytest", "tests/pipeline", "--numprocesses=auto", "--dist=worksteal", *session.posargs)


@nox.session(default=False, venv_backend="none")
def slow(session: nox.Session) -> None:
    """Everything that takes minutes: run it after `nox`, before a change is handed in."""
    for name in SLOW:
        # A session of several Pythons has to be named for each.
        every = [f"{name}-{python}({versions})" for python in PYTHONS for versions in VERSIONS]
        for each in every if name == "consumers" else [name]:
            session.notify(each)


@nox.session(default=False)
def proof(session: nox.Session) -> None:
    """The package keeps its promises to many callers and under rate limits, and whatever a document holds."""
    install(session, "tools", "extras", "proof", package=True)
    install_node_tools(session)
    if session.posargs:
        session.run("pytest", *session.posargs)
        return
    # Tests that wait for rate limits run beside all others that measure nothing.
    others = ["tests/fuzz", "tests/load/test_rate_limits.py"]
    session.run("pytest", *others, *workers(2), "--dist=worksteal", *MINUTES)
    session.run("pytest", "tests/unit", "-m", "hypothesis", *workers(1), "--dist=worksteal", *MINUTES)
    alone = [f"tests/load/test_{name}.py" for name in ("load", "memory", "recovery")]
    session.run("pytest", *alone, *MINUTES)


@nox.session(name="test-release", default=False)
def test_release(session: nox.Session) -> None:
    """Only a tested commit is built and released."""
    install(session, "nox", "tools", "extras", "proof", "release", package=True)
    install_node_tools(session)
    session.run("pytest", "tests/publishing", "--numprocesses=auto", "--dist=worksteal", *MINUTES, *session.posargs)


@nox.session(name="test-pages", default=False)
def test_pages(session: nox.Session) -> None:
    """The board's page and the documentation can be read in a browser."""
    install(session, "tools", "docs", "browser", package=True)
    install_node_tools(session)
    session.run("pytest", "tests/browser", "--numprocesses=auto", "--dist=loadfile", *MINUTES, *session.posargs)


@nox.session(name="test-newcomer", default=False)
def test_newcomer(session: nox.Session) -> None:
    """The steps in README.md and CONTRIBUTING.md lead a newcomer where they say."""
    install(session, "nox", "hooks", "tools", "proof", package=True)
    install_node_tools(session)
    session.run("pytest", "tests/newcomer", "--numprocesses=auto", "--dist=worksteal", *MINUTES, *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """All code is formatted and linted, and the pipeline is typed."""
    install(session, "nox", "tools", "extras", "proof", "recipes", "browser", package=True)
    session.run("ruff", "format", "--diff", ".")
    session.run("ruff", "check", ".")
    session.run("mypy")


@nox.session
def types(session: nox.Session) -> None:
    """The package, and a program that uses it, satisfy mypy and pyright at their strictest."""
    install(session, "tools", package=True)
    check_types(session)
    session.run(*pyright(session), "--ignoreexternal", "--verifytypes", "txcloud_identity", silent=True)


@nox.session
def workflows(session: nox.Session) -> None:
    """The workflows for GitHub are valid, and safe as far as linters can tell."""
    install(session, "tools", "release")
    install_node_tools(session)
    program(session, "release.lint_workflows")


@nox.session(default=False)
def build(session: nox.Session) -> None:
    """Build wheel and sdist from the commit twice, and keep them in dist/ if both builds are the same."""
    install(session, "tools", "release")
    program(session, "release.build")


@nox.session(python=PYTHONS, default=False, reuse_venv=False)
@nox.parametrize("versions", [nox.param(each, id=name) for name, each in VERSIONS.items()])
def consumers(session: nox.Session, versions: str) -> None:
    """The built wheel works with the lowest and the newest versions of its dependencies."""
    wheels = [str(path) for path in Path("dist").glob("*.whl")]
    if not wheels:
        session.error("There is no wheel in dist/. To build it: nox -s build")
    install(session, "tools", "proof")
    # A tool of this test needs one version of httpx.
    extras, options = ["--all-extras"], ["--ignore=tests/unit/test_mocks.py", *session.posargs]
    if versions != "highest":
        # The extra `aiohttp` requires a newer httpx than the package does.
        extras, options = [], ["--ignore=tests/unit/test_aiohttp.py", *options]
    # These replace the locked versions that came with the tools.
    session.install(
        "--upgrade", "--resolution", versions, "--requirement", "generated/pyproject.toml", *extras, *wheels
    )
    session.run_install("uv", "pip", "check")
    session.run("uv", "pip", "tree", "--package", "txcloud-identity")
    # What cannot differ between Pythons, but is tried with many exceptions or bodies, can between versions of httpx.
    differing = ["-m", "not once or repeats", "--hypothesis-profile=few", *workers(2), "--dist=worksteal"]
    session.run("pytest", "tests/replay", "tests/unit", FAULTS, *differing, *options)
    check_types(session)


@nox.session(default=False)
def compatibility(session: nox.Session) -> None:
    """The tests of the last release pass, unless the version allows a break."""
    install(session, "tools", "extras", "proof", package=True)
    install_overlay_tools(session)
    program(session, "release.backward_compatibility")


@nox.session(default=False)
def changelog(session: nox.Session) -> None:
    """Draft the entry of the version for CHANGELOG.md from what has changed since the last release."""
    install(session, "tools")
    install_overlay_tools(session)
    program(session, "release.changelog")


@nox.session(default=False)
def release(session: nox.Session) -> None:
    """Refuse the version, or build the commit and tag it; with `-- --dry-run`, do not tag it."""
    install(session, "nox", "tools")
    install_overlay_tools(session)
    program(session, "release.release", *session.posargs)


@nox.session(default=False)
def record(session: nox.Session) -> None:
    """Record the cassettes: from the sandbox with a key, from a mock server without one."""
    install(session, "tools", package=True)
    install_node_tools(session)
    program(session, "recording.record")


@nox.session(default=False)
def docs(session: nox.Session) -> None:
    """Build the documentation: the READMEs, the recipes, the reference and the contract, as a site in site/."""
    install(session, "tools", "docs")
    install_node_tools(session)
    program(session, "docs")


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Measure the costs of the client beside other clients of the same document; arguments select rows."""
    install(session, "nox", "tools", "bench")
    program(session, "bench", *session.posargs)


@nox.session(default=False)
def hooks(session: nox.Session) -> None:
    """Install a pre-commit hook that runs the fast checks."""
    install(session, "hooks")
    session.run("pre-commit", "install")


@nox.session(default=False)
def lock(session: nox.Session) -> None:
    """Lock the tools with their hashes, after a change to pyproject.toml or package.json."""
    session.install("--requirement", f"{LOCKS}/nox.txt", "--requirement", f"{LOCKS}/node.txt")
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--quiet"]
    # Groups that are installed together must fit: the tools with the package and, for linting, with nox.
    beside = {
        "tools": ["generated/pyproject.toml", "--constraint", f"{LOCKS}/nox.txt"],
        "hooks": ["--constraint", f"{LOCKS}/tools.txt", "--constraint", f"{LOCKS}/nox.txt"],
        "extras": ["--constraint", f"{LOCKS}/tools.txt"],
        "proof": ["--constraint", f"{LOCKS}/tools.txt"],
        "recipes": ["--constraint", f"{LOCKS}/tools.txt"],
        "docs": ["--constraint", f"{LOCKS}/tools.txt", "--constraint", f"{LOCKS}/nox.txt"],
        "browser": ["--constraint", f"{LOCKS}/tools.txt"],
        "release": ["--constraint", f"{LOCKS}/tools.txt", "--constraint", f"{LOCKS}/nox.txt"],
        "bench": ["--constraint", f"{LOCKS}/tools.txt", "--constraint", f"{LOCKS}/nox.txt"],
    }
    for group in PINS:
        output = ["--output-file", f"{LOCKS}/{group}.txt"]
        session.run("uv", "pip", "compile", *options, "--group", group, *beside.get(group, []), *output)
    # The dependencies of the package itself, as it is tested.
    package = ["generated/pyproject.toml", "--constraint", f"{LOCKS}/tools.txt"]
    session.run("uv", "pip", "compile", *options, *package, "--output-file", f"{LOCKS}/package.txt")
    session.run(
        "npm",
        "install",
        "--prefix",
        str(LOCKS),
        "--package-lock-only",
        "--omit-lockfile-registry-resolved",
        silent=True,
    )
