"""Generating gives the same package each time, and leaves the last one alone when it fails."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from scripts.common.directories import replace_atomically
from tests.support.project import BIN, LIMIT, Project, swap
from tests.support.waiting import until

SUCCESS = "generated/ is generated from openapi/txcloud-identity.yaml.\n"
PATH_KEY = "  /identity/verifications/{id}/cancel:\n"


def test_twice_gives_the_same(project: Project) -> None:
    committed = project.output()
    for _ in range(2):
        run = project.run("generate")
        assert (run.returncode, run.stdout) == (0, SUCCESS)
        assert project.output() == committed
    assert not list(project.root.glob(".generated-*"))


# Neither ends by itself, so that there is something to stop.
HOOKS = {
    "waits": "import signal\nsignal.pause()\n",
    "writes": "import itertools\nfor number in itertools.count():\n    Path(f'written-{number}').touch()\n",
}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("kind", HOOKS)
def test_a_run_that_is_stopped_stops_its_hook_and_leaves_nothing(
    project: Project, number: signal.Signals, kind: str
) -> None:
    hook, started = project.root / "hook.py", project.root / "started"
    hook.write_text(f"from pathlib import Path\nPath({str(started)!r}).touch()\n{HOOKS[kind]}", encoding="utf-8")
    with project.config.open("a", encoding="utf-8") as config:
        config.write(f"\n  - {sys.executable} {hook}\n")
    project.bring_programs()
    before = project.output()
    command = [sys.executable, "-m", "scripts.generation.generate"]
    environment = os.environ | {"PATH": os.pathsep.join([BIN, os.environ["PATH"]])}
    with subprocess.Popen(command, cwd=project.root, env=environment, stderr=subprocess.PIPE, text=True) as program:
        try:
            until(started.exists)
            program.send_signal(number)
            _, stderr = program.communicate(timeout=LIMIT)
        finally:
            program.kill()
    assert program.returncode == 128 + number
    assert stderr == ""
    assert project.output() == before
    assert not list(project.root.glob(".generated-*"))


def test_what_is_not_ascii_reaches_the_package(project: Project) -> None:
    project.edit(project.document, "description: Production.", "description: Production \N{ROCKET} für alle.")
    assert project.run("generate").returncode == 0
    assert "Production \N{ROCKET} für alle." in (project.package / "README.md").read_text(encoding="utf-8")


QUOTED = """\
                schema:
                  $ref: "#/components/examples/ReferenceVerification"
                quoted:
                  value: {metadata: {$ref: urn:customer}, properties: {example: {$ref: urn:example}}}
                cancelled:
"""


def test_what_an_example_quotes_is_no_reference(project: Project) -> None:
    project.edit(project.document, "                cancelled:\n", QUOTED)
    named_like_a_keyword = "        headers:\n          type: object\n          example: {$ref: urn:header}\n"
    project.edit(
        project.document,
        "        risk_score:\n          type",
        named_like_a_keyword + "        risk_score:\n          type",
    )
    run = project.run("generate")
    assert run.returncode == 0, run.stderr


def test_an_extension_among_the_operations_is_no_operation(project: Project) -> None:
    project.edit(project.document, PATH_KEY, f"  x-note: soon\n{PATH_KEY}    x-owner: {{post: identity}}\n")
    run = project.run("generate")
    assert run.returncode == 0, run.stderr


def test_without_the_formatter_nothing_is_generated(project: Project) -> None:
    run = project.refused("generate", path=os.devnull)
    assert "ruff" in run.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "generated"
    folder.mkdir()
    (folder / "old").touch()
    return folder


def test_a_folder_is_replaced_whole(folder: Path) -> None:
    with replace_atomically(folder) as fresh:
        fresh.mkdir()
        (fresh / "new").touch()
    assert [path.name for path in folder.iterdir()] == ["new"]
    assert list(folder.parent.iterdir()) == [folder]


def test_a_folder_that_is_not_made_leaves_the_old_one(folder: Path) -> None:
    with pytest.raises(FileNotFoundError), replace_atomically(folder):
        pass
    assert [path.name for path in folder.iterdir()] == ["old"]
    assert list(folder.parent.iterdir()) == [folder]


def test_an_interruption_leaves_the_old_folder(folder: Path) -> None:
    with suppress(KeyboardInterrupt), replace_atomically(folder) as fresh:
        fresh.mkdir()
        raise KeyboardInterrupt
    assert [path.name for path in folder.iterdir()] == ["old"]
    assert list(folder.parent.iterdir()) == [folder]


def test_a_signal_between_two_steps_comes_too_late(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename, before = Path.rename, signal.getsignal(signal.SIGINT)

    def interrupted(old: Path, new: Path) -> Path:
        signal.raise_signal(signal.SIGINT)
        return rename(old, new)

    monkeypatch.setattr(Path, "rename", interrupted)
    with replace_atomically(folder) as fresh:
        fresh.mkdir()
        (fresh / "new").touch()
    assert [path.name for path in folder.iterdir()] == ["new"]
    assert list(folder.parent.iterdir()) == [folder]
    assert signal.getsignal(signal.SIGINT) is before


TWINS = "        risk_score:\n", "        riskScore: {type: string, x-pii: none}\n        risk_score:\n"


def test_what_cannot_be_generated_is_reported_before_it_is_tried(project: Project) -> None:
    assert (
        project.run("generate", "--check").stdout == "The client can be generated from openapi/txcloud-identity.yaml.\n"
    )
    other = project.root / "other.yaml"
    shutil.copyfile(project.document, other)
    swap(*TWINS)(project)
    complaint = "'riskScore' and 'risk_score' are both `risk_score` in Python. Leave one out"
    assert complaint in project.refused("generate", "--check").stderr
    assert project.refused("generate", "--check").stderr == project.refused("generate").stderr
    assert project.run("generate", "--check", "other.yaml").stdout == "The client can be generated from other.yaml.\n"
