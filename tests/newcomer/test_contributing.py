"""Whoever follows CONTRIBUTING.md gets where it leads, and hears of a mistake before it is committed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.common.workspace import HERE
from tests.support.project import MINUTES, cloned
from tests.support.shell import obey

EXAMPLE = re.search(r"^## Add an operation\n(.*?)^## ", (HERE.root / "CONTRIBUTING.md").read_text("utf-8"), re.M | re.S)

# A block, and the sentence above it that says where it goes.
BLOCK = re.compile(r"([^\n]*)\n\n```(\w+)\n(.*?)```", re.S)
ABOVE = re.compile(r"Above `(.*?)` in `(.*?)`")
INTO = re.compile(r"into `(.*?)`")

# In place of nox: notes down what it is asked for.
NOX = """\
#!/bin/sh
echo "$2" >> sessions.log
"""


def test_an_operation_is_added_word_for_word(tmp_path: Path) -> None:
    project = cloned(tmp_path)
    (project.root / ".venv").symlink_to(sys.prefix)
    assert EXAMPLE
    said = ""
    for sentence, kind, text in BLOCK.findall(EXAMPLE[1]):
        if kind == "yaml":
            [(anchor, name)] = ABOVE.findall(sentence)
            path = project.root / name
            before = path.read_text(encoding="utf-8")
            assert before.count(f"\n{anchor}\n") == 1
            # Whoever has done it already does it only once.
            if text not in before:
                project.edit(path, f"\n{anchor}\n", f"\n{text}{anchor}\n")
        elif kind == "python":
            [name] = INTO.findall(sentence)
            (project.root / name).write_text(text, encoding="utf-8")
            for command in (["check"], ["format", "--diff"]):
                subprocess.run(["ruff", *command, name], cwd=project.root, timeout=MINUTES, check=True)
        else:
            said = obey(project, text)
    assert re.search(r"^=+ 2 passed", said, re.M), said
    obey(project, ".venv/bin/nox -s diff lint types")
    assert (project.package / "txcloud_identity/api/management/get_verification.py").exists()
    assert not project.git("status", "--porcelain", "scripts", "generator-config.yaml")


@pytest.mark.parametrize(
    ("name", "sessions"),
    [
        ("openapi/provenance.yaml", ["spec", "diff"]),
        ("generated/txcloud_identity/client.py", ["lint", "diff", "types"]),
        ("scripts/generation/templates/README.md.jinja", ["diff"]),
        (".github/workflows/ci.yml", ["workflows"]),
        ("tests/replay/test_replay.py", ["lint"]),
        ("README.md", ["docs"]),
        ("tests/cassettes/cancel_verification_200.yaml", []),
    ],
)
def test_a_commit_runs_the_checks_that_it_concerns(tmp_path: Path, name: str, sessions: list[str]) -> None:
    project = cloned(tmp_path)
    nox = project.root / ".venv/bin/nox"
    nox.parent.mkdir(parents=True)
    nox.write_text(NOX, encoding="utf-8")
    nox.chmod(0o755)
    with (project.root / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    project.git("add", name)
    environment = os.environ | {"PRE_COMMIT_HOME": str(tmp_path / "cache")}
    subprocess.run(["pre-commit", "run"], cwd=project.root, env=environment, timeout=MINUTES, check=True)
    log = project.root / "sessions.log"
    assert (log.read_text(encoding="utf-8").split() if log.exists() else []) == sessions


def test_a_check_that_fails_prevents_the_commit(tmp_path: Path) -> None:
    project = cloned(tmp_path)
    (project.root / ".venv/bin").mkdir(parents=True)
    (project.root / ".venv/bin/nox").symlink_to("/bin/false")
    subprocess.run(["pre-commit", "install"], cwd=project.root, timeout=MINUTES, check=True)
    project.edit(project.root / "README.md", "# The txcloud-identity repository", "# Something")
    project.git("add", "README.md")
    with pytest.raises(subprocess.CalledProcessError, match="commit"):
        project.git("commit", "--message", "Something")
    assert project.git("rev-list", "--count", "HEAD") == "1\n"
