"""What differs between two folders is shown, wherever they are."""

from pathlib import Path

import pytest

from scripts.common.directories import diff
from tests.support.project import Project


@pytest.mark.parametrize("around", ["the folders", "a hook"])
def test_a_repository_hides_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, around: str) -> None:
    project = Project(tmp_path / "project")
    folder = {"the folders": project.root, "a hook": tmp_path}[around] / "compared"
    for name, content in {"old": b"one\r\n", "new": b"one\n"}.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "file").write_bytes(content)
    project.root.mkdir(exist_ok=True)
    project.commit()
    project.git("config", "core.autocrlf", "input")
    project.git("config", "diff.noprefix", "true")
    if around == "a hook":
        monkeypatch.setenv("GIT_DIR", str(project.root / ".git"))
    assert "--- a/old/file\n+++ b/new/file\n" in diff(folder / "old", folder / "new")
