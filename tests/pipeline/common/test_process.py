"""What becomes of a program that is started, if the one that starts it is stopped or waits too long."""

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scripts.common.errors import PipelineError
from scripts.common.process import run_captured, run_tool
from scripts.common.signals import STOPPING, stop, with_handlers
from tests.support.project import Project

FOREVER = [sys.executable, "-c", "import signal; signal.pause()"]


@pytest.mark.parametrize("number", STOPPING)
def test_a_signal_while_a_program_starts_does_not_leave_it_running(
    monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    started: list[subprocess.Popen[Any]] = []

    class Interrupted(subprocess.Popen[Any]):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            started.append(self)
            signal.raise_signal(number)

    monkeypatch.setattr(subprocess, "Popen", Interrupted)
    with with_handlers(dict.fromkeys(STOPPING, stop)):
        with pytest.raises(SystemExit) as end:
            run_captured(FOREVER)
        # A second signal is ignored, since the first one has taken effect.
        assert signal.getsignal(number) is signal.SIG_IGN
    assert end.value.code == 128 + number
    assert [each.returncode for each in started] == [-signal.SIGKILL]


def test_a_program_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(PipelineError, match=r"timed out after 0\.1 seconds:\nIt printed nothing\.$"):
        run_captured(FOREVER, limit=0.1)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("print('one\\n\\n \\ntwo'); sys.exit('why')", "why\none\ntwo"),
        ("print(*range(99), sep='\\n'); sys.exit(1)", "\n".join(map(str, range(15)))),
        ("sys.exit(3)", "exit code 3, without output"),
    ],
    ids=["errors first", "fifteen lines", "nothing"],
)
def test_what_a_tool_that_fails_has_said_is_quoted(code: str, said: str) -> None:
    with pytest.raises(PipelineError) as error:
        run_tool(sys.executable, "-c", f"import sys; {code}")
    assert str(error.value) == f"{Path(sys.executable).name} fails:\n{said}"


def test_a_program_that_is_not_installed_is_named(project: Project, tmp_path: Path) -> None:
    project.commit()
    run = project.refused("verdict", path=str(tmp_path))
    assert run.stderr == "System error: There is no git on the PATH. Install git.\n"
    with pytest.raises(FileNotFoundError, match="missing"):
        run_captured([sys.executable], cwd=tmp_path / "missing")
