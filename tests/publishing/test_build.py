"""A build depends only on the commit, and is complete for a consumer."""

import email
import hashlib
import json
import os
import re
import subprocess
import sys
import tarfile
import tomllib
from itertools import chain
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from pytest_httpserver import HTTPServer

from scripts.common.workspace import HERE
from scripts.common.yaml_file import read_yaml
from scripts.recording.cassettes import VERIFICATION_ID, replay
from scripts.release import build
from tests.support.environment import ROUTE
from tests.support.project import MINUTES, Project, cloned

WHEEL = "dist/txcloud_identity-0.1.0-py3-none-any.whl"
SDIST = "dist/txcloud_identity-0.1.0.tar.gz"
METADATA = "txcloud_identity-0.1.0.dist-info"
SBOM = "txcloud-identity.cdx.json"

# A program for an environment with the wheel and its dependencies only.
SERVICE = """\
import sys
import txcloud_identity
from importlib.resources import files
from hashlib import sha256
assert txcloud_identity.SPEC_SHA256 == sha256((files(txcloud_identity) / "openapi.yaml").read_bytes()).hexdigest()
with txcloud_identity.TXCloud(base_url=sys.argv[1]) as client:
    print(txcloud_identity.__version__, client.cancel_verification(sys.argv[2]).status)
"""

# Two ways to run the README's examples: on the fake, and on a recording.
ON_THE_FAKE = """\
import runpy, sys
from txcloud_identity.testing import FakeTXCloud
with FakeTXCloud() as fake:
    fake.add_verification("ver_a1b2c3d4e5f6")
    runpy.run_path(sys.argv[1])
"""
ON_A_RECORDING = """\
import runpy, sys, vcr
with vcr.use_cassette(sys.argv[2], record_mode="none", match_on=["method", "uri"], allow_playback_repeats=True):
    runpy.run_path(sys.argv[1])
"""

# A build that depends on more than the commit.
HOOK = """\
import os, time
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
class CustomBuildHook(BuildHookInterface):
    def initialize(self, version, build_data):
        with open("txcloud_identity/built.txt", "w") as file:
            file.write(str({}))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project as it would be committed now, with its build."""
    project = cloned(tmp_path_factory.mktemp("built"))
    run = project.run("build")
    assert run.returncode == 0, run.stderr
    assert run.stdout == "".join(
        f"{hashlib.sha256((project.root / name).read_bytes()).hexdigest()}  {name}\n" for name in (WHEEL, SDIST)
    )
    return project


@pytest.fixture(scope="module")
def wheel(built: Project) -> ZipFile:
    return ZipFile(built.root / WHEEL)


def test_another_clone_gives_the_same_bytes(built: Project, tmp_path: Path) -> None:
    built.git("clone", "--quiet", str(built.root), str(tmp_path / "elsewhere"))
    other = Project(tmp_path / "elsewhere")
    # An ignored file is not part of the commit.
    (other.package / "txcloud_identity/__pycache__").mkdir()
    (other.package / "txcloud_identity/__pycache__/notes.pyc").touch()
    # The user's git attributes and a .gitignore around the build must not matter either.
    (tmp_path / "attributes").write_text("LICENSE export-ignore\n", encoding="utf-8")
    other.git("config", "core.attributesFile", str(tmp_path / "attributes"))
    (tmp_path / ".gitignore").write_text("gender.py\n", encoding="utf-8")
    assert other.run("build", TMPDIR=str(tmp_path)).returncode == 0
    for name in (WHEEL, SDIST):
        assert (other.root / name).read_bytes() == (built.root / name).read_bytes()
    assert other.git("status", "--porcelain") == ""


def test_the_wheel_holds_the_package_and_its_records(built: Project, wheel: ZipFile) -> None:
    committed = {name for name in built.output() if name.startswith("txcloud_identity/")}
    added = {"txcloud_identity/provenance.json"} | {
        f"{METADATA}/{name}"
        for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE", f"sboms/{SBOM}")
    }
    assert set(wheel.namelist()) == committed | added
    assert {"txcloud_identity/py.typed", "txcloud_identity/openapi.yaml"} <= committed
    for name in committed:
        assert wheel.read(name) == (built.package / name).read_bytes()


def test_the_wheel_can_be_built_from_the_sdist(built: Project, wheel: ZipFile, tmp_path: Path) -> None:
    with tarfile.open(built.root / SDIST) as sdist:
        sdist.extractall(tmp_path, filter="data")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    [unpacked] = tmp_path.iterdir()
    when = built.git("show", "--no-patch", "--format=%ct").strip()
    subprocess.run(
        command,
        cwd=unpacked,
        env=os.environ | {"SOURCE_DATE_EPOCH": when},
        timeout=MINUTES,
        check=True,
        capture_output=True,
    )
    assert (tmp_path / Path(WHEEL).name).read_bytes() == Path(str(wheel.filename)).read_bytes()


def test_the_metadata_lists_exactly_the_dependencies(wheel: ZipFile) -> None:
    metadata = email.message_from_bytes(wheel.read(f"{METADATA}/METADATA"))
    required = [Requirement(each) for each in metadata.get_all("Requires-Dist", [])]
    assert {each.name: str(each.marker) for each in required if each.marker} == {
        "sniffio": 'extra == "async"',
        "httpx-aiohttp": 'extra == "aiohttp"',
    }
    needed = {each.name: each.specifier for each in required if not each.marker}
    assert needed.keys() == {"attrs", "httpx", "python-dateutil"}
    for specifier in needed.values():
        assert any(each.operator == ">=" for each in specifier)
    bounded = {name for name, specifier in needed.items() if any(each.operator == "<" for each in specifier)}
    assert bounded == {"httpx", "python-dateutil"}
    assert metadata["License-Expression"] == "MIT"
    assert metadata.get_all("License-File") == ["LICENSE"]


def test_the_metadata_says_whose_the_package_is_and_where_it_comes_from(wheel: ZipFile) -> None:
    metadata = email.message_from_bytes(wheel.read(f"{METADATA}/METADATA"))
    urls = dict(each.split(", ") for each in metadata.get_all("Project-URL", []))
    assert urls.keys() == {"API documentation", "Changelog", "Documentation", "Issues", "Source"}
    assert urls["API documentation"] == read_yaml(HERE.document)["info"]["contact"]["url"]
    assert metadata["Author-email"].startswith("The txcloud-identity authors <")
    assert "identity-verification" in metadata["Keywords"].split(",")
    assert "Development Status :: 4 - Beta" in metadata.get_all("Classifier", [])


def locked(text: str) -> dict[str, tuple[str, set[str]]]:
    """Return the version of each locked package and the hashes of its files."""
    parts = re.split(r"^(?=\w)", text, flags=re.MULTILINE)[1:]
    pins = [re.match(r"([\w.-]+)==([^\s;]+)", part) for part in parts]
    hashes = [set(re.findall(r"--hash=sha256:(\w+)", part)) for part in parts]
    return {pin[1]: (pin[2], found) for pin, found in zip(pins, hashes, strict=True) if pin}


def test_the_sbom_agrees_with_the_lock(built: Project, wheel: ZipFile) -> None:
    sbom = json.loads(wheel.read(f"{METADATA}/sboms/{SBOM}"))
    assert (sbom["bomFormat"], sbom["specVersion"]) == ("CycloneDX", "1.6")
    subject = sbom["metadata"]["component"]
    assert (subject["type"], subject["name"], subject["version"]) == ("library", "txcloud-identity", "0.1.0")
    listed = {
        each["name"]: (each["version"], {found["content"] for found in each["externalReferences"][0]["hashes"]})
        for each in sbom["components"]
    }
    assert listed == locked((built.root / "scripts/locks/package.txt").read_text(encoding="utf-8"))
    assert listed.keys() > {"attrs", "httpx", "python-dateutil", "httpcore", "certifi"}
    assert subject["purl"] == "pkg:pypi/txcloud-identity@0.1.0"
    assert all(each["licenses"] for each in (subject, *sbom["components"]))
    # From the package, the graph leads to each component.
    graph = {each["ref"]: each["dependsOn"] for each in sbom["dependencies"]}
    assert {name.split("/")[1].split("@")[0] for name in graph[subject["bom-ref"]]} == {
        "attrs",
        "httpx",
        "python-dateutil",
    }
    assert "pkg:pypi/httpcore@1.0.9" in graph["pkg:pypi/httpx@0.28.1"]
    assert graph.keys() == {subject["purl"], *(each["purl"] for each in sbom["components"])}
    assert set(chain(*graph.values())) == graph.keys() - {subject["purl"]}
    # The package is tested with these versions.
    tools = locked((built.root / "scripts/locks/tools.txt").read_text(encoding="utf-8"))
    assert {name: tools[name] for name in listed} == listed


def test_a_lock_that_was_not_tested_is_refused(tmp_path: Path) -> None:
    project = cloned(tmp_path)
    project.edit(project.package_lock, "certifi==2026", "certifi==2025")
    project.commit()
    assert "scripts/locks/package.txt is out of date:\ncertifi==2025" in project.refused("build").stderr


def test_the_provenance_names_the_package_s_sources(built: Project, wheel: ZipFile) -> None:
    record = json.loads(wheel.read("txcloud_identity/provenance.json"))
    tools = locked((built.root / "scripts/locks/tools.txt").read_text(encoding="utf-8"))
    assert (record["name"], record["version"]) == ("txcloud-identity", "0.1.0")
    assert record["commit"] == built.git("rev-parse", "HEAD").strip()
    table = tomllib.loads((built.package / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["txcloud-identity"]
    assert record["generated_from"] == table["generated-from"]
    contract = wheel.read("txcloud_identity/openapi.yaml")
    assert record["generated_from"]["document"] == f"sha256:{hashlib.sha256(contract).hexdigest()}"
    for name in ("openapi-python-client", "ruff"):
        assert record["generated_from"][name] == tools[name][0]
    assert record["built_with"] == {name: tools[name][0] for name in ("hatchling", "uv")}
    assert record["overlay"] is None


def test_the_wheel_alone_cancels_from_the_cassette(built: Project, tmp_path: Path, httpserver: HTTPServer) -> None:
    with replay(HERE.cassettes / "cancel_verification_200.yaml") as recording:
        [recorded] = recording.responses
    route = f"/identity/verifications/{VERIFICATION_ID}/cancel"
    httpserver.expect_request(route, method="POST").respond_with_data(recorded["body"]["string"])
    environment = tmp_path / "environment"
    uv("venv", "--python", sys.executable, str(environment))
    python = str(environment / "bin/python")
    uv("pip", "install", "--python", python, str(built.root / WHEEL))
    uv("pip", "check", "--python", python)
    service = [python, "-I", "-W", "error", "-c", SERVICE, httpserver.url_for("").rstrip("/"), VERIFICATION_ID]
    key = {"TXCLOUD_API_KEY": "txc_test_none"}
    run = subprocess.run(service, env=key, capture_output=True, text=True, timeout=MINUTES, check=False)
    assert (run.stdout, run.stderr) == (f"0.1.0 {json.loads(recorded['body']['string'])['status']}\n", "")
    # It brings little with it, and nothing that has to be compiled.
    installed = [path.name for path in environment.rglob("site-packages/*.dist-info")]
    assert 0 < len(installed) <= 11, installed
    assert [path for suffix in ("so", "pyd") for path in environment.rglob(f"site-packages/**/*.{suffix}")] == []


def test_no_link_leads_out_of_the_package(wheel: ZipFile) -> None:
    readme = str(email.message_from_bytes(wheel.read(f"{METADATA}/METADATA")).get_payload())
    links = re.findall(r"\]\(([^)]*)\)", readme)
    assert any(link.endswith("/blob/main/scripts/docs/unknown_outcome.md") for link in links)
    assert {link.partition(":")[0] for link in links if not link.startswith("#")} == {"https"}


def test_the_readme_s_examples_run(built: Project, wheel: ZipFile, tmp_path: Path) -> None:
    readme = email.message_from_bytes(wheel.read(f"{METADATA}/METADATA")).get_payload()
    sync, _, _, errors, _, _, tests, _ = re.findall(r"```python\n(.*?)```", str(readme), re.DOTALL)
    uv("venv", "--python", sys.executable, str(tmp_path / "environment"))
    python = str(tmp_path / "environment/bin/python")
    pins = ["--constraint", str(HERE.root / "scripts/locks/tools.txt")]
    uv("pip", "install", "--python", python, *pins, "pytest", "vcrpy", str(built.root / WHEEL))

    def tried(code: str, *arguments: str) -> str:
        command = [python, "-I", "-c", code, *arguments]
        environment = {"TXCLOUD_API_KEY": "txc_test_none"}
        run = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=MINUTES, check=False
        )
        assert run.returncode == 0, run.stderr
        return run.stdout

    (tmp_path / "first.py").write_text(sync, encoding="utf-8")
    (tmp_path / "errors.py").write_text(errors, encoding="utf-8")
    assert tried(ON_THE_FAKE, "first.py") == "expired\n"
    assert tried(ON_A_RECORDING, "first.py", str(cassette(200))) == "expired\n"
    assert "VerificationStatus.EXPIRED" in tried(ON_THE_FAKE, "errors.py")
    assert (
        tried(ON_A_RECORDING, "errors.py", str(cassette(404)))
        == "There is no such thing: There is no such verification.\n"
    )
    assert tried(ON_A_RECORDING, "errors.py", str(cassette(401))) == "Look at the key: unauthorized\n"
    (tmp_path / "test_service.py").write_text(tests, encoding="utf-8")
    assert "2 passed" in tried("import pytest, sys; sys.exit(pytest.main(['-q', 'test_service.py']))")


def cassette(status: int) -> Path:
    return HERE.cassettes / f"cancel_verification_{status}.yaml"


def test_a_python_that_is_too_old_refuses_the_wheel(built: Project, tmp_path: Path) -> None:
    options = ["--python-version", "3.10", "--dry-run", "--no-deps", "--target", str(tmp_path)]
    with pytest.raises(AssertionError, match=r"does not satisfy Python>=3\.11"):
        uv("pip", "install", *options, str(built.root / WHEEL))


def uv(*arguments: str) -> None:
    run = subprocess.run(
        ["uv", *arguments], env=os.environ | ROUTE, capture_output=True, text=True, timeout=MINUTES, check=False
    )
    assert run.returncode == 0, run.stderr


def test_metadata_that_an_index_would_reject_is_refused(tmp_path: Path) -> None:
    project = cloned(tmp_path)
    project.edit(project.package / "pyproject.toml", '"text/markdown"', '"text/x-rst"')
    project.commit()
    message = project.refused("build").stderr
    assert message.startswith("twine fails:\n")
    assert "`long_description` has syntax errors in markup" in message


def test_the_provenance_names_the_overlay(tmp_path: Path) -> None:
    project = cloned(tmp_path)
    project.overlay.write_text("what differs\n", encoding="utf-8")
    project.commit()
    assert project.run("build").returncode == 0
    record = json.loads(ZipFile(project.root / WHEEL).read("txcloud_identity/provenance.json"))
    assert record["overlay"] == f"sha256:{hashlib.sha256(b'what differs' + bytes([10])).hexdigest()}"


def test_a_missing_tool_is_reported(built: Project) -> None:
    assert "'git'" in built.refused("build", path=os.devnull).stderr


def test_uncommitted_files_are_not_built(built: Project) -> None:
    before = {path: path.read_bytes() for path in (built.root / "dist").iterdir()}
    (built.root / "notes.txt").touch()
    assert "?? notes.txt" in built.refused("build").stderr
    (built.root / "notes.txt").unlink()
    assert {path: path.read_bytes() for path in (built.root / "dist").iterdir()} == before


@pytest.mark.parametrize(
    "what", ["time.time_ns()", "os.stat('README.md').st_mtime", "oct(os.stat('README.md').st_mode)", "os.getcwd()"]
)
def test_builds_that_differ_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    project = cloned(tmp_path)
    (project.package / "hatch_build.py").write_text(HOOK.format(what), encoding="utf-8")
    with (project.package / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("[tool.hatch.build.hooks.custom]\n")
    monkeypatch.setattr(build, "HATCH", f"[build.hooks.custom]\n{build.HATCH}")
    project.commit()
    (project.root / "dist").mkdir()
    (project.root / "dist/last").touch()
    message = project.refused("build").stderr
    assert "Two builds of the same commit differ. dist/ is unchanged." in message
    assert "built.txt" in message
    assert [path.name for path in (project.root / "dist").iterdir()] == ["last"]
    assert not list(project.root.glob(".dist-*"))
