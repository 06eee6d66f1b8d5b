"""The board's page is written completely, or the last one stays."""

import pytest

from tests.support.blocks import OVERLAY
from tests.support.project import Project


@pytest.fixture
def project(project: Project) -> Project:
    """A project in a repository, which may have releases."""
    project.commit()
    return project


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
    assert "Nothing has been released yet." in (project.root / "review.html").read_text(encoding="utf-8")


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
