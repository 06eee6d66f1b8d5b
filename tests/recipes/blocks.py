"""The code that a recipe shows."""

import re

from scripts.common.workspace import HERE


def blocks(name: str) -> list[str]:
    text = (HERE.root / "scripts" / "docs" / name).read_text(encoding="utf-8")
    return re.findall(r"```python\n(.*?)```", text, re.DOTALL)
