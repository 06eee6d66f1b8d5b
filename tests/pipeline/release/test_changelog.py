"""The entry of a version is drafted from the changes, in terms that users of the package know."""

import datetime
import re
from pathlib import Path

import pytest

from scripts.release.changelog import Entry
from tests.support.changes import CHANGES
from tests.support.project import Project, cloned
from tests.support.spare import Spare


@pytest.fixture(scope="module")
def first_release(tmp_path_factory: pytest.TempPathFactory) -> Spare:
    project = cloned(tmp_path_factory.mktemp("first"))
    project.git("tag", "v0.1.0")
    return Spare(project.root)


@pytest.fixture
def project(first_release: Spare, tmp_path: Path) -> Project:
    """The project after its first release, with a new version."""
    project = Project(first_release.move_to(tmp_path / "project"))
    project.edit(project.config, "package_version_override: 0.1.0", "package_version_override: 0.2.0")
    return project


def today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()


def drafted(project: Project, *kinds: str) -> str:
    """Return the draft for changes to the document; check that it is of today, and that all else stays."""
    text = project.document.read_text(encoding="utf-8")
    for kind in kinds:
        text = CHANGES[kind][0](text)
    project.document.write_text(text, encoding="utf-8")
    before = project.changelog.read_text(encoding="utf-8")
    started = today()
    run = project.run("changelog")
    assert run.returncode == 0, run.stderr
    above, below = before.split("## [0.1.0]")
    after = project.changelog.read_text(encoding="utf-8")
    assert after.startswith(above)
    assert after.endswith(f"## [0.1.0]{below}")
    heading, draft = after.removeprefix(above).removesuffix(f"## [0.1.0]{below}").split("\n", maxsplit=1)
    assert heading in {f"## [0.2.0] - {day}" for day in (started, today())}
    return draft


def test_each_change_is_in_its_section(project: Project) -> None:
    kinds = ["an operation added", "a wider range", "an operation deprecated", "a server removed"]
    draft = drafted(project, *kinds)
    assert draft.startswith("\n### Added\n\n")
    parts = draft.split("### ")
    assert [part.split("\n")[0] for part in parts[1:]] == ["Added", "Changed", "Deprecated", "Removed"]
    added, changed, deprecated, removed = parts[1:]
    assert "`TXCloud.get_review`" in added
    assert "- **Breaking.** `Verification.risk_score`: `maximum` of the property `risk_score` was 1000, and" in changed
    assert "- `POST /identity/verifications/{id}/cancel`: `deprecated` of the operation was set to true." in deprecated
    assert "- **Breaking.** The API: The server `https://sandbox.api.txcloud.io/v1` was removed. Callers" in removed
    assert max(len(line) for line in draft.splitlines()) <= 120


def test_a_change_is_listed_once_and_for_python(project: Project) -> None:
    draft = drafted(
        project, "a property removed", "a value of an enumeration added", "personal data in a header that was not"
    )
    assert draft.count("risk_score") == 1
    assert "- **Breaking.** `models.Verification.risk_score`: The attribute is gone." in draft
    assert draft.count("\n- ") == 2, draft
    assert "`models.VerificationStatus.CANCELLED`: The member is new. Code that distinguishes" in draft


def test_another_change_of_the_same_model_is_listed_too(project: Project) -> None:
    draft = drafted(project, "a wider range", "a date that is a text")
    assert "- **Breaking.** `Verification.risk_score`: `maximum` of the property `risk_score` was 1000, and" in draft
    assert "- **Breaking.** `models.Verification.created_at`: Its type was" in draft


def test_many_places_of_one_change_are_not_all_listed(project: Project) -> None:
    draft = drafted(project, "a query parameter added")
    assert "`TXCloud.cancel_verification_detailed(why)` and 4 more: The parameter is new." in draft


def test_without_a_change_the_draft_says_so(project: Project) -> None:
    assert "### Fixed\n\n- No change to the contract or the public names.\n" in drafted(project)


def test_an_entry_is_not_drafted_twice(project: Project) -> None:
    drafted(project, "an operation added")
    before = project.changelog.read_bytes()
    assert "CHANGELOG.md has an entry for 0.2.0. Edit it, or delete it" in project.refused("changelog").stderr
    assert project.changelog.read_bytes() == before


def test_a_changelog_that_cannot_be_read_is_left_alone(project: Project) -> None:
    project.changelog.write_bytes(b"## [0.1.0] - 2026-11-23\n\n- caf\xe9\n")
    assert "CHANGELOG.md cannot be read as UTF-8 text" in project.refused("changelog").stderr


def test_a_day_that_has_begun_elsewhere_is_not_in_the_future() -> None:
    days = [today() + datetime.timedelta(days=count) for count in (0, 1, 2)]
    assert [Entry(day, "").is_in_the_future for day in days] == [False, False, True]


def test_the_first_entry_says_that_it_is_the_first(project: Project) -> None:
    project.git("tag", "--delete", "v0.1.0")
    project.changelog.write_text("# Changelog\n", encoding="utf-8")
    assert project.run("changelog").returncode == 0
    expected = r"# Changelog\n\n## \[0\.2\.0\] - [\d-]{10}\n\n### Added\n\n- The first release\.\n+"
    assert re.fullmatch(expected, project.changelog.read_text(encoding="utf-8"))
