"""The board's page is written completely, or the last one stays."""

import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.common.yaml_file import read_yaml, write_yaml
from tests.support.blocks import OVERLAY
from tests.support.project import Project, copied
from tests.support.spare import Spare


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Spare:
    project = copied(tmp_path_factory.mktemp("committed"))
    project.commit()
    return Spare(project.root)


@pytest.fixture
def project(committed: Spare, tmp_path: Path) -> Project:
    """A project in a repository, which may have releases."""
    return Project(committed.move_to(tmp_path / "project"))


def test_the_page_is_the_same_each_time(project: Project) -> None:
    project.edit(project.contract, "        - expired\n", "        - expired\n        - lost\n")
    project.commit(tag="v0.0.1")
    project.commit()
    pages = []
    for _ in range(2):
        run = project.run("review")
        assert run.returncode == 0, run.stderr
        pages.append(project.review.read_bytes())
    assert pages[0] == pages[1]


def test_before_the_first_release_no_caller_is_broken(project: Project) -> None:
    run = project.run("review")
    assert run.stdout == "review.html is written. Open it in a browser; it needs no network.\n"
    page = project.review.read_text(encoding="utf-8")
    assert "Nothing has been released yet." in page
    # As everything is new, nothing is marked.
    assert ">new</span>" not in page


def before_there_were_levels(release: Project) -> None:
    text = release.contract.read_text(encoding="utf-8")
    text = re.sub("x-pii: (identifying|related)", "x-pii: true", text).replace("x-pii: none", "x-pii: false")
    release.contract.write_text(text, encoding="utf-8")
    release.exceptions.unlink()
    sources = read_yaml(release.provenance)
    del sources["transcribed_from"]
    for entries in sources["entries"].values():
        for entry in entries:
            entry.pop("means", None)
    write_yaml(release.provenance, sources)


def without_sources(release: Project) -> None:
    release.provenance.unlink()


def with_other_sources(release: Project) -> None:
    release.provenance.write_text("entries: nowhere\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("earlier", "newly", "marks"),
    [(before_there_were_levels, "nowhere", 0), (without_sources, "6 places", 6), (with_other_sources, "6 places", 6)],
)
def test_an_earlier_release_may_have_another_form(
    project: Project, earlier: Callable[[Project], None], newly: str, marks: int
) -> None:
    kept = {path: path.read_bytes() for path in (project.contract, project.exceptions, project.provenance)}
    earlier(project)
    project.commit(tag="v0.0.1")
    for path, content in kept.items():
        path.write_bytes(content)
    run = project.run("review")
    assert run.returncode == 0, run.stderr
    page = project.review.read_text(encoding="utf-8")
    assert re.search(f'pages newly disagree\\?<b class="\\w+">{newly}</b>', page)
    assert page.count(">new</span>") == marks
    assert re.search(r"new in personal data\?<b class=\"none\">nothing</b>", page)


def test_a_version_that_is_released_does_not_suffice_for_a_change(project: Project) -> None:
    project.commit(tag="v0.1.0")
    project.commit()
    assert project.run("review").returncode == 0
    said = "the version suffices.</b></p>\n<p>No change requires a release, and 0.1.0 is released already."
    assert said in project.review.read_text(encoding="utf-8")
    project.edit(project.contract, "        - expired\n", "        - expired\n        - lost\n")
    project.commit()
    project.git("tag", "--force", "v0.1.0")
    project.git("checkout", "--quiet", "HEAD~1", "--", ".")
    assert project.run("review").returncode == 0
    page = project.review.read_text(encoding="utf-8")
    assert "the version does not suffice.</b></p>" in page
    assert 'require a <span class="patch">patch</span> release, and 0.1.0 is released already.' in page


def no_package(release: Project) -> None:
    shutil.rmtree(release.package)


def no_metadata(release: Project) -> None:
    (release.package / "pyproject.toml").write_text("", encoding="utf-8")


def no_client(release: Project) -> None:
    (release.package / "txcloud_identity/client.py").write_text("def (\n", encoding="utf-8")


@pytest.mark.parametrize("mistake", [no_package, no_metadata, no_client])
@pytest.mark.parametrize("program", ["review", "verdict"])
def test_a_tag_on_what_is_no_package_is_named(
    project: Project, mistake: Callable[[Project], None], program: str
) -> None:
    mistake(project)
    project.commit(tag="v0.0.1")
    project.git("checkout", "--quiet", "HEAD~1", "--", ".")
    error = project.refused(program).stderr
    assert error.startswith("There is no complete package in v0.0.1, the last release: ")
    assert error.endswith("\nIf it was tagged by mistake, delete the tag: git tag --delete v0.0.1\n")
    assert tempfile.gettempdir() not in error


def test_a_change_of_the_level_of_personal_data_has_its_deciders_as_source(project: Project) -> None:
    kept = project.contract.read_text(encoding="utf-8")
    project.edit(
        project.contract, "        x-pii: none\n        example: req_", "        x-pii: related\n        example: req_"
    )
    project.commit(tag="v0.0.1")
    project.contract.write_text(kept, encoding="utf-8")
    assert project.run("review").returncode == 0
    page = project.review.read_text(encoding="utf-8")
    assert page.count("decided by those who keep the document") == 1
    assert "follows from the contract" not in page


def test_a_value_that_says_more_of_a_person_is_marked(project: Project) -> None:
    kept = project.contract.read_text(encoding="utf-8")
    number = "        document_number:\n          type: string\n          x-pii: "
    project.edit(project.contract, f"{number}identifying", f"{number}related")
    project.commit(tag="v0.0.1")
    project.contract.write_text(kept, encoding="utf-8")
    assert project.run("review").returncode == 0
    page = project.review.read_text(encoding="utf-8")
    assert 'new in personal data?<b class="identifying">1 value</b>' in page
    assert page.count(">new</span>") == 1


def test_a_fix_is_shown_with_its_source(project: Project) -> None:
    project.overlay.write_text(OVERLAY, encoding="utf-8")
    run = project.run("review")
    assert run.returncode == 0, run.stderr
    page = (project.root / "review.html").read_text(encoding="utf-8")
    assert "<td>A cancelled verification may say so.</td><td><b>verification-flow</b></td>" in page
    assert "Fixes in force: 1, each with its source." in page
    assert 'gets <span class="value">{&#34;enum&#34;: [&#34;cancelled&#34;]}</span></td>' in page


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("      operationId: cancelVerification\n", "", "operation-operationId"),
        ("example: 500\n", "example: 501\n", "The document and its sources disagree."),
    ],
)
def test_an_invalid_document_leaves_the_last_page(project: Project, old: str, new: str, complaint: str) -> None:
    (project.root / "review.html").write_text("the last page", encoding="utf-8")
    project.edit(project.document, old, new)
    assert complaint in project.refused("review").stderr
    assert (project.root / "review.html").read_text(encoding="utf-8") == "the last page"
    assert not list(project.root.glob("review.*tmp"))
