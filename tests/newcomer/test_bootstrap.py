"""The first command sets up nox once, hands it the arguments, and installs nothing elsewhere."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from scripts.common.workspace import HERE
from tests.support.project import MINUTES
from tests.support.tls import AUTHORITY, context

WHEEL_NAME = "nox-0-py3-none-any.whl"
WHEEL = {
    "nox.py": "import sys\ndef main():\n    print('nox has', *sys.argv[1:])\n    return 3\n",
    "nox-0.dist-info/METADATA": "Metadata-Version: 2.1\nName: nox\nVersion: 0\n",
    "nox-0.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    "nox-0.dist-info/entry_points.txt": "[console_scripts]\nnox = nox:main\n",
    "nox-0.dist-info/RECORD": "",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project whose nox is a stand-in that needs no registry, and says what it was asked for."""
    wheel = tmp_path / WHEEL_NAME
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, content in WHEEL.items():
            archive.writestr(name, content)
    root = tmp_path / "a project"
    (root / "scripts" / "locks").mkdir(parents=True)
    shutil.copy(HERE.root / "scripts" / "bootstrap.py", root / "scripts")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (root / "scripts/locks/nox.txt").write_text(f"nox @ {wheel.as_uri()} --hash=sha256:{digest}\n", encoding="utf-8")
    return root


def bootstrap(root: Path, *arguments: str, **variables: str | None) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(root / "scripts" / "bootstrap.py"), *arguments]
    # Wherever it is started, it works on the project that it belongs to.
    return subprocess.run(
        command,
        cwd=root.parent,
        env={name: value for name, value in (os.environ | variables).items() if value is not None},
        capture_output=True,
        text=True,
        timeout=MINUTES,
        check=False,
    )


def test_nox_is_set_up_once_and_gets_the_arguments(root: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    settings = {"PIP_USER": "1", "PIP_TARGET": str(elsewhere), "PYTHONUSERBASE": str(elsewhere)}
    asked = f"nox has --noxfile {root / 'noxfile.py'} -s demo\n"
    run = bootstrap(root, "-s", "demo", **settings)
    assert run.stdout == "Setting up nox in .venv ...\n" + asked, run.stderr
    assert run.returncode == 3
    assert not elsewhere.exists()
    assert bootstrap(root, "-s", "demo").stdout == asked


def test_another_lock_or_another_place_sets_it_up_anew(root: Path) -> None:
    assert bootstrap(root).returncode == 3
    moved = root.rename(root.with_name("moved"))
    assert bootstrap(moved).stdout.startswith("Setting up nox in .venv ...\nnox has")
    with (moved / "scripts/locks/nox.txt").open("a", encoding="utf-8") as lock:
        lock.write("# changed\n")
    assert bootstrap(moved).stdout.startswith("Setting up nox in .venv ...\nnox has")


def test_what_has_another_hash_is_not_run_and_set_up_when_that_is_mended(root: Path) -> None:
    lock = root / "scripts/locks/nox.txt"
    locked = lock.read_text(encoding="utf-8")
    lock.write_text(locked.partition("sha256:")[0] + "sha256:" + "0" * 64 + "\n", encoding="utf-8")
    run = bootstrap(root)
    assert run.returncode == 1
    assert "nox has" not in run.stdout
    assert run.stderr.endswith("pip could not install nox. Is a package registry in reach?\n")
    lock.write_text(locked, encoding="utf-8")
    assert bootstrap(root).returncode == 3


def test_a_configuration_that_leads_pip_elsewhere_is_named(root: Path, tmp_path: Path) -> None:
    configuration = tmp_path / "pip.conf"
    configuration.write_text(f"[install]\ntarget = {tmp_path / 'elsewhere'}\n", encoding="utf-8")
    run = bootstrap(root, PIP_CONFIG_FILE=str(configuration))
    assert run.returncode == 1
    assert "pip installed nox elsewhere" in run.stderr
    assert not (root / ".venv" / "set-up-for").exists()


def test_a_certificate_that_is_not_trusted_is_named_with_what_to_set(root: Path, tmp_path: Path) -> None:
    lock, authority = root / "scripts/locks/nox.txt", tmp_path / "authority.pem"
    AUTHORITY.cert_pem.write_to_path(authority)
    unset = dict.fromkeys(("CURL_CA_BUNDLE", "PIP_CERT", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"))
    with HTTPServer("127.0.0.1", ssl_context=context("good")) as registry:
        path = f"/{WHEEL_NAME}"
        registry.expect_request(path).respond_with_data((tmp_path / WHEEL_NAME).read_bytes())
        locked = lock.read_text(encoding="utf-8").replace((tmp_path / WHEEL_NAME).as_uri(), registry.url_for(path))
        lock.write_text(locked, encoding="utf-8")
        run = bootstrap(root, PIP_RETRIES="0", **unset)
        assert run.returncode == 1
        assert run.stderr.endswith("set SSL_CERT_FILE to a file with its certificates.\n")
        assert len(run.stderr) < 80 * 24
        assert bootstrap(root, **unset | {"SSL_CERT_FILE": str(authority)}).returncode == 3


def test_a_python_without_virtual_environments_is_named(root: Path) -> None:
    (root / "scripts/venv.py").write_text("raise ImportError", encoding="utf-8")
    run = bootstrap(root)
    assert run.returncode == 1
    assert run.stderr.endswith("On Debian and Ubuntu: apt install python3-venv\n")
    assert run.stderr.count("\n") == 1


@pytest.mark.parametrize("name", [".venv", "scripts/locks/nox.txt"])
def test_what_cannot_be_set_up_is_named(root: Path, name: str) -> None:
    (root / name).unlink(missing_ok=True)
    if name == ".venv":
        (root / name).touch()
    run = bootstrap(root)
    assert run.returncode == 1
    assert run.stderr.startswith("nox cannot be set up: ")
    assert name in run.stderr
    assert "Traceback (most recent" not in run.stderr
