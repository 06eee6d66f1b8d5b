"""What nox finds wrong with the commit keeps it from being released."""

from tests.support.environment import ROUTE
from tests.support.project import Project
from tests.support.releases import SOMETHING, entry_only, raise_version, refusal, write_entry
from tests.support.releases import project as project
from tests.support.releases import released as released


def test_a_package_that_is_out_of_date_is_refused(project: Project) -> None:
    entry_only(project, SOMETHING)
    said = refusal(project, **ROUTE)
    assert "generated/ is not what the document, the config, the templates and the tools make of it now." in said
    assert "nox -s diff fails, so there is no release." in said


def test_a_package_that_fails_its_smoke_tests_is_refused(project: Project) -> None:
    errors = project.root / "scripts/generation/runtime/errors.py"
    project.edit(errors, "class TXCloudError(Exception):", "class TXCloudError(Exception):\n    raise OSError\n")
    raise_version(project, "1.0.0")
    assert project.run("generate").returncode == 0
    write_entry(project, "1.0.0")
    project.commit()
    said = refusal(project, **ROUTE)
    assert "raise OSError" in said
    assert "nox -s smoke fails, so there is no release." in said
