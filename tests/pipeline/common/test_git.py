"""What a program reads from the repository depends on the commits and tags alone."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from packaging.version import Version

from scripts.common.errors import PipelineError
from scripts.common.git import History
from tests.support.project import Project

FILES = {
    ".gitignore": "__pycache__/\n/built\n",
    ".gitattributes": "*.id ident\n",
    "a folder/ünï\t.txt": "one\r\ntwo\r\n$Format:%H$\n",
    "some.id": "$Id$\n",
    "empty": "",
}

# Settings that change what commands for people print, or what git does to files.
CONFIG = """\
[column]
    ui = always
[color]
    ui = always
[core]
    abbrev = 4
    attributesFile = {folder}/attributes
    autocrlf = true
    excludesFile = {folder}/ignored
    fsmonitor = {folder}/unchanged
    hooksPath = {folder}
    quotePath = true
    ignoreCase = true
[diff]
    external = true
    noprefix = true
[filter "hide"]
    clean = cat {folder}/hidden
    smudge = echo smudged
[log]
    date = relative
    showSignature = true
[status]
    short = false
    showUntrackedFiles = no
    relativePaths = false
[tag]
    sort = -version:refname
[tar]
    umask = 0777
[versionsort]
    suffix = v0.2
"""
ATTRIBUTES = "* export-ignore export-subst eol=crlf text filter=hide -diff\n"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A small repository: releases, and a commit after them."""
    project = Project(tmp_path_factory.mktemp("original"))
    for name, text in FILES.items():
        (project.root / name).parent.mkdir(parents=True, exist_ok=True)
        (project.root / name).write_bytes(text.encode())
    (project.root / "empty").chmod(0o755)
    (project.root / "link").symlink_to("a folder")
    project.commit(tag="v0.1.0")
    (project.root / "more").write_text("more\n", encoding="utf-8")
    project.commit(tag="v0.10.0")
    project.commit(tag="v0.2.0")
    project.git("tag", "--annotate", "--message", "a tag of a tag", "v0.9.0", "v0.1.0")
    project.git("commit", "--allow-empty", "--message", "Nothing")
    return project


@pytest.fixture
def project(original: Project, tmp_path: Path) -> Project:
    shutil.copytree(original.root, tmp_path / "project", symlinks=True)
    return Project(tmp_path / "project")


def seen(project: Project) -> object:
    """All that programs ask of a repository."""
    history = History(project.root)
    return (
        history.releases(),
        history.last_release(Version("0.9.9")),
        history.released_here(),
        history.uncommitted(),
        history.ancestors("HEAD"),
        history.files(history.commit()),
        history.time_of(history.commit()),
        history.is_detached(),
        history.main(),
    )


def in_the_repository(project: Project, _: pytest.MonkeyPatch) -> None:
    with (project.root / ".git/config").open("a", encoding="utf-8") as file:
        file.write(CONFIG.format(folder=project.root.parent))


def in_an_included_file(project: Project, _: pytest.MonkeyPatch) -> None:
    (project.root.parent / "included").write_text(CONFIG.format(folder=project.root.parent), encoding="utf-8")
    project.git("config", "include.path", str(project.root.parent / "included"))


def of_the_user(project: Project, patch: pytest.MonkeyPatch) -> None:
    (project.root.parent / "user").write_text(CONFIG.format(folder=project.root.parent), encoding="utf-8")
    patch.setenv("GIT_CONFIG_GLOBAL", str(project.root.parent / "user"))
    patch.setenv("GIT_CONFIG_SYSTEM", str(project.root.parent / "user"))


def in_the_environment(_: Project, patch: pytest.MonkeyPatch) -> None:
    for number, (name, value) in enumerate({"column.ui": "always", "core.bare": "true"}.items()):
        patch.setenv(f"GIT_CONFIG_KEY_{number}", name)
        patch.setenv(f"GIT_CONFIG_VALUE_{number}", value)
        patch.setenv("GIT_CONFIG_COUNT", str(number + 1))


def of_a_hook(project: Project, patch: pytest.MonkeyPatch) -> None:
    other = Project(project.root.parent / "other")
    other.root.mkdir()
    other.commit()
    patch.setenv("GIT_DIR", str(other.root / ".git"))
    patch.setenv("GIT_WORK_TREE", str(other.root))
    patch.setenv("GIT_INDEX_FILE", str(other.root / ".git/index"))
    patch.setenv("GIT_OBJECT_DIRECTORY", str(other.root / ".git/objects"))
    patch.setenv("GIT_NAMESPACE", "other")


def in_the_attributes_of_the_clone(project: Project, _: pytest.MonkeyPatch) -> None:
    (project.root / ".git/info/attributes").write_text(ATTRIBUTES, encoding="utf-8")


def in_a_replacement(project: Project, _: pytest.MonkeyPatch) -> None:
    project.git("replace", "HEAD", "v0.1.0^{commit}")


def in_a_graft(project: Project, _: pytest.MonkeyPatch) -> None:
    (project.root / ".git/info/grafts").write_text(project.git("rev-parse", "HEAD"), encoding="utf-8")


def of_other_references(project: Project, _: pytest.MonkeyPatch) -> None:
    project.git("branch", "v0.2.0", "v0.1.0")
    project.git("update-ref", "refs/heads/HEAD", "v0.1.0^{commit}")
    (project.root / ".git/v0.2.0").write_text(project.git("rev-parse", "v0.1.0"), encoding="utf-8")


def in_the_index(project: Project, _: pytest.MonkeyPatch) -> None:
    project.git("rm", "--cached", "--quiet", "more")


Hostile = Callable[[Project, pytest.MonkeyPatch], None]


@pytest.mark.parametrize(
    "hostile",
    [
        in_the_repository,
        in_an_included_file,
        of_the_user,
        in_the_environment,
        of_a_hook,
        in_the_attributes_of_the_clone,
        in_a_replacement,
        in_a_graft,
        of_other_references,
        in_the_index,
    ],
)
def test_no_setting_changes_what_is_read(project: Project, monkeypatch: pytest.MonkeyPatch, hostile: Hostile) -> None:
    before = seen(project)
    for name, text in {"attributes": ATTRIBUTES, "ignored": "*\n", "hidden": "hidden\n"}.items():
        (project.root.parent / name).write_text(text, encoding="utf-8")
    hostile(project, monkeypatch)
    assert seen(project) == before


def test_releases_are_in_the_order_of_their_numbers(project: Project) -> None:
    assert list(map(str, History(project.root).releases())) == ["0.1.0", "0.2.0", "0.9.0", "0.10.0"]


def unchanged(project: Project) -> None:
    project.git("update-index", "--assume-unchanged", "more")


def skipped(project: Project) -> None:
    project.git("update-index", "--skip-worktree", "more")


def filtered(project: Project) -> None:
    project.git("config", "filter.hide.clean", "echo more")
    (project.root / ".git/info/attributes").write_text("more filter=hide\n", encoding="utf-8")


def left_out(project: Project) -> None:
    (project.root / ".git/info/exclude").write_text("new\n", encoding="utf-8")


def left_out_by_the_user(project: Project) -> None:
    (project.root.parent / "ignored").write_text("new\n", encoding="utf-8")
    project.git("config", "core.excludesFile", str(project.root.parent / "ignored"))


def not_shown(project: Project) -> None:
    project.git("config", "status.showUntrackedFiles", "no")
    project.git("config", "core.fsmonitor", "true")


@pytest.mark.parametrize("hide", [unchanged, skipped, filtered, left_out, left_out_by_the_user, not_shown])
def test_a_difference_that_git_hides_is_reported(project: Project, hide: Callable[[Project], None]) -> None:
    hide(project)
    (project.root / "more").write_text("other\n", encoding="utf-8")
    (project.root / "new").touch()
    with pytest.raises(PipelineError) as refused:
        History(project.root).check_clean()
    assert " M more\n?? new\n" in str(refused.value)


def test_differences_are_reported(project: Project) -> None:
    (project.root / "empty").unlink()
    (project.root / "link").unlink()
    (project.root / "link").symlink_to("empty")
    (project.root / "more").unlink()
    (project.root / "more").mkdir()
    (project.root / "more/.git").mkdir()
    (project.root / "more/.git/config").touch()
    (project.root / "a folder/__pycache__").mkdir()
    (project.root / "a folder/__pycache__/ignored").touch()
    (project.root / "built").symlink_to("a folder")
    (project.root / "nested").mkdir()
    (project.root / "nested/.gitignore").write_text("*\n", encoding="utf-8")
    (project.root / "nested/built").touch()
    assert History(project.root).uncommitted() == [
        " D empty",
        " M link",
        " M more",
        "?? more/.git/config",
        "?? nested/.gitignore",
        "?? nested/built",
    ]


def test_a_commit_is_extracted_as_it_is_stored(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_attributes_of_the_clone(project, monkeypatch)
    target = tmp_path / "extracted"
    history = History(project.root)
    history.extract(history.releases()[Version("0.1.0")], target)
    files = [path for path in target.rglob("*") if path.is_file() and not path.is_symlink()]
    assert {path.relative_to(target).as_posix(): path.read_bytes().decode() for path in files} == FILES
    assert {path.name for path in files if os.access(path, os.X_OK)} == {"empty"}
    assert (target / "link").readlink() == Path("a folder")


def test_a_part_of_a_commit_is_extracted_alone(project: Project, tmp_path: Path) -> None:
    target = tmp_path / "extracted"
    history = History(project.root)
    history.extract(history.commit(), target, "a folder")
    files = [path.relative_to(target).as_posix() for path in target.rglob("*") if not path.is_dir()]
    assert files == [path for path in FILES if path.startswith("a folder/")]


@pytest.mark.parametrize("outside", ["/etc/hostname", "../project"])
def test_a_link_out_of_the_commit_is_refused(project: Project, tmp_path: Path, outside: str) -> None:
    (project.root / "link").unlink()
    (project.root / "link").symlink_to(outside)
    project.commit()
    history = History(project.root)
    with pytest.raises(PipelineError, match=r"links to files that are not in it:\nlink$"):
        history.extract(history.commit(), tmp_path / "extracted")


def test_a_repository_inside_of_a_commit_is_refused(project: Project) -> None:
    (project.root / "inner").mkdir()
    inner = Project(project.root / "inner")
    inner.commit()
    project.commit()
    history = History(project.root)
    with pytest.raises(PipelineError, match=r"repositories inside of this one:\ninner$"):
        history.files(history.commit())


def test_a_clone_that_lacks_objects_is_refused(project: Project) -> None:
    name = project.git("rev-parse", "HEAD:more").strip()
    (project.root / ".git/objects" / name[:2] / name[2:]).unlink()
    history = History(project.root)
    with pytest.raises(PipelineError, match=f"lacks the object {name}"):
        history.files(history.commit())


@pytest.mark.parametrize("name", ["HEAD^{tree}", "HEAD:.gitignore"], ids=["a folder", "a file"])
def test_a_release_that_is_no_commit_is_refused(project: Project, name: str) -> None:
    project.git("tag", "v3.0.0", name)
    with pytest.raises(PipelineError, match=r"The tag v3\.0\.0 is not on a commit\. Delete it: git tag --delete v3"):
        History(project.root).releases()


def test_a_repository_without_a_commit_is_refused(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True, timeout=30)
    with pytest.raises(PipelineError, match=r"has no commit\. Clone the repository"):
        History(tmp_path).commit()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_clone_of_another_owner_is_read(project: Project) -> None:
    before = seen(project)
    for path in (project.root, *project.root.rglob("*")):
        os.lchown(path, 65534, 65534)
    with pytest.raises(subprocess.CalledProcessError):
        project.git("status")
    assert seen(project) == before


def test_a_tag_has_the_name_of_its_maker(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    of_a_hook(project, monkeypatch)
    monkeypatch.setenv("GIT_COMMITTER_NAME", "A maker")
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "maker@example.com")
    history = History(project.root)
    history.tag("v1.0.0", history.commit(), "1.0.0")
    monkeypatch.undo()
    assert history.releases()[Version("1.0.0")] == history.commit()
    assert "tagger A maker <maker@example.com>" in project.git("cat-file", "tag", "v1.0.0")
