"""Each program ends with the right exit code and output, and without a traceback."""

import pytest

from scripts.common.workspace import HERE
from tests.support.project import PROGRAMS, Break, Project

LIVE = {"TXCLOUD_API_KEY": "txc_live_k3y"}


def nothing(_: Project) -> None:
    pass


def without_a_document(project: Project) -> None:
    project.document.unlink()


def without_a_license(project: Project) -> None:
    project.license.unlink()


# The mistake, the arguments and the environment variables.
REFUSED: dict[str, tuple[Break, list[str], dict[str, str]]] = {
    "bench": (nothing, ["nonsense"], {}),
    "build": (nothing, [], {}),
    "changelog": (nothing, [], {}),
    "compatibility": (nothing, [], {}),
    "demo": (nothing, [], LIVE),
    "diff": (without_a_document, [], {}),
    "docs": (without_a_license, [], {}),
    "generate": (without_a_document, [], {}),
    "page": (nothing, ["cancel-verfication.txt"], {}),
    "record": (nothing, [], LIVE),
    "release": (nothing, [], {}),
    "review": (without_a_document, [], {}),
    "spec": (without_a_document, [], {}),
    "verdict": (nothing, ["old.yaml", "new.yaml"], {}),
    "workflows": (nothing, [], {}),
}


def test_every_program_is_tested() -> None:
    text = 'if __name__ == "__main__":\n    run(main)\n'
    scripts = HERE.root / "scripts"
    programs = [path for path in scripts.rglob("*.py") if path.read_text(encoding="utf-8").endswith(text)]
    modules = {".".join(path.relative_to(scripts).with_suffix("").parts).removesuffix(".__main__") for path in programs}
    assert modules == {PROGRAMS[name] for name in REFUSED}


@pytest.mark.parametrize("name", REFUSED)
def test_a_process_reports_a_mistake_like_its_program(project: Project, name: str) -> None:
    break_it, arguments, variables = REFUSED[name]
    break_it(project)
    run = project.refused(name, *arguments, **variables)
    assert project.start(name, *arguments, **variables) == run
    assert run.stderr
    assert len(run.stderr.splitlines()) < 24


@pytest.mark.parametrize("name", ["demo", "diff"])
def test_a_process_succeeds_like_its_program(project: Project, name: str) -> None:
    run = project.run(name)
    assert (run.returncode, run.stderr) == (0, "")
    assert project.start(name) == run
