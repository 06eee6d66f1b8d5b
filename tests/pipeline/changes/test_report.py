"""Whom a change affects, and which part of the version it raises."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.changes import python_api
from scripts.changes.report import Generated, changes_between, generate_from, report
from scripts.common.workspace import HERE
from tests.support.changes import CHANGES, Edit
from tests.support.project import LIMIT, Project


@pytest.fixture(scope="session")
def current(tmp_path_factory: pytest.TempPathFactory) -> Generated:
    """The document as it is, with its package."""
    return generate_from(HERE, HERE.document, tmp_path_factory.mktemp("current") / "package")


def changed(edit: Edit, folder: Path) -> Generated:
    """The document with a change, with its package."""
    path = folder / "changed.yaml"
    path.write_text(edit(HERE.document.read_text(encoding="utf-8")), encoding="utf-8")
    return generate_from(HERE, path, folder / "package")


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_has_its_verdict_and_its_reason(current: Generated, tmp_path: Path, kind: str) -> None:
    edit, verdict, reason = CHANGES[kind]
    *reasons, last = report(changes_between(current, changed(edit, tmp_path)))
    assert last == f"verdict: {verdict}", reasons
    assert reason in "\n".join(reasons)
    assert bool(reasons) == (verdict != "none")
    assert ("another order" in "\n".join(reasons)) == ("order" in kind)


WHY = "        - {name: why, in: query, schema: {type: string}}\n"


@pytest.fixture(scope="session")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Generated:
    """The document with a parameter that a caller may send."""
    return changed(CHANGES["a query parameter added"][0], tmp_path_factory.mktemp("asking"))


@pytest.mark.parametrize(
    ("parameter", "there", "back"),
    [
        (WHY.replace("in: query", "in: query, required: true"), "major", "minor"),
        (WHY.replace("string}", "string, nullable: true}"), "patch", "major"),
        (WHY.replace("string}", "string, enum: [a, b]}"), "major", "major"),
        (WHY.replace("string}", "string, default: a}"), "minor", "minor"),
    ],
    ids=["required", "nullable", "enum", "default"],
)
def test_a_parameter_is_rated_the_other_way_round(
    asking: Generated, tmp_path: Path, parameter: str, there: str, back: str
) -> None:
    other = changed(lambda text: CHANGES["a query parameter added"][0](text).replace(WHY, parameter), tmp_path)
    assert [*report(changes_between(asking, other))][-1] == f"verdict: {there}"
    assert [*report(changes_between(other, asking))][-1] == f"verdict: {back}"


@pytest.mark.parametrize(
    ("kind", "back"),
    [
        ("an operation added", "major"),
        ("a query parameter added", "major"),
        ("a server added", "major"),
        ("an operation deprecated", "patch"),
        ("personal data in a header that was not", "minor"),
    ],
)
def test_the_reverse_change_has_its_own_verdict(current: Generated, tmp_path: Path, kind: str, back: str) -> None:
    *_, last = report(changes_between(changed(CHANGES[kind][0], tmp_path), current))
    assert last == f"verdict: {back}"


def test_the_wire_and_the_package_are_rated_separately(current: Generated, tmp_path: Path) -> None:
    found = changes_between(current, changed(CHANGES["a schema renamed"][0], tmp_path))
    assert {each.reader for each in found} == {"Python"}
    assert "major" in {each.level.name for each in found}


# Changes that a template can cause, but the document cannot.
CLIENT, SHARED, ERRORS = "client.py", "_sync_client.py", "errors.py"
BASE, OTHER_BASE = "class NotFoundError(APIStatusError)", "class NotFoundError(TXCloudError)"
AWAITED = "Its type was `None`, and is `async None`."
REWRITTEN: dict[str, tuple[str, str, str, str]] = {
    "a default": (SHARED, "max_retries: int = 3", "max_retries: int = 0", "Its default was `3`, and is `0`."),
    "another type": (SHARED, "timeout: Timeout = 30", "timeout: float = 30", "Its type was `Timeout`, and is `float`."),
    "no default": (SHARED, "max_retries: int = 3", "max_retries: int", "It must be passed."),
    "by name only": (CLIENT, "self, id: str, *, timeout", "self, *, id: str, timeout", "The way to pass it was"),
    "a method that is awaited": (SHARED, "    def close(self)", "    async def close(self)", AWAITED),
    "another base": (ERRORS, BASE, OTHER_BASE, "Its base class was"),
    "a name that is not exported": ("__init__.py", '    "RateLimit",\n', "", "The class is gone."),
    "a constant": (
        ERRORS,
        "outcome_unknown: bool = False",
        "outcome_unknown: bool = True",
        "Its default was `False`, and is `True`.",
    ),
}


@pytest.mark.parametrize("kind", REWRITTEN)
def test_a_change_by_a_template_is_reported(current: Generated, tmp_path: Path, kind: str) -> None:
    module, old, new, reason = REWRITTEN[kind]
    package = tmp_path / "package"
    shutil.copytree(current.package, package)
    path = package / "txcloud_identity" / module
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    *reasons, last = report(changes_between(current, Generated(current.document, package)))
    assert last == "verdict: major"
    assert reason in "\n".join(reasons)


@pytest.mark.parametrize(
    ("old", "new", "place", "what"),
    [
        ('">=3.11"', '">=3.12"', "Python", "was `>=3.11`, and is `>=3.12`."),
        ('    "attrs>=22.2.0",\n', "", "attrs", "was `>=22.2.0`, and is `nothing`."),
        ('"attrs>=22.2.0"', "\"attrs>=22.2.0; python_version < '3.13'\"", "attrs", 'python_version < "3.13"`.'),
        ('"httpx>=0.25.2,<1"', '"httpx<1,>=0.26"', "httpx", "was `<1,>=0.25.2`, and is `<1,>=0.26`."),
        ('"sniffio>=1.3.0,<2"', '"sniffio>=1.3.1,<2"', "sniffio (extra async)", "is `<2,>=1.3.1`."),
    ],
)
def test_a_change_of_a_requirement_is_reported(
    current: Generated, tmp_path: Path, old: str, new: str, place: str, what: str
) -> None:
    package = tmp_path / "package"
    shutil.copytree(current.package, package)
    text = (package / "pyproject.toml").read_text(encoding="utf-8")
    assert old in text
    (package / "pyproject.toml").write_text(text.replace(old, new), encoding="utf-8")
    [change] = changes_between(current, Generated(current.document, package))
    assert (change.level.name, change.notable, change.place) == ("minor", True, place)
    assert what in change.what


def test_a_change_that_only_griffe_finds_is_reported(
    current: Generated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    removed = changed(CHANGES["a property removed"][0], tmp_path)
    monkeypatch.setattr(python_api, "compare_surfaces", lambda *_: [])
    [change] = python_api.python_changes(current.surface, removed.surface)
    assert change.place == "txcloud_identity.models.verification.Verification.risk_score"
    assert change.what == "Public object was removed."
    assert change.level.name == "major"


OURS = "openapi/txcloud-identity.yaml"
UNREADABLE: dict[str, Callable[[str], str | None]] = {
    "missing": lambda _: None,
    "empty": lambda _: "",
    "not YAML": lambda _: "openapi: [",
    "not OpenAPI": lambda _: "openapi: 3.0.3\n",
    "a broken $ref": lambda text: text.replace('schemas/Gender"', 'schemas/Gendr"'),
}


@pytest.mark.parametrize("kind", UNREADABLE)
@pytest.mark.parametrize("arguments", [("other.yaml", OURS), (OURS, "other.yaml")], ids=["old", "new"])
def test_no_verdict_without_two_documents(project: Project, kind: str, arguments: tuple[str, str]) -> None:
    text = UNREADABLE[kind](project.document.read_text(encoding="utf-8"))
    if text is not None:
        (project.root / "other.yaml").write_text(text, encoding="utf-8")
    run = project.refused("verdict", *arguments)
    assert "other.yaml" in run.stderr
    assert len(run.stderr.splitlines()) <= 12
    assert run.stdout == ""


def without_marks(text: str) -> str:
    return re.sub("^ *x-(environment|key-prefix|pii).*\n", "", text, flags=re.MULTILINE)


NO_CLIENT: dict[str, Callable[[str], str]] = {
    "two values of one name": lambda text: text.replace("        - F\n", "        - F\n        - m\n"),
    "servers without our marks": without_marks,
    "another version of OpenAPI": lambda text: text.replace("openapi: 3.0.3", "openapi: 3.1.0"),
}


@pytest.mark.parametrize("kind", NO_CLIENT)
def test_without_a_client_the_wire_is_compared(project: Project, kind: str) -> None:
    other = NO_CLIENT[kind](project.document.read_text(encoding="utf-8"))
    (project.root / "old.yaml").write_text(other, encoding="utf-8")
    (project.root / "new.yaml").write_text(CHANGES["a header of an answer removed"][0](other), encoding="utf-8")
    run = project.run("verdict", "old.yaml", "new.yaml")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("Only the wire is compared, because")
    assert "old.yaml:" in run.stdout
    assert "Callers that read the header: it is missing." in run.stdout
    assert run.stdout.endswith("\nverdict: major\n")


def test_a_major_change_is_not_an_error(project: Project) -> None:
    (project.root / "new.yaml").write_text(CHANGES["a server removed"][0](project.document.read_text()))
    run = project.run("verdict", OURS, "new.yaml")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.endswith("\nverdict: major\n")


def test_one_document_is_not_enough(project: Project) -> None:
    run = project.run("verdict", OURS)
    assert run.returncode == 2
    assert "name both documents, OLD and NEW, or neither" in run.stderr


def test_before_the_first_release_no_caller_is_affected(project: Project) -> None:
    project.commit(tag="v1.0.0rc1")
    project.commit()
    run = project.run("verdict")
    assert run.stdout.endswith("so a change affects no caller.\nverdict: none\n")


def test_without_arguments_the_last_release_is_compared(project: Project) -> None:
    project.commit(tag="v0.0.9")
    project.commit(tag="v0.0.10")
    client = project.package / "txcloud_identity/_sync_client.py"
    project.edit(client, "max_retries: int = 3", "max_retries: int = 5")
    project.commit(tag="v0.0.11")
    project.commit(tag="vendor-2")
    assert "Its default was `5`, and is `3`." in project.run("verdict").stdout
    project.git("tag", "--delete", "v0.0.11")
    assert project.run("verdict").stdout == "verdict: none\n"
    project.edit(project.document, "        - expired\n", "        - expired\n        - cancelled\n")
    assert project.run("verdict").stdout.endswith("\nverdict: minor\n")


def test_a_release_is_compared_with_the_one_before_it(project: Project) -> None:
    project.commit(tag="v0.1.0")
    project.edit(project.document, "        - expired\n", "        - expired\n        - cancelled\n")
    project.edit(project.config, "package_version_override: 0.1.0", "package_version_override: 0.2.0")
    assert project.run("generate").returncode == 0
    project.commit(tag="v0.2.0")
    output = project.run("verdict").stdout
    assert output.endswith("\nverdict: minor\n")
    assert "minor, wire, worth a note: The enumeration of the schema `VerificationStatus` gained 'cancelled'." in output
    project.edit(project.document, "        - cancelled\n", "")
    # After a change, the files are no longer that release.
    assert project.run("verdict").stdout.endswith("\nverdict: major\n")


def test_without_a_history_there_is_no_verdict(project: Project) -> None:
    assert "Clone the repository" in project.refused("verdict").stderr
    subprocess.run(["git", "init", "--quiet", str(project.root.parent)], timeout=LIMIT, check=True)
    assert "belongs to the repository of" in project.refused("verdict").stderr
    project.commit()
    project.git("clone", "--quiet", "--depth=1", project.root.as_uri(), "shallow")
    (project.root / "shallow/node_modules").symlink_to(project.root / "node_modules")
    assert "git fetch --unshallow --tags" in Project(project.root / "shallow").refused("verdict").stderr
