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
    "changes": {"common", "contract", "generation"},
    "review": {"common", "contract", "generation", "changes"},
    "release": {"common", "contract", "generation", "changes"},
    "recording": {"common", "contract"},
    "docs": {"common"},
    "bench": {"common"},
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
