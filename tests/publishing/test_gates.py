"""A commit that fails a nox session is not released."""

from tests.support.environment import ROUTE
from tests.support.project import Project
from tests.support.releases import SOMETHING, entry_only, raise_version, refusal, write_entry
from tests.support.releases import project as project
from tests.support.releases import released as released


def test_an_outdated_package_is_refused(project: Project) -> None:
    entry_only(project, SOMETHING)
    message = refusal(project, **ROUTE)
    assert "generated/ is not what the document, the config, the templates and the tools make of it now." in message
    assert "nox -s diff fails, so there is no release." in message


def test_a_package_that_fails_its_smoke_tests_is_refused(project: Project) -> None:
    errors = project.root / "scripts/generation/runtime/errors.py"
    project.edit(errors, "class TXCloudError(Exception):", "class TXCloudError(Exception):\n    raise OSError\n")
    raise_version(project, "1.0.0")
    assert project.run("generate").returncode == 0
    write_entry(project, "1.0.0")
    project.commit()
    message = refusal(project, **ROUTE)
    assert "raise OSError" in message
    assert "nox -s smoke fails, so there is no release." in message
