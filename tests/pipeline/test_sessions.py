"""No session is forgotten: each runs by default, or in `slow`, or is what another one is about."""

import importlib.util
import os
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Barrier, BrokenBarrierError
from types import ModuleType
from unittest.mock import patch

import nox.registry
import pytest

from scripts.common.workspace import HERE
from scripts.common.yaml_file import parse_yaml, read_yaml
from scripts.release.release import SESSIONS
from tests.support.project import LIMIT

# What does something for somebody, and the session that tries it.
TRIED_BY = {
    "bench": "test-newcomer",
    "changelog": "test",
    "demo": "test",
    "docs": "test-pages",
    "generate": "test",
    "hooks": "test-newcomer",
    "lock": "test-newcomer",
    "page": "test",
    "record": "test-newcomer",
    "release": "test-release",
    "review": "test",
    "verdict": "test",
}

[_, SECOND] = re.findall(r"```sh\n(.*?)\n```", (HERE.root / "README.md").read_text(encoding="utf-8"), re.DOTALL)
CHECKS = [SECOND, f"{SECOND} -s slow"]


# Once for all tests of a worker, since nox warns of a session that is registered twice.
@pytest.fixture(scope="session")
def noxfile() -> ModuleType:
    return load_noxfile()


def load_noxfile() -> ModuleType:
    path = HERE.root / "noxfile.py"
    spec = importlib.util.spec_from_file_location("noxfile", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    # It sets variables.
    with patch.dict(os.environ):
        spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def by_default(noxfile: ModuleType) -> set[str]:
    assert noxfile
    return {name for name, session in nox.registry.get().items() if session.default}


def test_every_session_is_tried(noxfile: ModuleType, by_default: set[str]) -> None:
    others = nox.registry.get().keys() - by_default - set(noxfile.SLOW) - {"slow"}
    assert others == TRIED_BY.keys()
    assert set(TRIED_BY.values()) <= by_default | set(noxfile.SLOW)


def test_a_release_runs_them_all(by_default: set[str]) -> None:
    assert set(SESSIONS) == by_default | {"slow"}


def test_what_ci_runs_is_what_a_reader_is_told_to_run() -> None:
    own = (HERE.root / ".ci/run").read_text(encoding="utf-8").splitlines()
    assert [line for line in own if "bootstrap" in line] == CHECKS
    workflow = read_yaml(HERE.workflows / "ci.yml")
    job = workflow["jobs"]["checks"]
    assert [step["run"] for step in job["steps"] if "run" in step] == CHECKS


def test_the_same_pythons_are_declared_and_tested(noxfile: ModuleType) -> None:
    project = nox.project.load_toml(HERE.package / "pyproject.toml")["project"]
    assert nox.project.python_versions({"project": project}) == noxfile.PYTHONS
    assert project["requires-python"] == f">={noxfile.PYTHONS[0]}"
    for name, job in (("ci.yml", "checks"), ("release.yml", "check")):
        assert sorted(pythons(name, job)) == noxfile.PYTHONS
    stated = re.findall(r"Python (3\.\d+) to (3\.\d+)", (HERE.root / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert set(stated) == {(noxfile.PYTHONS[0], noxfile.PYTHONS[-1])}


def test_the_next_python_may_fail_and_says_so(noxfile: ModuleType) -> None:
    job = read_yaml(HERE.workflows / "ci.yml")["jobs"]["next"]
    [python] = pythons("ci.yml", "next")
    assert python not in noxfile.PYTHONS
    assert job["continue-on-error"]
    assert job["name"].endswith(f"Python {python}, which may fail")
    assert job["steps"][-1]["run"].endswith(f"-s smoke --force-python {python}")


def pythons(workflow: str, job: str) -> list[str]:
    """The Pythons that a job of a workflow sets up."""
    steps = read_yaml(HERE.workflows / workflow)["jobs"][job]["steps"]
    [setup] = [step["with"]["python-version"] for step in steps if "setup-python" in step.get("uses", "")]
    return str(setup).split()


def test_an_old_nox_names_what_brings_the_right_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.distributions", list)
    with pytest.raises(SystemExit, match=r"python3 scripts/bootstrap\.py$"):
        load_noxfile()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("NODE_USE_SYSTEM_CA", "UV_CACHE_DIR", "XDG_CACHE_HOME", "npm_config_cache"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("UV_SYSTEM_CERTS", "false")
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_what_the_user_has_set_remains(noxfile: ModuleType, home: Path) -> None:
    assert home.exists()
    assert noxfile.surroundings() == {"NODE_USE_SYSTEM_CA": "1"}


@pytest.mark.parametrize("name", ["file", "f" * 300])
def test_a_cache_that_cannot_be_written_is_replaced(
    noxfile: ModuleType, home: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    # Not even root may write there.
    (home / "file").touch()
    monkeypatch.setenv("HOME", str(home / name))
    variables = os.environ | noxfile.surroundings() | {"HOME": str(home)}
    used = subprocess.run(
        ["uv", "cache", "dir"], env=variables, capture_output=True, text=True, timeout=LIMIT, check=True
    ).stdout
    assert Path(used.strip()).parent == Path(".nox", "caches").resolve()


def test_nox_brings_what_is_pinned(noxfile: ModuleType) -> None:
    [inline] = re.findall(r"^# dependencies = (.*)$", (HERE.root / "noxfile.py").read_text("utf-8"), re.MULTILINE)
    assert parse_yaml(inline) == noxfile.PINS["nox"]


def test_sessions_that_start_at_once_install_the_tools_of_node_once(
    noxfile: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locks = tmp_path / noxfile.LOCKS
    locks.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE.root / noxfile.LOCKS / name, locks)
    (tmp_path / ".nox").mkdir()
    monkeypatch.chdir(tmp_path)
    started, installing, installed = Barrier(2), Barrier(2), list[str]()
    monkeypatch.setattr(noxfile, "install", lambda *_: started.wait(LIMIT))

    class Session:
        def run_install(self, *command: str, **_: bool) -> None:
            """Install as npm does, and at the same time as the other session if that may."""
            installed.append(command[0])
            with suppress(BrokenBarrierError):
                installing.wait(0.2)
            Path(command[command.index("--prefix") + 1], "node_modules").mkdir()

    with ThreadPoolExecutor() as threads:
        for session in [threads.submit(noxfile.install_node_tools, Session()) for _ in range(2)]:
            session.result(LIMIT)
    assert installed == ["npm"]
    assert (tmp_path / "node_modules/installed-from").read_bytes() == (locks / "package-lock.json").read_bytes()
    assert not list(tmp_path.glob(".node_modules-*"))
