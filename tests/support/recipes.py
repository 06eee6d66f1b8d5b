"""The recipes of the documentation, as files that a reader saves."""

import re
from pathlib import Path

from scripts.common.workspace import HERE

FOLDER = HERE.root / "scripts" / "docs"
NAMED = re.compile(r"\bsave\s+(?:it|this)\s+as\s+`(\w+\.py)`", re.IGNORECASE)


def saved(folder: Path, recipe: str) -> list[Path]:
    """Save each block of Python of a recipe in a folder, by the name that the recipe gives it, if it does."""
    text = (FOLDER / f"{recipe}.md").read_text(encoding="utf-8")
    paths: list[Path] = []
    for before, code in re.findall(r"(.*?)```python\n(.*?)```", text, re.DOTALL):
        named = NAMED.search(before)
        path = folder / (named[1] if named else f"{recipe}_{len(paths)}.py")
        path.write_text(code, encoding="utf-8")
        paths.append(path)
    return paths
