"""What the workflows for GitHub promise. Their commands are run here as they are there."""

import hashlib
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from scripts.common.workspace import HERE
from scripts.common.yaml_file import read_yaml
from tests.support.project import LIMIT, Project

RELEASE = read_yaml(HERE.workflows / "release.yml")
JOBS = RELEASE["jobs"]
BUILT = {"one.whl": b"one", "two.tar.gz": b"two"}


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


CHECKSUMS = "\n".join(f"{digest(content)}  {name}" for name, content in BUILT.items())


def step(job: str, **values: str) -> dict[str, Any]:
    """The one step of a job with these values."""
    [found] = [each for each in JOBS[job]["steps"] if values.items() <= each.items()]
    return dict(found)


def does(command: str, folder: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run the command of a step."""
    shell = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", command]
    environment = os.environ | variables
    return subprocess.run(
        shell, cwd=folder, env=environment, capture_output=True, text=True, timeout=LIMIT, check=False
    )


def test_only_a_pull_request_cancels_the_run_before() -> None:
    concurrency = read_yaml(HERE.workflows / "ci.yml")["concurrency"]
    # A run that waits in a group is cancelled by the next one, even if those that run are not.
    assert concurrency["group"] == "ci-${{ github.event.pull_request.number || github.run_id }}"
    assert RELEASE["concurrency"]["cancel-in-progress"] is False


def test_what_is_published_was_built_before_and_apart_from_the_tests() -> None:
    assert JOBS["check"]["needs"] == "build"
    assert JOBS["publish"]["needs"] == ["build", "check"]
    assert [job for job in JOBS if "upload-artifact" in str(JOBS[job])] == ["build"]
    assert [each["run"] for each in JOBS["build"]["steps"] if "bootstrap" in each.get("run", "")] == [
        "python3 scripts/bootstrap.py -s build"
    ]
    assert JOBS["build"]["outputs"] == {"checksums": "${{ steps.built.outputs.checksums }}"}
    for environment in (JOBS["publish"]["env"], step("check", name="What was tested is what was built")["env"]):
        assert environment["CHECKSUMS"] == "${{ needs.build.outputs.checksums }}"
    names = [each.get("name") or each["uses"].split("@")[0] for each in JOBS["publish"]["steps"]]
    assert names == [
        "actions/download-artifact",
        "What is published is what was built",
        "The index has no other files of this version",
        "pypa/gh-action-pypi-publish",
        "The index has what was built",
    ]


def test_a_second_attempt_may_do_what_the_first_one_did() -> None:
    [upload] = [each["with"] for each in JOBS["build"]["steps"] if "upload-artifact" in each.get("uses", "")]
    assert upload["overwrite"] is True
    [publish] = [each["with"] for each in JOBS["publish"]["steps"] if "pypi-publish" in each.get("uses", "")]
    assert publish["skip-existing"] is True


def test_the_commit_of_the_tag_must_be_on_main(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.commit(tag="v0.1.0")
    command = step("build", name="The commit of the tag is on main")["run"]
    assert does(command, tmp_path, GITHUB_REF_NAME="v0.1.0").returncode == 1
    project.git("update-ref", "refs/remotes/origin/main", "HEAD")
    assert does(command, tmp_path).returncode == 0
    project.commit(tag="v0.2.0")
    refused = does(command, tmp_path, GITHUB_REF_NAME="v0.2.0")
    assert refused.returncode == 1
    assert refused.stdout.startswith("::error::The commit of v0.2.0 is not on main.")
    project.git("update-ref", "refs/remotes/origin/main", "HEAD")
    project.git("checkout", "--quiet", "v0.1.0")
    assert does(command, tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("changed", "code"),
    [({}, 0), ({"one.whl": b"other"}, 1), ({"more.whl": b""}, 1), ({"two.tar.gz": None}, 1)],
)
@pytest.mark.parametrize(
    ("job", "name"),
    [("check", "What was tested is what was built"), ("publish", "What is published is what was built")],
)
def test_other_files_than_were_built_are_refused(
    tmp_path: Path, job: str, name: str, changed: dict[str, bytes | None], code: int
) -> None:
    for file, content in (BUILT | changed).items():
        if content is not None:
            (tmp_path / file).write_bytes(content)
    assert does(step(job, name=name)["run"], tmp_path, CHECKSUMS=CHECKSUMS).returncode == code


def test_the_checksums_are_those_of_what_was_built(tmp_path: Path) -> None:
    for file, content in BUILT.items():
        (tmp_path / file).write_bytes(content)
    output = tmp_path.parent / "output"
    assert does(step("build", id="built")["run"], tmp_path, GITHUB_OUTPUT=str(output)).returncode == 0
    assert output.read_text(encoding="utf-8") == f"checksums<<END\n{CHECKSUMS}\nEND\n"


@pytest.mark.parametrize(
    ("published", "before", "after"),
    [
        (None, "", "The index lacks ['one.whl', 'two.tar.gz']."),
        ({"one.whl": b"one"}, "", "The index lacks ['two.tar.gz']."),
        (BUILT, "", ""),
        ({"one.whl": b"other"}, "were not built here: [('one.whl'", "were not built here: [('one.whl'"),
        (BUILT | {"more.whl": b""}, "were not built here: [('more.whl'", "were not built here: [('more.whl'"),
    ],
)
def test_the_index_is_compared_with_what_was_built(
    tmp_path: Path, httpserver: HTTPServer, published: dict[str, bytes] | None, before: str, after: str
) -> None:
    files = [{"filename": name, "digests": {"sha256": digest(each)}} for name, each in (published or {}).items()]
    answer = httpserver.expect_request("/pypi/txcloud-identity/1.2.3/json")
    answer.respond_with_data(json.dumps({"urls": files}), status=404 if published is None else 200)
    variables = {
        "CHECKSUMS": CHECKSUMS,
        "COMPARE": JOBS["publish"]["env"]["COMPARE"],
        "GITHUB_REF_NAME": "v1.2.3",
        "INDEX": httpserver.url_for("").rstrip("/"),
    }
    commands = {"The index has no other files of this version": before, "The index has what was built": after}
    for name, complaint in commands.items():
        # Without the wait between two looks.
        run = does(step("publish", name=name)["run"].replace(" 30 10", " 1 0"), tmp_path, **variables)
        assert run.returncode == bool(complaint), run.stderr
        assert complaint in run.stderr


def test_an_index_that_fails_is_no_empty_one(tmp_path: Path, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/pypi/txcloud-identity/1.2.3/json").respond_with_data("", status=500)
    command = step("publish", name="The index has no other files of this version")["run"]
    variables = {"COMPARE": JOBS["publish"]["env"]["COMPARE"], "GITHUB_REF_NAME": "v1.2.3", "CHECKSUMS": CHECKSUMS}
    assert does(command, tmp_path, INDEX=httpserver.url_for("").rstrip("/"), **variables).returncode == 1
