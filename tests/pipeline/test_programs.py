"""Each program is a process that ends as one should: its exit code, what it prints, and never a traceback."""

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


# What its user has done wrong, the arguments and the variables of the environment.
REFUSED: dict[str, tuple[Break, list[str], dict[str, str]]] = {
    "bench": (nothing, ["nonsense"], {}),
    "build": (nothing, [], {}),
    "changelog": (nothing, [], {}),
    "compatibility": (nothing, [], {}),
    "demo": (nothing, [], LIVE),
    "diff": (without_a_document, [], {}),
    "docs": (without_a_license, [], {}),
    "generate": (without_a_document, [], {}),
    "record": (nothing, [], LIVE),
    "release": (nothing, [], {}),
    "review": (without_a_document, [], {}),
    "spec": (without_a_document, [], {}),
    "verdict": (nothing, ["old.yaml", "new.yaml"], {}),
    "workflows": (nothing, [], {}),
}


def test_every_program_is_tried() -> None:
    text = 'if __name__ == "__main__":\n    run(main)\n'
    scripts = HERE.root / "scripts"
    programs = [path for path in scripts.rglob("*.py") if path.read_text(encoding="utf-8").endswith(text)]
    modules = {".".join(path.relative_to(scripts).with_suffix("").parts).removesuffix(".__main__") for path in programs}
    assert modules == {PROGRAMS[name] for name in REFUSED}


@pytest.mark.parametrize("name", REFUSED)
def test_a_mistake_ends_the_process_as_it_ends_the_program(project: Project, name: str) -> None:
    break_it, arguments, variables = REFUSED[name]
    break_it(project)
    within = project.refused(name, *arguments, **variables)
    assert project.start(name, *arguments, **variables) == within
    assert within.stderr
    assert len(within.stderr.splitlines()) < 24


@pytest.mark.parametrize("name", ["demo", "diff"])
def test_a_success_ends_the_process_as_it_ends_the_program(project: Project, name: str) -> None:
    within = project.run(name)
    assert (within.returncode, within.stderr) == (0, "")
    assert project.start(name) == within
