"""A workflow that is malformed or unsafe is refused."""

import shutil
from pathlib import Path

import pytest

from scripts.common.workspace import HERE
from tests.support.project import Project, copied

CI, RELEASE = "ci.yml", "release.yml"
PIN = "@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2"

FAULTS = {
    "a misspelled key": (CI, "timeout-minutes:", "timeout-minute:", 'unexpected key "timeout-minute"'),
    "invalid YAML": (CI, "jobs:\n", "jobs: [\n", "ci.yml"),
    "a need of a job that does not exist": (RELEASE, "needs: build", "needs: test", '"test" which does not exist'),
    "an action that is not pinned": (CI, PIN, "@v6", "unpinned-uses"),
    "more permissions than needed": (CI, "contents: read", "contents: write", "excessive-permissions"),
    "credentials that stay in the work tree": (
        CI,
        "          persist-credentials: false\n",
        "          clean: true\n",
        "artipacked",
    ),
    "untrusted input in a command": (
        CI,
        "bootstrap.py\n",
        "bootstrap.py -s ${{ github.head_ref }}\n",
        "potentially untrusted",
    ),
    "a password in place of a trusted publisher": (
        RELEASE,
        "attestations: true",
        "password: ${{ secrets.INDEX }}",
        "use-trusted-publishing",
    ),
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = copied(tmp_path)
    shutil.copytree(HERE.root / ".github", project.root / ".github")
    return project


def test_the_workflows_have_no_fault(project: Project) -> None:
    run = project.run("workflows")
    assert (run.returncode, run.stdout.count("\n")) == (0, 1), run.stderr


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_is_reported(project: Project, kind: str) -> None:
    name, old, new, complaint = FAULTS[kind]
    project.edit(project.root / ".github/workflows" / name, old, new)
    message = project.refused("workflows").stderr
    assert complaint in message
    assert name in message


def test_a_workflow_has_either_ending(project: Project) -> None:
    workflow = project.root / ".github/workflows" / CI
    workflow.rename(workflow.with_suffix(".yaml"))
    project.edit(workflow.with_suffix(".yaml"), "timeout-minutes:", "timeout-minute:")
    assert "ci.yaml" in project.refused("workflows").stderr
    project.edit(workflow.with_suffix(".yaml"), "timeout-minute:", "timeout-minutes:")
    project.edit(workflow.with_suffix(".yaml"), PIN, "@v6")
    assert "unpinned-uses" in project.refused("workflows").stderr


def test_missing_workflows_are_reported(project: Project) -> None:
    for workflow in project.workflows.iterdir():
        workflow.unlink()
    assert "git restore .github/workflows" in project.refused("workflows").stderr
