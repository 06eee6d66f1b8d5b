"""A generator whose templates have changed is noticed, and the change is shown."""

from importlib.metadata import version
from pathlib import Path

import pytest

from tests.support.project import Project

# Stands in for the installer: the earlier generator that it fetches had another template.
INSTALLER = """\
import pathlib, sys
assert sys.argv[-1] == "openapi-python-client==0.28.4", sys.argv
templates = pathlib.Path(sys.argv[sys.argv.index("--target") + 1], "openapi_python_client", "templates")
templates.mkdir(parents=True)
(templates / "endpoint_module.py.jinja").write_text("an earlier template\\n")
"""


@pytest.fixture
def checksums(project: Project) -> Path:
    return project.root / "scripts" / "generation" / "templates" / "upstream.sha256"


def forked_from_an_earlier_one(checksums: Path) -> None:
    _, *lines = checksums.read_text(encoding="utf-8").splitlines()
    changed = [
        f"{'0' * 64}  endpoint_module.py.jinja" if line.endswith(" endpoint_module.py.jinja") else line
        for line in lines
    ]
    checksums.write_text("\n".join(["# openapi-python-client 0.28.4", *changed]), encoding="utf-8")


@pytest.mark.parametrize("program", ["generate", "diff"])
def test_a_template_that_has_changed_upstream_is_shown(
    project: Project, checksums: Path, tmp_path: Path, program: str
) -> None:
    noted = checksums.read_text(encoding="utf-8")
    forked_from_an_earlier_one(checksums)
    (tmp_path / "uv.py").write_text(INSTALLER, encoding="utf-8")
    run = project.refused(program, PYTHONPATH=str(tmp_path))
    assert "has: endpoint_module.py.jinja\n" in run.stderr
    assert "-an earlier template\n" in run.stderr
    assert "+def _get_kwargs(\n" in run.stderr
    assert run.stderr.endswith(f"let scripts/generation/templates/upstream.sha256 say:\n{noted}")


def test_without_the_earlier_generator_the_template_is_named(project: Project, checksums: Path, tmp_path: Path) -> None:
    forked_from_an_earlier_one(checksums)
    (tmp_path / "uv.py").write_text("raise SystemExit('no registry')", encoding="utf-8")
    run = project.refused("generate", PYTHONPATH=str(tmp_path))
    assert "openapi-python-client==0.28.4 cannot be installed to compare the two: no registry\n" in run.stderr


@pytest.mark.parametrize(
    "change",
    [
        lambda checksums: checksums.unlink(),
        lambda checksums: checksums.write_text("", encoding="utf-8"),
        lambda checksums: checksums.with_name("int_enum.py.jinja").unlink(),
        lambda checksums: checksums.with_name("literal_enum.py.jinja").write_text("", encoding="utf-8"),
    ],
)
def test_each_fork_has_its_checksum(project: Project, checksums: Path, tmp_path: Path, change: object) -> None:
    assert callable(change)
    change(checksums)
    (tmp_path / "uv.py").write_text("raise SystemExit('no registry')", encoding="utf-8")
    run = project.refused("generate", PYTHONPATH=str(tmp_path))
    told = f"forks other templates than openapi-python-client {version('openapi-python-client')} has: "
    assert run.stderr.startswith(f"scripts/generation/templates/ {told}")


def test_each_fork_says_what_it_forks_and_why(project: Project) -> None:
    templates = project.root / "scripts" / "generation" / "templates"
    generator, *listed = (templates / "upstream.sha256").read_text(encoding="utf-8").splitlines()
    assert generator == f"# openapi-python-client {version('openapi-python-client')}"
    for name in (line.split()[-1] for line in listed):
        opening = (templates / name).read_text(encoding="utf-8").partition("#}")[0]
        assert opening.startswith(f"{{# Forks {name} of {generator[2:]}.\n   Changed: ")
        assert " Can go when " in " ".join(opening.split())
