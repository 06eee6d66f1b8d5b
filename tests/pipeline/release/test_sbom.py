"""The package's lock, of which the SBOM is made, is what the package requires and what it is tested with."""

import re
import shutil
from pathlib import Path

import pytest

from scripts.common.errors import PipelineError
from scripts.common.workspace import HERE, Workspace
from scripts.release.sbom import checked_lock

CERTIFI = r"^certifi==.*\n(?: .*\n)*"
VIA_HTTPX = "    #   httpcore\n    #   httpx\nh11"


@pytest.fixture
def tree(tmp_path: Path) -> Workspace:
    tree = Workspace(tmp_path)
    for path in (tree.package_lock, tree.tools_lock, tree.package / "pyproject.toml"):
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE.root / path.relative_to(tmp_path), path)
    return tree


def test_the_lock_holds_what_the_package_requires(tree: Workspace) -> None:
    lock = checked_lock(tree)
    assert {name for name, pin in lock.items() if "txcloud-identity" in pin.required_by} == {
        "attrs",
        "httpx",
        "python-dateutil",
    }
    assert lock["certifi"].required_by == {"httpcore", "httpx"}
    assert all(pin.hashes for pin in lock.values())


@pytest.mark.parametrize(
    ("name", "old", "new", "complaint"),
    [
        ("lock", r"^certifi==\S+", "certifi==2026.1.1", "certifi==2026.1.1 is not what tools.txt has, with which"),
        ("lock", r"(?<=sha256:)73191c47", "00000000", "certifi==2026.10.18 is not what tools.txt has, with which"),
        ("lock", r" \\\n    --hash=sha256:b9995d.*", "", "certifi==2026.10.18 is not what tools.txt has, with which"),
        ("lock", CERTIFI, "", "httpx requires certifi."),
        ("lock", VIA_HTTPX, "    #   httpcore\nh11", "httpx requires certifi."),
        ("lock", VIA_HTTPX, "    #   httpcore\n    #   httpx\n    #   attrs\nh11", "attrs does not require certifi."),
        ("lock", VIA_HTTPX, "    #   httpcore\n    #   httpx\n    #   six\nh11", "certifi is required by nothing that"),
        ("lock", r"\Z", "six==1.0\n", "six is required by nothing that is locked."),
        ("project", r'^    "attrs>=.*\n', "", "txcloud-identity does not require attrs."),
        ("project", r'^    "attrs>=', '    "six>=1",\n    "attrs>=', "txcloud-identity requires six>=1."),
        ("project", r'^    "attrs>=', '    "attrs>=99.', "txcloud-identity requires attrs>=99.22.2.0, and not 26.1.0."),
    ],
)
def test_another_lock_is_refused(tree: Workspace, name: str, old: str, new: str, complaint: str) -> None:
    path = {"lock": tree.package_lock, "project": tree.package / "pyproject.toml"}[name]
    text, count = re.subn(old, new.replace("\\", r"\\"), path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    assert count == 1
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PipelineError) as refused:
        checked_lock(tree)
    title, *errors, fix = str(refused.value).splitlines()
    assert (title, fix) == ("scripts/locks/package.txt is out of date:", "To lock it again: nox -s lock")
    assert [line for line in errors if line.startswith(complaint)], errors
