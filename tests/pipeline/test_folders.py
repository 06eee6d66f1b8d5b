"""What a folder of scripts/ may know of the others."""

import ast
from collections.abc import Iterator
from pathlib import Path

from scripts.common.workspace import HERE

# Whatever is not listed here is not known.
KNOWS = {
    "common": set(),
    "contract": {"common"},
    "generation": {"common", "contract"},
    "page": {"common", "contract", "generation"},
    "changes": {"common", "contract", "generation"},
    "review": {"common", "contract", "generation", "changes"},
    "release": {"common", "contract", "generation", "changes"},
    "recording": {"common", "contract"},
    "docs": {"common"},
    "bench": {"common", "contract", "generation"},
}


def arrows(scripts: Path) -> Iterator[tuple[str, str, str]]:
    """Each import of one folder's module by another: the file, its folder and the folder that it imports from."""
    for path in sorted(scripts.glob("*/**/*.py")):
        file = path.relative_to(scripts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                modules = [f"{node.module}.{alias.name}" for alias in node.names]
            for folder in {module.split(".")[1] for module in modules if module.startswith("scripts.")}:
                if folder != file.parts[0]:
                    yield file.as_posix(), file.parts[0], folder


def forbidden(scripts: Path) -> list[tuple[str, str, str]]:
    return [arrow for arrow in arrows(scripts) if arrow[2] not in KNOWS[arrow[1]]]


def test_the_arrows_point_one_way() -> None:
    assert forbidden(HERE.root / "scripts") == []


def test_an_arrow_that_is_drawn_backwards_is_noticed(tmp_path: Path) -> None:
    for folder, text in (
        ("common", "from scripts.contract import openapi\n"),
        ("contract", "import scripts.changes.change\n"),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "one.py").write_text(text, encoding="utf-8")
    assert forbidden(tmp_path) == [("common/one.py", "common", "contract"), ("contract/one.py", "contract", "changes")]


def test_the_runtime_knows_nothing_of_the_pipeline() -> None:
    for path in HERE.runtime.glob("*.py*"):
        assert "scripts" not in path.read_text(encoding="utf-8"), path.name


def test_no_test_imports_from_another() -> None:
    for path in (HERE.root / "tests").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.level or str(node.module).startswith("tests")):
                last = str(node.module).rpartition(".")[2]
                assert not node.level, path
                assert not last.startswith(("test_", "conftest")), path


def test_what_is_read_at_a_sitting_is_no_longer_than_that() -> None:
    scripts = HERE.root / "scripts"
    for pattern, limit in (("*.py", 250), ("*.py.jinja", 200)):
        lines = {path.name: path.read_text(encoding="utf-8").count("\n") for path in scripts.rglob(pattern)}
        assert {name for name, count in lines.items() if count > limit} == set()
