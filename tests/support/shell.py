"""What a newcomer types."""

import os
import subprocess

from tests.support.environment import ROUTE
from tests.support.project import MINUTES, Project


def settings() -> dict[str, str]:
    """The environment without what the session has set, but with the way to the package registry."""
    of_the_session = ("NOX_", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "UV_COMPILE")
    return {name: value for name, value in os.environ.items() if not name.startswith(of_the_session)} | ROUTE


def obey(project: Project, command: str) -> str:
    """What a command says when it is run as a shell does, once it has succeeded."""
    run = subprocess.run(
        ["sh", "-e", "-c", command],
        cwd=project.root,
        env=settings(),
        capture_output=True,
        text=True,
        timeout=MINUTES,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout
